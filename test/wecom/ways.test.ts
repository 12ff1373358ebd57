import { expect, test } from 'vitest';
import { type BotSocket, Down } from '../../src/chat/wecom/bot-socket.ts';
import { Refusal } from '../../src/chat/wecom/errors.ts';
import { carry, waysTo } from '../../src/chat/wecom/ways.ts';
import type { Outbound } from '../../src/core/ports.ts';

const message: Outbound = {
  key: 'inbox/1/0',
  to: { kind: 'group', address: 'wr1', chat: 'g' },
  text: '很长的答复'.repeat(40),
  card: { title: 't', case: 'QH-2026-000001', version: 0, buttons: [{ action: 'accept', label: '接单' }] },
  mentions: [],
  replyRef: JSON.stringify({ req: 'r1', at: 0 }),
};

/** A long connection on which cards, or everything, fail. */
function fixture(fails: { cards?: Error; all?: Error; streams?: Error }) {
  const sent: string[] = [];
  const socket = {
    stream: async (_req: string, _id: string, text: string) => {
      if (fails.all ?? fails.streams) throw fails.all ?? fails.streams;
      sent.push(`stream ${text.slice(0, 5)}`);
    },
    push: async (_address: string, _type: number, body: { msgtype: string }) => {
      if (fails.all) throw fails.all;
      if (fails.cards && body.msgtype === 'template_card') throw fails.cards;
      sent.push(body.msgtype);
    },
  } as unknown as BotSocket;
  const webhook = {
    say: async () => void sent.push('webhook'),
    ring: async () => void sent.push('ring'),
    show: async () => void sent.push('picture'),
  };
  const streams = { isOpen: () => true, close: () => undefined };
  const go = (hook = false) =>
    carry(
      message,
      waysTo(message, {
        socket,
        streams,
        app: undefined,
        webhook: hook ? webhook : undefined,
        now: () => new Date(),
      }),
    );
  return { sent, go };
}

test('文字到了、卡片没到：不再发第二遍文字，也不算没送到', async () => {
  const { sent, go } = fixture({ cards: new Refusal(40058) });
  expect(await go(true)).toBe('reply');
  expect(sent).toEqual(['stream 很长的答复']);
});

test('回复窗口关了：主动发，文字一遍、卡片一张', async () => {
  const { sent, go } = fixture({ streams: new Refusal(846608) });
  expect(await go()).toBe('push');
  expect(sent).toEqual(['markdown', 'template_card']);
});

test('连接断着：有别的路走别的路，没有就等，不搁置', async () => {
  const down = new Down('断了');
  expect(await fixture({ all: down }).go(true)).toBe('webhook');
  await expect(fixture({ all: down }).go()).rejects.toMatchObject({ retry: 'later' });
});
