import { z } from 'zod';
import type { Card } from '../../core/model.ts';
import { type Outbound, Outside } from '../../core/ports.ts';
import { log } from '../../log.ts';
import { callJson } from '../http.ts';
import { splitText } from '../split.ts';
import { type App, checked } from './app.ts';
import { BOT_BYTES } from './bot-callback.ts';
import { type BotSocket, Down } from './bot-socket.ts';
import { saysAll, taskIdOf, templateCard } from './cards.ts';
import { streamIdOf } from './ears.ts';
import type { openWebhook } from './webhook.ts';

/** One way to bring a message to its place. */
export interface Way {
  name: 'reply' | 'late-reply' | 'push' | 'webhook' | 'app';
  carry: (message: Outbound) => Promise<void>;
}

interface Means {
  socket: BotSocket | undefined;
  streams: { isOpen(reqId: string): boolean; close(reqId: string): void };
  app: App | undefined;
  webhook: ReturnType<typeof openWebhook> | undefined;
  now: () => Date;
}

/** Of an application's text, cut by the platform beyond 2048 bytes. */
const APP_BYTES = 1_900;
/** A response address works once, for an hour. */
const RESPONSE_MS = 3_500_000;

const reference = z.object({ req: z.string().optional(), url: z.url().optional(), at: z.number() });

/**
 * The ways to a place, the best first. An answer goes where it was asked while that is open; a message that
 * mentions people rings when the group has a webhook; a person is reached by the application before the bot.
 */
export function waysTo(message: Outbound, means: Means): Way[] {
  const { socket, streams, app, webhook, now } = means;
  const { to, replyRef } = message;
  const ref = replyRef === undefined ? undefined : reference.safeParse(JSON.parse(replyRef)).data;
  const ways: Way[] = [];
  const add = (name: Way['name'], carry: Way['carry']) => ways.push({ name, carry });
  if (ref?.req && socket && streams.isOpen(ref.req)) {
    const { req } = ref;
    add('reply', async (one) => {
      const [first = '', ...rest] = splitText(named(one), BOT_BYTES);
      await socket.stream(req, streamIdOf(req), first, true);
      streams.close(req);
      for (const part of rest) await socket.push(to.address, chatType(one), markdown(part));
      await extra(one.card && socket.push(to.address, chatType(one), cardBody(one.card, '', one.key)));
    });
  }
  if (ref?.url && now().getTime() - ref.at < RESPONSE_MS) {
    const { url } = ref;
    add('late-reply', async (one) => {
      const text = named(one);
      const [first = '', ...rest] = splitText(text, BOT_BYTES);
      const body = one.card && saysAll(text) ? cardBody(one.card, text, one.key) : markdown(first);
      checked(await callJson(url, { body }));
      // The address works once: what it could not hold goes as a message of its own.
      const others = () => ways.filter((way) => !way.name.endsWith('reply'));
      for (const part of rest) await extra(carry({ ...one, text: part, mentions: [] }, others()));
    });
  }
  const rings = message.mentions.length > 0 && ref === undefined && !message.card;
  if (to.kind === 'group' && webhook && rings) add('webhook', (one) => webhook.ring(one.text, one.mentions));
  if (to.kind === 'person' && app) {
    add('app', async ({ text, card, key }) => {
      const alone = card && saysAll(text);
      for (const part of alone ? [] : splitText(text, APP_BYTES)) await app.sendText(to.address, part);
      const sent = card && app.sendCard(to.address, templateCard(card, text, taskIdOf(card, key)));
      await (alone ? sent : extra(sent));
    });
  }
  if (socket) {
    add('push', async (one) => {
      const text = named(one);
      const alone = one.card && saysAll(text);
      for (const part of alone ? [] : splitText(text, BOT_BYTES))
        await socket.push(to.address, chatType(one), markdown(part));
      await extra(one.picture && socket.show(to.address, chatType(one), one.picture));
      const sent = one.card && socket.push(to.address, chatType(one), cardBody(one.card, text, one.key));
      await (alone ? sent : extra(sent));
    });
  }
  if (to.kind === 'group' && webhook)
    add('webhook', async (one) => {
      await webhook.say(named(one));
      await extra(one.picture && webhook.show(one.picture));
    });
  return ways;
}

/** A card behind a text that got there: typed lines do the same, so its failure is not the message's. */
async function extra(sent: Promise<unknown> | undefined): Promise<void> {
  await sent?.catch((error) =>
    log('wecom-card-failed', { reason: error instanceof Error ? error.name : 'unknown' }),
  );
}

/** Takes the ways in turn: a way that is closed for good, or down for now, is left for the next. */
export async function carry(message: Outbound, ways: Way[]): Promise<Way['name']> {
  const closed: string[] = [];
  let down: Down | undefined;
  for (const way of ways) {
    try {
      await way.carry(message);
      return way.name;
    } catch (error) {
      if (error instanceof Down) {
        down = error;
        continue;
      }
      if (!(error instanceof Outside) || error.retry !== 'never') throw error;
      // That a window has closed is nothing to mend.
      if (!way.name.endsWith('reply')) closed.push(error.hint);
    }
  }
  if (down) throw down;
  const nowhere = '没有能发到这里的渠道：请配置长连接、自建应用或群的“消息推送”';
  throw new Outside('never', [...new Set(closed)].join('；') || nowhere);
}

/** The bot cannot mention anybody: it writes the names. */
const named = ({ to, text, mentions }: Outbound): string =>
  to.kind === 'group' && mentions.length > 0
    ? `${mentions.map(({ name }) => `@${name}`).join(' ')} ${text}`
    : text;

const chatType = ({ to }: Outbound): 1 | 2 => (to.kind === 'person' ? 1 : 2);
const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
const cardBody = (card: Card, text: string, key: string) => ({
  msgtype: 'template_card',
  template_card: templateCard(card, text, taskIdOf(card, key)),
});
