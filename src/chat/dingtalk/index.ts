import { z } from 'zod';
import {
  type Finding,
  type Heard,
  type Office,
  type Outbound,
  Outside,
  type Platform,
} from '../../core/ports.ts';
import { log } from '../../log.ts';
import { openChains, persistently } from '../in-order.ts';
import { splitText } from '../split.ts';
import { abilitiesOf } from './abilities.ts';
import { openApi, TEXT_BYTES } from './api.ts';
import type { Hearing } from './client.ts';
import { openRobotWebhook, replyTo } from './hooks.ts';
import { readClick, readRobot, trackIdOf } from './messages.ts';
import { openStream, type Pace, usualPace } from './stream.ts';

/** What the environment says about DingTalk 钉钉. */
export interface DingtalkSettings {
  clientId: string;
  clientSecret: string;
  robotCode: string;
  cardTemplateId?: string;
  webhooks: Record<string, string>;
  /** Calls a month that the organisation's edition allows. */
  quota: { api: number; stream: number };
  apiBase: string;
  oapiBase: string;
}

/** As for a custom robot; for the app's own the platform publishes no figure. */
const PER_MINUTE = 20;
/** The platform has given shorter lives than it says. */
const EARLY_MS = 60_000;
const WARN = 0.7;
/** From here on only digests and answers go out. */
const SPARE = 0.9;

/** Digests, the morning's lists, and answers also to pressed buttons. */
const spared = /^(?:digest|holder|specialist)\/|^inbox\/\d+\/0(?:\/|$)/;

const reference = z.object({ url: z.string(), until: z.number(), staff: z.string().optional() });

