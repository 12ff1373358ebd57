import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workday } from '../src/core/calendar.ts';
import { importCalendar, importCounty } from '../src/imports.ts';
import { loadCounty } from '../src/store/county.ts';
import { counties, filings, outbox } from '../src/store/schema.ts';
import { sampleFolder } from './county-data.ts';
import { openTestDb, type TestDb } from './helpers.ts';

let store: TestDb;
const dir = mkdtempSync(join(tmpdir(), 'calendar-'));
const now = new Date('2026-12-10T10:00:00+08:00');
beforeAll(async () => {
  store = await openTestDb();
  await importCounty(store.db, sampleFolder, now);
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** 2027 with one more day off than the provisional year has, and a make-up Saturday. */
function notice(extra: { date: string; name: string; isOffDay: boolean }[]): string {
  const base = JSON.parse(readFileSync(join(sampleFolder, 'calendar/2027.json'), 'utf8')) as {
    days: { date: string; name: string; isOffDay: boolean }[];
  };
  const path = join(dir, '2027.json');
  writeFileSync(
    path,
    JSON.stringify({ ...base, status: 'official', source: '测试用通知', days: [...base.days, ...extra] }),
  );
  return path;
}

test('正式安排公布：说清改了哪几天，到期日变了的群和专员各通知一次，没变的不打扰', async () => {
  await store.db.update(filings).set({ limitDays: 40 }).where(eq(filings.id, '01-S2-01'));
  const path = notice([
    { date: '2027-01-04', name: '元旦', isOffDay: true },
    { date: '2027-01-09', name: '元旦', isOffDay: false },
  ]);
  const report = await importCalendar(store.db, path, now);
  expect(report).toContain('新增放假：2027-01-04');
  expect(report).toContain('新增调休上班：2027-01-09');
  const told = (await store.db.select().from(outbox)).filter((row) => row.key.startsWith('calendar/'));
  expect(told.map((row) => row.chat).sort()).toEqual(['dm:specialist-1', 'group-hegufeng']);
  expect(told[0]?.text).toMatch(/建设工程设计方案审查：1月\d+日（暂定） → 1月\d+日/);
  expect(await importCalendar(store.db, path, now)).toBe('没有变化。');
  expect(
    (await store.db.select().from(outbox)).filter((row) => row.key.startsWith('calendar/')),
  ).toHaveLength(2);
});

test('少了法定节假日的安排导不进来，原来的不动', async () => {
  const path = join(dir, '2027.json');
  writeFileSync(
    path,
    JSON.stringify({
      year: 2027,
      status: 'official',
      source: '坏通知',
      days: [{ date: '2027-01-01', name: '元旦', isOffDay: true }],
    }),
  );
  await expect(importCalendar(store.db, path, now)).rejects.toThrow(/数据有 5 处要改/);
  const county = await loadCounty(store.db, 'qinghe');
  expect(county.calendar.get(2027)?.source).toBe('测试用通知');
});

test('本县自己的放假和上班，叠在全国日历上，写明是本县的', async () => {
  const [row] = await store.db.select().from(counties);
  const localDays = [
    { date: '2026-12-18', name: '建县纪念日', isOffDay: true, source: '虚构的通知' },
    { date: '2026-12-19', name: '调休', isOffDay: false, source: '虚构的通知' },
  ];
  await store.db.update(counties).set({ settings: { ...row!.settings, localDays } });
  const { calendar } = await loadCounty(store.db, 'qinghe');
  expect(workday(calendar, '2026-12-18')).toMatchObject({ working: false, why: '建县纪念日（本县）' });
  expect(workday(calendar, '2026-12-19').working).toBe(true);
  expect(workday(calendar, '2026-12-21').working).toBe(true);
});
