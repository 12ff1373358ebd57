import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Inbound, Outbound, Platform } from '../src/core/ports.ts';
import { Outside } from '../src/core/ports.ts';
import { openPostman } from '../src/postman.ts';
import { hold, release } from '../src/store/holders.ts';
import { claimOldest, countWaiting, finish, giveBack, keep, MAX_ATTEMPTS } from '../src/store/inbox.ts';
import { claimNext, decideTroubled, queue, settle, takeAnswer } from '../src/store/outbox.ts';
import { readTroubled } from '../src/store/reports.ts';
import { holders, outbox } from '../src/store/schema.ts';
import { takeReminderRun } from '../src/store/timers.ts';
import { county } from './county-data.ts';
import { movableClock, openTestDb, type TestDb } from './helpers.ts';

const id = county.id;
let store: TestDb;
let clock: ReturnType<typeof movableClock>;

beforeAll(async () => {
  store = await openTestDb();
});
afterAll(async () => {
  await store.close();
});
beforeEach(async () => {
  await store.truncate();
  clock = movableClock('2026-11-23T09:00:00+08:00');
});

let counter = 0;
function heard(chat: string, text = 'x', part: Partial<Inbound> = {}): Inbound {
  counter += 1;
  return { platform: 'wecom', bot: 'b1', messageId: `m${counter}`, chat, person: 'tuoyan-1', text, ...part };
}

const claim = () => claimOldest(store.db, id, clock.now());

test('同一条消息收几次都只有一行，别的机器人收到的是另一条', async () => {
  const message = heard('g', 'x', { messageId: 'same' });
  const first = await keep(store.db, id, message, clock.now());
  const again = await keep(store.db, id, message, clock.now());
  const other = await keep(store.db, id, { ...message, bot: 'b2' }, clock.now());
  expect(again).toEqual({ id: first.id, repeated: true });
  expect(other.repeated).toBe(false);
  expect(await countWaiting(store.db, id)).toBe(2);
});

test('二十次同时投递，只有一次算数', async () => {
  const message = heard('g');
  const results = await Promise.all(
    Array.from({ length: 20 }, () => keep(store.db, id, message, clock.now())),
  );
  expect(results.filter((one) => !one.repeated)).toHaveLength(1);
});

test('一个群按先后一条一条办，群与群之间互不等', async () => {
  for (const chat of ['a', 'a', 'b']) await keep(store.db, id, heard(chat), clock.now());
  const first = await claim();
  const second = await claim();
  expect([first?.chat, second?.chat]).toEqual(['a', 'b']);
  expect(await claim()).toBeUndefined();
  if (first) await finish(store.db, [first], clock.now());
  expect((await claim())?.chat).toBe('a');
});

test('租约过期别人接着办，原来那个不能再结', async () => {
  await keep(store.db, id, heard('a'), clock.now());
  const slow = await claim();
  clock.advance(61_000);
  const fresh = await claim();
  expect(fresh?.attempt).toBe(2);
  await expect(finish(store.db, [slow!], clock.now())).rejects.toThrow('newer attempt');
  await finish(store.db, [fresh!], clock.now());
  expect(await countWaiting(store.db, id)).toBe(0);
});

test('办不了的消息五次以后搁置，不挡后面的', async () => {
  await keep(store.db, id, heard('a', 'poison'), clock.now());
  await keep(store.db, id, heard('a', 'next'), clock.now());
  for (let n = 1; n <= MAX_ATTEMPTS; n += 1) {
    const message = await claim();
    expect(message?.text).toBe('poison');
    expect(await giveBack(store.db, message!, 'broken', clock.now())).toBe(n === MAX_ATTEMPTS);
  }
  expect((await claim())?.text).toBe('next');
});

test('同一个键排两次只有一条', async () => {
  const post = { chat: 'group-tuoyan', key: 'digest/2026-11-23/group-tuoyan', text: '早' };
  expect(await queue(store.db, county, [post], clock.now())).toBe(1);
  expect(await queue(store.db, county, [post], clock.now())).toBe(0);
});

test('一天一种提醒只有一个副本能做', async () => {
  const wins = await Promise.all(
    Array.from({ length: 8 }, () => takeReminderRun(store.db, id, '2026-11-23', 'digest', clock.now())),
  );
  expect(wins.filter(Boolean)).toHaveLength(1);
});

function platform(
  answer: (message: Outbound) => Promise<{ messageId: string }>,
  perMinute = Number.POSITIVE_INFINITY,
): Platform {
  return {
    perMinute,
    takesPictures: true,
    ready: () => true,
    start: async () => undefined,
    stop: async () => undefined,
    abilities: () => {
      throw new Error('not asked here');
    },
    check: async () => [],
    send: answer,
  };
}

const noPicture = () => Promise.reject(new Error('no font here'));

function postmanWith(fake: Platform) {
  return openPostman({
    db: store.db,
    county: () => county,
    platforms: new Map([['wecom', fake]]),
    now: clock.now,
    draw: noPicture,
  });
}

