import { weekdayOf } from '../calendar.ts';
import type { CalendarYear, Day } from '../model.ts';
import { dayText } from './cases.ts';

/** 2027-11-24 -> 2027年11月24日: what stays valid for long needs its year. */
export const fullDay = (day: Day): string => `${day.slice(0, 4)}年${dayText(day)}`;

/** Whether one works on a day, and why. */
export const working = (
  day: Day,
  { working: works, why, provisional }: { working: boolean; why?: string; provisional: boolean },
): string =>
  `${dayText(day)}（${weekdayOf(day)}）${works ? `上班${why ? `（${why}）` : ''}，算工作日` : `不上班（${why ?? '休息'}），不算工作日`}。${provisional ? '那一年的放假安排还没有正式公布，这是暂定。' : ''}`;

/** The days off of one holiday. */
export function holiday(name: string, off: Day[], { status, source }: CalendarYear): string {
  const [first = '', last = first] = [off[0], off.at(-1)];
  const span = first === last ? fullDay(first) : `${fullDay(first)}至${dayText(last)}，共${off.length}天`;
  return status === 'official'
    ? `${name}放假：${span}。依据：${source}。`
    : `${name}放假：${fullDay(first).slice(0, 5)}的安排还没有正式公布，只定了法定的${off.length}天（${span}），公布后以通知为准；假期不算工作日，到期日顺延。`;
}
