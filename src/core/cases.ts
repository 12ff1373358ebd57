import { replyDueAt } from './calendar.ts';
import {
  type Card,
  type Case,
  type CaseKind,
  type Change,
  type Chat,
  type ClauseRef,
  type County,
  type Day,
  type Decision,
  type Department,
  dayOf,
  directChat,
  type Liaison,
  type Mentions,
  type Person,
  type Post,
  type Urgency,
  type View,
} from './model.ts';
import { ladderDue, route } from './routing.ts';
import * as texts from './texts/cases.ts';

/** What a new case is about. */
export interface Opening {
  kind: CaseKind;
  text: string;
  mentions: Mentions;
  urgency: Urgency;
  /** Set for a case that belongs to the project's specialist whatever the items say (帮办, 代办). */
  toSpecialist?: boolean;
  /** Where the library looked. */
  sources?: ClauseRef[];
}

/** The county's office-holders as routing wants them. */
export const liaisonsOf = (county: County): Liaison[] =>
  [...county.people.values()].flatMap((person) => (person.duty ? [person.duty] : []));

const onLeave = (person: Person, day: Day) =>
  (person.leave ?? []).some((span) => span.from <= day && day <= span.to);

/** The specialist who is 首问责任人: the project's (or the B 岗 during leave), else one of the chat. */
export function specialistFor(view: View): Person | undefined {
  const own = view.project && view.county.people.get(view.project.specialist);
  if (!own) return specialistOf(view.county, view.chat, view.today, view.load);
  return onLeave(own, view.today) ? (view.county.people.get(own.substitute ?? '') ?? own) : own;
}

/** A specialist of a chat, else any; who is present and has the fewest open cases. */
export function specialistOf(
  county: County,
  chat: Chat,
  today: Day,
  load: ReadonlyMap<string, number> = new Map(),
): Person | undefined {
  const all = [...county.people.values()].filter(
    (person) => person.role === 'specialist' && !onLeave(person, today),
  );
  const inChat = all.filter((person) => chat.members.includes(person.id));
  const fewest = (a: Person, b: Person) =>
    (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || a.id.localeCompare(b.id);
  return [...(inChat.length ? inChat : all)].sort(fewest)[0];
}

/**
 * Opens a case: number, post with the reason kept, due times from the ladder, 首问责任人.
 * Posts tell the group who has it and by when, the holder what to do, the specialist for the record.
 */
export function openCase(
  view: View,
  now: Date,
  opening: Opening,
  serial = view.serial + 1,
): Decision & { kase: Case } {
  const { county } = view;
  const { settings } = county;
  const first = specialistFor(view);
  const sensitive = opening.kind === 'integrity';
  const routed = route(
    {
      items: opening.mentions.items,
      departments: opening.mentions.departments,
      stage: opening.mentions.stage ?? (opening.mentions.items.length ? undefined : view.project?.stage),
      region: view.project?.region,
      projectType: view.project?.projectType,
      urgency: opening.urgency,
      sensitive,
    },
    county,
    liaisonsOf(county),
    { load: view.load, lastAssigned: view.lastAssigned, today: dayOf(now) },
  );
  const bySpecialist = opening.toSpecialist || (!sensitive && routed.owner === undefined);
  const owner = sensitive
    ? settings.integrityPerson
    : bySpecialist
      ? (first?.id ?? '')
      : (routed.owner ?? '');
  const level = bySpecialist || sensitive ? 'L0' : routed.level;
  const due = dueTimes(county, level, opening.urgency, now);
  const kase: Case = {
    number: `${settings.countyCode}-${dayOf(now).slice(0, 4)}-${String(serial).padStart(6, '0')}`,
    kind: opening.kind,
    status: 'assigned',
    level,
    urgency: opening.urgency,
    summary: opening.text.slice(0, 200),
    ...(view.project ? { project: view.project.code } : {}),
    ...(view.asker?.enterprise
      ? { enterprise: view.asker.enterprise }
      : view.project
        ? { enterprise: view.project.enterprise }
        : {}),
    items: opening.mentions.items.slice(0, 4),
    department: bySpecialist || sensitive ? 'SP' : routed.department,
    assisting: bySpecialist || sensitive ? [] : routed.assisting,
    owner,
    reason: bySpecialist && opening.toSpecialist ? '帮办代办由项目专员负责' : routed.reason,
    firstContact: sensitive ? settings.integrityPerson : (first?.id ?? owner),
    reporter: view.asker?.id ?? '',
    watchers: [],
    chat: sensitive && view.asker ? directChat(view.asker.id) : view.chat.id,
    openedAt: now,
    ...due,
    refusals: 0,
    hops: [{ at: now, to: owner, reason: routed.reason }],
    version: 1,
    ...(opening.sources?.length ? { sources: opening.sources } : {}),
  };
  const receipt = sensitive ? texts.integrityReceipt : texts.caseReceipt(kase, county, now);
  const posts: Post[] = [{ to: 'here', text: receipt, about: { case: kase.number } }];
  posts.push(notice(kase, county, now));
  if (kase.firstContact !== owner) {
    posts.push({ to: { person: kase.firstContact }, text: texts.specialistCopy(kase, county, now) });
  }
  return { kase, changes: [{ kind: 'case-opened', case: kase }], posts };
}

/** The ladder's times for a rung, from an instant. */
export function dueTimes(county: County, level: Case['level'], urgency: Urgency, from: Date) {
  const rung = county.settings.ladder.find((step) => step.level === level);
  if (!rung)
    return {
      acceptDue: undefined,
      replyDue: replyDueAt(county.calendar, county.settings.businessHours, from, 1),
    };
  return ladderDue(rung, urgency, from, county.calendar, county.settings.businessHours);
}

/** What the holder of a case is sent. */
export function notice(kase: Case, county: County, now: Date): Post {
  return {
    to: { person: kase.owner },
    text: texts.ownerNotice(kase, county, now),
    card: cardFor(kase, county),
    about: { case: kase.number },
  };
}

/** Buttons for the holder; each has a typed equivalent. */
export function cardFor(kase: Case, county: County): Card {
  const departments = [...county.departments.values()].map((department) => department.shortName);
  const where = { name: 'department', label: '归口部门', options: departments } as const;
  const why = { name: 'reason', label: '原因' } as const;
  return {
    title: `${kase.number} ${texts.kindNames[kase.kind]}`,
    case: kase.number,
    version: kase.version,
    buttons: [
      ...(kase.status === 'assigned' ? [{ action: 'accept', label: '接单' } as const] : []),
      { action: 'reply', label: '答复', fields: [{ name: 'result', label: '答复内容' }] },
      { action: 'conclude', label: '办结', fields: [{ name: 'result', label: '办理结果' }] },
      { action: 'supplement', label: '补件', fields: [{ name: 'reason', label: '缺什么' }] },
      { action: 'transfer', label: '转办', fields: [where, why] },
      { action: 'return', label: '退回', fields: [where, why] },
    ],
  };
}

/** Department meant by a word an office-holder typed. */
export function departmentNamed(county: County, word: string): Department | undefined {
  const clean = word.trim();
  return [...county.departments.values()].find(
    (d) => d.code === clean || d.shortName === clean || d.name === clean || d.aliases.includes(clean),
  );
}

/** Change of a case with its line for the ledger. */
export const change = (kase: Case, set: Partial<Case>, what: string): Change => ({
  kind: 'case-changed',
  number: kase.number,
  set,
  what,
});