const carriers = { all: ['wecom'], ready: ['wecom'] };

async function states(): Promise<Record<string, string>> {
  const rows = await store.db.select().from(outbox);
  return Object.fromEntries(rows.map((row) => [row.key, row.state]));
}

const put = (
  key: string,
  guarantee: 'at-least-once' | 'at-most-once' = 'at-least-once',
  chat = 'group-tuoyan',
) => queue(store.db, county, [{ chat, key, text: key, guarantee }], clock.now());

test('平台暂时不行就等一会再发，次序不乱', async () => {
  const sent: string[] = [];
  let failures = 2;
  const postman = postmanWith(
    platform(async ({ key }) => {
      if (failures > 0) {
        failures -= 1;
        throw new Outside('later', '平台繁忙');
      }
      sent.push(key);
      return { messageId: key };
    }),
  );
  await put('one');
  await put('two');
  expect(await postman.deliverNext()).toBe(true);
  expect(await postman.deliverNext()).toBe(false);
  clock.advance(1_000);
  expect(await postman.deliverNext()).toBe(true);
  clock.advance(5_000);
  while (await postman.deliverNext());
  expect(sent).toEqual(['one', 'two']);
});

test.each`
  retry        | guarantee          | state
  ${'never'}   | ${'at-least-once'} | ${'parked'}
  ${'later'}   | ${'at-least-once'} | ${'waiting'}
  ${'unknown'} | ${'at-least-once'} | ${'waiting'}
  ${'unknown'} | ${'at-most-once'}  | ${'unknown'}
`('平台答 $retry，$guarantee 的变成 $state', async ({ retry, guarantee, state }) => {
  const postman = postmanWith(
    platform(async () => {
      throw new Outside(retry, '原因');
    }),
  );
  await put('k', guarantee);
  await postman.deliverNext();
  expect((await states()).k).toBe(state);
});

test('发到一半断了：应答重发，提醒不重发、等人核对', async () => {
  const sent: string[] = [];
  await put('answer');
  await put('reminder', 'at-most-once', 'group-hegufeng');
  await claimNext(store.db, id, carriers, clock.now());
  await claimNext(store.db, id, carriers, clock.now());
  clock.advance(61_000);
  const postman = postmanWith(
    platform(async ({ key }) => {
      sent.push(key);
      return { messageId: key };
    }),
  );
  while (await postman.deliverNext());
  expect(sent).toEqual(['answer']);
  expect(await states()).toEqual({ answer: 'sent', reminder: 'unknown' });
});

test('旧的一次不能给新的一次记结果', async () => {
  await put('k');
  const stale = await claimNext(store.db, id, carriers, clock.now());
  clock.advance(61_000);
  await claimNext(store.db, id, carriers, clock.now());
  expect(await settle(store.db, stale!.row, { state: 'sent', platformMessageId: 'x', at: clock.now() })).toBe(
    false,
  );
});

test('一个群每分钟二十条，多的排队，别的群不等', async () => {
  const sent: string[] = [];
  const postman = postmanWith(
    platform(async ({ key }) => {
      sent.push(key);
      return { messageId: key };
    }, 20),
  );
  for (let n = 1; n <= 40; n += 1) await put(`a${n}`);
  await put('b1', 'at-least-once', 'group-hegufeng');
  while (await postman.deliverNext());
  expect(sent.toSorted()).toEqual([...Array.from({ length: 10 }, (_, n) => `a${n + 1}`), 'b1'].toSorted());
  const at: number[] = sent.filter((key) => key.startsWith('a')).map(() => 0);
  for (let second = 1; second <= 180; second += 1) {
    clock.advance(1_000);
    const before = sent.length;
    while (await postman.deliverNext());
    for (let n = before; n < sent.length; n += 1) at.push(second);
  }
  expect(at).toHaveLength(40);
  for (let from = 0; from < 180; from += 1)
    expect(at.filter((second) => second >= from && second < from + 60).length).toBeLessThanOrEqual(20);
});

test('连接在别的副本手里，这里一条也不领', async () => {
  await put('k');
  expect(await claimNext(store.db, id, { all: ['wecom'], ready: [] }, clock.now())).toBeUndefined();
  expect(await claimNext(store.db, id, carriers, clock.now())).toMatchObject({ row: { key: 'k' } });
});

