import { expect, test } from 'vitest';
import { can } from '../../src/core/access.ts';
import { escalate } from '../../src/core/escalate.ts';
import { heeded } from '../../src/core/heeded.ts';
import type { Case, Reading } from '../../src/core/model.ts';
import { county } from '../county-data.ts';

const now = new Date('2026-11-23T09:00:00+08:00');
const head = county.settings.integrityPerson;
const kase: Case = {
  number: 'QH-2026-000001',
  kind: 'integrity',
  status: 'assigned',
  level: 'L0',
  urgency: 'critical',
  summary: '有人暗示我们找指定的测绘公司',
  items: ['S4-01'],
  department: 'SP',
  assisting: [],
  owner: head,
  reason: '专人受理',
  firstContact: head,
  reporter: 'hegufeng-1',
  watchers: [],
  chat: 'dm:hegufeng-1',
  openedAt: now,
  replyDue: now,
  refusals: 0,
  hops: [],
  version: 1,
};

test('廉政线索超时只提醒本人，不往上往下转', () => {
  const load = { load: new Map(), lastAssigned: new Map() };
  const { changes, posts } = escalate(kase, county, load, new Date('2026-11-25T09:00:00+08:00'));
  expect(posts.map((post) => post.to)).toEqual([{ person: head }]);
  expect(changes).toMatchObject([{ set: { level: 'L4' } }]);
  expect(changes[0]).not.toHaveProperty('set.owner');
});

test.each`
  who               | place       | sees
  ${'hegufeng-1'}   | ${'county'} | ${false}
  ${'hegufeng-1'}   | ${'direct'} | ${true}
  ${'head'}         | ${'staff'}  | ${false}
  ${'head'}         | ${'direct'} | ${true}
  ${'hegufeng-2'}   | ${'direct'} | ${false}
  ${'specialist-1'} | ${'direct'} | ${false}
  ${'oversight-1'}  | ${'direct'} | ${false}
`('$who 在 $place 看得到吗：$sees', ({ who, place, sees }) => {
  const person = county.people.get(who === 'head' ? head : who);
  expect(can(person, 'see-case', { case: kase }, place)).toBe(sees);
});

test('廉政线索说到的事项不进后面的话', () => {
  const mentions = { items: ['S4-01'], departments: [], enterprises: [], projects: [], caseNumbers: [] };
  const intent = { kind: 'urge_complaint', text: '', mentions, urgency: 'critical', slots: {} } as const;
  const reading: Reading = { intents: [intent], case: 'new', coverage: 'no', followUp: false };
  const opened = { changes: [{ kind: 'case-opened', case: kase } as const], posts: [] };
  expect(heeded(reading, opened).items).toEqual([]);
  expect(heeded(reading, { changes: [], posts: [] }).items).toEqual(['S4-01']);
});
