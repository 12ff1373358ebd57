import { Router } from 'express';
import type { Finding, Heard, Office, Platform } from '../../core/ports.ts';
import { log } from '../../log.ts';
import { abilitiesOf } from './abilities.ts';
import { openApp } from './app.ts';
import { appCallback } from './app-callback.ts';
import { botCallback } from './bot-callback.ts';
import { openBotSocket, type Pace, usualPace } from './bot-socket.ts';
import { openEars } from './ears.ts';
import type { BotEvent } from './messages.ts';
import { carry, waysTo } from './ways.ts';
import { openWebhook } from './webhook.ts';

/** What the environment says about WeCom 企业微信. */
export interface WecomSettings {
  bot?:
    | { mode: 'ws'; id: string; secret: string; url: string; name?: string }
    | { mode: 'callback'; token: string; aesKey: string; id?: string; name?: string };
  app?: { corpId: string; agentId: number; secret: string; callback?: { token: string; aesKey: string } };
  apiBase: string;
  /** The county's id of a chat to the key of its group robot 消息推送. */
  webhooks: Record<string, string>;
}

interface Given {
  /** What the bot is called where no name is configured. */
  name: () => string;
  now: () => Date;
  pace?: Partial<Pace>;
}

/** Of one conversation, replies and pushes together. */
const PER_MINUTE = 30;
/** An encrypted id of a member: `wo` and a long tail. */
const OPEN_ID = /^wo[\w-]{10,}$/;

/** WeCom with everything that is configured: the smart robot by either way, the application, group webhooks. */
export function openWecom(
  settings: WecomSettings,
  { name, now, pace }: Given,
): { platform: Platform; router: Router } {
  const { bot, apiBase, webhooks } = settings;
  let office: Office | undefined;
  const app = settings.app && openApp({ ...settings.app, apiBase, now });
  const plain = new Map<string, string>();
  const names = () => [bot?.name, name()].filter((one) => one !== undefined);

  async function prepare(
    event: BotEvent & { kind: 'message' | 'pressed' },
    replyRef?: string,
  ): Promise<Heard> {
    const url = event.responseUrl && JSON.stringify({ url: event.responseUrl, at: now().getTime() });
    const ref = replyRef ?? url;
    return {
      ...event.heard,
      ...(bot?.mode === 'ws' ? { bot: bot.id } : {}),
      account: await plainId(event.heard.account),
      ...(ref === undefined ? {} : { replyRef: ref }),
    };
  }

  /** A bot made by an ordinary member hears encrypted ids; the application can tell whose they are. */
  async function plainId(account: string): Promise<string> {
    if (!app || !OPEN_ID.test(account)) return account;
    const known = plain.get(account);
    if (known !== undefined) return known;
    try {
      const found = await app.plainIds([account]);
      const id = found.get(account) ?? account;
      plain.set(account, id);
      return id;
    } catch (error) {
      log('wecom-id-failed', { reason: error instanceof Error ? error.name : 'unknown' });
      return account;
    }
  }

  const socket =
    bot?.mode === 'ws'
      ? openBotSocket({
          bot,
          pace: { ...usualPace, ...pace },
          hold: (seconds) => office?.hold(`wecom/${bot.id}`, seconds) ?? Promise.resolve(false),
          release: async () => office?.release(`wecom/${bot.id}`),
          hear: (reqId, body) => ears.hear(reqId, body),
        })
      : undefined;
  const ears = openEars({ socket: () => socket!, office: () => office, names, now, prepare });
  const hooks = new Map(Object.entries(webhooks).map(([chat, key]) => [chat, openWebhook(apiBase, key)]));

  const router = Router();
  if (bot?.mode === 'callback') {
    const keys = { token: bot.token, aesKey: bot.aesKey, receiveId: '' };
    router.use(botCallback({ keys, names, now, office: () => office, prepare }));
  }
  if (app && settings.app?.callback) {
    const keys = { ...settings.app.callback, receiveId: settings.app.corpId };
    router.use(appCallback({ keys, app, office: () => office }));
  }

  const platform: Platform = {
    perMinute: PER_MINUTE,
    takesPictures: true,
    // With the connection elsewhere its holder sends; a process without any connection still has its webhooks.
    ready: () => !socket || socket.ready(),
    async start(given) {
      office = given;
      socket?.start();
    },
    async send(message) {
      const means = { socket, streams: ears, app, webhook: hooks.get(message.to.chat), now };
      const way = await carry(message, waysTo(message, means));
      return { messageId: `${way}:${message.key}` };
    },
    abilities: (place) =>
      abilitiesOf(place, {
        bot: bot?.mode,
        trouble: socket?.state().trouble ?? '',
        app: app !== undefined,
        appCallback: settings.app?.callback !== undefined,
        webhook: hooks.has(place.chat),
      }),
    check: () => check(),
    async stop() {
      await socket?.stop();
      office = undefined;
    },
  };

  async function check(): Promise<Finding[]> {
    const findings: Finding[] = [];
    if (app) {
      const trouble = await app.check().then(
        () => '',
        (error) => (error as Error).message,
      );
      findings.push({
        fine: trouble === '',
        text: trouble ? `企业微信自建应用：${trouble}` : '企业微信自建应用可用',
      });
    }
    if (bot?.mode === 'ws' && !bot.name)
      findings.push({ fine: false, text: '没有填 WECOM_BOT_NAME：填上机器人的显示名，@它的话才认得干净' });
    if (bot?.mode === 'callback')
      findings.push({ fine: true, text: '企业微信机器人用回调：主动发消息要靠自建应用或群的“消息推送”' });
    if (!app)
      findings.push({
        fine: false,
        text: '没有配置自建应用：催办提醒可能不响铃，配置 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_AGENT_SECRET',
      });
    return findings;
  }

  return { platform, router };
}
