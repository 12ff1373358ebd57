import { describe, expect, test } from 'vitest';
import { addDays, workday } from '../../src/core/calendar.ts';
import { firstPlan, planProject } from '../../src/core/filings/plan.ts';
import type { Filing } from '../../src/core/model.ts';
import { county, filings } from '../county-data.ts';

const today = '2026-11-23';
const projects = [...county.projects.values()];
const plan = (code: string, own: Filing[] = filings, day = today) =>
  planProject(county.projects.get(code)!, own, county, day);

describe.each(projects.map((one) => [one.code]))('%s', (code) => {
  const { rows, finish, critical } = plan(code);
  const by = new Map(rows.map((row) => [row.item.code, row]));

  test('谁也不早于它要等的，报件和办结都在工作日', () => {
    for (const row of rows.filter((one) => one.state === 'ahead')) {
      for (const before of row.after) expect(row.start >= (by.get(before)?.due ?? '')).toBe(true);
      expect(workday(county.calendar, row.start).working).toBe(true);
      expect(workday(county.calendar, row.due).working).toBe(true);
      expect(row.due >= row.start).toBe(true);
      expect(row.start >= today).toBe(true);
    }
  });

  test('在办的也不早于它要等的办结；报件照收件那天写', () => {
    for (const row of rows.filter((one) => one.state === 'running')) {
      for (const before of row.after) expect(row.due >= (by.get(before)?.due ?? '')).toBe(true);
      const filing = filings.find((one) => one.project === code && one.item === row.item.code);
      expect(row.start).toBe(filing?.receivedOn);
    }
  });

  test('早就办过、没有记录的不编日期', () => {
    for (const row of rows.filter((one) => one.state === 'done')) {
      const filing = filings.find((one) => one.project === code && one.item === row.item.code);
      expect(row.unrecorded ?? false).toBe(filing?.concludedOn === undefined);
    }
  });

  test('最长的线首尾相接，到最后一天；线上少一天，整个早一天', () => {
    expect(by.get(critical.at(-1) ?? '')?.due).toBe(finish);
    for (const [n, one] of critical.entries())
      if (n > 0) expect(by.get(one)?.after).toContain(critical[n - 1]);
  });
});

test('定了的不动，在办的到期日算，过了期的当今天', () => {
  const rows = new Map(plan('QH-XM-2026-01').rows.map((row) => [row.item.code, row]));
  expect(rows.get('S1-01')).toMatchObject({ state: 'done', due: '2026-10-09' });
  expect(rows.get('P-02')).toMatchObject({ state: 'running', due: '2026-11-26' });
  const late = new Map(plan('QH-XM-2026-02').rows.map((row) => [row.item.code, row]));
  expect(late.get('S3-01')).toMatchObject({ state: 'running', due: today });
});

test('一项拖了，后面的跟着拖，前面的和并联的不动', () => {
  const before = new Map(plan('QH-XM-2026-01').rows.map((row) => [row.item.code, row]));
  const slow = filings.map((one) => (one.id === '01-S2-02' ? { ...one, extensionDays: 5 } : one));
  const after = new Map(plan('QH-XM-2026-01', slow).rows.map((row) => [row.item.code, row]));
  expect(after.get('S2-02')!.due > before.get('S2-02')!.due).toBe(true);
  expect(after.get('S3-05')!.start > before.get('S3-05')!.start).toBe(true);
  expect(after.get('P-02')!.due).toBe(before.get('P-02')!.due);
});

test('原计划从第一件收件那天排，不看后来的事', () => {
  const project = county.projects.get('QH-XM-2026-01')!;
  const first = firstPlan(project, filings, county, today);
  expect(first.rows.every((row) => row.state === 'ahead')).toBe(true);
  expect(first.rows.map((row) => row.start).sort()[0]).toBe('2026-10-09');
  expect(first.finish < plan('QH-XM-2026-01').finish).toBe(true);
});

test('跨到没有正式日历的年份，写明暂定', () => {
  expect(plan('QH-XM-2026-01', filings, addDays('2026-12-20', 0)).provisional).toBe(true);
});

test('互相等的数据也排得出来，不会转不出来', () => {
  const loop = new Map(county.items);
  const [a, b] = ['S2-01', 'S2-02'].map((code) => county.items.get(code)!);
  loop.set('S2-01', { ...a!, prerequisites: { all: ['S2-02'], any: [], optional: [] } });
  loop.set('S2-02', { ...b!, prerequisites: { all: ['S2-01'], any: [], optional: [] } });
  const project = county.projects.get('QH-XM-2026-06')!;
  expect(planProject(project, filings, { ...county, items: loop }, today).rows.length).toBeGreaterThan(10);
});
