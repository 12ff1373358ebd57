import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { CalendarYear } from '../../src/core/model.ts';
import { listCounties, loadCounty, saveCalendarYear, saveCounty } from '../../src/store/county.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { calendarYears, filings, items } from '../../src/store/schema.ts';
import { openTestDb } from '../helpers.ts';

const store = await openTestDb();
const { db } = store;
beforeEach(store.truncate);
afterAll(store.close);

const now = new Date('2026-11-23T08:30:00+08:00');
const sample = await readCountyFolder('src/county');
const small = await readCountyFolder('test/county/small');

test('what was saved is what is loaded, for every county of the database', async () => {
  for (const folder of [sample, small]) await saveCounty(db, folder, now);
  expect(await listCounties(db)).toEqual(['qinghe', 'xiaohe']);
  expect(await loadCounty(db, 'qinghe')).toEqual(sample.county);
  expect(await loadCounty(db, 'xiaohe')).toEqual(small.county);
  expect([...(await loadCounty(db, 'qinghe')).items.keys()]).toEqual([...sample.county.items.keys()]);
});

test('nobody can change a loaded county', async () => {
  await saveCounty(db, small, now);
  const { items: catalogue, settings } = await loadCounty(db, 'xiaohe');
  expect(() => catalogue.get('A-1')?.aliases.push('开工证')).toThrow(TypeError);
  expect(() => Object.assign(settings, { botName: '另一个' })).toThrow(TypeError);
});

test('the first import counts everything, the second nothing', async () => {
  const first = await saveCounty(db, sample, now);
  const counts = Object.fromEntries(Object.entries(first).map(([kind, { added }]) => [kind, added.length]));
  expect(counts).toMatchObject({
    设置: 1,
    日历: 4,
    部门: 35,
    事项: 75,
    群: 5,
    项目: 8,
    办件: sample.filings.length,
  });
  expect(await saveCounty(db, sample, now)).toEqual({});
});

test('a changed folder is told apart by kind: added, changed, removed', async () => {
  await saveCounty(db, small, now);
  const { county } = small;
  const one = county.items.get('A-1')!;
  const edited = {
    ...county,
    settings: { ...county.settings, botName: '小禾' },
    items: new Map([
      ['A-1', { ...one, aliases: [...one.aliases, '开工证'] }],
      ['A-2', county.items.get('A-2')!],
      ['B-2', { ...county.items.get('B-1')!, code: 'B-2' }],
    ]),
  };
  expect(await saveCounty(db, { ...small, county: edited }, now)).toEqual({
    设置: { added: [], changed: ['基本设置'], removed: [] },
    事项: { added: ['B-2'], changed: ['A-1'], removed: ['B-1'] },
  });
  expect(await loadCounty(db, 'xiaohe')).toEqual(edited);
});

test('a filing the office has moved stays as it is; only new ones come in', async () => {
  await saveCounty(db, small, now);
  await db.update(filings).set({ state: 'concluded', concludedOn: '2026-11-23' }).where(eq(filings.id, 'f1'));
  const more = [...small.filings, { ...small.filings[1]!, id: 'f3' }];
  expect(await saveCounty(db, { ...small, filings: more }, now)).toEqual({
    办件: { added: ['f3'], changed: [], removed: [] },
  });
  expect(await saveCounty(db, { ...small, filings: [] }, now)).toEqual({});
  const states = await db.select({ id: filings.id, state: filings.state }).from(filings).orderBy(filings.id);
  expect(states.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'f1 concluded',
    'f2 planned',
    'f3 planned',
  ]);
});

test('an official year is not turned back into a provisional one, and a year of its own stays', async () => {
  await saveCounty(db, sample, now);
  const official: CalendarYear = {
    ...sample.county.calendar.get(2027)!,
    status: 'official',
    work: ['2027-02-13'],
  };
  expect(await saveCalendarYear(db, 'qinghe', official, now)).toBe(true);
  expect(await saveCalendarYear(db, 'qinghe', official, now)).toBe(false);
  await saveCalendarYear(db, 'qinghe', { ...official, year: 2028 }, now);
  expect(await saveCounty(db, sample, now)).toEqual({});
  const { calendar } = await loadCounty(db, 'qinghe');
  expect([calendar.get(2027)?.work, calendar.size]).toEqual([['2027-02-13'], 5]);
});

test('all or nothing, alone and inside a transaction that fails later', async () => {
  const broken = { ...small, filings: [{ ...small.filings[0]!, limitDays: null as never }] };
  await expect(saveCounty(db, broken, now)).rejects.toThrow();
  const later = db.transaction(async (tx) => {
    await saveCounty(tx, small, now);
    throw new Error('policies unreadable');
  });
  await expect(later).rejects.toThrow('policies unreadable');
  expect([await listCounties(db), await db.$count(items), await db.$count(calendarYears)]).toEqual([
    [],
    0,
    0,
  ]);
});

test('thousands of rows go in, and a county that is not there says what to do', async () => {
  const one = small.filings[1]!;
  const many = Array.from({ length: 6000 }, (_, n) => ({ ...one, id: `m${n}` }));
  const difference = await saveCounty(db, { ...small, filings: many }, now);
  expect(difference.办件?.added).toHaveLength(6000);
  await expect(loadCounty(db, 'nowhere')).rejects.toThrow('数据库里没有县 nowhere，请先运行');
});
