import { can } from '../access.ts';
import { openCase, placeFor, specialistFor } from '../cases/index.ts';
import {
  ACCEPT_MS,
  deniesAlarm,
  type Emergency,
  emergencyIn,
  goesOnAbout,
  speaksOfOutcome,
} from '../intents/emergencies.ts';
import { asks } from '../intents/rule.ts';
import { lines } from '../intents/settle.ts';
import {
  type Case,
  type County,
  type Decision,
  type Intent,
  isOpen,
  nothingNamed,
  type Post,
  talkKinds,
  type View,
} from '../model.ts';
import { TALK_MS } from '../talked-of.ts';
import { postName, urgerName } from '../texts/cases.ts';
import * as texts from '../texts/emergencies.ts';

/** Whose posts are told of it, the one that leads first; a county without one tells the others. */
const departments: Record<Emergency, Office[]> = {
  gas: ['gas', 'safety'],
  fire: ['fire', 'safety'],
  electric: ['power', 'safety', 'building'],
  flood: ['safety', 'fire', 'water'],
  trapped: ['fire', 'safety', 'building'],
  collapse: ['building', 'safety'],
  injury: ['building', 'safety'],
};

type Office = 'gas' | 'safety' | 'fire' | 'power' | 'water' | 'building';
/** Counties give their departments codes of their own, but call them much the same. */
const offices: Record<Office, RegExp> = {
  gas: /^(?:燃气|天然气)/,
  safety: /^应急/,
  fire: /^消防/,
  power: /^(?:供电|电力|国网)/,
  water: /^水[利务]/,
  building: /^(?:住建|住房|建设局|建委)/,
};

/** The codes of those whom an emergency concerns; the short name says more than an alias: 住建局 has a 消防科. */
export function concernedBy(kind: Emergency, { departments: all }: Pick<County, 'departments'>): string[] {
  return departments[kind].flatMap((office) => {
    const called = offices[office];
    const list = [...all.values()];
    const found =
      list.find(({ shortName }) => called.test(shortName)) ??
      list.find(({ aliases }) => aliases.some((alias) => called.test(alias)));
    return found?.code ?? [];
  });
}

/** What is cried so soon after the first report is about the same. */
const SAME_MS = 2 * 60 * 60_000;

/**
 * 险情: what to do first, to whoever says it, bound or not; then a critical case, and its post, the others concerned
 * and the specialist told at once at any hour.
 */
export function reportEmergency(intent: Intent, kind: Emergency, view: View, now: Date): Decision {
  const { county, asker, chat } = view;
  const led = concernedBy(kind, county);
  const who = speaker(view);
  const same = view.cases.find((kase) => isSame(kase, view, now));
  const notified = alerted(kind, same, view, now);
  const told = (kase: Case | undefined): Post[] =>
    notified.map((person) => ({
      to: { person },
      text: texts.emergencyNotice(intent.text, kase, who, county),
    }));
  if (same)
    return {
      changes: [{ kind: 'note-added', case: same.number, text: intent.text }],
      posts: [{ to: 'here', text: texts.emergencyAgain(kind, same, notified.length > 0) }, ...told(same)],
    };
  const names = namesOf(notified, view);
  if (!asker || !can(asker, 'open-case', {}, chat.kind))
    return {
      changes: [],
      posts: [{ to: 'here', text: texts.emergencyReceipt(kind, undefined, names) }, ...told(undefined)],
    };
  const { kase, changes, posts: usual } = openCase(view, now, opening(intent, led, now));
  const card = usual.filter(({ to }) => to !== 'here' && 'person' in to && to.person === kase.owner);
  return {
    changes,
    posts: [{ to: 'here', text: texts.emergencyReceipt(kind, kase.number, names) }, ...told(kase), ...card],
  };
}

function opening(
  { text, mentions: { topic: _, ...named } }: Pick<Intent, 'text' | 'mentions'>,
  departments: string[],
  now: Date,
) {
  return {
    kind: 'difficulty' as const,
    text,
    mentions: { ...named, items: [], departments },
    urgency: 'critical' as const,
    acceptBy: new Date(now.getTime() + ACCEPT_MS),
  };
}

/** Who is told of such an emergency: a post of each office concerned, the specialist, and whoever had its case. */
function alerted(
  kind: Emergency,
  kase: Case | undefined,
  view: View,
  now: Date,
  also: string[] = [],
): string[] {
  const codes = [...new Set([...concernedBy(kind, view.county), ...also])];
  const posts = codes.map(
    (code) => placeFor(view, now, opening({ text: '', mentions: nothingNamed }, [code], now)).owner,
  );
  const holders = kase
    ? [...kase.hops.map(({ to }) => to), kase.owner, kase.firstContact]
    : [specialistFor(view)?.id ?? ''];
  return [...new Set([...posts, ...holders])].filter((person) => person !== '' && person !== view.asker?.id);
}

