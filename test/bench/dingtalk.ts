import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DWClient } from 'dingtalk-stream';
import { openStream, usualPace } from '../../src/chat/dingtalk/stream.ts';
import { setLogLevel } from '../../src/log.ts';
import { startBangban } from '../../src/main.ts';
import { openDb } from '../../src/store/db.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { countUse } from '../../src/store/usage.ts';
import { movableClock } from '../clock.ts';
import { openDingtalkEmulator } from '../dingtalk/emulator.ts';
import { dingtalkCounty } from '../dingtalk/folder.ts';
import { openGateway } from '../dingtalk/gateway.ts';

/**
 * What a DingTalk gateway may do to a client, beside the stock library in the same run; and a month of the sample
 * county against the smallest quota. Prints figures; asserts nothing.
 */
const credentials = { clientId: 'c1', clientSecret: 's1' };
const topic = '/v1.0/im/bot/messages/get';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (line: string) => process.stdout.write(`${line}\n`);

async function openFarEnd() {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { status, body } = gateway.open(JSON.parse(text), String(request.headers.accept ?? ''), base);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const gateway = openGateway(server, credentials);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    await gateway.close();
    server.closeAllConnections();
    server.close();
  };
  return { gateway, base, close };
}

function ours(base: string, onMessage: () => void) {
  return openStream({
    ...credentials,
    apiBase: base,
    pace: usualPace,
    hearing: { robot: async () => onMessage(), card: async () => ({}) },
    hold: async () => true,
    release: async () => undefined,
  });
}

function stock(base: string, onMessage: () => void): DWClient {
  const client = new DWClient({ ...credentials });
  Object.assign(client.config, { subscriptions: [], autoReconnect: true });
  client.registerCallbackListener(topic, (frame) => {
    onMessage();
    client.socketCallBackResponse(frame.headers.messageId, null);
  });
  client.getEndpoint = async function () {
    const { subscriptions } = this.config;
    const response = await fetch(`${base}/v1.0/gateway/connections/open`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: JSON.stringify({ ...credentials, subscriptions }),
    });
    if (!response.ok) throw new Error(String(response.status));
    const { endpoint, ticket } = (await response.json()) as { endpoint: string; ticket: string };
    Object.assign(this, { dw_url: `${endpoint}?ticket=${encodeURIComponent(ticket)}` });
    return this;
  };
  return client;
}

/** 139 messages a tenth of a second apart; after three seconds the gateway announces its end and closes ten later. */
async function loss(
  name: string,
  connect: (base: string, count: () => void) => Promise<() => Promise<void>>,
) {
  const { gateway, base, close } = await openFarEnd();
  let received = 0;
  const stop = await connect(base, () => {
    received += 1;
  });
  await gateway.connected();
  for (let n = 0; n < 139; n += 1) {
    if (n === 30) gateway.leave(10_000);
    gateway.push('CALLBACK', topic, { msgId: `m${n}` });
    await wait(100);
  }
  await wait(200);
  say(`around a disconnect  ${name.padEnd(6)} ${received} of 139`);
  await stop();
  await close();
}

/** Every upgrade refused for a minute, then welcome. */
async function hostile(name: string, connect: (base: string) => Promise<() => Promise<void>>) {
  const { gateway, base, close } = await openFarEnd();
  gateway.faults.refuseUpgrade = true;
  const began = performance.now();
  const stop = await connect(base);
  // The stock client doubles without end: a few seconds show it.
  const seconds = name === 'stock' ? 8 : 60;
  await wait(seconds * 1000);
  const opens = gateway.opens.length;
  gateway.faults.refuseUpgrade = false;
  if (name !== 'stock') await gateway.connected();
  const back = (performance.now() - began) / 1000 - seconds;
  say(
    `hostile gateway      ${name.padEnd(6)} ${opens} opens in ${seconds} s${name === 'stock' ? '' : `, back ${back.toFixed(1)} s after it relents`}`,
  );
  await stop();
  await close();
}

/** A whole month of the sample county: questions and difficulties on working days, every digest and reminder. */
async function month() {
  const folder = dingtalkCounty();
  const { county } = await readCountyFolder(folder.dir);
  const store = await openDb({ dataDir: 'memory' });
  const clock = movableClock('2026-12-01T08:00:00+08:00');
  const groups = [...county.chats.values()].map(({ id, address = id, title, members }) => ({
    id: address,
    name: title,
    members,
  }));
  const emulator = await openDingtalkEmulator({ now: clock.now, groups, members: [...county.people.keys()] });
  const program = await startBangban(
    { PORT: '0', LOG_LEVEL: 'off', COUNTY_DIR: folder.dir, ...emulator.env },
    { store, clock },
  );
  await emulator.gateway.connected();
  const speakers = [...county.people.values()].filter((one) => one.role === 'enterprise');
  const texts = [
    '施工许可证要哪些材料',
    '工规证几个工作日',
    '人防办不给受理，卡住了',
    '我们到哪一步了',
    '代办收不收费',
    '排水许可一直没动静，催一下',
  ];
  let said = 0;
  for (let day = 1; day <= 31; day += 1) {
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    await program.settle(new Date(`${date}T09:30:00+08:00`));
    if ([0, 6].includes(new Date(`${date}T12:00:00+08:00`).getUTCDay())) continue;
    for (let n = 0; n < 24; n += 1) {
      const person = speakers[(day + n) % speakers.length]?.id ?? '';
      const group = groups.find((one) => one.members.includes(person))?.id;
      emulator.say(person, n % 3 === 0 ? undefined : group, texts[(day * 7 + n) % texts.length] ?? '');
      said += 1;
      // What is under way when the clock jumps a lease ahead would be taken for cut off.
      await wait(10);
      await program.settle();
      clock.advance(15 * 60_000);
    }
    await program.settle(new Date(`${date}T18:00:00+08:00`));
  }
  await wait(200);
  const at = new Date('2026-12-15T00:00:00+08:00');
  const used = async (kind: string) => countUse(store.db, county.id, `dingtalk/${kind}`, 0, at);
  say(
    `a month, ${said} messages heard   API ${await used('api')} of 5000, Webhook&Stream ${await used('stream')} of 3000; violations: ${emulator.violations().join('; ') || 'none'}`,
  );
  await program.stop();
  await emulator.close();
  await store.close();
  folder.remove();
}

setLogLevel('off');
console.info = () => undefined;
console.warn = () => undefined;
await loss('ours', async (base, count) => {
  const stream = ours(base, count);
  stream.start();
  return stream.stop;
});
await loss('stock', async (base, count) => {
  const client = stock(base, count);
  await client.connect();
  return async () => {
    Object.assign(client.config, { autoReconnect: false });
    client.getEndpoint = () => Promise.reject(new Error('over'));
    client.disconnect();
  };
});
await month();
await hostile('ours', async (base) => {
  const stream = ours(base, () => undefined);
  stream.start();
  return stream.stop;
});
await hostile('stock', async (base) => {
  const client = stock(base, () => undefined);
  void client.connect();
  return async () => {
    Object.assign(client.config, { autoReconnect: false });
    client.getEndpoint = () => Promise.reject(new Error('over'));
    client.disconnect();
  };
});
process.exit(0);
