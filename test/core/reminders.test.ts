import { expect, test } from 'vitest';
import { addDays, workday } from '../../src/core/calendar.ts';
import { instantOf } from '../../src/core/model.ts';
import { dueReminders, remindersDueAt, stillTrue } from '../../src/core/reminders.ts';
import { county, filings } from '../county-data.ts';

const snapshot = { county, filings, cases: [] };
const at = (day: string, time: string) => dueReminders(snapshot, instantOf(day, time));
const kinds = (day: string, time: string) => at(day, time).map(({ kind }) => kind);

test.each`
  time       | expected
  ${'08:39'} | ${[]}
  ${'08:40'} | ${['meetings', 'specialist-list', 'knowledge']}
  ${'09:00'} | ${['meetings', 'specialist-list', 'knowledge', 'digest', 'holder-list', 'duties']}
  ${'17:59'} | ${['meetings', 'specialist-list', 'knowledge', 'digest', 'holder-list', 'duties']}
  ${'18:00'} | ${[]}
`('周一 $time 该有 $expected', ({ time, expected }) => {
  expect(kinds('2026-11-23', time)).toEqual(expected);
});

test('2024 到 2026 年的每一天：休息日没有提醒，调休上班的周末有', () => {
  for (let day = '2024-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
    expect(remindersDueAt(county, day).length > 0, day).toBe(workday(county.calendar, day).working);
  }
  expect(remindersDueAt(county, '2026-10-10')).toHaveLength(2);
  expect(remindersDueAt(county, '2026-10-01')).toHaveLength(0);
});

test('每个群每天一条，每个人每天一条，键不重复', () => {
  const posts = at('2026-11-23', '09:00').flatMap((one) => one.posts);
  const keys = posts.map((post) => post.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(posts.every((post) => post.guarantee === 'at-most-once')).toBe(true);
  const places = posts.map((post) => `${post.key?.split('/')[0]} ${JSON.stringify(post.to)}`);
  expect(new Set(places).size).toBe(places.length);
});

const digestOf = (chat: string) =>
  at('2026-11-23', '09:00')
    .find(({ kind }) => kind === 'digest')
    ?.posts.find((post) => typeof post.to === 'object' && 'chat' in post.to && post.to.chat === chat)?.text;

test('项目群只说自己的项目，最急的在前', () => {
  const text = digestOf('group-hegufeng') ?? '';
  expect(text).toContain('今日到期');
  expect(text).not.toContain('拓岩');
  expect(text.indexOf('🟠')).toBeLessThan(text.indexOf('🟡'));
});

test('几家共用的群不说任何一家的事', () => {
  const text = digestOf('group-county') ?? '';
  for (const { name, aliases } of county.projects.values()) {
    for (const word of [name, ...aliases]) expect(text).not.toContain(word);
  }
  for (const { aliases } of county.enterprises.values())
    for (const word of aliases) expect(text).not.toContain(word);
});

test('没有变化也不临期的项目，群里不打扰', () => {
  const calm = filings.filter((filing) => filing.state === 'concluded');
  const digests = dueReminders({ ...snapshot, filings: calm }, instantOf('2026-11-23', '09:00')).find(
    ({ kind }) => kind === 'digest',
  );
  expect(digests?.posts).toEqual([]);
});

test('超期三天以上的报工改办，没超的不报', () => {
  const posts = at('2026-11-23', '09:00').flatMap((one) => one.posts);
  const oversight = posts.find((post) => post.key?.includes('oversight-1'));
  expect(oversight?.text).toContain('城北');
  expect(oversight?.text).not.toContain('拓岩');
});

test('发之前再看一眼：都办结了就不发', () => {
  const about = { filings: filings.slice(0, 1).map((filing) => filing.id) };
  const open = filings.slice(0, 1).map((filing) => ({ ...filing, state: 'accepted' as const }));
  const done = filings.slice(0, 1).map((filing) => ({ ...filing, state: 'concluded' as const }));
  expect(stillTrue(about, open, [])).toBe(true);
  expect(stillTrue(about, done, [])).toBe(false);
});

const dutyPosts = (day: string, own = filings, place = county) =>
  dueReminders({ county: place, filings: own, cases: [] }, instantOf(day, '09:00'))
    .filter(({ kind }) => kind === 'duties')
    .flatMap(({ posts }) => posts);

test.each`
  day             | some
  ${'2026-01-04'} | ${true}
  ${'2026-01-05'} | ${false}
  ${'2026-04-01'} | ${true}
  ${'2026-07-01'} | ${true}
  ${'2026-10-08'} | ${true}
  ${'2026-10-09'} | ${false}
`('季度第一个工作日要统计：$day $some', ({ day, some }) => {
  const posts = dutyPosts(day).filter((post) => post.key?.startsWith('quarter/'));
  expect(posts.length > 0).toBe(some);
  expect(new Set(posts.map((post) => post.key)).size).toBe(posts.length);
});

test('季度统计的期限是第五个工作日', () => {
  expect(dutyPosts('2026-10-08')[0]?.text).toContain('10月13日前');
});

test('全部办结满30、90、180天回访，赶上休息日顺到下一个工作日；没办完的不问', () => {
  const done = filings.map((one) =>
    one.project === 'QH-XM-2026-01'
      ? { ...one, state: 'concluded' as const, concludedOn: one.concludedOn ?? '2026-01-30' }
      : one,
  );
  // A plan of nothing but what has been decided.
  const plan = county.stagePlans.get('IND_STANDARD')!;
  const items = { S1: done.filter((one) => one.project === 'QH-XM-2026-01').map((one) => one.item) };
  const finished = { ...county, stagePlans: new Map([['IND_STANDARD', { ...plan, items }]]) };
  const days: string[] = [];
  for (let day = '2026-10-30'; day <= '2026-12-31'; day = addDays(day, 1)) {
    const own = dutyPosts(day, done, finished).filter((post) =>
      post.key?.startsWith('followup/QH-XM-2026-01/'),
    );
    days.push(...own.map((post) => `${day} ${post.key?.split('/')[2]}`));
  }
  // The last decision was on 4 November; 4 December is a Friday.
  expect(days).toEqual(['2026-12-04 30']);
  expect(dutyPosts('2026-12-04')).toEqual([]);
  expect(dutyPosts('2026-12-04', done)).toEqual([]);
});

test('一周第一个工作日，工作群里说最急的三件和今天可以做的；别的日子不说', () => {
  const [post] = dutyPosts('2026-11-23').filter((one) => one.key?.startsWith('week/'));
  expect(post?.to).toEqual({ chat: 'group-staff' });
  expect(post?.text).toMatch(/1\. .*超\d+个工作日.*今天/);
  expect(post?.text.match(/^\d\. /gm)).toHaveLength(3);
  expect(dutyPosts('2026-11-24').some((one) => one.key?.startsWith('week/'))).toBe(false);
  // 1 to 7 October is a holiday: the week's first working day is the 8th, the make-up Saturday is none.
  expect(dutyPosts('2026-10-08').some((one) => one.key?.startsWith('week/'))).toBe(
    dutyPosts('2026-10-12').some((one) => one.key?.startsWith('week/')),
  );
});
