import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openApiServer } from './api-server.ts';
import { openBotServer } from './bot-server.ts';
import { openCallbackClient } from './callback-client.ts';
import { encryptWith, signatureOf } from './crypto.ts';
import { type Group, newWorld, type Shown } from './world.ts';

export const botKeys = {
  token: 'BangBanToken01',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE',
  receiveId: '',
};
export const appKeys = {
  token: 'BangBanToken02',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFI',
  receiveId: 'ww0123456789abcdef',
};
const bot = { id: 'aibT0001', secret: 'bot-secret-T0001' };
const app = { corpId: appKeys.receiveId, agentId: 1_000_002, secret: 'app-secret-T0001' };

/**
 * A WeCom look-alike for one corp: members in groups, one smart robot by long connection or callback, one
 * application, group webhooks. It checks what we do as the platform would and keeps what people see.
 */
export async function openWecomEmulator(given: {
  mode: 'ws' | 'callback';
  now: () => Date;
  botName: string;
  groups: Group[];
  port?: number;
}) {
  const { mode, now } = given;
  const world = newWorld(now, given.botName, given.groups);
  const server = createServer((request, response) => {
    api.handle(request, response).then(
      (handled) => handled || response.writeHead(404).end(),
      () => response.writeHead(500).end(),
    );
  });
  const socket = openBotServer(server, world, bot);
  await new Promise<void>((resolve) => server.listen(given.port ?? 0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = openApiServer(world, app, () => base);
  let program = '';
  const callback = openCallbackClient(world, botKeys, () => `${program}/wecom/bot`);
  let counter = 0;

  /** Where and who, as a callback says it. */
  function envelope(person: string, group: string | undefined) {
    return {
      msgid: randomBytes(16).toString('hex'),
      aibotid: bot.id,
      ...(group === undefined ? { chattype: 'single' } : { chatid: group, chattype: 'group' }),
      from: { userid: person },
      ...(mode === 'callback' ? { response_url: api.responseUrl(group ?? person) } : {}),
    };
  }

  /** Delivers a body, `times` times over with the same msgid. */
  async function deliver(chat: string, body: Record<string, unknown>, times = 1): Promise<void> {
    world.spoken.add(chat);
    if (mode === 'callback') await Promise.all(Array.from({ length: times }, () => callback.say(chat, body)));
    else for (let n = 0; n < times; n += 1) socket.deliver('message', chat, body);
  }

  return {
    world,
    socket,
    api,
    callback,
    base,
    /** What a county administrator would put into the environment. */
    env: {
      WECOM_MODE: mode,
      WECOM_API_BASE: base,
      WECOM_CORP_ID: app.corpId,
      WECOM_AGENT_ID: String(app.agentId),
      WECOM_AGENT_SECRET: app.secret,
      WECOM_APP_TOKEN: appKeys.token,
      WECOM_APP_AES_KEY: appKeys.aesKey,
      WECOM_BOT_NAME: given.botName,
      ...(mode === 'ws'
        ? {
            WECOM_BOT_ID: bot.id,
            WECOM_BOT_SECRET: bot.secret,
            WECOM_WS_URL: `${base.replace('http', 'ws')}/ws`,
          }
        : { WECOM_BOT_TOKEN: botKeys.token, WECOM_BOT_AES_KEY: botKeys.aesKey }),
    } as Record<string, string>,
    /** Where the program listens for callbacks. */
    callsAt(url: string) {
      program = url;
    },
    /**
     * A member says something. In a group the robot hears it only when it is mentioned, with its name left in the
     * text, and nothing at all where outsiders are.
     */
    async say(
      person: string,
      group: string | undefined,
      text: string,
      more: { quote?: string; at?: boolean; times?: number; msgtype?: string; part?: object } = {},
    ): Promise<boolean> {
      const where = group === undefined ? undefined : world.groups.get(group);
      if (where && (where.external || more.at === false)) return false;
      const content = group === undefined ? text : `@${world.botName} ${text}`;
      const body = {
        ...envelope(person, group),
        msgtype: more.msgtype ?? 'text',
        ...(more.part ?? { text: { content } }),
        ...(more.quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: more.quote } } }),
      };
      await deliver(group ?? person, body, more.times);
      return true;
    },
    deliver,
    envelope,
    async enter(person: string): Promise<void> {
      world.spoken.add(person);
      const body = { ...envelope(person, undefined), msgtype: 'event', event: { eventtype: 'enter_chat' } };
      if (mode === 'callback') await callback.say(person, body);
      else socket.deliver('enter_chat', person, body);
    },
    /** Presses a button of the card last shown in a chat; false when there is none of that name. */
    async press(person: string, chat: string, label: string): Promise<boolean> {
      const shown = world.shown.findLast((one) => one.chat === chat && one.card !== undefined);
      const button = (shown?.card?.button_list as { text: string; key: string }[] | undefined)?.find(
        (one) => one.text === label,
      );
      if (!shown?.card || !button) return false;
      const task = String(shown.card.task_id);
      if (shown.by === 'app') {
        await pressInApp(person, button.key, task, api.pressCode(shown.card));
        return true;
      }
      const event = { card_type: 'button_interaction', event_key: button.key, task_id: task };
      const body = {
        ...envelope(person, chat === person ? undefined : chat),
        msgtype: 'event',
        event: { eventtype: 'template_card_event', template_card_event: event },
      };
      if (mode === 'callback') await callback.press(body);
      else socket.deliver('template_card_event', chat, body);
      return true;
    },
    /** What people see in a chat, finished streams only. */
    seen: (chat: string): Shown[] => world.shown.filter((one) => one.chat === chat && !one.open),
    /** A sealed XML callback of the application. */
    postXml,
    async close(): Promise<void> {
      await socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function pressInApp(person: string, key: string, task: string, code: string): Promise<void> {
    counter += 1;
    const at = Math.floor(now().getTime() / 1000) + counter;
    await postXml(
      `<xml><ToUserName><![CDATA[${app.corpId}]]></ToUserName><FromUserName><![CDATA[${person}]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[${key}]]></EventKey><TaskId><![CDATA[${task}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[${code}]]></ResponseCode><AgentID>${app.agentId}</AgentID></xml>`,
    );
  }

  async function postXml(plain: string): Promise<number> {
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = randomBytes(6).toString('hex');
    const encrypted = encryptWith(appKeys.aesKey, plain, appKeys.receiveId);
    const query = new URLSearchParams({
      msg_signature: signatureOf(appKeys.token, timestamp, nonce, encrypted),
      timestamp,
      nonce,
    });
    const body = `<xml><ToUserName><![CDATA[${app.corpId}]]></ToUserName><AgentID>${app.agentId}</AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    const response = await fetch(`${program}/wecom/app?${query}`, { method: 'POST', body });
    return response.status;
  }
}

export type WecomEmulator = Awaited<ReturnType<typeof openWecomEmulator>>;
