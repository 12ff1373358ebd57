import { replyDueAt } from '../calendar.ts';
import { calledIn } from '../called.ts';
import { isStuck } from '../meant.ts';
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
  dayOf,
  directChat,
  type Liaison,
  type Mentions,
  type Person,
  type Post,
  type Urgency,
  type View,
} from '../model.ts';
import { isAway, ladderDue, route } from '../routing.ts';
import * as texts from '../texts/cases.ts';
import { integrityReceipt, integrityReceiptAlone } from '../texts/confidences.ts';
import { factsWanted } from '../texts/follow-ups.ts';
import { assistNotice, mayMeet } from '../texts/meetings.ts';
import { lacking } from './facts.ts';

/** The enterprise's own words are kept up to so many characters. */
export const SUMMARY = 200;

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
  /** Inbox id of the message that should have become this case. */
  corrects?: number;
  /** The person of the post that the text names. */
  post?: string | undefined;
  /** Whoever has it must say so by then, at any hour. */
  acceptBy?: Date;
}

/** The county's office-holders as routing wants them. */
export const liaisonsOf = (county: County): Liaison[] =>
  [...county.people.values()].flatMap((person) => (person.duty ? [person.duty] : []));

/** The specialist who is 首问责任人: the project's (or the B 岗 during leave), else one of the chat. */
export function specialistFor(view: View): Person | undefined {
  const own = view.project && view.county.people.get(view.project.specialist);
  if (!own) return specialistOf(view.county, view.chat, view.today, view.load);
  return isAway(own, view.today) ? (view.county.people.get(own.substitute ?? '') ?? own) : own;
}

/** A specialist of a chat, else any; who is present and has the fewest open cases. */
export function specialistOf(
  county: County,
  chat: Chat,
  today: Day,
  load: ReadonlyMap<string, number> = new Map(),
): Person | undefined {
  const all = [...county.people.values()].filter(
    (person) => person.role === 'specialist' && !isAway(person, today),
  );
  const inChat = all.filter((person) => chat.members.includes(person.id));
  const fewest = (a: Person, b: Person) =>
    (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0) || a.id.localeCompare(b.id);
  return [...(inChat.length ? inChat : all)].sort(fewest)[0];
}

/** Department, post and times for a case, with the reason that is kept. */
export function placeFor(view: View, now: Date, opening: Opening) {
  const { county } = view;
  const { kind, mentions, urgency, toSpecialist = false } = opening;
  const first = specialistFor(view);
  const integrity = county.settings.integrityPerson;
  if (kind === 'integrity')
    return {
      owner: integrity,
      firstContact: integrity,
      department: 'SP',
      assisting: [],
      level: 'L0' as const,
      reason: '专人受理',
      ...dueTimes(county, 'L0', urgency, now),
    };
  const named =
    opening.post === undefined ? calledIn(opening.text, view.chat, county) : county.people.get(opening.post);
  if (named?.duty)
    return {
      owner: named.id,
      firstContact: first?.id ?? named.id,
      department: named.department ?? 'SP',
      assisting: [],
      level: 'L1' as const,
      reason: '原话点名的岗位',
      ...dueTimes(county, 'L1', urgency, now),
    };
  const { topic = '' } = mentions;
  const sounds = { item: county.items.get(topic), department: county.departments.get(topic) };
  const routed = route(
    {
      items: sounds.item ? [topic] : mentions.items,
      departments: sounds.department ? [topic] : mentions.departments,
      stage: mentions.stage ?? (mentions.items.length || topic ? undefined : view.project?.stage),
      region: view.project?.region,
      projectType: view.project?.projectType,
      urgency,
      guessed: topic !== '',
    },
    county,
    liaisonsOf(county),
    { load: view.load, lastAssigned: view.lastAssigned, today: dayOf(now) },
  );
  const bySpecialist = toSpecialist || routed.owner === undefined;
  const owner = (bySpecialist ? first?.id : routed.owner) ?? '';
  const level = bySpecialist ? ('L0' as const) : routed.level;
  return {
    owner,
    firstContact: first?.id ?? owner,
    department: bySpecialist ? 'SP' : routed.department,
    assisting: bySpecialist ? [] : routed.assisting,
    level,
    reason: toSpecialist
      ? '帮办代办由项目专员负责'
      : `${topic ? texts.soundsLike(mentions.departments.length > 0) : ''}${routed.reason}`,
    ...dueTimes(county, level, urgency, now),
    ...(opening.acceptBy ? { acceptDue: opening.acceptBy } : {}),
  };
}