test('平台来要答复：给它一次就不再发；再要还是那句；没要走的过一会另外发', async () => {
  const asked = { replyRef: 'r', asksUntil: new Date(clock.now().getTime() + 300_000) };
  const ask = (n: number) => takeAnswer(store.db, id, n, (text) => [text], clock.now());
  const one = await keep(store.db, id, heard('group-tuoyan', 'x', asked), clock.now());
  expect(await ask(one.id)).toEqual({ state: 'waiting' });
  await finish(store.db, [(await claim())!], clock.now());
  await queue(
    store.db,
    county,
    [{ chat: 'group-tuoyan', key: `inbox/${one.id}/0`, text: '答', ...asked }],
    clock.now(),
  );
  expect(await claimNext(store.db, id, carriers, clock.now())).toBeUndefined();
  expect(await ask(one.id)).toEqual({ state: 'said', text: '答' });
  expect(await ask(one.id)).toEqual({ state: 'said', text: '答' });
  const two = await keep(store.db, id, heard('group-tuoyan', 'y', asked), clock.now());
  await finish(store.db, [(await claim())!], clock.now());
  await queue(
    store.db,
    county,
    [{ chat: 'group-tuoyan', key: `inbox/${two.id}/0`, text: '二', ...asked }],
    clock.now(),
  );
  clock.advance(11_000);
  expect(await claimNext(store.db, id, carriers, clock.now())).toMatchObject({ row: { text: '二' } });
  expect(await ask(two.id)).toEqual({ state: 'silent' });
});

test('要走的答复太长：先给一段，其余接着发', async () => {
  const message = heard('group-tuoyan', 'x', { replyRef: 'r' });
  const { id: heardAs } = await keep(store.db, id, message, clock.now());
  await finish(store.db, [(await claim())!], clock.now());
  const key = `inbox/${heardAs}/0`;
  const asksUntil = new Date(clock.now().getTime() + 300_000);
  await queue(
    store.db,
    county,
    [{ chat: 'group-tuoyan', key, text: '甲乙', replyRef: 'r', asksUntil }],
    clock.now(),
  );
  expect(await takeAnswer(store.db, id, heardAs, (text) => [...text], clock.now())).toMatchObject({
    text: '甲',
  });
  expect(await claimNext(store.db, id, carriers, clock.now())).toMatchObject({
    row: { text: '乙', key: `${key}/2` },
  });
});

test('没有配置的平台：搁置并说明原因，不丢', async () => {
  const postman = openPostman({
    db: store.db,
    county: () => county,
    platforms: new Map(),
    now: clock.now,
    draw: noPicture,
  });
  await put('k');
  await postman.deliverNext();
  const [row] = await store.db.select().from(outbox);
  expect(row).toMatchObject({ state: 'parked', problem: expect.stringContaining('检查环境变量') });
});

test('只能一个副本拿着的东西：到期或放手以后别人才拿得到', async () => {
  const take = (holder: string, seconds: number) => hold(store.db, 'wecom/b1', holder, seconds);
  expect(await Promise.all(['a', 'b', 'c'].map((one) => take(one, 60)))).toContain(true);
  const [row] = await store.db.select().from(holders);
  const owner = row?.holder ?? '';
  const other = owner === 'a' ? 'b' : 'a';
  expect([await take(owner, 60), await take(other, 60)]).toEqual([true, false]);
  await release(store.db, 'wecom/b1', other);
  expect(await take(other, 60)).toBe(false);
  await release(store.db, 'wecom/b1', owner);
  expect(await take(other, -1)).toBe(true);
  expect(await take(owner, 60)).toBe(true);
});

test('没送到的，人看过以后可以重发或了结；送到了的动不了', async () => {
  await put('k');
  const postman = postmanWith(platform(() => Promise.reject(new Outside('never', '请看'))));
  await postman.deliverNext();
  const [troubled] = await readTroubled(store.db, id);
  expect(troubled).toMatchObject({ state: 'parked', problem: '请看', text: 'k' });
  expect(await decideTroubled(store.db, county, troubled?.id ?? 0, 'resend', clock.now())).toBe(true);
  while (await postmanWith(platform(async ({ key }) => ({ messageId: key }))).deliverNext());
  expect((await states()).k).toBe('sent');
  expect(await decideTroubled(store.db, county, troubled?.id ?? 0, 'drop', clock.now())).toBe(false);
});

test('还没到时候的提醒不挡后面的答复', async () => {
  const after = new Date(clock.now().getTime() + 60_000);
  const reminder = {
    chat: 'group-tuoyan',
    key: 'digest',
    text: '早',
    guarantee: 'at-most-once' as const,
    after,
  };
  await queue(store.db, county, [reminder], clock.now());
  await put('answer');
  expect(await claimNext(store.db, id, carriers, clock.now())).toMatchObject({ row: { key: 'answer' } });
  expect(await claimNext(store.db, id, carriers, clock.now())).toBeUndefined();
});

test('图画不出来（没有字体），文字照发', async () => {
  const sent: Outbound[] = [];
  await queue(
    store.db,
    county,
    [{ chat: 'group-tuoyan', key: 'w', text: '周一', picture: 'board' }],
    clock.now(),
  );
  await postmanWith(
    platform(async (message) => {
      sent.push(message);
      return { messageId: 'x' };
    }),
  ).deliverNext();
  expect(sent).toMatchObject([{ text: '周一' }]);
  expect(sent[0]).not.toHaveProperty('picture');
});
