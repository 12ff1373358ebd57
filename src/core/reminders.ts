import { can, concernsCase, seesWholeCounty } from './access.ts';
import { addDays, workday } from './calendar.ts';
import { commonPosts } from './common.ts';
import { dutiesOf } from './duties.ts';
import { awaiting } from './filings/proposals.ts';
import { meetingReminders } from './meetings/reminders.ts';
import {
  type About,
  type Asked,
  type Case,
  type Chat,
  type County,
  type Day,
  dayOf,
  type Filing,
  instantOf,
  isDecided,
  isOpen,
  isRunning,
  type Meeting,
  type Person,
  type Post,
  type Proposal,
  serialOf,
} from './model.ts';
import { type Clock, clockOf } from './progress.ts';
import { isAway } from './routing.ts';
import * as texts from './texts/reminders.ts';

/** The record as it stands. */
export interface Snapshot {
  county: County;
  filings: Filing[];
  cases: Case[];
  /** Questions of the last 30 days. */
  asked?: Asked[];
  /** What was said of meetings within a month, newest first. */
  meetings?: Meeting[];
  /** Steps of filings that nobody confirmed or denied yet. */
  proposals?: Proposal[];
}

/** Kinds of reminder; each runs once a day. */
export type ReminderKind = 'specialist-list' | 'meetings' | 'knowledge' | 'digest' | 'holder-list' | 'duties';

/** A filing with its clock on the day. */
export interface Running {
  filing: Filing;
  clock: Clock;
}

/** Red for this many working days reaches 工改办. */
const OVERSIGHT_AFTER_DAYS = 3;

/** When the reminders of a day are made; empty on days off (make-up Saturdays are working days). */
export function remindersDueAt(county: County, day: Day): { at: Date; kinds: ReminderKind[] }[] {
  if (!workday(county.calendar, day).working) return [];
  const { specialistTime, digestTime } = county.settings;
  return [
    { at: instantOf(day, specialistTime), kinds: ['meetings', 'specialist-list', 'knowledge'] },
    { at: instantOf(day, digestTime), kinds: ['digest', 'holder-list', 'duties'] },
  ];
}

/**
 * All reminders that a moment owes: none on days off, none after closing time (a missed morning is made up the
 * same day or not at all). One post per chat or person and day: its key says so.
 */
export function dueReminders(snapshot: Snapshot, now: Date): { kind: ReminderKind; posts: Post[] }[] {
  const { county } = snapshot;
  const today = dayOf(now);
  if (now >= instantOf(today, county.settings.closingTime)) return [];
  const kinds = remindersDueAt(county, today)
    .filter(({ at }) => at <= now)
    .flatMap((moment) => moment.kinds);
  const running = snapshot.filings.map((filing) => ({
    filing,
    clock: clockOf(filing, county.calendar, today),
  }));
  const make: Record<ReminderKind, () => Post[]> = {
    'specialist-list': () => specialistLists(snapshot, running, today, now),
    meetings: () => meetingReminders(county, snapshot.cases, snapshot.meetings ?? [], today),
    knowledge: () => commonPosts(county, snapshot.asked ?? [], today),
    digest: () => digests(county, running, today),
    'holder-list': () => holderLists(snapshot, running, today, now),
    duties: () => dutiesOf(county, running, today),
  };
  return kinds.map((kind) => ({ kind, posts: make[kind]() }));
}

const severity = ['red', 'orange', 'yellow', 'blue', 'grey', 'green', 'done'];

/** Worst first, then the fewest days left. */
const worstFirst = (a: Running, b: Running) =>
  severity.indexOf(a.clock.lamp) - severity.indexOf(b.clock.lamp) ||
  (a.clock.remainingDays ?? 0) - (b.clock.remainingDays ?? 0) ||
  a.filing.id.localeCompare(b.filing.id);

const pressing = ({ clock }: Running) => ['red', 'orange', 'yellow'].includes(clock.lamp);