/**
 * Opens a case: number, post with the reason kept, due times from the ladder, 首问责任人.
 * Posts tell the group who has it, by when and what is still missing, the holder what to do, the specialist for
 * the record.
 */
export function openCase(
  view: View,
  now: Date,
  opening: Opening,
  serial = view.serial + 1,
): Decision & { kase: Case } {
  const { county, asker } = view;
  const { kind, text, mentions, urgency, sources, corrects } = opening;
  const sensitive = kind === 'integrity';
  const place = placeFor(view, now, opening);
  const enterprise = asker?.enterprise ?? view.project?.enterprise;
  const kase: Case = {
    number: `${county.settings.countyCode}-${dayOf(now).slice(0, 4)}-${String(serial).padStart(6, '0')}`,
    kind,
    status: 'assigned',
    urgency,
    summary: text.slice(0, SUMMARY),
    ...(view.project ? { project: view.project.code } : {}),
    ...(enterprise ? { enterprise } : {}),
    items: mentions.items.slice(0, 4),
    ...place,
    reporter: asker?.id ?? '',
    watchers: [],
    chat: sensitive && asker ? directChat(asker.id) : view.chat.id,
    openedAt: now,
    refusals: 0,
    hops: [{ at: now, to: place.owner, reason: place.reason }],
    version: 1,
    ...(sources?.length ? { sources } : {}),
  };
  const lacks = lacking(view, opening);
  const disputed = isStuck(kind) && kase.assisting.length > 0;
  const receipt = sensitive
    ? view.chat.kind === 'direct'
      ? integrityReceiptAlone
      : integrityReceipt
    : `${texts.caseReceipt(kase, county, now)}${disputed ? mayMeet : ''}${factsWanted(lacks)}`;
  const posts: Post[] = [
    { to: 'here', text: receipt, about: { case: kase.number } },
    notice(kase, county, now),
    ...assistNotices(kase, view, now),
  ];
  if (kase.firstContact !== kase.owner) {
    posts.push({ to: { person: kase.firstContact }, text: texts.specialistCopy(kase, county, now) });
  }
  const opened: Change = {
    kind: 'case-opened',
    case: kase,
    ...(lacks.length ? { lacks } : {}),
    ...(corrects === undefined ? {} : { corrects }),
  };
  return { kase, changes: [opened], posts };
}

/** The post of a department for some of its items, else for the project's stage, else for everything (综合岗). */
export function postFor(
  department: string,
  items: string[],
  { project: code, urgency }: Pick<Case, 'project' | 'urgency'>,
  { county, load, lastAssigned }: View,
  now: Date,
  byStage = true,
): string | undefined {
  const project = county.projects.get(code ?? '');
  const ofStage = liaisonsOf(county).filter(
    (one) => one.department === department && one.scope.stages.includes(project?.stage ?? ''),
  );
  // Of two posts for one stage neither is the likelier.
  const telling = byStage && new Set(ofStage.map(({ pair }) => pair)).size === 1;
  const own = items.filter((item) => county.items.get(item)?.departments.includes(department));
  return route(
    {
      items: own,
      departments: [department],
      stage: telling && own.length === 0 ? project?.stage : undefined,
      region: project?.region,
      projectType: project?.projectType,
      urgency,
    },
    county,
    liaisonsOf(county),
    { load, lastAssigned, today: dayOf(now) },
  ).owner;
}

/** To the posts of the departments that help (协办): what is said, who leads. */
function assistNotices(kase: Case, view: View, now: Date): Post[] {
  return kase.assisting.flatMap((department): Post[] => {
    const person = postFor(department, kase.items, kase, view, now);
    if (person === undefined || person === kase.owner) return [];
    return [{ to: { person }, text: assistNotice(kase, view.county, now), about: { case: kase.number } }];
  });
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

/** Change of a case with its line for the ledger. */
export const change = (kase: Case, set: Partial<Case>, what: string): Change => ({
  kind: 'case-changed',
  number: kase.number,
  set,
  what,
});
