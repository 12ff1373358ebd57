import { addDays, addWorkingDays, workday } from './calendar.ts';
import {
  type Calendar,
  type Day,
  type Filing,
  type Item,
  isDecided,
  type Lamp,
  type Suspension,
} from './model.ts';
import { explainText } from './texts/progress.ts';

/** Where a filing's clock stands on a day. */
export interface Clock {
  /** Absent until accepted. */
  due?: Day;
  provisional: boolean;
  usedDays: number;
  /** Working days left; negative when overdue. */
  remainingDays?: number;
  lamp: Lamp;
  paused: boolean;
  /** The pause ends today, which is not counted: the first day that is. */
  resumesOn?: Day;
}

/** 行政许可法第三十二条: without a complete notice of gaps by the fifth working day it counts as accepted from receipt. */
const DEEMED_ACCEPTANCE_DAYS = 5;

/**
 * Day 0 of the clock: acceptance, or receipt once acceptance is deemed; what comes in on a day off counts from the
 * next working day.
 */
export function startOf(filing: Filing, cal: Calendar, today: Day): Day | undefined {
  if (filing.acceptedOn !== undefined) return addWorkingDays(cal, filing.acceptedOn, 0).day;
  if (filing.receivedOn === undefined || filing.state !== 'received') return undefined;
  const notice = addWorkingDays(cal, filing.receivedOn, DEEMED_ACCEPTANCE_DAYS).day;
  return today > notice ? addWorkingDays(cal, filing.receivedOn, 0).day : undefined;
}

/** The days a pause starts and ends are not counted either; overlapping pauses stand still once. */
const standsStill = (suspensions: Suspension[], day: Day) =>
  suspensions.some((span) => span.from <= day && (span.to === undefined || day <= span.to));

/** Working days used in (start, until], pauses left out. */
function usedDays(filing: Filing, cal: Calendar, start: Day, until: Day): number {
  let used = 0;
  for (let day = addDays(start, 1); day <= until; day = addDays(day, 1)) {
    if (workday(cal, day).working && !standsStill(filing.suspensions, day)) used += 1;
  }
  return used;
}

/** The Nth counted day; an open pause is taken to end on `today`, so the day shown is the earliest possible. */
function dueOf(filing: Filing, cal: Calendar, start: Day, today: Day): { day: Day; provisional: boolean } {
  const closed = filing.suspensions.map((span) => ({
    ...span,
    to: span.to ?? (today > span.from ? today : span.from),
  }));
  let { day, provisional } = addWorkingDays(cal, start, 0);
  let left = filing.limitDays + filing.extensionDays;
  while (left > 0) {
    day = addDays(day, 1);
    const status = workday(cal, day);
    provisional ||= status.provisional;
    if (status.working && !standsStill(closed, day)) left -= 1;
  }
  return { day, provisional };
}

/**
 * The clock of a filing: acceptance is day 0, the limit ends with the Nth working day, pauses and extension
 * counted in (行政许可法第四十二条、第四十五条; 民法典第二百零一条、第二百零三条).
 */
export function clockOf(filing: Filing, cal: Calendar, today: Day): Clock {
  if (isDecided(filing)) {
    const until = filing.concludedOn ?? today;
    const start = startOf(filing, cal, until);
    return {
      provisional: false,
      usedDays: start ? usedDays(filing, cal, start, until) : 0,
      lamp: 'done',
      paused: false,
    };
  }
  const start = startOf(filing, cal, today);
  if (start === undefined) return { provisional: false, usedDays: 0, lamp: 'blue', paused: false };
  const { day: due, provisional } = dueOf(filing, cal, start, today);
  const limit = filing.limitDays + filing.extensionDays;
  const used = usedDays(filing, cal, start, today);
  const paused = standsStill(filing.suspensions, today);
  const standing = filing.suspensions.filter((span) => standsStill([span], today));
  const ends = standing.flatMap(({ to }) => to ?? []).sort();
  const last = ends.length === standing.length ? ends.at(-1) : undefined;
  // Past the day as before it only counted days tell: a pause that began too late stands still as well.
  const remainingDays = limit - used;
  return {
    due,
    provisional,
    usedDays: used,
    remainingDays,
    lamp: paused ? 'grey' : lampOf(limit, remainingDays),
    paused,
    ...(last ? { resumesOn: addWorkingDays(cal, addDays(last, 1), 0).day } : {}),
  };
}

/** Red past the day, orange on it, yellow in the last fifth (one to three days), else green. */
export function lampOf(limitDays: number, remainingDays: number): Lamp {
  if (remainingDays < 0) return 'red';
  if (remainingDays === 0) return 'orange';
  const yellow = Math.max(1, Math.min(3, Math.ceil(0.2 * limitDays)));
  return limitDays > 1 && remainingDays <= yellow ? 'yellow' : 'green';
}

/** Why the day is what it is. */
export interface Explanation {
  due: Day;
  provisional: boolean;
  counted: Day[];
  /** Working days past the due date, as they count. */
  over: Day[];
  skipped: { day: Day; why: string }[];
  text: string;
}

/** Every counted and skipped day up to the due date, or today where that is past, and the clause that sets the limit. */
export function explainDue(filing: Filing, item: Item | undefined, cal: Calendar, today?: Day): Explanation {
  const until = today ?? filing.acceptedOn ?? filing.receivedOn ?? '';
  const start = startOf(filing, cal, until) ?? until;
  const { day: due, provisional } = dueOf(filing, cal, start, until);
  const counted: Day[] = [];
  const over: Day[] = [];
  const skipped: { day: Day; why: string }[] = [];
  const last = until > due && !isDecided(filing) ? until : due;
  for (let day = addDays(start, 1); day <= last; day = addDays(day, 1)) {
    const status = workday(cal, day);
    const pause = filing.suspensions.find((span) => standsStill([span], day));
    if (!status.working) skipped.push({ day, why: status.why ?? '' });
    else if (pause) skipped.push({ day, why: pause.kind === 'supplement' ? '补正暂停' : '特别程序暂停' });
    else (day > due ? over : counted).push(day);
  }
  const worked = counted.filter((day) => workday(cal, day).why === '调休上班');
  return {
    due,
    provisional,
    counted,
    over,
    skipped,
    text: explainText({ filing, item, start, due, provisional, counted, over, skipped, worked }),
  };
}

/** Working days a stage has used: the union of its filings' counted days, so parallel days count once. */
export function stageClock(filings: Filing[], cal: Calendar, today: Day): number {
  const days = new Set<Day>();
  for (const filing of filings) {
    const until = filing.concludedOn ?? today;
    const start = startOf(filing, cal, until);
    if (start === undefined) continue;
    for (let day = addDays(start, 1); day <= until; day = addDays(day, 1)) {
      if (workday(cal, day).working && !standsStill(filing.suspensions, day)) days.add(day);
    }
  }
  return days.size;
}
