import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { cases, chatReach, inbox, outbox } from '../../src/store/schema.ts';
import { openTestDb, type TestDb } from '../helpers.ts';
import { openTown, type Town } from './town.ts';

/** What users of such bots complained of most, each with what cures it here. */
let town: Town;
/** Emptied by each town: opening one takes longer than most tests. */
let store: TestDb;
beforeAll(async () => {
  store = await openTestDb();
});
afterAll(async () => {
  await store.close();
});
afterEach(async () => {
  expect(town.emulator.world.violations).toEqual([]);
  await town.close();
});

const group = 'wr-group-hegufeng';
const texts = (chat: string) => town.emulator.seen(chat).map((one) => one.text);

/** Works the program off until a chat shows it. */
async function shows(chat: string, needle: string, least = 1): Promise<string[]> {
  return vi.waitFor(
    async () => {
      await town.program.settle();
      const found = texts(chat).filter((text) => text.includes(needle));
      if (found.length < least) throw new Error(`${chat} shows ${texts(chat).join(' / ')}`);
      return found;
    },
    { timeout: 5_000, interval: 10 },
  );
}
const ask = (text = '施工许可证要哪些材料', person = 'hegufeng-1') => town.emulator.say(person, group, text);

test('1 问一次答三次：平台没等到就重送，只有一份答复', async () => {
  town = await openTown('callback', { store });
  await town.emulator.say('hegufeng-1', group, '施工许可证要哪些材料', { times: 3 });
  await shows(group, '依据：');
  await town.program.settle();
  expect(texts(group)).toHaveLength(1);
  expect(await town.store.db.$count(inbox)).toBe(1);
});

test('2 长连接回执丢了：同一个流再写一遍，不多出一条', async () => {
  town = await openTown('ws', { store });
  town.emulator.socket.faults.loseAcks = 1;
  await ask();
  await vi.waitFor(() => expect(texts(group)).toHaveLength(1), { timeout: 5_000 });
  town.emulator.socket.drop();
  await vi.waitFor(
    async () => {
      town.clock.advance(1_000);
      await town.program.settle();
      expect((await town.store.db.select().from(outbox)).map((row) => row.state)).toEqual(['sent']);
    },
    { timeout: 8_000, interval: 50 },
  );
  expect(new Set(texts(group)).size).toBe(1);
}, 15_000);

test('3 流过期（846608）：整段改用主动发送，一个字不少', async () => {
  town = await openTown('ws', { store });
  town.emulator.socket.faults.refuse.push(846608);
  await ask();
  const [answer] = await shows(group, '依据：');
  expect(answer).toContain('申请表');
  expect(texts(group)).toHaveLength(1);
});

test('3 六分钟以后才有答复：不写流，主动发', async () => {
  town = await openTown('ws', { store });
  await ask('人防办不给受理，卡住了，没人管');
  await shows(group, '已登记');
  town.clock.advance(400_000);
  const [kase] = await town.store.db.select().from(cases);
  await town.emulator.say(kase?.owner ?? '', undefined, '1 办结 已受理');
  await shows(group, '已受理');
});

test('4 转圈不停：平台挂断以后的答复由回复地址补上，只补一次', async () => {
  town = await openTown('callback', { store, webhooks: false });
  const { emulator } = town;
  const body = {
    ...emulator.envelope('hegufeng-1', group),
    msgtype: 'text',
    text: { content: '@帮办 施工许可证要哪些材料' },
  };
  const { query, encrypted } = emulator.callback.sealed(JSON.stringify(body));
  const hangUp = new AbortController();
  const asked = fetch(`${town.program.url}/wecom/bot?${query}`, {
    method: 'POST',
    body: JSON.stringify({ encrypt: encrypted }),
    signal: hangUp.signal,
  }).catch(() => undefined);
  await vi.waitFor(async () => expect(await town.store.db.$count(inbox)).toBe(1), { interval: 1 });
  hangUp.abort();
  await asked;
  await vi.waitFor(
    async () => {
      town.clock.advance(11_000);
      await town.program.settle();
      expect(texts(group)).toEqual([expect.stringContaining('依据：')]);
    },
    { timeout: 5_000, interval: 50 },
  );
});

