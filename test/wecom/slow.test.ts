import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { botCallback } from '../../src/chat/wecom/bot-callback.ts';
import type { BotSocket } from '../../src/chat/wecom/bot-socket.ts';
import { openEars, streamIdOf } from '../../src/chat/wecom/ears.ts';
import type { Answered, Office } from '../../src/core/ports.ts';
import { comesLater, noted } from '../../src/core/texts/doors.ts';
import { movableClock } from '../helpers.ts';
import { openCallbackClient } from './callback-client.ts';
import { botKeys } from './emulator.ts';
import { newWorld } from './world.ts';

/** An office that takes as long as a test wants. */
function slowOffice() {
  const state = { answered: { state: 'waiting' } as Answered, done: false, kept: 0, returned: 0 };
  const office: Office = {
    receive: async () => ({ id: 1 + state.kept++, repeated: false }),
    answerTo: async () => state.answered,
    returnAnswer: async () => {
      state.returned += 1;
    },
    isDone: async () => state.done,
    hold: async () => true,
    release: async () => undefined,
    count: async () => 0,
  };
  return { state, office };
}

const body = {
  msgid: 'm1',
  aibotid: 'b',
  chattype: 'single',
  from: { userid: 'a' },
  msgtype: 'text',
  text: { content: '要等一等的问题' },
};
const clock = movableClock('2026-11-23T09:00:00+08:00');

describe('回调：平台不停地来问', () => {
  let server: Server;
  let slow: ReturnType<typeof slowOffice>;
  let world: ReturnType<typeof newWorld>;
  let client: ReturnType<typeof openCallbackClient>;

  beforeEach(async () => {
    slow = slowOffice();
    world = newWorld(clock.now, '帮办', []);
    const router = botCallback({
      keys: botKeys,
      names: () => ['帮办'],
      now: clock.now,
      office: () => slow.office,
      prepare: async (event) => event.heard,
    });
    const app = express().use(router);
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    client = openCallbackClient(
      world,
      botKeys,
      () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/bot`,
    );
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(world.violations).toEqual([]);
  });

  test('一时没有：先转圈，有了就给，同一个流', async () => {
    const said = client.say('a', body);
    await vi.waitFor(() => expect(world.shown[0]).toMatchObject({ text: '<think></think>', open: true }));
    slow.state.answered = { state: 'said', text: '好了。' };
    await said;
    expect(world.shown).toMatchObject([{ text: '好了。', open: false }]);
    expect(client.polls.count).toBeGreaterThan(0);
  });

  test('后来决定不答：圈也要停', async () => {
    const said = client.say('a', body);
    await vi.waitFor(() => expect(world.shown[0]?.open).toBe(true));
    slow.state.answered = { state: 'silent' };
    await said;
    expect(world.shown).toMatchObject([{ text: noted, open: false }]);
  });

  test('六分钟快到还没有：说稍后单独发，停下', async () => {
    const said = client.say('a', body);
    await vi.waitFor(() => expect(world.shown[0]?.open).toBe(true));
    slow.state.answered = { state: 'late' };
    await said;
    expect(world.shown).toMatchObject([{ text: comesLater, open: false }]);
  });

  const connections = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );

  test('平台等不及挂了：答复退回去，不当作说过了', async () => {
    const { query, encrypted } = client.sealed(JSON.stringify(body));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/bot?${query}`;
    const hangUp = new AbortController();
    const asked = fetch(url, {
      method: 'POST',
      body: JSON.stringify({ encrypt: encrypted }),
      signal: hangUp.signal,
    }).catch(() => undefined);
    await vi.waitFor(() => expect(slow.state.kept).toBe(1));
    const before = await connections();
    hangUp.abort();
    await asked;
    // On a busy machine the server hears of it later, and would answer until then.
    await vi.waitFor(async () => expect(await connections()).toBeLessThan(before));
    slow.state.answered = { state: 'said', text: '好了。' };
    await vi.waitFor(() => expect(slow.state.returned).toBe(1));
  });

  test('一开始就不答：空着，不转圈', async () => {
    slow.state.answered = { state: 'silent' };
    await client.say('a', body);
    expect(world.shown).toEqual([]);
  });

  test('验证地址：一秒内原样交回，加号斜杠等号不走样', async () => {
    const echo = '123+/=abc 中文';
    expect(await client.verify(echo)).toEqual({ status: 200, text: echo });
  });
});

describe('长连接：自己写流', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function ears() {
    const written: [string, boolean][] = [];
    const { state, office } = slowOffice();
    const socket = {
      stream: async (_req: string, id: string, content: string, finish: boolean) => {
        expect(id).toBe(streamIdOf('r1'));
        written.push([content, finish]);
      },
      welcome: async (_req: string, content: string) => written.push([content, true]),
    } as unknown as BotSocket;
    const opened = openEars({
      socket: () => socket,
      office: () => office,
      names: () => ['帮办'],
      now: () => new Date(),
      prepare: async (event, replyRef) => ({ ...event.heard, replyRef }),
    });
    return { opened, written, state, office };
  }

  test('很快就有：不转圈', async () => {
    const { opened, written, state } = ears();
    opened.hear('r1', body);
    state.done = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(written).toEqual([]);
  });

  test('两秒内没有：转圈；决定不答：停下', async () => {
    const { opened, written, state } = ears();
    opened.hear('r1', body);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(written).toEqual([['<think></think>', false]]);
    state.done = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(written).toEqual([
      ['<think></think>', false],
      [noted, true],
    ]);
    expect(opened.isOpen('r1')).toBe(false);
  });

  test('五分半还没有：说稍后单独发，以后的答复走主动发送', async () => {
    const { opened, written } = ears();
    opened.hear('r1', body);
    await vi.advanceTimersByTimeAsync(335_000);
    expect(written.at(-1)).toEqual([comesLater, true]);
    expect(opened.isOpen('r1')).toBe(false);
  });

  test('数据库一时不在：没人会重送，自己多试几次', async () => {
    const { opened, state, office } = ears();
    let failures = 3;
    const receive = office.receive;
    office.receive = async (message) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('database away');
      }
      return receive(message);
    };
    opened.hear('r1', body);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(state.kept).toBe(1);
  });

  test('当天第一次进单聊：欢迎', async () => {
    const { opened, written } = ears();
    opened.hear('r1', { ...body, msgtype: 'event', text: undefined, event: { eventtype: 'enter_chat' } });
    await vi.advanceTimersByTimeAsync(10);
    expect(written[0]?.[0]).toContain('我是帮办');
  });
});
