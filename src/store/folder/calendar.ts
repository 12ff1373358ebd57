import type { z } from 'zod';
import type { Day } from '../../core/model.ts';
import type { calendarFile } from './shapes.ts';
import { type Mistake, mistakeAt, type Sheet } from './sheet.ts';

/** Holidays with a date of their own, by 《全国年节及纪念日放假办法》第二条; 5 月 2 日 came with the revision of 2024. */
const fixed = (year: number): [Day, string][] => [
  [`${year}-01-01`, '元旦'],
  [`${year}-05-01`, '劳动节'],
  ...(year >= 2025 ? [[`${year}-05-02`, '劳动节'] as [Day, string]] : []),
  [`${year}-10-01`, '国庆节'],
  [`${year}-10-02`, '国庆节'],
  [`${year}-10-03`, '国庆节'],
];

/**
 * Holidays that move with sun and moon, by name, number of days and the season they fall into. They are not
 * computed: the Chinese calendar of ICU puts the new year of 2027 a day late, the new moon being at 23:56.
 */
const moving = (year: number): { name: string; days: number; from: string; to: string }[] => [
  { name: '春节', days: year >= 2025 ? 4 : 3, from: '01-19', to: '02-24' },
  { name: '清明', days: 1, from: '04-04', to: '04-06' },
  { name: '端午', days: 1, from: '05-25', to: '06-26' },
  { name: '中秋', days: 1, from: '09-07', to: '10-09' },
];

const isWeekend = (day: Day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/**
 * A year must keep its 13 statutory days (11 until 2024), its make-up days must be weekends, and no date
 * may stand twice.
 */
export function checkCalendar(sheet: Sheet<z.output<typeof calendarFile>>): Mistake[] {
  const { year, days } = sheet.value;
  const mistakes: Mistake[] = [];
  const say = (path: PropertyKey[], problem: string, cure: string) =>
    mistakes.push(mistakeAt(sheet.file, sheet.lineOf(path), problem, cure));
  const named = sheet.file.match(/(?:^|\/)((?:19|20)\d{2})\.json$/)?.[1];
  if (named !== undefined && Number(named) !== year) {
    say(['year'], `文件名是 ${named} 年，内容是 ${year} 年`, '请改成一致');
  }
  days.forEach(({ date, isOffDay }, n) => {
    if (!date.startsWith(`${year}-`))
      say(['days', n, 'date'], `${date} 不在 ${year} 年`, '请只放这一年的日期');
    if (days.findIndex((other) => other.date === date) < n)
      say(['days', n], `${date} 写了两次`, '请删掉一行');
    if (!isOffDay && !isWeekend(date)) {
      say(['days', n, 'date'], `调休上班日 ${date} 不是周末`, '请对照放假通知核对日期');
    }
  });
  for (const [day, name] of fixed(year)) {
    const listed = days.findIndex(({ date }) => date === day);
    if (listed >= 0 ? days[listed]?.isOffDay : isWeekend(day)) continue;
    say(listed >= 0 ? ['days', listed] : ['days'], `${name} ${day} 没有放假，它是法定节假日`, cure);
  }
  for (const { name, days: least, from, to } of moving(year)) {
    const off = days.filter(({ date, isOffDay, name: own }) => {
      return isOffDay && own.includes(name) && date.slice(5) >= from && date.slice(5) <= to;
    });
    if (off.length < least) say(['days'], `${name}只有 ${off.length} 天放假，法定是 ${least} 天`, cure);
  }
  return mistakes;
}

const cure = '请对照放假通知补上，放假的日子 isOffDay 写 true';
