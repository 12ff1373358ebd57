import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../src/core/calendar.ts';
import type { Filing, Suspension } from '../../src/core/model.ts';
import { clockOf, explainDue, lampOf, stageClock } from '../../src/core/progress.ts';
import { county } from '../county-data.ts';

const { calendar } = county;

function filing(part: Partial<Filing>): Filing {
  return {
    id: 'x',
    project: 'p',
    item: 'S2-02',
    department: 'ZRZY',
    state: 'accepted',
    limitDays: 15,
    limitBasis: '《清禾县审批事项清单》第二部分第2项',
    extensionDays: 0,
    suspensions: [],
    changedOn: '2026-09-14',
    ...part,
  };
}

const pause = (from: string, to?: string): Suspension => ({
  from,
  ...(to ? { to } : {}),
  kind: 'special-procedure',
  reason: '专家评审',
  by: 'x',
});

test('中止到哪天，就从那天以后的第一个工作日接着计；没有说到哪天的不说', () => {
  const paused = (to?: string) =>
    filing({ acceptedOn: '2026-11-16', suspensions: [pause('2026-11-20', to)] });
  expect(clockOf(paused('2026-11-27'), calendar, '2026-11-23').resumesOn).toBe('2026-11-30');
  expect(clockOf(paused('2026-11-23'), calendar, '2026-11-23').resumesOn).toBe('2026-11-24');
  expect(clockOf(paused(), calendar, '2026-11-23').resumesOn).toBeUndefined();
});

test('中止期间不计，开始和结束当天也不计', () => {
  const paused = filing({ acceptedOn: '2026-09-14', suspensions: [pause('2026-09-22', '2026-10-09')] });
  expect(clockOf(paused, calendar, '2026-10-09')).toMatchObject({
    usedDays: 6,
    due: '2026-10-21',
    lamp: 'grey',
  });
  expect(clockOf(paused, calendar, '2026-10-10')).toMatchObject({ usedDays: 7, paused: false });
});

test.each`
  today           | remaining | lamp
  ${'2026-10-08'} | ${4}      | ${'green'}
  ${'2026-10-12'} | ${1}      | ${'yellow'}
  ${'2026-10-13'} | ${0}      | ${'orange'}
  ${'2026-10-15'} | ${-2}     | ${'red'}
`('10月13日到期，$today 剩 $remaining', ({ today, remaining, lamp }) => {
  const five = filing({ acceptedOn: '2026-09-30', limitDays: 5 });
  expect(clockOf(five, calendar, today)).toMatchObject({ due: '2026-10-13', remainingDays: remaining, lamp });
});

test.each`
  limit | remaining | lamp
  ${20} | ${4}      | ${'green'}
  ${20} | ${3}      | ${'yellow'}
  ${5}  | ${2}      | ${'green'}
  ${5}  | ${1}      | ${'yellow'}
  ${1}  | ${1}      | ${'green'}
  ${1}  | ${0}      | ${'orange'}
  ${1}  | ${-1}     | ${'red'}
`('时限 $limit 剩 $remaining 亮 $lamp', ({ limit, remaining, lamp }) => {
  expect(lampOf(limit, remaining)).toBe(lamp);
});

test('收件5个工作日没有一次告知，从收件起算受理', () => {
  const received = filing({ state: 'received', receivedOn: '2026-09-28', limitDays: 5 });
  expect(clockOf(received, calendar, '2026-10-10')).toMatchObject({ lamp: 'blue' });
  expect(clockOf(received, calendar, '2026-10-12')).toMatchObject({ due: '2026-10-10', lamp: 'red' });
});

test('办结后停表，超期用了几天照记', () => {
  const done = filing({
    state: 'concluded',
    acceptedOn: '2026-11-09',
    concludedOn: '2026-11-13',
    limitDays: 3,
  });
  expect(clockOf(done, calendar, '2026-12-01')).toMatchObject({ usedDays: 4, lamp: 'done' });
});

test('延长的天数加在后面', () => {
  const longer = filing({ acceptedOn: '2026-11-09', limitDays: 5, extensionDays: 5 });
  expect(clockOf(longer, calendar, '2026-11-10').due).toBe('2026-11-23');
});

test('并联的日子只算一次', () => {
  const one = filing({ acceptedOn: '2026-11-09', limitDays: 10 });
  const other = filing({ id: 'y', acceptedOn: '2026-11-11', limitDays: 10 });
  expect(stageClock([one, other], calendar, '2026-11-13')).toBe(4);
});

test('为什么是这天：数了哪些、跳过哪些、依据哪条', () => {
  const five = filing({ acceptedOn: '2026-09-30', limitDays: 5 });
  const why = explainDue(five, county.items.get('S2-02'), calendar, '2026-10-08');
  expect(why.counted).toEqual(['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13']);
  expect(why.text).toContain('10月1日至10月7日国庆节');
  expect(why.text).toContain('调休上班照算：10月10日');
  expect(why.text).toContain('依据：《清禾县审批事项清单》第二部分第2项');
});

test.each`
  today           | remaining | lamp
  ${'2026-11-20'} | ${-1}     | ${'red'}
  ${'2026-11-23'} | ${-1}     | ${'grey'}
  ${'2026-11-25'} | ${-1}     | ${'grey'}
  ${'2026-11-26'} | ${-2}     | ${'red'}
  ${'2026-11-29'} | ${-3}     | ${'red'}
`('11月19日到期、超期以后补正：补正的日子不算超期，$today 剩 $remaining', ({ today, remaining, lamp }) => {
  const late = filing({
    acceptedOn: '2026-11-12',
    limitDays: 5,
    suspensions: [{ ...pause('2026-11-23', '2026-11-25'), kind: 'supplement' }],
  });
  expect(clockOf(late, calendar, today)).toMatchObject({ due: '2026-11-19', remainingDays: remaining, lamp });
  const why = explainDue(late, undefined, calendar, today);
  expect(why.over).toHaveLength(-remaining);
  expect(why.text).toContain(`到今天已超${-remaining}个工作日`);
  expect(why.text.includes('11月23日至11月25日补正暂停')).toBe(today >= '2026-11-25');
});

const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-05', n));

test('中止越长，到期日从不提前', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(30),
      fc.nat(30),
      fc.nat(20),
      (start, limit, gap, long, more) => {
        const from = addDays(start, gap + 1);
        const due = (days: number) =>
          clockOf(
            filing({ acceptedOn: start, limitDays: limit, suspensions: [pause(from, addDays(from, days))] }),
            calendar,
            addDays(from, days),
          ).due ?? '';
        expect(due(long + more) >= due(long)).toBe(true);
      },
    ),
  );
});

test('已用天数不为负，已用加剩余等于时限', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 40 }), fc.nat(60), (start, limit, later) => {
      const clock = clockOf(filing({ acceptedOn: start, limitDays: limit }), calendar, addDays(start, later));
      expect(clock.usedDays).toBeGreaterThanOrEqual(0);
      expect(clock.usedDays + (clock.remainingDays ?? 0)).toBe(limit);
    }),
  );
});
