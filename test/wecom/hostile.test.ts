import { and, count, eq, like } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cases, inbox, outbox } from '../../src/store/schema.ts';
import { county } from '../county-data.ts';
import { encryptWith, signatureOf } from './crypto.ts';
import { appKeys, botKeys } from './emulator.ts';
import { openTown, type Town } from './town.ts';

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeAll(() => {
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

const json = fc.oneof(fc.json({ maxDepth: 3 }), fc.string(), fc.constant(''));
/** Bodies that are nearly right: a field missing, of another type, or absurdly long. */
const nearly = fc.record(
  {
    msgid: fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.integer(), fc.constant(null)),
    aibotid: fc.oneof(fc.string(), fc.constant(7)),
    chatid: fc.oneof(fc.string({ maxLength: 300 }), fc.constant({})),
    chattype: fc.constantFrom('group', 'single', 'other', null),
    from: fc.oneof(fc.record({ userid: fc.string({ maxLength: 20 }) }), fc.constant(null), fc.string()),
    msgtype: fc.constantFrom('text', 'mixed', 'voice', 'image', 'event', 'stream', 'nonsense', 5, null),
    text: fc.oneof(fc.record({ content: fc.string({ unit: 'binary', maxLength: 300 }) }), fc.constant([])),
    mixed: fc.anything(),
    voice: fc.anything(),
    quote: fc.anything(),
    event: fc.anything(),
    stream: fc.anything(),
    response_url: fc.oneof(fc.webUrl(), fc.string(), fc.constant(1)),
  },
  { requiredKeys: [] },
);
const safely = (value: unknown) => {
  try {
    return (
      JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null'
    );
  } catch {
    return '{}';
  }
};
const times = 5_000;

describe('回调', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown('callback');
  });
  afterAll(async () => {
    await town.close();
  });

  test('一万个坏请求：没有一个 5xx，程序照常答', async () => {
    const statuses = new Map<number, number>();
    const send = async (path: string, init: RequestInit) => {
      const { status } = await fetch(`${town.program.url}${path}`, init);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const sealed = (keys: typeof botKeys, plain: string) => {
      const nonce = 'n';
      const timestamp = '1';
      const encrypted = encryptWith(keys.aesKey, plain, keys.receiveId);
      const signature = signatureOf(keys.token, timestamp, nonce, encrypted);
      return { query: `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`, encrypted };
    };
    const raw = fc.sample(fc.tuple(json, fc.webQueryParameters()), times / 2);
    const bodies = fc.sample(fc.oneof(nearly.map(safely), json), times * 1.5);
    const jobs = [
      ...raw.map(
        ([body, query], n) =>
          () =>
            send(`/wecom/${n % 2 ? 'bot' : 'app'}?${query}`, { method: 'POST', body }),
      ),
      ...bodies.map((plain, n) => () => {
        const app = n % 3 === 0;
        const { query, encrypted } = sealed(app ? appKeys : botKeys, app ? `<xml>${plain}</xml>` : plain);
        const body = app
          ? `<xml><Encrypt>${encrypted}</Encrypt></xml>`
          : JSON.stringify({ encrypt: encrypted });
        return send(`/wecom/${app ? 'app' : 'bot'}?${query}`, { method: 'POST', body });
      }),
    ];
    expect(jobs).toHaveLength(times * 2);
    for (let at = 0; at < jobs.length; at += 50)
      await Promise.all(jobs.slice(at, at + 50).map((job) => job()));
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(statuses.get(403)).toBeGreaterThan(1_000);
    await town.program.settle();
    await town.emulator.say('hegufeng-1', 'wr-group-hegufeng', '施工许可证要哪些材料');
    await vi.waitFor(async () => {
      await town.program.settle();
      expect(town.emulator.seen('wr-group-hegufeng').some((one) => one.text.includes('申请表'))).toBe(true);
    });
  }, 120_000);

  test('太大的请求拒收，不读完', async () => {
    const body = 'x'.repeat(1_100_000);
    expect((await fetch(`${town.program.url}/wecom/bot`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('长连接', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown('ws');
  });
  afterAll(async () => {
    await town.close();
  });

  test('一万个坏帧：连接不断，程序照常答', async () => {
    const frames = fc
      .sample(
        fc.oneof(
          json,
          nearly.map((body) => safely({ cmd: 'aibot_msg_callback', headers: { req_id: 'x' }, body })),
          nearly.map((body) => safely({ cmd: 'aibot_event_callback', headers: null, body })),
          fc.anything().map(safely),
        ),
        times * 2,
      )
      .filter((frame) => !frame.includes('disconnected_event'));
    for (const frame of frames) town.emulator.socket.raw(frame);
    await town.emulator.say('hegufeng-1', 'wr-group-hegufeng', '施工许可证要哪些材料');
    await vi.waitFor(
      async () => {
        await town.program.settle();
        expect(town.emulator.seen('wr-group-hegufeng').some((one) => one.text.includes('申请表'))).toBe(true);
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(town.emulator.socket.isConnected()).toBe(true);
    expect(town.emulator.socket.subscribes).toHaveLength(1);
  }, 120_000);
});

test.each(['ws', 'callback'] as const)(
  '重送风暴：二十条各送三十次，二十件，不多不少（%s）',
  async (mode) => {
    const town = await openTown(mode);
    try {
      const group = 'wr-group-hegufeng';
      // Twenty matters: one reported twice would be one case.
      const matters = [...county.items.values()].map(({ name }) => name);
      const bodies = Array.from({ length: 20 }, (_, n) => ({
        ...town.emulator.envelope('hegufeng-1', group),
        msgtype: 'text',
        text: { content: `@帮办 ${matters[n]}卡住了，一直不给受理` },
      }));
      const order =
        fc.sample(
          fc.shuffledSubarray(
            bodies.flatMap((one) => Array(30).fill(one)),
            { minLength: 600 },
          ),
          1,
        )[0] ?? [];
      await Promise.all(order.map((body) => town.emulator.deliver(group, body)));
      await vi.waitFor(
        async () => {
          await town.program.settle();
          const [row] = await town.store.db.select({ n: count() }).from(inbox);
          expect(row?.n).toBe(20);
        },
        { timeout: 20_000, interval: 20 },
      );
      town.clock.advance(120_000);
      await town.program.settle();
      const opened = await town.store.db.select().from(cases);
      const numbers = opened.map((one) => one.number);
      expect(new Set(numbers).size).toBe(numbers.length);
      // A send whose acknowledgement a starved machine did not see in time may be made twice, an answer may not.
      const [queued] = await town.store.db
        .select({ n: count() })
        .from(outbox)
        .where(and(like(outbox.key, 'inbox/%'), eq(outbox.chat, 'group-hegufeng')));
      expect(queued?.n).toBe(20);
      // Made again it may go another way, with the name in front; a slow machine also says that it is late.
      const texts = town.emulator.seen(group).map(({ text }) => text.replace(/^@\S+ /, ''));
      expect(new Set(texts.filter((text) => /-\d{6}/.test(text))).size).toBe(20);
    } finally {
      await town.close();
    }
  },
  60_000,
);
