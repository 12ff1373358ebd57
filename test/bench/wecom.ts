import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { open, type Query } from '../../src/chat/wecom/envelope.ts';
import { startBangban } from '../../src/main.ts';
import { openDb } from '../../src/store/db.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { keep } from '../../src/store/inbox.ts';
import { movableClock } from '../clock.ts';
import { sampleFolder } from '../county-data.ts';
import { openCallbackClient } from '../wecom/callback-client.ts';
import { botKeys, openWecomEmulator } from '../wecom/emulator.ts';
import { newWorld } from '../wecom/world.ts';

/**
 * A thousand messages through the whole bot on each way into WeCom, beside the least any bot must do with them
 * (verify, decrypt, one insert) in the same run. Prints milliseconds and ratios; asserts nothing.
 */
const MESSAGES = 1_000;
const AT_ONCE = 8;
const { county } = await readCountyFolder(sampleFolder);
const people = [...county.people.values()].filter((one) => one.role === 'enterprise').map((one) => one.id);
const questions = ['施工许可证要哪些材料', '工规证几个工作日', '代办收不收费', '水土保持方案归哪个部门管'];

async function timed(
  say: (n: number) => Promise<void>,
): Promise<{ p50: number; p99: number; perSecond: number }> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let n = next++; n < MESSAGES; n = next++) {
        const at = performance.now();
        await say(n);
        times.push(performance.now() - at);
      }
    }),
  );
  const perSecond = (MESSAGES * 1000) / (performance.now() - began);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond };
}

const show = (name: string, { p50, p99, perSecond }: Awaited<ReturnType<typeof timed>>) =>
  process.stdout.write(
    `${name.padEnd(28)} p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  ${perSecond.toFixed(0)}/s\n`,
  );

/** Express, envelope, one row: nothing else. */
async function floor() {
  const store = await openDb({ dataDir: 'memory' });
  const clock = movableClock('2026-11-23T09:10:00+08:00');
  const app = express().post('/wecom/bot', express.raw({ type: () => true }), async (request, response) => {
    const outer = JSON.parse(String(request.body)) as { encrypt: string };
    const body = JSON.parse(open(botKeys, request.query as Query, outer.encrypt)) as {
      msgid: string;
      from: { userid: string };
      text: { content: string };
    };
    const message = { platform: 'wecom', bot: 'b', messageId: body.msgid, chat: `dm:${body.from.userid}` };
    await keep(
      store.db,
      county.id,
      { ...message, person: body.from.userid, text: body.text.content },
      clock.now(),
    );
    response.status(200).end();
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/bot`;
  const client = openCallbackClient(newWorld(clock.now, '帮办', []), botKeys, () => url);
  const figures = await timed(async (n) => {
    const userid = people[n % people.length] ?? '';
    const text = { content: questions[n % questions.length] };
    await client.post({ msgid: `floor-${n}`, chattype: 'single', from: { userid }, msgtype: 'text', text });
  });
  server.close();
  await store.close();
  return figures;
}

async function whole(mode: 'ws' | 'callback') {
  const store = await openDb({ dataDir: 'memory' });
  const clock = movableClock('2026-11-23T09:10:00+08:00');
  const emulator = await openWecomEmulator({ mode, now: clock.now, botName: '帮办', groups: [] });
  const program = await startBangban({ PORT: '0', LOG_LEVEL: 'off', ...emulator.env }, { store, clock });
  emulator.callsAt(program.url);
  if (mode === 'ws') await emulator.socket.connected();
  await program.settle();
  const figures = await timed(async (n) => {
    // Time goes on as it would, so that no quota is touched.
    clock.advance(4_000);
    const person = people[n % people.length] ?? '';
    const before = emulator.world.shown.length;
    await emulator.say(person, undefined, questions[n % questions.length] ?? '');
    while (mode === 'ws' && !emulator.world.shown.slice(before).some((one) => one.chat === person))
      await new Promise((resolve) => setTimeout(resolve, 1));
  });
  const answered = emulator.world.shown.filter((one) => one.text.includes('依据：')).length;
  process.stdout.write(
    `${answered} answers, violations: ${emulator.world.violations.join('; ') || 'none'}\n`,
  );
  await program.stop();
  await emulator.close();
  await store.close();
  return figures;
}

const least = await floor();
show('verify, decrypt, one insert', least);
for (const [name, mode] of [
  ['callback to its answer', 'callback'],
  ['long connection to its answer', 'ws'],
] as const) {
  const figures = await whole(mode);
  show(name, figures);
  const ratio = (part: 'p50' | 'p99') => (figures[part] / least[part]).toFixed(1);
  process.stdout.write(`${' '.repeat(28)} ${ratio('p50')} and ${ratio('p99')} times the floor\n`);
}