/** The previous working day: "only if something changed" looks back to it. */
function lastWorkingDay(county: County, day: Day): Day {
  let before = addDays(day, -1);
  while (!workday(county.calendar, before).working) before = addDays(before, -1);
  return before;
}

const reminder = (to: Post['to'], key: string, text: string, about: Running[]): Post => ({
  to,
  text,
  key,
  guarantee: 'at-most-once',
  about: { filings: about.map(({ filing }) => filing.id) },
});

/** 每日提醒 of each group: its own projects, only when something changed since the last one or is pressing. */
function digests(county: County, running: Running[], today: Day): Post[] {
  const since = lastWorkingDay(county, today);
  return [...county.chats.values()].flatMap((chat): Post[] => {
    if (chat.kind === 'direct' || chat.kind === 'staff') return [];
    const here = running.filter(
      ({ filing }) => chat.projects.includes(filing.project) && filing.state !== 'planned',
    );
    const worth = here.filter((one) => pressing(one) || one.filing.changedOn >= since).sort(worstFirst);
    if (worth.length === 0) return [];
    return [
      reminder(
        { chat: chat.id },
        `digest/${today}/${chat.id}`,
        digestText(county, chat, worth, here, today),
        worth,
      ),
    ];
  });
}

function digestText(county: County, chat: Chat, worth: Running[], here: Running[], today: Day): string {
  return chat.level === 'D0'
    ? texts.neutralDigest(county, today, worth)
    : texts.digest(county, today, worth, here.filter(({ filing }) => !isDecided(filing)).length, chat.level);
}

/** 08:40: what is overdue, due, close or waiting in a specialist's projects, and the cases they answer for first. */
function specialistLists(snapshot: Snapshot, running: Running[], today: Day, now: Date): Post[] {
  const { county, cases } = snapshot;
  return peopleIn(county, ['specialist']).flatMap((person): Post[] => {
    const own = new Set(
      [...county.projects.values()].filter((p) => p.specialist === person.id).map((p) => p.code),
    );
    const mine = running
      .filter(
        ({ filing, clock }) =>
          own.has(filing.project) && (pressing({ filing, clock }) || clock.lamp === 'blue'),
      )
      .filter(({ filing }) => filing.state !== 'planned')
      .sort(worstFirst);
    const open = cases.filter(
      (kase) => isOpen(kase) && (kase.owner === person.id || kase.firstContact === person.id),
    );
    const steps = stepsAwaiting(snapshot, person, county.settings.specialistTime, now);
    if (mine.length + open.length + steps.count === 0) return [];
    const list =
      mine.length + open.length ? texts.specialistList(county, today, mine, sortCases(open), now) : '';
    const text = [list || texts.listHead('专员清单', today), ...steps.lines].join('\n');
    const post = reminder({ person: person.id }, `specialist/${today}/${person.id}`, text, mine);
    return [{ ...post, about: { filings: [...mine.map(({ filing }) => filing.id), ...steps.filings] } }];
  });
}

/**
 * 09:00: everybody who must act, one message each. Liaisons get what is yellow or worse in their scope and their
 * cases; officers what is orange or red in the department; the head of the centre what is red; 工改办 what has been
 * red for three days.
 */
function holderLists(snapshot: Snapshot, running: Running[], today: Day, now: Date): Post[] {
  const { county, cases } = snapshot;
  const alive = running.filter(({ filing }) => isRunning(filing));
  return peopleIn(county, ['liaison', 'officer', 'supervisor', 'oversight', 'window']).flatMap(
    (person): Post[] => {
      const mine = alive.filter((one) => concerns(county, person, one, today)).sort(worstFirst);
      const open = cases.filter((kase) => isOpen(kase) && kase.owner === person.id);
      const steps = stepsAwaiting(snapshot, person, county.settings.digestTime, now);
      if (mine.length + open.length + steps.count === 0) return [];
      const taken = new Set(
        cases
          .filter((kase) => isOpen(kase) && concernsCase(person, kase))
          .map((kase) => serialOf(kase.number)),
      );
      const answers = can(person, 'move-filing', {}, 'direct');
      const numbers = freeNumbers(mine.length, answers ? taken : new Set());
      const list = texts.holderList(county, today, mine, numbers, sortCases(open), now, answers);
      const text = [list, ...steps.lines].join('\n');
      const post = reminder({ person: person.id }, holderKey(today, person.id), text, mine);
      const about = [...mine.map(({ filing }) => filing.id), ...steps.filings];
      return [{ ...post, about: { filings: about, numbers } }];
    },
  );
}