test.each(['ws', 'callback'] as const)('按过的卡片不能再按（%s）', async (mode) => {
  town = await openTown(mode, { store });
  await ask('人防办不给受理，卡住了，没人管');
  await shows(group, '已登记');
  const [kase] = await town.store.db.select().from(cases);
  const owner = kase?.owner ?? '';
  await vi.waitFor(async () => {
    await town.program.settle();
    expect(await town.emulator.press(owner, owner, '接单')).toBe(true);
  });
  await vi.waitFor(() => {
    const cards = town.emulator.seen(owner).flatMap((one) => (one.card ? [one.card] : []));
    expect(cards[0]?.button_list).toEqual([expect.objectContaining({ text: '已处理' })]);
  });
});

test('5 订阅丢了（846609）：重连以后补发', async () => {
  town = await openTown('ws', { store });
  town.emulator.socket.faults.unsubscribed = true;
  await ask();
  await vi.waitFor(
    async () => {
      town.clock.advance(5_000);
      await town.program.settle();
      expect(texts(group).some((text) => text.includes('依据：'))).toBe(true);
    },
    { timeout: 5_000, interval: 20 },
  );
});

test('6 一个人连发两条，各答各的', async () => {
  town = await openTown('callback', { store });
  await Promise.all([ask('施工许可证要哪些材料'), ask('工规证几个工作日')]);
  await shows(group, '申请表');
  await shows(group, '5个工作日');
});

test('7 不认识的流：说完了，不让它一直转', async () => {
  town = await openTown('callback', { store });
  const body = { ...town.emulator.envelope('hegufeng-1', group), msgtype: 'stream' };
  for (const id of ['m999999', 'other', 'm1; drop', ''])
    expect(await town.emulator.callback.post({ ...body, stream: { id } })).toMatchObject({
      stream: { finish: true, id },
    });
});

test('8 一条答复只写一次，不一个字一个字推', async () => {
  town = await openTown('ws', { store });
  await ask();
  await shows(group, '依据：');
  expect(town.emulator.socket.frames.filter((frame) => frame.cmd === 'aibot_respond_msg')).toHaveLength(1);
});

test.each(['ws', 'callback'] as const)('9 长话分段，每段不超长，合起来不少（%s）', async (mode) => {
  town = await openTown(mode, { store });
  await ask('人防办不给受理，卡住了，没人管');
  await shows(group, '已登记');
  const [kase] = await town.store.db.select().from(cases);
  const long = '请按清单逐项核对。'.repeat(900);
  await town.emulator.say(kase?.owner ?? '', undefined, `1 办结 ${long}`);
  const parts = await shows(group, '请按清单', 2);
  expect(parts.join('').split('请按清单逐项核对').length - 1).toBe(900);
});

test('10 机器人名字里有空格、写全角＠、@两遍：命令照认', async () => {
  town = await openTown('ws', { store, botName: '清禾 小帮(测试)' });
  await ask('人防办不给受理，卡住了，没人管');
  await shows(group, '已登记');
  const [kase] = await town.store.db.select().from(cases);
  const part = { text: { content: '@清禾 小帮(测试) ＠清禾 小帮(测试)\u2005接单 1' } };
  await town.emulator.say(kase?.owner ?? '', group, '', { part });
  await shows(group, '接单');
});

test('11 没@的话听不到：能力里写明', async () => {
  town = await openTown('ws', { store });
  expect(await town.emulator.say('hegufeng-1', group, '施工许可证几天', { at: false })).toBe(false);
  const page = await (await fetch(`${town.program.url}/modes`)).text();
  expect(page).toContain('只听得到@机器人的话');
});

test('12 机器人@不到人：群里写名字；要响铃的走“消息推送”', async () => {
  town = await openTown('ws', { store, webhooks: true });
  await ask();
  expect((await shows(group, '依据：'))[0]).toMatch(/^@赵禾一 /);
  await ask('人防办不给受理，卡住了，没人管');
  await shows(group, '已登记');
  await town.program.settle(new Date('2026-11-23T17:00:00+08:00'));
  const rung = town.emulator.world.shown.filter((one) => one.rings.length > 0);
  expect(rung.length).toBeGreaterThan(0);
  for (const one of rung) expect(['webhook', 'app']).toContain(one.by);
});

