import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startBangban } from '../src/main.ts';
import { movableClock, openTestDb, type TestDb } from './helpers.ts';

let store: TestDb;
let program: Running;

beforeAll(async () => {
  store = await openTestDb();
  program = await startBangban(
    { PORT: '0', LOG_LEVEL: 'off' },
    { store, clock: movableClock('2026-11-23T09:10:00+08:00') },
  );
});
afterAll(async () => {
  await program.stop();
  await store.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${program.url}${path}`, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${program.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const say = { chat: 'group-tuoyan', person: 'tuoyan-1', text: '你好' };

test.each([
  ['缺字段', '/sim/api/messages', { chat: 'group-tuoyan' }, 400],
  ['空话', '/sim/api/messages', { ...say, text: '' }, 400],
  ['一万字以上', '/sim/api/messages', { ...say, text: 'x'.repeat(10_001) }, 400],
  ['太大', '/sim/api/messages', { ...say, text: 'x'.repeat(300_000) }, 413],
  ['不是 JSON', '/sim/api/messages', '{oops', 400],
  ['没有这个人', '/sim/api/messages', { ...say, person: 'nobody' }, 404],
  ['没有这个群', '/sim/api/messages', { ...say, chat: 'nowhere' }, 404],
  ['不在群里', '/sim/api/messages', { ...say, person: 'jintai-1' }, 403],
  ['别人的单聊', '/sim/api/messages', { ...say, chat: 'dm:tuoyan-2' }, 404],
  ['没有这张卡片', '/sim/api/actions', { person: 'tuoyan-1', message: '999999', action: 'accept' }, 404],
  ['时钟往回', '/sim/api/clock', { to: '2026-11-20T09:00:00+08:00' }, 400],
  ['时长写错', '/sim/api/clock', { advance: '12小时' }, 400],
  ['空时长', '/sim/api/clock', { advance: 'P' }, 400],
])('%s：说清怎么改，不出堆栈', async (_name, path, body, status) => {
  const response = await post(path, body);
  expect(response.status).toBe(status);
  const answer = await response.text();
  expect(JSON.parse(answer).error).toMatch(/[\u4e00-\u9fff]/);
  expect(answer).not.toMatch(/at .*\.(ts|js)/);
});

test('别的网站不能替人操作', async () => {
  expect((await post('/sim/api/messages', say, { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await post('/sim/api/messages', say, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('页面只用自己的资源，不留缓存，名字里的标记不起作用', async () => {
  await post('/sim/api/messages', { ...say, text: '<script>alert(1)</script>' });
  await program.settle();
  const response = await get('/?as=tuoyan-1&chat=group-tuoyan');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const page = await response.text();
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script>alert');
});

test('世界、消息、空闲三扇门的样子', async () => {
  const world = (await (await get('/sim/api/world')).json()) as {
    now: string;
    chats: unknown[];
    people: { id: string }[];
  };
  expect(world.now).toBe('2026-11-23T01:10:00.000Z');
  expect(world.chats).toHaveLength(5);
  expect(world.people.find((one) => one.id === 'zj-permit-a')).toMatchObject({
    role: 'liaison',
    dept: '住建局',
  });
  const kept = await post('/sim/api/messages', { ...say, text: '工规证几个工作日' });
  expect(kept.status).toBe(202);
  const { id } = (await kept.json()) as { id: string };
  await program.settle();
  const lines = (await (await get(`/sim/api/messages?chat=group-tuoyan&after=${id}`)).json()) as {
    from: string;
    text: string;
    mentions: string[];
  }[];
  expect(lines).toMatchObject([
    { from: 'bot', mentions: ['tuoyan-1'], text: expect.stringContaining('5个工作日') },
  ]);
  expect((await get('/sim/api/idle')).status).toBe(200);
});

test('走时钟：到点的事在路上依次办完', async () => {
  const moved = await post('/sim/api/clock', { advance: 'P1D' });
  expect(await moved.json()).toEqual({ now: '2026-11-24T01:10:00.000Z' });
  const lines = (await (await get('/sim/api/messages?chat=group-tuoyan')).json()) as {
    at: string;
    text: string;
  }[];
  expect(lines.at(-1)).toMatchObject({
    at: '2026-11-24T01:00:00.000Z',
    text: expect.stringContaining('今日提醒'),
  });
});

test('健康、就绪、指标、看板', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  expect(await (await get('/metrics')).text()).toContain('bangban_messages{queue="outbox",state="sent"}');
  expect(await (await get('/board')).text()).toContain('拓岩机械二期');
  expect((await get('/nothing')).status).toBe(404);
});

test('启动、停下，什么都不留', async () => {
  const again = await startBangban({ PORT: '0', LOG_LEVEL: 'off', DATA_DIR: 'memory' });
  expect((await fetch(`${again.url}/healthz`)).status).toBe(200);
  await again.stop();
  await expect(fetch(`${again.url}/healthz`)).rejects.toThrow();
});
