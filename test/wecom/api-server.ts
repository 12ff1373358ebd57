import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cardFaults } from './card-rules.ts';
import { isOverQuota, readBody, type WecomWorld } from './world.ts';

/** Things a test may make go wrong with the HTTP interfaces. */
export interface ApiFaults {
  /** Codes for the next calls, in order; undefined lets one through. */
  refuse: (number | undefined)[];
  /** The same for group webhooks alone. */
  webhook: number[];
  /** The server's IP is not on the list. */
  strangeIp: boolean;
  outsideScope: Set<string>;
}

const TOKEN_MS = 7_200_000;
const RESPONSE_MS = 3_600_000;
const CARD_MS = 72 * 3_600_000;

/** The platform's HTTP interfaces: tokens, the application's messages, group webhooks, response addresses. */
export function openApiServer(
  world: WecomWorld,
  app: { corpId: string; agentId: number; secret: string },
  base: () => string,
) {
  const faults: ApiFaults = { refuse: [], webhook: [], strangeIp: false, outsideScope: new Set() };
  const tokens = new Map<string, number>();
  const responses = new Map<string, { chat: string; until: number }>();
  const cardCodes = new Map<string, { card: Record<string, unknown>; until: number }>();
  const openIds = new Map<string, string>();
  const recent = new Map<string, number>();
  const webhookSends = new Map<string, number[]>();
  const calls: string[] = [];
  let counter = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://x');
    if (!url.pathname.startsWith('/cgi-bin/')) return false;
    calls.push(url.pathname);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const answer = answerTo(url, body);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...answer }));
    return true;
  }

  function answerTo(url: URL, body: Record<string, unknown>): Record<string, unknown> {
    const at = world.now().getTime();
    const refused = faults.refuse.shift();
    if (refused !== undefined) return { errcode: refused };
    if (url.pathname === '/cgi-bin/aibot/response')
      return respond(url.searchParams.get('response_code') ?? '', body, at);
    if (url.pathname === '/cgi-bin/webhook/send') return webhook(url.searchParams.get('key') ?? '', body, at);
    if (faults.strangeIp) return { errcode: 60020 };
    if (url.pathname === '/cgi-bin/gettoken') {
      if (url.searchParams.get('corpid') !== app.corpId) return { errcode: 40013 };
      if (url.searchParams.get('corpsecret') !== app.secret) return { errcode: 40001 };
      const token = `token-${++counter}`;
      tokens.set(token, at + TOKEN_MS);
      return { access_token: token, expires_in: TOKEN_MS / 1000 };
    }
    const until = tokens.get(url.searchParams.get('access_token') ?? '');
    if (until === undefined) return { errcode: 40014 };
    if (until < at) return { errcode: 42001 };
    if (url.pathname === '/cgi-bin/message/send') return send(body, at);
    if (url.pathname === '/cgi-bin/message/update_template_card') return updateCard(body, at);
    if (url.pathname === '/cgi-bin/batch/openuserid_to_userid') {
      const list = body.open_userid_list as string[];
      return {
        userid_list: list.flatMap((id) =>
          openIds.has(id) ? [{ open_userid: id, userid: openIds.get(id) }] : [],
        ),
        invalid_open_userid_list: list.filter((id) => !openIds.has(id)),
      };
    }
    return { errcode: 404 };
  }

  function respond(code: string, body: Record<string, unknown>, at: number): Record<string, unknown> {
    const open = responses.get(code);
    responses.delete(code);
    if (!open || open.until < at) {
      world.violations.push('a response address used twice or too late');
      return { errcode: 40058 };
    }
    if (isOverQuota(world, open.chat)) return { errcode: 45009 };
    const read = readBody(world, body, ['markdown', 'template_card']);
    if (!read) return { errcode: 40008 };
    if (read.card) task(read.card);
    world.shown.push({ chat: open.chat, by: 'bot', rings: [], ...read });
    return {};
  }

  function webhook(key: string, body: Record<string, unknown>, at: number): Record<string, unknown> {
    const fault = faults.webhook.shift();
    if (fault !== undefined) return { errcode: fault };
    const group = [...world.groups.values()].find((one) => one.webhook === key);
    if (!group) return { errcode: 93000 };
    const sends = (webhookSends.get(key) ?? []).filter((time) => time > at - 60_000);
    if (sends.length >= 20) return { errcode: 45009 };
    webhookSends.set(key, [...sends, at]);
    const type = String(body.msgtype);
    const part = body[type] as {
      content?: string;
      mentioned_list?: string[];
      mentioned_mobile_list?: string[];
    };
    if (type === 'image') return picture(group.id, body.image as { base64: string; md5: string });
    const limit = { text: 2_048, markdown: 4_096 }[type];
    if (limit === undefined) return { errcode: 40008 };
    const text = part?.content ?? '';
    if (text === '') return { errcode: 44004 };
    if (Buffer.byteLength(text) > limit) return { errcode: 45002 };
    const named =
      type === 'text' ? [...(part.mentioned_list ?? []), ...(part.mentioned_mobile_list ?? [])] : [];
    world.shown.push({
      chat: group.id,
      by: 'webhook',
      text,
      rings: named.filter((one) => group.members.includes(one)),
    });
    return {};
  }

  function picture(chat: string, { base64, md5 }: { base64: string; md5: string }): Record<string, unknown> {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length > 2_000_000) return { errcode: 40009 };
    if (createHash('md5').update(bytes).digest('hex') !== md5) return { errcode: 40058 };
    world.shown.push({ chat, by: 'webhook', text: '', rings: [], picture: bytes.length });
    return {};
  }

  function send(body: Record<string, unknown>, at: number): Record<string, unknown> {
    if (body.agentid !== app.agentId) return { errcode: 301002 };
    const account = String(body.touser);
    if (faults.outsideScope.has(account)) return { errcode: 81013, invaliduser: account.toLowerCase() };
    const read = readBody(world, body, ['text', 'template_card']);
    if (!read) return { errcode: 40008 };
    const same = `${account} ${JSON.stringify(body.text ?? body.template_card)}`;
    if (
      body.enable_duplicate_check === 1 &&
      (recent.get(same) ?? 0) > at - Number(body.duplicate_check_interval) * 1_000
    )
      return { msgid: 'same' };
    recent.set(same, at);
    const code = `code-${++counter}`;
    if (read.card) {
      task(read.card);
      cardCodes.set(code, { card: read.card, until: at + CARD_MS });
    }
    world.shown.push({ chat: account, by: 'app', rings: [account], ...read });
    return { msgid: `app-${counter}`, response_code: code };
  }

  function updateCard(body: Record<string, unknown>, at: number): Record<string, unknown> {
    const code = String(body.response_code);
    const known = cardCodes.get(code);
    cardCodes.delete(code);
    if (!known || known.until < at) return { errcode: 40058 };
    const card = body.template_card as Record<string, unknown>;
    world.violations.push(...cardFaults(card, world.tasks, true).map((fault) => `app card: ${fault}`));
    const shown = world.shown.findLast((one) => one.card?.task_id === known.card.task_id);
    if (shown) shown.card = card;
    return {};
  }

  function task(card: Record<string, unknown>): void {
    world.violations.push(...cardFaults(card, world.tasks).map((fault) => `card: ${fault}`));
    world.tasks.add(String(card.task_id));
  }

  return {
    handle,
    faults,
    calls,
    openIds,
    /** An address that works once within an hour. */
    responseUrl(chat: string): string {
      const code = `RC${++counter}`;
      responses.set(code, { chat, until: world.now().getTime() + RESPONSE_MS });
      return `${base()}/cgi-bin/aibot/response?response_code=${code}`;
    },
    /** A fresh code with which the pressed card may be changed once. */
    pressCode(card: Record<string, unknown>): string {
      const code = `code-${++counter}`;
      cardCodes.set(code, { card, until: world.now().getTime() + CARD_MS });
      return code;
    },
    /** As the platform does now and then, long before the time. */
    invalidateTokens: () => tokens.clear(),
  };
}
