import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  addWorkingMinutes,
  nextWorkingDay,
  replyDueAt,
  workday,
  workingDaysBetween,
} from '../../src/core/calendar.ts';
import { dayOf, timeOf } from '../../src/core/model.ts';
import { county } from '../county-data.ts';

const { calendar } = county;
const hours = county.settings.businessHours;
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);

test.each`
  accepted        | limit | due
  ${'2026-09-30'} | ${5}  | ${'2026-10-13'}
  ${'2026-02-13'} | ${7}  | ${'2026-03-02'}
  ${'2026-02-14'} | ${3}  | ${'2026-02-26'}
  ${'2026-01-30'} | ${20} | ${'2026-03-05'}
  ${'2026-04-30'} | ${7}  | ${'2026-05-13'}
  ${'2026-09-18'} | ${1}  | ${'2026-09-20'}
  ${'2026-12-15'} | ${10} | ${'2026-12-29'}
  ${'2026-11-21'} | ${7}  | ${'2026-12-02'}
  ${'2025-01-24'} | ${5}  | ${'2025-02-07'}
  ${'2025-09-26'} | ${3}  | ${'2025-09-30'}
  ${'2024-02-08'} | ${5}  | ${'2024-02-21'}
  ${'2026-09-28'} | ${5}  | ${'2026-10-10'}
`('$accepted 受理，$limit 个工作日，$due 到期', ({ accepted, limit, due }) => {
  expect(addWorkingDays(calendar, accepted, limit)).toEqual({ day: due, provisional: false });
});

test.each([
  ['2024', 251],
  ['2025', 248],
  ['2026', 248],
])('%s 年有 %i 个工作日，没有一天是暂定的', (year, count) => {
  expect(workingDaysBetween(calendar, `${Number(year) - 1}-12-31`, `${year}-12-31`)).toBe(count);
  expect(workday(calendar, `${year}-06-01`).provisional).toBe(false);
});

test('没有正式安排的年份标暂定，从不悄悄当作普通年份', () => {
  expect(workday(calendar, '2027-02-05')).toMatchObject({ working: false, why: '春节', provisional: true });
  expect(workday(calendar, '2031-03-03')).toMatchObject({ working: true, provisional: true });
  expect(addWorkingDays(calendar, '2026-12-28', 5)).toMatchObject({ provisional: true });
});

test.each`
  from                  | minutes | until
  ${'2026-11-23 09:00'} | ${120}  | ${'2026-11-23 11:00'}
  ${'2026-11-23 11:00'} | ${120}  | ${'2026-11-23 15:30'}
  ${'2026-11-23 20:00'} | ${30}   | ${'2026-11-24 09:00'}
  ${'2026-11-27 17:00'} | ${60}   | ${'2026-11-30 09:00'}
  ${'2026-07-01 11:30'} | ${60}   | ${'2026-07-01 15:30'}
  ${'2026-09-30 17:30'} | ${60}   | ${'2026-10-08 09:00'}
`('从 $from 起 $minutes 个工作分钟到 $until', ({ from, minutes, until }) => {
  const end = addWorkingMinutes(calendar, hours, at(from), minutes);
  expect(`${dayOf(end)} ${timeOf(end)}`).toBe(until);
});

test.each`
  from                  | days   | until
  ${'2026-11-23 09:10'} | ${1}   | ${'2026-11-24 17:30'}
  ${'2026-11-23 18:30'} | ${1}   | ${'2026-11-25 17:30'}
  ${'2026-11-27 10:00'} | ${1}   | ${'2026-11-30 17:30'}
  ${'2026-11-23 09:00'} | ${0.5} | ${'2026-11-23 14:45'}
`('$from 起 $days 个工作日内答复，最迟 $until', ({ from, days, until }) => {
  const due = replyDueAt(calendar, hours, at(from), days);
  expect(`${dayOf(due)} ${timeOf(due)}`).toBe(until);
});

const anyDay = fc.integer({ min: 0, max: 1095 }).map((n) => addDays('2024-01-01', n));

test('下一个工作日一定上班，中间没有别的工作日', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const next = nextWorkingDay(calendar, day);
      expect(workday(calendar, next).working).toBe(true);
      expect(workingDaysBetween(calendar, day, next)).toBe(1);
    }),
  );
});

test('往后数 n 个工作日，再数回来还是 n', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, n) => {
      const start = addWorkingDays(calendar, day, 0).day;
      expect(workingDaysBetween(calendar, start, addWorkingDays(calendar, day, n).day)).toBe(n);
    }),
  );
});