const namesOf = (people: string[], { county }: View): string[] => [
  ...new Set(people.map((person) => postName(county.people.get(person)))),
];

const speaker = ({ county, asker, chat }: View): string =>
  county.enterprises.get(asker?.enterprise ?? '')?.name ??
  (asker?.role === 'leader' ? urgerName(asker) : asker ? postName(asker) : chat.title);

const since = (at: Date, now: Date): number => now.getTime() - at.getTime();

const isSame = (kase: Case, { asker }: View, now: Date): boolean =>
  isOpen(kase) &&
  asker?.enterprise !== undefined &&
  kase.enterprise === asker.enterprise &&
  since(kase.openedAt, now) < SAME_MS &&
  emergencyIn(kase.summary) !== undefined;

/** So long an emergency has its news. */
const NEWS_MS = 3 * 86_400_000;

interface Alarm {
  kind: Emergency;
  text: string;
  at: Date;
  kase: Case | undefined;
}

/**
 * The alarm that somebody may go on about: their enterprise's open case of it, else one raised in this chat just now.
 * One that is over has no news, and hides none that is not.
 */
function alarmMeant({ asker, cases, turns }: View, now: Date): Alarm | undefined {
  for (const kase of cases) {
    const kind = isOpen(kase) ? emergencyIn(kase.summary) : undefined;
    const own = kase.enterprise !== undefined && kase.enterprise === asker?.enterprise;
    const alerted = [kase.owner, kase.firstContact, ...kase.hops.map(({ to }) => to)].includes(
      asker?.id ?? '',
    );
    if (kind && (own || alerted) && since(kase.openedAt, now) < NEWS_MS)
      return { kind, text: kase.summary, at: kase.openedAt, kase };
  }
  for (const { person, text, at, case: number, kinds } of turns) {
    if (kinds.some((one) => (lines as string[]).includes(one))) continue;
    const kind = person === asker?.id || asker?.role === 'leader' ? emergencyIn(text) : undefined;
    const kase = cases.find((one) => one.number === number);
    if (kind && since(at, now) < SAME_MS && (!kase || isOpen(kase))) return { kind, text, at, kase };
  }
  return undefined;
}

/** What is done to a case, or said of another one, is no news of the emergency. */
const isOrder = ({ kind, mentions }: Intent, { kase }: Alarm, { quotedCase }: View): boolean =>
  lines.includes(kind) ||
  kind === 'withdraw_change' ||
  (mentions.caseNumbers.length > 0 && (kase === undefined || quotedCase?.number !== kase.number));

/**
 * What is said on an emergency, 人救上来了, 还有一个头晕, or that it was none: passed on word for word to all who were
 * alerted; it opens, urges and closes nothing. Half an hour long whatever is told where it was raised, and names no
 * other matter, is about it; once the case is closed nothing is.
 */
export function tellNews(intents: Intent[], view: View, now: Date): Decision | undefined {
  const alarm = alarmMeant(view, now);
  if (!alarm) return undefined;
  if (intents.some((intent) => isOrder(intent, alarm, view))) return undefined;
  const text = [...new Set(intents.map((intent) => intent.text))].join('；');
  const items = intents.flatMap(({ mentions }) => mentions.items);
  const wants = intents.some(({ kind }) => !talkKinds.includes(kind));
  const here = alarm.kase === undefined || alarm.kase.chat === view.chat.id;
  const onIt = speaksOfOutcome(text) || (here && wants && items.length === 0 && !asks(text));
  const fresh = since(alarm.at, now) <= TALK_MS && onIt;
  const denied = since(alarm.at, now) <= SAME_MS && deniesAlarm(text);
  if (!denied && !fresh && !goesOnAbout(alarm.text, text)) return undefined;
  const { kase, kind } = alarm;
  const departments = intents.flatMap(({ mentions }) => mentions.departments);
  const reporter = kase && view.asker?.enterprise === undefined ? [kase.reporter] : [];
  const told = [...alerted(kind, kase, view, now, departments), ...reporter].filter(
    (person) => person !== view.asker?.id,
  );
  const notice = denied ? texts.emergencyDeniedNotice : texts.emergencyNewsNotice;
  const names = namesOf(told, view);
  return {
    changes: kase ? [{ kind: 'note-added', case: kase.number, text }] : [],
    posts: [
      { to: 'here', text: denied ? texts.emergencyDenied(names) : texts.emergencyNews(names) },
      ...told.map((person) => ({ to: { person }, text: notice(text, kase, speaker(view)) })),
    ],
  };
}
