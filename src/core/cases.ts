import { replyDueAt } from './calendar.ts';
import { lacking } from './facts.ts';
import { isStuck } from './meant.ts';
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
import { integrityReceipt } from './texts/confidences.ts';
import { factsWanted } from './texts/follow-ups.ts';

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
  const named = opening.post === undefined ? undefined : county.people.get(opening.post);
  if (named)
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
    reason: toSpecialist ? '帮办代办由项目专员负责' : `${topic ? texts.notNamed : ''}${routed.reason}`,
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
    ? integrityReceipt
    : `${texts.caseReceipt(kase, county, now)}${disputed ? texts.mayMeet : ''}${factsWanted(lacks)}`;
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
    return [
      { to: { person }, text: texts.assistNotice(kase, view.county, now), about: { case: kase.number } },
    ];
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

/** Department meant by a word an office-holder typed. */
export function departmentNamed(county: County, word: string): Department | undefined {
  const clean = word.trim();
  return [...county.departments.values()].find((d) => namesOf(d).includes(clean));
}

const namesOf = (d: Department): string[] => [d.code, d.shortName, d.name, ...d.aliases];

/** A department, and of several posts in it the one that was named. */
export interface Place {
  department: Department;
  /** A and B of one post. */
  pair?: string;
}

/** Fewer characters name no post and begin no department's name. */
const SHORTEST = 2;

/**
 * 住建局图审岗, 图审, 自来水: a department, one with a post behind it, the beginning of only one department's name, or
 * a post, first of the department that has the case.
 */
export function placeNamed(county: County, word: string, from: string): Place | undefined {
  const clean = word.trim().replace(/(?:那边|那里|的?同志)$/, '');
  if (clean.length < SHORTEST) return undefined;
  const exact = departmentNamed(county, clean);
  const own = postNamed(county, clean, from);
  if (exact) return { department: exact, ...(exact.code === from && own ? { pair: own.pair } : {}) };
  const all = [...county.departments.values()];
  const longest = all
    .flatMap((d) => namesOf(d).map((name) => ({ d, name })))
    .filter(({ name }) => name.length >= SHORTEST && clean.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (longest) {
    const post = postNamed(county, clean.slice(longest.name.length), longest.d.code) ?? own;
    return { department: longest.d, ...(post?.department === longest.d.code ? { pair: post.pair } : {}) };
  }
  const post = own ?? postNamed(county, clean);
  const department = post && county.departments.get(post.department);
  if (department) return { department, pair: post.pair };
  const begun = all.filter((d) => namesOf(d).some((name) => name.startsWith(clean)));
  const [only] = begun;
  return only && begun.length === 1 ? { department: only } : undefined;
}

/** A post by what people call it: 图审 is 住建局图审消防岗. */
function postNamed(county: County, word: string, department?: string): Liaison | undefined {
  const stem = word.replace(/(?:岗|窗口|的)+$/, '');
  if (stem.length < SHORTEST) return undefined;
  const fitting = liaisonsOf(county).filter(
    ({ display, rank, department: at }) =>
      rank === 'liaison' && (department === undefined || at === department) && display.includes(stem),
  );
  return new Set(fitting.map(({ pair }) => pair)).size === 1 ? fitting[0] : undefined;
}

/** Who of a post is there: A unless on leave. */
export function onDutyOf(county: County, pair: string, today: Day): string | undefined {
  const posts = liaisonsOf(county)
    .filter((one) => one.pair === pair && one.rank === 'liaison')
    .sort((a, b) => a.post.localeCompare(b.post));
  const away = ({ leave }: Liaison) => leave.some((span) => span.from <= today && today <= span.to);
  return (posts.find((one) => !away(one)) ?? posts[0])?.id;
}

/** 卫禾二跟, 卫专员, 图审消防岗: the office-holder meant by a word. */
export function personNamed(county: County, word: string): Person | undefined {
  const clean = word.trim().replace(/(?:去|来)?(?:跟进?|接手?|办理?|处理|负责)(?:一下)?$/, '');
  if (clean.length < 2) return undefined;
  const names = ({ id, name, duty, role }: Person) =>
    id === clean ||
    name === clean ||
    (role === 'specialist' && clean === `${name.slice(0, 1)}专员`) ||
    (clean.length > 2 && duty?.display.endsWith(clean) === true);
  return [...county.people.values()].find((one) => (one.duty ?? one.role === 'specialist') && names(one));
}

/** Change of a case with its line for the ledger. */
export const change = (kase: Case, set: Partial<Case>, what: string): Change => ({
  kind: 'case-changed',
  number: kase.number,
  set,
  what,
});
