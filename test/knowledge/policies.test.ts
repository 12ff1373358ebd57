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

test.each([
  ['the same again', { a }, { unchanged: ['a'] }],
  ['a changed text', { a: '第一条 丙。\n第二条 丁。' }, { changed: ['a'] }],
  ['one more', { a, b: '戊。' }, { added: ['b'], unchanged: ['a'] }],
  ['another instead', { b: '戊。' }, { added: ['b'], removed: ['a'] }],
])('%s', async (_name, next: Record<string, string>, difference) => {
  await savePolicies(store.db, 'c', library({ a }));
  await savePolicies(store.db, 'other', library({ a }));
  expect(await savePolicies(store.db, 'c', library(next))).toEqual({
    added: [],
    changed: [],
    unchanged: [],
    removed: [],
    ...difference,
  });
  const expected = library(next);
  const loaded = await loadPolicies(store.db, 'c');
  expect(loaded.clauses).toEqual(expected.clauses);
  expect(loaded.policies).toEqual(expected.policies.map(({ hash: _, ...policy }) => policy));
  expect((await loadPolicies(store.db, 'other')).clauses).toHaveLength(2);
});
