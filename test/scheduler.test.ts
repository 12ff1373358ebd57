import { expect, test, vi } from 'vitest';
import { escalate } from '../src/core/cases/escalate.ts';
import { type Case, silence } from '../src/core/model.ts';
import { openScheduler } from '../src/scheduler.ts';
import { cases, outbox, timers } from '../src/store/schema.ts';
import { county } from './county-data.ts';
import { movableClock, openTestDb } from './helpers.ts';

vi.mock('../src/core/cases/escalate.ts', { spy: true });

const at = new Date('2026-11-24T09:00:00+08:00');

const kase = (n: number, chat: string) =>
  ({
    county: county.id,
    number: `QH-2026-00000${n}`,
    kind: 'difficulty',
    status: 'assigned',
    chat,
    reporter: 'tuoyan-1',
    department: 'ZJ',
    owner: 'zj-drawing-a',
    firstContact: 'specialist-1',
    level: 'L1',
    urgency: 'normal',
    summary: '图审卡住了',
    items: [],
    assisting: [],
    watchers: [],
    hops: [],
    reason: '',
    refusals: 0,
    version: 1,
    openedAt: at,
    replyDue: at,
  }) as unknown as typeof cases.$inferInsert;

async function run(chats: string[], decide: typeof escalate) {
  await using store = await openTestDb();
  const rows = chats.map((chat, n) => kase(n + 1, chat));
  await store.db.insert(cases).values(rows);
  await store.db.insert(timers).values(
    rows.map(({ number }) => ({
      county: county.id,
      key: `rung/${number}`,
      kind: 'rung',
      subject: number,
      runAt: at,
      attempt: 0,
    })) as (typeof timers.$inferInsert)[],
  );
  vi.mocked(escalate).mockImplementation(decide);
  const clock = movableClock('2026-11-24T09:01:00+08:00');
  const rooms = { county: () => county, now: clock.now, spreadMs: 0, recheck: async () => 0 };
  const scheduler = openScheduler({ db: store.db, ...rooms });
  await scheduler.tick();
  const left = await store.db.select().from(timers);
  const posts = await store.db.select().from(outbox);
  return {
    left: left.map(({ subject }) => subject),
    posts: posts.filter(({ key }) => key.startsWith('timer')),
  };
}

test('一件出错，同群、别群到点的照样换人，出错的留着再来', async () => {
  const { left } = await run(['group-tuoyan', 'group-tuoyan', 'group-hegufeng'], ({ number }: Case) => {
    if (number.endsWith('1')) throw new Error('broken');
    return silence;
  });
  expect(left).toEqual(['QH-2026-000001']);
});

test('几件合成一条说，提到的人一个不少；发送前要再核对的各说各的', async () => {
  const { posts } = await run(['group-tuoyan', 'group-tuoyan', 'group-tuoyan'], ({ number, chat }: Case) => {
    const about = { case: number };
    const strict = number.endsWith('3') ? { guarantee: 'at-most-once' as const } : {};
    const mentions = [number.endsWith('1') ? 'tuoyan-1' : 'tuoyan-2'];
    return { changes: [], posts: [{ to: { chat }, text: number, about, mentions, ...strict }] };
  });
  expect(posts.map(({ text, mentions, about }) => ({ text, mentions, about }))).toEqual([
    { text: 'QH-2026-000001\nQH-2026-000002', mentions: ['tuoyan-1', 'tuoyan-2'], about: null },
    { text: 'QH-2026-000003', mentions: ['tuoyan-2'], about: { case: 'QH-2026-000003' } },
  ]);
});