/** DingTalk's robot in Stream mode, with the month's calls counted. */
export function openDingtalk(
  settings: DingtalkSettings,
  { now, pace }: { now: () => Date; pace?: Partial<Pace> },
): Platform {
  const { clientId, clientSecret, robotCode, cardTemplateId, webhooks, quota, apiBase, oapiBase } = settings;
  let office: Office | undefined;
  /** The organisation's month is used up: the platform sends empty messages. */
  let exhausted = false;
  const inOrder = openChains();
  const count = (kind: 'api' | 'stream', add: number) =>
    office?.count(`dingtalk/${kind}`, add) ?? Promise.resolve(0);
  const api = openApi({
    clientId,
    clientSecret,
    robotCode,
    apiBase,
    now,
    metered: async () => void (await count('api', 1)),
  });
  const hooks = new Map(
    Object.entries(webhooks).map(([chat, setting]) => [chat, openRobotWebhook(oapiBase, setting, now)]),
  );

  const hearing: Hearing = {
    async robot(data) {
      const event = readRobot(data);
      if (event.kind === 'quota') {
        exhausted = true;
        log('dingtalk-quota-exhausted', {}, 'error');
      }
      if (event.kind !== 'message') return;
      exhausted = false;
      const { heard, session } = event;
      const replyRef = session ? { replyRef: JSON.stringify(session) } : {};
      await keep({ ...heard, ...replyRef });
    },
    async card(data) {
      const heard = readClick(data);
      if (!heard) return {};
      await keep(heard);
      const cardParamMap = { status: '已收到，结果见下一条消息' };
      return { cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap } };
    },
  };

  /** Resolves when the message is kept: only then may the platform be told so. */
  async function keep(heard: Heard): Promise<void> {
    const desk = office;
    if (!desk) throw new Error('not started');
    await inOrder(heard.group ?? heard.account, () => persistently('dingtalk', () => desk.receive(heard)));
    await count('stream', 1);
  }

  const stream = openStream({
    clientId,
    clientSecret,
    apiBase,
    pace: { ...usualPace, ...pace },
    hearing,
    hold: (seconds) => office?.hold(`dingtalk/${clientId}`, seconds) ?? Promise.resolve(false),
    release: async () => office?.release(`dingtalk/${clientId}`),
  });

  async function send(message: Outbound): Promise<string> {
    const { to, text, mentions, card, key, replyRef } = message;
    const session = replyRef === undefined ? undefined : reference.safeParse(JSON.parse(replyRef)).data;
    if (session && session.until - EARLY_MS > now().getTime()) {
      try {
        const asker = session.staff ? [{ name: session.staff, account: session.staff }] : [];
        await replyTo(
          session.url,
          oapiBase,
          text,
          to.kind === 'group' ? (asker.length ? asker : mentions) : [],
        );
        await count('stream', 1);
        // The text has got there: the card alone, and no second text in its place.
        if (card) await sendCard({ ...message, text: '' });
        return 'session';
      } catch (error) {
        // A session that ended before its time, or an address we do not trust: the API remains.
        if (!(error instanceof Outside) || error.retry !== 'never') throw error;
      }
    }
    if (session === undefined && !spared.test(key)) await spare();
    const hook = hooks.get(to.chat);
    const rings = mentions.length > 0 && session === undefined;
    if (to.kind === 'group' && hook && rings) {
      await hook(text, mentions);
      return 'webhook';
    }
    // A card holds little; what is long goes before it.
    if (!card || text.length > CARD_CHARACTERS || !cardTemplateId) await sendText(message);
    if (card) await sendCard(message);
    return 'api';
  }

  async function sendText({ to, text, mentions }: Outbound): Promise<void> {
    const named =
      to.kind === 'group' && mentions.length
        ? `${mentions.map(({ name }) => `@${name}`).join(' ')} ${text}`
        : text;
    for (const part of splitText(named, TEXT_BYTES)) {
      if (to.kind === 'group') {
        const hook = hooks.get(to.chat);
        await api.toGroup(to.address, part).catch((error) => {
          if (!hook || !(error instanceof Outside) || error.retry !== 'never') throw error;
          return hook(part, []);
        });
      } else await api.toPerson(to.address, part);
    }
  }

  /** Typed lines do the same, so a card that cannot be delivered is no failure of the message. */
  async function sendCard({ to, card, text, key }: Outbound): Promise<void> {
    if (!card || !cardTemplateId) return;
    const content = text.length > CARD_CHARACTERS ? '' : text;
    await api
      .card({
        template: cardTemplateId,
        trackId: trackIdOf(card.case, card.version, key),
        space: to.kind === 'group' ? { group: to.address } : { person: to.address },
        params: { title: card.title, content, case: card.case, version: String(card.version), status: '' },
      })
      .catch(async (error) => {
        log('dingtalk-card-failed', { reason: error instanceof Error ? error.name : 'unknown' });
        if (content !== '' && text !== '') await sendText({ to, text, key, mentions: [] });
      });
  }

  /** Nine tenths of the month's calls are for everything, the rest for digests and answers. */
  async function spare(): Promise<void> {
    const used = await count('api', 0);
    if (used < quota.api * SPARE) return;
    throw new Outside(
      'never',
      `本月接口次数已用 ${used}/${quota.api}，只发每日提醒和答复；请购买加量包或等下月`,
    );
  }

  return {
    perMinute: PER_MINUTE,
    // Whoever hears, everybody may call the interfaces.
    ready: () => true,
    async start(given) {
      office = given;
      stream.start();
    },
    async send(message) {
      return { messageId: `${await send(message)}:${message.key}` };
    },
    abilities: (place) =>
      abilitiesOf(place, {
        trouble: exhausted ? '本月调用量超了，钉钉不再转来消息内容' : stream.state().trouble,
        webhook: hooks.has(place.chat),
        card: cardTemplateId !== undefined,
      }),
    async check(counted) {
      const findings: Finding[] = [];
      const trouble = await api.check().then(
        () => '',
        (error) => (error as Error).message,
      );
      findings.push({
        fine: trouble === '',
        text: trouble ? `钉钉：${trouble}` : '钉钉的 Client ID 和 Secret 可用',
      });
      for (const [kind, name] of [
        ['api', '接口'],
        ['stream', 'Webhook&Stream'],
      ] as const) {
        const used = await counted(`dingtalk/${kind}`, 0);
        const fine = used < quota[kind] * WARN;
        const cure = fine ? '' : '：快用完了，可在开放平台购买加量包；到九成只发每日提醒和答复';
        findings.push({ fine, text: `钉钉本月${name}次数 ${used}/${quota[kind]}${cure}` });
      }
      return findings;
    },
    async stop() {
      await stream.stop();
      office = undefined;
    },
  };
}

/** A card's value holds about a kilobyte. */
const CARD_CHARACTERS = 300;
