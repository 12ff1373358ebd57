import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, openApp } from '../../src/chat/wecom/app.ts';
import { openWebhook } from '../../src/chat/wecom/webhook.ts';
import { movableClock } from '../helpers.ts';
import { openApiServer } from './api-server.ts';
import { newWorld, type WecomWorld } from './world.ts';

const settings = { corpId: 'ww1', agentId: 1_000_002, secret: 's' };
const clock = movableClock('2026-11-23T09:00:00+08:00');
let server: Server;
let world: WecomWorld;
let api: ReturnType<typeof openApiServer>;
let base: string;
let app: App;

beforeEach(async () => {
  world = newWorld(clock.now, '帮办', [
    { id: 'wr1', name: 'g', members: ['a', '13800000000'], webhook: 'k1' },
  ]);
  server = createServer((request, response) => void api.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = openApiServer(world, settings, () => base);
  app = openApp({ ...settings, apiBase: base, now: clock.now });
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});
const tokens = () => api.calls.filter((path) => path.endsWith('/gettoken')).length;

test('令牌只取一次；提前作废只换一次，二十个一起要也是一次', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => app.sendText('a', `第${n}条`)));
  expect(tokens()).toBe(1);
  api.invalidateTokens();
  await Promise.all(Array.from({ length: 20 }, (_, n) => app.sendText('a', `又${n}条`)));
  expect(tokens()).toBe(2);
  clock.advance(7_200_000);
  await app.sendText('a', '过期以后');
  expect(tokens()).toBe(3);
  expect(world.shown).toHaveLength(41);
});

test.each([
  [60020, 'never', '企业可信IP'],
  [40001, 'never', 'WECOM_AGENT_SECRET'],
  [48002, 'never', '权限'],
  [45009, 'later', '频率'],
  [-1, 'later', '重试'],
  [99999, 'never', '99999'],
])('错误码 %i：%s，说明怎么办', async (code, retry, cure) => {
  api.faults.refuse.push(code);
  await expect(app.sendText('a', 'x')).rejects.toMatchObject({ retry, hint: expect.stringContaining(cure) });
});

test('收件人不在可见范围：不当作发到了', async () => {
  api.faults.outsideScope.add('a');
  await expect(app.sendText('a', 'x')).rejects.toMatchObject({ retry: 'never', code: 81013 });
});

test('同样的话马上重发，平台只给一次；过一会又说同样的话，照给', async () => {
  await app.sendText('a', '同一句');
  await app.sendText('a', '同一句');
  expect(world.shown).toHaveLength(1);
  clock.advance(61_000);
  await app.sendText('a', '同一句');
  expect(world.shown).toHaveLength(2);
});

test('连不上：等会再发；令牌没取到：没发；发了没有回音：说不准到没到', async () => {
  const nowhere = openApp({ ...settings, apiBase: 'http://127.0.0.1:1', now: clock.now });
  await expect(nowhere.sendText('a', 'x')).rejects.toMatchObject({ retry: 'later' });
  await app.sendText('a', '先取到令牌');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  server = createServer((_request, response) => response.destroy());
  await new Promise<void>((resolve) => server.listen(Number(new URL(base).port), '127.0.0.1', resolve));
  await expect(app.sendText('a', 'x')).rejects.toMatchObject({ retry: 'unknown' });
  const fresh = openApp({ ...settings, apiBase: base, now: clock.now });
  await expect(fresh.sendText('a', 'x')).rejects.toMatchObject({ retry: 'later' });
});

test('群推送：按账号@，没有账号按手机号；长的分段，只响一次', async () => {
  const hook = openWebhook(base, 'k1');
  await hook.ring('请接单', [
    { name: '甲', account: 'a', mobile: '13900000000' },
    { name: '乙', mobile: '13800000000' },
  ]);
  expect(world.shown[0]).toMatchObject({ by: 'webhook', rings: ['a', '13800000000'] });
  await hook.ring('请逐项核对材料。'.repeat(200), [{ name: '甲', account: 'a' }]);
  expect(world.shown.slice(1).filter((one) => one.rings.length > 0)).toHaveLength(1);
  await expect(openWebhook(base, 'gone').say('x')).rejects.toMatchObject({
    hint: expect.stringContaining('消息推送'),
  });
});