test('13 外部群进不去：一句也听不到，说明书里写了', async () => {
  town = await openTown('ws', { store });
  town.emulator.world.groups.set('wr-x', { id: 'wr-x', name: '外部群', members: [], external: true });
  expect(await town.emulator.say('hegufeng-1', 'wr-x', '你好')).toBe(false);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync('README.md', 'utf8')).toMatch(/外部群进不去/);
});

test.each(['ws', 'callback'] as const)('14 加密的成员号（wo…）换成真的，认得出是谁（%s）', async (mode) => {
  town = await openTown(mode, { store });
  town.emulator.api.openIds.set('woAJ2GCAAAd1asdasdjO4wKmE8Aabj', 'hegufeng-1');
  await town.emulator.say('woAJ2GCAAAd1asdasdjO4wKmE8Aabj', group, '人防办不给受理，卡住了');
  await shows(group, '已登记');
  const [row] = await town.store.db.select().from(inbox);
  expect(row?.person).toBe('hegufeng-1');
});

describe('15 连不上、推不动', () => {
  test('出口 IP 不在名单：搁置，办法写给管理员', async () => {
    town = await openTown('ws', { store });
    town.emulator.api.faults.strangeIp = true;
    await ask('人防办不给受理，卡住了，没人管');
    await shows(group, '已登记');
    const reached = await town.store.db.select().from(chatReach);
    expect(reached.filter((one) => one.problem !== null).map((one) => one.problem)).not.toEqual([]);
    const page = await (await fetch(`${town.program.url}/modes`)).text();
    expect(page).toMatch(/企业可信IP|@一次/);
  });

  test('还没登记的群：照样答程序，登记的办法在页面上', async () => {
    town = await openTown('ws', { store });
    town.emulator.world.groups.set('wrNEW', { id: 'wrNEW', name: '新群', members: ['hegufeng-1'] });
    await town.emulator.say('hegufeng-1', 'wrNEW', '施工许可证几个工作日');
    await shows('wrNEW', '依据：');
    const page = await (await fetch(`${town.program.url}/modes`)).text();
    expect(page).toContain('wrNEW');
    expect(page).toContain('chats.yaml');
  });
});

test('群能力页面只给本机看；从外面来要口令，回调不要', async () => {
  town = await openTown('callback', { store, env: { OPERATOR_PASSWORD: 'qinghe-2026' } });
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${town.program.url}${path}`, { headers })).status;
  const outside = { 'x-forwarded-for': '203.0.113.9' };
  const basic = (word: string) => ({ authorization: `Basic ${Buffer.from(`o:${word}`).toString('base64')}` });
  expect(await status('/modes')).toBe(200);
  for (const path of ['/modes', '/board', '/', '/metrics']) expect(await status(path, outside)).toBe(401);
  expect(await status('/modes', { ...outside, ...basic('wrong') })).toBe(401);
  expect(await status('/modes', { ...outside, ...basic('qinghe-2026') })).toBe(200);
  expect(await status('/healthz', outside)).toBe(200);
  expect(await status('/wecom/bot', outside)).toBe(403);
  expect((await town.emulator.callback.verify('e')).status).toBe(200);
});

test.each(['ws', 'callback'] as const)('周一工作群里有最急的三件和挂图作战的图（%s）', async (mode) => {
  town = await openTown(mode, { store });
  const staff = 'wr-group-staff';
  await town.emulator.say('specialist-1', staff, '施工许可证几天');
  await shows(staff, '工作日');
  await town.program.settle(new Date('2026-11-30T09:05:00+08:00'));
  await shows(staff, '【本周最急】');
  const pictures = town.emulator.seen(staff).filter((one) => (one.picture ?? 0) > 10_000);
  expect(pictures).toHaveLength(1);
});
