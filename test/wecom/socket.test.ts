import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBotSocket, type Pace } from '../../src/chat/wecom/bot-socket.ts';
import { Outside } from '../../src/core/ports.ts';
import { openBotServer } from './bot-server.ts';
import { newWorld, type WecomWorld } from './world.ts';

const pace: Pace = {
  authMs: 400,
  backOffMs: 5,
  mostBackOffMs: 40,
  kickedMs: 120,
  heartbeatMs: 60,
  holdSeconds: 1,
  giveUpMs: 60_000,
};
const bot = { id: 'b1', secret: 's1' };

let server: Server;
let world: WecomWorld;
let far: ReturnType<typeof openBotServer>;
let url: string;
const opened: ReturnType<typeof openBotSocket>[] = [];
let holder: string | undefined;

beforeEach(async () => {
  server = createServer();
  world = newWorld(() => new Date(), '帮办', [{ id: 'wr1', name: 'g', members: ['a'] }]);
  world.spoken.add('wr1');
  far = openBotServer(server, world, bot);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
  holder = undefined;
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
  await far.close();
  await new Promise((resolve) => server.close(resolve));
});

function connect(name = 'one', secret = bot.secret) {
  const heard: [string, unknown][] = [];
  const socket = openBotSocket({
    bot: { ...bot, secret, url },
    pace,
    hold: async () => {
      holder ??= name;
      return holder === name;
    },
    release: async () => {
      if (holder === name) holder = undefined;
    },
    hear: (reqId, body) => heard.push([reqId, body]),
  });
  opened.push(socket);
  socket.start();
  return { socket, heard };
}

const say = (socket: ReturnType<typeof openBotSocket>, content = '早') =>
  socket.push('wr1', 2, { msgtype: 'markdown', markdown: { content } });
const soon = (check: () => void) => vi.waitFor(check, { timeout: 3_000, interval: 5 });

test('连上就能发；断了自己回来，二十次也不放弃', async () => {
  const { socket } = connect();
  await far.connected();
  await soon(() => expect(socket.state().connected).toBe(true));
  for (let n = 1; n <= 20; n += 1) {
    far.drop();
    await soon(() => expect(socket.state().connects).toBe(n + 1));
  }
  await say(socket);
  expect(world.shown).toHaveLength(1);
});

test('订阅一直没有回音：不傻等，重新来', async () => {
  far.faults.stallAuth = true;
  const { socket } = connect();
  await soon(() =>
    expect(far.frames.filter((frame) => frame.cmd === 'aibot_subscribe').length).toBeGreaterThan(2),
  );
  expect(socket.state().connected).toBe(false);
  await expect(say(socket)).rejects.toMatchObject({ retry: 'later' });
  far.faults.stallAuth = false;
  await soon(() => expect(socket.state().connected).toBe(true));
});

test('密钥不对：说清楚，慢慢试，不连环敲门', async () => {
  const { socket } = connect('one', 'wrong');
  await soon(() => expect(far.subscribes.length).toBeGreaterThanOrEqual(3));
  const [first = 0] = far.subscribes;
  const gaps = far.subscribes.slice(1).map((at, n) => at - (far.subscribes[n] ?? first));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(pace.mostBackOffMs - 2);
  expect(socket.state().trouble).toContain('WECOM_BOT_SECRET');
});

test('订阅丢了而连接还开着（846609）：马上重连，消息稍后再发', async () => {
  const { socket } = connect();
  await soon(() => expect(socket.state().connected).toBe(true));
  far.faults.unsubscribed = true;
  await expect(say(socket)).rejects.toMatchObject({ retry: 'later', code: 846609 });
  await soon(() => expect(socket.state().connects).toBe(2));
  await say(socket);
  expect(world.shown).toHaveLength(1);
});

test('被别的程序挤下线：等够时间再回来，告诉管理员', async () => {
  const { socket } = connect();
  await soon(() => expect(socket.state().connected).toBe(true));
  const at = performance.now();
  far.kick();
  await soon(() => expect(socket.state().kicks).toBe(1));
  expect(socket.state().trouble).toContain('挤下线');
  await soon(() => expect(socket.state().connects).toBe(2));
  expect(performance.now() - at).toBeGreaterThanOrEqual(pace.kickedMs - 2);
});

test('对方不再答心跳：当作断了', async () => {
  const { socket } = connect();
  await soon(() => expect(socket.state().connected).toBe(true));
  far.faults.mutePings = true;
  await soon(() => expect(socket.state().connects).toBeGreaterThanOrEqual(2));
});

test('回执丢了：说不准到没到；拒绝了：带错误码和办法', async () => {
  const { socket } = connect();
  await soon(() => expect(socket.state().connected).toBe(true));
  far.faults.refuse.push(93006);
  const refusal = await say(socket).catch((error) => error);
  expect(refusal).toBeInstanceOf(Outside);
  expect(refusal).toMatchObject({ retry: 'never', code: 93006 });
  expect(refusal.hint).toContain('@一次');
  far.faults.loseAcks = 1;
  const lost = say(socket).catch((error) => error);
  far.drop();
  expect(await lost).toMatchObject({ retry: 'unknown' });
}, 10_000);

test('两个副本只有一个连；那个停了，另一个接上', async () => {
  const one = connect('one');
  await soon(() => expect(one.socket.state().connected).toBe(true));
  const two = connect('two');
  await soon(() => expect(two.socket.state().trouble).toContain('另一个副本'));
  expect([one.socket.ready(), two.socket.ready()]).toEqual([true, false]);
  await one.socket.stop();
  await soon(() => expect(two.socket.state().connected).toBe(true));
  expect(far.frames.filter((frame) => frame.cmd === 'aibot_subscribe')).toHaveLength(2);
});

test('听到的原样交上来；乱七八糟的帧不打断', async () => {
  const { socket, heard } = connect();
  await soon(() => expect(socket.state().connected).toBe(true));
  for (const junk of [
    '',
    '{',
    'null',
    '[]',
    '{"cmd":"aibot_msg_callback"}',
    '{"cmd":1,"headers":null}',
    '\u0000',
  ])
    far.raw(junk);
  far.deliver('message', 'wr1', { msgid: 'm1', msgtype: 'text', text: { content: '好' } });
  await soon(() => expect(heard.some(([, body]) => (body as { msgid?: string })?.msgid === 'm1')).toBe(true));
  await say(socket);
});
