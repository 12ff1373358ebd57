import {
  type BusinessHours,
  type Calendar,
  type CalendarYear,
  type Day,
  dayOf,
  instantOf,
  type Settings,
  timeOf,
} from './model.ts';

const DAY_MS = 86_400_000;
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

const weekdayIndex = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay();

/** 周一 ... 周日. */
export const weekdayOf = (day: Day): string => weekdays[weekdayIndex(day)] ?? '';

/** The day `n` calendar days later (earlier when negative). */
export const addDays = (day: Day, n: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

/** The Monday of the week a day is in, with which every week here begins. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekdayIndex(day) + 6) % 7));

/**
 * Whether one works on a day, and why not. Years without an official notice, or without any data, are computed
 * from what is certain and marked `provisional`: they must be shown as 暂定.
 */
export function workday(cal: Calendar, day: Day): { working: boolean; why?: string; provisional: boolean } {
  const year = cal.get(Number(day.slice(0, 4)));
  const provisional = year?.status !== 'official';
  const off = year?.off[day];
  if (off !== undefined) return { working: false, why: off, provisional };
  if (year?.work.includes(day)) return { working: true, why: '调休上班', provisional };
  const weekend = [0, 6].includes(weekdayIndex(day));
  return weekend ? { working: false, why: '周末', provisional } : { working: true, provisional };
}

/** The first working day after a day. */
export function nextWorkingDay(cal: Calendar, day: Day): Day {
  let next = addDays(day, 1);
  while (!workday(cal, next).working) next = addDays(next, 1);
  return next;
}

/**
 * The Nth working day when `from` is day 0 (民法典第二百零一条: the day of the act is not counted). 0 is the day
 * itself, or the next working day when it is a day off. Provisional when any day on the way is.
 */
export function addWorkingDays(cal: Calendar, from: Day, n: number): { day: Day; provisional: boolean } {
  let day = workday(cal, from).working ? from : nextWorkingDay(cal, from);
  let provisional = workday(cal, day).provisional;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    const status = workday(cal, day);
    provisional ||= status.provisional;
    if (status.working) left -= 1;
  }
  return { day, provisional };
}

/** Working days in (from, to]; negative when `to` lies before `from`. */
export function workingDaysBetween(cal: Calendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(cal, to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (workday(cal, day).working) count += 1;
  return count;
}

/** Opening hours of a day: pairs of `HH:MM`. */
function hoursOn(hours: BusinessHours, day: Day): [string, string][] {
  const { summer } = hours;
  const date = day.slice(5);
  return summer && summer.from <= date && date <= summer.to ? summer.hours : hours.default;
}

/** When the office closes on a day. */
export function endOfBusiness(hours: BusinessHours, day: Day): Date {
  return instantOf(day, hoursOn(hours, day).at(-1)?.[1] ?? '17:30');
}

/** The instant at which so many working minutes have passed; outside the hours counting starts at the next opening. */
export function addWorkingMinutes(cal: Calendar, hours: BusinessHours, from: Date, minutes: number): Date {
  let left = minutes;
  let day = dayOf(from);
  let time = timeOf(from);
  for (;;) {
    if (workday(cal, day).working) {
      for (const [open, close] of hoursOn(hours, day)) {
        if (time >= close) continue;
        const start = time > open ? time : open;
        const span = (instantOf(day, close).getTime() - instantOf(day, start).getTime()) / 60_000;
        if (left <= span) return new Date(instantOf(day, start).getTime() + left * 60_000);
        left -= span;
      }
    }
    day = addDays(day, 1);
    time = '00:00';
  }
}

/** When an answer owed in `replyDays` working days is due: close of business; half days count in working minutes. */
export function replyDueAt(cal: Calendar, hours: BusinessHours, from: Date, replyDays: number): Date {
  if (replyDays < 1)
    return addWorkingMinutes(cal, hours, from, replyDays * workingMinutes(hours, dayOf(from)));
  const opening = addWorkingMinutes(cal, hours, from, 0);
  return endOfBusiness(hours, addWorkingDays(cal, dayOf(opening), replyDays).day);
}

function workingMinutes(hours: BusinessHours, day: Day): number {
  return hoursOn(hours, day).reduce(
    (sum, [open, close]) => sum + (instantOf(day, close).getTime() - instantOf(day, open).getTime()) / 60_000,
    0,
  );
}

/** A year with the county's own days put over it; their names say that they are the county's. */
export function withLocalDays(year: CalendarYear, local: Settings['localDays']): CalendarYear {
  const own = local.filter(({ date }) => date.startsWith(`${year.year}-`));
  if (own.length === 0) return year;
  const off = { ...year.off };
  const work = new Set(year.work);
  for (const { date, name, isOffDay } of own) {
    if (isOffDay) {
      off[date] = `${name}（本县）`;
      work.delete(date);
    } else {
      delete off[date];
      work.add(date);
    }
  }
  return { ...year, off, work: [...work].sort() };
}

/** A year as it is imported: `{year, status, source, days: [{date, name, isOffDay}]}`. */
export function calendarYear(raw: {
  year: number;
  status?: 'official' | 'provisional';
  source?: string;
  papers?: string[];
  days: { date: Day; name: string; isOffDay: boolean }[];
}): CalendarYear {
  return {
    year: raw.year,
    status: raw.status ?? 'official',
    source: raw.source ?? raw.papers?.join('；') ?? '',
    off: Object.fromEntries(raw.days.filter((day) => day.isOffDay).map((day) => [day.date, day.name])),
    work: raw.days.filter((day) => !day.isOffDay).map((day) => day.date),
  };
}

/** Whether a day is the first working day of its week. */
export function isWeekStart(calendar: Calendar, day: Day): boolean {
  const monday = mondayOf(day);
  return day === (workday(calendar, monday).working ? monday : nextWorkingDay(calendar, monday));
}
