import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { loadPolicies, savePolicies } from '../../src/store/policies.ts';
import { openTestDb, type TestDb } from '../helpers.ts';

let store: TestDb;
beforeAll(async () => {
  store = await openTestDb();
});
beforeEach(() => store.truncate());
afterAll(() => store.close());

const library = (papers: Record<string, string>) => ({
  policies: Object.entries(papers).map(([id, text]) => ({ id, title: id, hash: text, region: '清禾县' })),
  clauses: Object.entries(papers).flatMap(([id, text]) => splitClauses(id, text)),
});
const a = '第一条 甲。\n第二条 乙。';

interface Import {
  next: Record<string, string>;
  difference: Record<string, string[]>;
  after?: Record<string, string>;
  replace?: boolean;
}

test.each<[string, Import]>([
  ['the same again', { next: { a }, difference: { unchanged: ['a'] } }],
  ['a changed text', { next: { a: '第一条 丙。\n第二条 丁。' }, difference: { changed: ['a'] } }],
  ['one more', { next: { a, b: '戊。' }, difference: { added: ['b'], unchanged: ['a'] } }],
  [
    'another folder: the first stays',
    { next: { b: '戊。' }, difference: { added: ['b'] }, after: { a, b: '戊。' } },
  ],
  ['another instead', { next: { b: '戊。' }, difference: { added: ['b'], removed: ['a'] }, replace: true }],
])('%s', async (_name, { next, difference, after = next, replace = false }) => {
  await savePolicies(store.db, 'c', library({ a }));
  await savePolicies(store.db, 'other', library({ a }));
  expect(await savePolicies(store.db, 'c', library(next), replace)).toEqual({
    added: [],
    changed: [],
    unchanged: [],
    removed: [],
    ...difference,
  });
  const expected = library(after);
  const loaded = await loadPolicies(store.db, 'c');
  expect(loaded.clauses).toEqual(expected.clauses);
  expect(loaded.policies).toEqual(expected.policies.map(({ hash: _, ...policy }) => policy));
  expect((await loadPolicies(store.db, 'other')).clauses).toHaveLength(2);
});

test('同样的字换了切法：照新的存，不算改动', async () => {
  const whole = (section: string, hash: string) => ({
    policies: [{ id: 'a', title: 'a', hash }],
    clauses: [{ policy: 'a', section, heading: '', text: '第一条 甲。', position: 0 }],
  });
  await savePolicies(store.db, 'c', whole('第三章', '旧切法'));
  const difference = await savePolicies(store.db, 'c', whole('第一条', '新切法'));
  expect(difference).toEqual({ added: [], changed: [], unchanged: ['a'], removed: [] });
  expect((await loadPolicies(store.db, 'c')).clauses.map(({ section }) => section)).toEqual(['第一条']);
  const later = {
    ...whole('第一条', '改日期'),
    policies: [{ id: 'a', title: 'a', hash: '改日期', repealedOn: '2026-12-01' }],
  };
  expect((await savePolicies(store.db, 'c', later)).changed).toEqual(['a']);
});

test('文件名里有 @ 的也是文件，不是旧版', async () => {
  const named = library({ '联系@窗口': a });
  expect((await savePolicies(store.db, 'c', named)).added).toEqual(['联系@窗口']);
  expect((await savePolicies(store.db, 'c', named)).unchanged).toEqual(['联系@窗口']);
});

test('新版后来才施行：旧版留着，到新版施行那天为止；再导一次、整目录替换都不动它', async () => {
  const version = (from: string, text: string) => ({
    policies: [{ id: 'a', title: 'a', hash: text, effectiveFrom: from }],
    clauses: splitClauses('a', text),
  });
  await savePolicies(store.db, 'c', version('2025-01-01', '第一条 旧。'));
  const next = version('2026-06-01', '第一条 新。');
  expect((await savePolicies(store.db, 'c', next)).changed).toEqual(['a']);
  expect((await savePolicies(store.db, 'c', next, true)).removed).toEqual([]);
  const { policies, clauses } = await loadPolicies(store.db, 'c');
  expect(policies).toEqual([
    { id: 'a', title: 'a', effectiveFrom: '2026-06-01' },
    { id: 'a@2025-01-01', title: 'a', effectiveFrom: '2025-01-01', repealedOn: '2026-06-01' },
  ]);
  expect(clauses.map(({ policy, text }) => [policy, text])).toEqual([
    ['a', '第一条 新。'],
    ['a@2025-01-01', '第一条 旧。'],
  ]);
  // 同一天施行的更正不是新版。
  await savePolicies(store.db, 'c', version('2026-06-01', '第一条 新，更正。'));
  expect((await loadPolicies(store.db, 'c')).policies).toHaveLength(2);
});
