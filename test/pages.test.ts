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

test('挂图作战：按灯色、部门筛选；筛不到的说怎么看全部；计划与实际', async () => {
  const all = await (await get('/board')).text();
  expect(all).toMatch(/原计划 2026-\d\d-\d\d/);
  expect(all).toMatch(/晚\d+个工作日/);
  const red = await (await get('/board?lamp=red')).text();
  expect(red).toContain('拓岩机械二期');
  expect(red).not.toContain('县第三幼儿园新建项目</strong>');
  const water = await (await get(`/board?department=${encodeURIComponent('水利局')}`)).text();
  expect(water).toContain('搅拌站迁建</strong>');
  expect(water).not.toContain('拓岩机械二期</strong>');
  expect(await (await get('/board?department=%3Cscript%3E&lamp=x&type[]=1')).text()).toContain(
    '没有符合条件的项目',
  );
});

test('本周最急：三件，为什么、今天可以做什么', async () => {
  const text = await (await get('/board/week')).text();
  expect(text.match(/今天定下办结日期|今天受理|陪企业/g)?.length).toBeGreaterThan(0);
  expect(text.match(/<tr class="worst-red">/g)).toHaveLength(3);
});

test('排期表可以下载；没有的项目是 404', async () => {
  const book = await get('/board/QH-XM-2026-01.xlsx');
  expect(book.headers.get('content-type')).toContain('spreadsheetml');
  expect(
    Buffer.from(await book.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect((await get('/board/nothing.xlsx')).status).toBe(404);
});

test('挂图作战的图：1080 宽的 PNG', async () => {
  const picture = Buffer.from(await (await get('/board.png')).arrayBuffer());
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBe(1080);
});

test('知识页列出待审的答复、质疑和没答上的问题，说清怎么回', async () => {
  const question = '厂房屋顶想装光伏板，需要办什么手续';
  await post('/sim/api/messages', { ...say, text: question });
  await program.settle();
  await post('/sim/api/messages', {
    person: 'gd-main-a',
    chat: 'dm:gd-main-a',
    text: '1 回复 屋顶光伏先到发改局<b>办备案</b>',
  });
  await program.settle();
  const text = await (await get('/knowledge')).text();
  expect(text).toMatch(/待采纳的答复 1[\s\S]*采纳 编号/);
  expect(text).toContain('屋顶光伏先到发改局&lt;b&gt;办备案');
  expect(text).toMatch(/待核实的质疑 0[\s\S]*还没有。群里有人说“这个答案不对”/);
  expect(text).toMatch(new RegExp(`没答上的问题（近30天） 1[\\s\\S]*${question}`));
});
