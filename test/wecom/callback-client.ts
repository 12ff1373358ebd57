import { randomBytes } from 'node:crypto';
import { cardFaults } from './card-rules.ts';
import { decryptWith, encryptWith, signatureOf } from './crypto.ts';
import { isOverQuota, type WecomWorld } from './world.ts';

interface Keys {
  token: string;
  aesKey: string;
  receiveId: string;
}

const ANSWER_MS = 5_000;
const STREAM_MS = 360_000;

/** The platform's calling side: sealed requests, redelivery, and asking for a stream until it ends. */
export function openCallbackClient(
  world: WecomWorld,
  keys: Keys,
  url: () => string,
  asking = { everyMs: 20 },
) {
  const polls = { count: 0 };

  function sealed(plain: string, part: { token?: string; aesKey?: string; receiveId?: string } = {}) {
    const { token, aesKey, receiveId } = { ...keys, ...part };
    const timestamp = String(Math.floor(world.now().getTime() / 1000));
    const nonce = randomBytes(6).toString('hex');
    const encrypted = encryptWith(aesKey, plain, receiveId);
    const query = new URLSearchParams({
      msg_signature: signatureOf(token, timestamp, nonce, encrypted),
      timestamp,
      nonce,
    });
    return { query, nonce, encrypted };
  }

  /** One sealed POST; the opened answer, `''` for an empty one, undefined for a refusal. */
  async function post(body: object): Promise<Record<string, unknown> | '' | undefined> {
    const { query, nonce, encrypted } = sealed(JSON.stringify(body));
    const response = await fetch(`${url()}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ encrypt: encrypted }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (response.status !== 200) return undefined;
    if (text === '') return '';
    const outer = JSON.parse(text) as {
      encrypt: string;
      msgsignature: string;
      timestamp: number;
      nonce: string;
    };
    const demand = (fine: boolean, fault: string) => fine || world.violations.push(`reply: ${fault}`);
    demand(Number.isInteger(outer.timestamp), 'timestamp is no integer');
    demand(outer.nonce === nonce, 'nonce is not the request’s');
    demand(
      outer.msgsignature === signatureOf(keys.token, String(outer.timestamp), outer.nonce, outer.encrypt),
      'wrong signature',
    );
    return JSON.parse(decryptWith(keys.aesKey, outer.encrypt, keys.receiveId)) as Record<string, unknown>;
  }

  async function say(chat: string, body: Record<string, unknown>): Promise<void> {
    const since = world.now().getTime();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const answer = await post(body).catch(() => undefined);
      if (answer === undefined) continue;
      if (answer !== '' && !show(chat, answer)) await ask(chat, body, answer, since);
      return;
    }
  }

  /** Puts an answer on the screen; true when nothing is left to ask. */
  function show(chat: string, answer: Record<string, unknown>): boolean {
    const {
      msgtype,
      stream,
      template_card: card,
    } = answer as {
      msgtype?: string;
      stream?: { id: string; finish: boolean; content: string };
      template_card?: Record<string, unknown>;
    };
    if (card) {
      world.violations.push(...cardFaults(card, world.tasks).map((fault) => `card: ${fault}`));
      world.tasks.add(String(card.task_id));
      world.shown.push({ chat, by: 'bot', text: '', card, rings: [] });
    }
    if (msgtype === 'text') {
      world.shown.push({
        chat,
        by: 'bot',
        text: String((answer.text as { content: string }).content),
        rings: [],
      });
      return true;
    }
    if (!stream) return true;
    if (Buffer.byteLength(stream.content) > 20_480) world.violations.push('stream longer than 20480 bytes');
    const known = world.shown.find((one) => one.streamId === stream.id && one.chat === chat);
    if (stream.finish && known?.open !== false && isOverQuota(world, chat))
      world.violations.push('reply over quota');
    if (known) Object.assign(known, { text: stream.content, open: !stream.finish });
    else
      world.shown.push({
        chat,
        by: 'bot',
        text: stream.content,
        rings: [],
        streamId: stream.id,
        open: !stream.finish,
      });
    return stream.finish;
  }

  async function ask(
    chat: string,
    body: Record<string, unknown>,
    first: Record<string, unknown>,
    since: number,
  ) {
    const { id } = first.stream as { id: string };
    const { msgid, aibotid, chatid, chattype, from } = body;
    for (;;) {
      if (world.now().getTime() - since > STREAM_MS)
        return void world.violations.push('a stream never ended');
      await new Promise((resolve) => setTimeout(resolve, asking.everyMs));
      polls.count += 1;
      const answer = await post({
        msgid: `${msgid}-p${polls.count}`,
        aibotid,
        chatid,
        chattype,
        from,
        msgtype: 'stream',
        stream: { id },
      });
      if (answer === undefined || answer === '') continue;
      const next = answer.stream as { id: string } | undefined;
      if (next && next.id !== id) world.violations.push(`stream id changed from ${id} to ${next.id}`);
      if (show(chat, answer)) return;
    }
  }

  return {
    polls,
    sealed,
    post,
    say,
    /** A card press: 5 seconds, one attempt; the card is what the answer makes of it. */
    async press(body: object): Promise<void> {
      const answer = await post(body).catch(() => undefined);
      if (!answer) return;
      const card = answer.template_card as Record<string, unknown>;
      world.violations.push(...cardFaults(card, world.tasks, true).map((fault) => `card update: ${fault}`));
      const shown = world.shown.findLast((one) => one.card?.task_id === card.task_id);
      if (shown) shown.card = card;
    },
    async verify(echo: string): Promise<{ status: number; text: string }> {
      const { query, encrypted } = sealed(echo);
      query.set('echostr', encrypted);
      const response = await fetch(`${url()}?${query}`, { signal: AbortSignal.timeout(1_000) });
      return { status: response.status, text: await response.text() };
    },
  };
}