/** Steps of filings that only wait for this person's 确认, and those that lapsed since the last list, as lines. */
function stepsAwaiting(
  { county, filings, proposals = [] }: Snapshot,
  person: Person,
  time: string,
  now: Date,
) {
  const lastList = instantOf(lastWorkingDay(county, dayOf(now)), time);
  const { open, lapsed } = awaiting(proposals, filings, person.id, lastList, now);
  const all = [...open, ...lapsed];
  return {
    count: all.length,
    filings: all.map((one) => one.filing),
    lines: texts.stepsAwaiting(open, lapsed),
  };
}

/** The key of a person's list of a day: what its numbers meant is looked up by it. */
export const holderKey = (day: Day, person: string): string => `holder/${day}/${person}`;

/** 1, 2, 3 … without the serials of cases, which are typed the same way. */
function freeNumbers(count: number, taken: ReadonlySet<number>): number[] {
  const numbers: number[] = [];
  for (let n = 1; numbers.length < count; n += 1) if (!taken.has(n)) numbers.push(n);
  return numbers;
}

function concerns(county: County, person: Person, one: Running, today: Day): boolean {
  const { filing, clock } = one;
  switch (person.role) {
    case 'liaison':
      return pressing(one) && responsible(county, filing, today) === person.id;
    case 'officer':
      return filing.department === person.department && ['orange', 'red'].includes(clock.lamp);
    case 'supervisor':
      return seesWholeCounty(person) && clock.lamp === 'red';
    case 'oversight':
      return clock.lamp === 'red' && (clock.remainingDays ?? 0) <= -OVERSIGHT_AFTER_DAYS;
    default:
      return false;
  }
}

/** The liaison of a filing: named, else whose scope lists the item, A before B, the absent left out. */
export function responsible(
  county: County,
  filing: Pick<Filing, 'department' | 'item' | 'liaison'>,
  today: Day,
): string | undefined {
  if (filing.liaison && !isAway(county.people.get(filing.liaison) ?? {}, today)) return filing.liaison;
  const duties = [...county.people.values()].flatMap((person) => (person.duty ? [person.duty] : []));
  const staff = duties.filter(
    (duty) => duty.department === filing.department && duty.rank === 'liaison' && !isAway(duty, today),
  );
  const exact = staff.filter((duty) => duty.scope.items.includes(filing.item));
  const pool = exact.length ? exact : staff.filter((duty) => duty.scope.items.includes('*'));
  return [...pool].sort((a, b) => a.post.localeCompare(b.post) || a.id.localeCompare(b.id))[0]?.id;
}

const peopleIn = (county: County, roles: Person['role'][]) =>
  [...county.people.values()].filter((person) => roles.includes(person.role));

/** What waits for an answer first, by its time; then what is answered or waits for the enterprise. */
const sortCases = (cases: Case[]) =>
  [...cases].sort((a, b) => rests(a) - rests(b) || a.replyDue.getTime() - b.replyDue.getTime());
const rests = ({ status }: Case) => ['answered', 'waiting-enterprise'].indexOf(status) + 1;

/** Before a reminder goes out: is any of what it is about still open? */
export function stillTrue(about: About, filings: Filing[], cases: Case[]): boolean {
  if ('case' in about) return cases.some((kase) => kase.number === about.case && isOpen(kase));
  if ('project' in about || about.filings.length === 0) return true;
  return filings.some((filing) => about.filings.includes(filing.id) && !isDecided(filing));
}
