import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGateway } from './gateway.ts';

/** What people see. */
export interface Shown {
  /** Conversation id, or the member's userid for a 1:1 chat. */
  chat: string;
  by: 'session' | 'robot' | 'webhook' | 'card';
  text: string;
  /** Members it rang: the id stood in `at` and, behind an @, in the text. */
  rings: string[];
  card?: { trackId: string; params: Record<string, string> };
}

export interface Group {
  id: string;
  name: string;
  members: string[];
  webhook?: string;
}

const credentials = { clientId: 'dingT0001', clientSecret: 'ding-secret-T0001' };
const SESSION_MS = 5_400_000;
const templates = new Set(['tpl-1']);
export const webhookSecret = 'SECT0001';
const robotTopic = '/v1.0/im/bot/messages/get';
const cardTopic = '/v1.0/card/instances/callback';

/** A DingTalk look-alike for one organisation: Stream gateway, robot, session addresses, cards, custom robots. */
export async function openDingtalkEmulator(given: { now: () => Date; groups: Group[]; members: string[] }) {
  const { now } = given;
  const groups = new Map(given.groups.map((group) => [group.id, group]));
  const shown: Shown[] = [];
  const violations: string[] = [];
  const tokens = new Map<string, number>();
  const sessions = new Map<string, { chat: string; until: number }>();
  const trackIds = new Set<string>();
  const calls: string[] = [];
  const webhookSends = new Map<string, number[]>();
  const faults = {
    /** Answers to the next calls of the interfaces, in order; undefined lets one through. */
    api: [] as ({ status: number; body: object } | undefined)[],
    /** The same for sends into groups alone. */
    group: [] as { status: number; body: object }[],
    deafSessions: false,
    flowControlled: new Set<string>(),
    unpublished: false,
  };
  let counter = 0;

  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '/', 'http://x');
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const token = String(request.headers['x-acs-dingtalk-access-token'] ?? '');
    const { status, body: answer } = answerTo(url, body, token, String(request.headers.accept ?? ''));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  const gateway = openGateway(server, credentials);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const ok = (body: object = {}) => ({ status: 200, body });
  const bad = (code: string, status = 400) => ({ status, body: { code, requestid: 'r', message: code } });

  function answerTo(
    url: URL,
    body: Record<string, unknown>,
    token: string,
    accept: string,
  ): { status: number; body: object } {
    const at = now().getTime();
    if (url.pathname === '/v1.0/gateway/connections/open') return gateway.open(body, accept, base);
    calls.push(url.pathname);
    if (url.pathname === '/robot/sendBySession') return bySession(url, body, at);
    if (url.pathname === '/robot/send') return byWebhook(url, body, at);
    if (url.pathname === '/v1.0/oauth2/accessToken') {
      if (body.appKey !== credentials.clientId || body.appSecret !== credentials.clientSecret)
        return bad('invalidClientIdOrSecret');
      const same = [...tokens].find(([, until]) => until > at + 300_000)?.[0] ?? `token-${++counter}`;
      if (!tokens.has(same)) tokens.set(same, at + 7_200_000);
      return ok({ accessToken: same, expireIn: 7_200 });
    }
    if (token === '') return bad('AuthenticationFailed.MissingParameter');
    if ((tokens.get(token) ?? 0) < at) return bad('InvalidAuthentication');
    const fault = faults.api.shift();
    if (fault) return fault;
    if (url.pathname === '/v1.0/robot/groupMessages/send') return toGroup(body);
    if (url.pathname === '/v1.0/robot/oToMessages/batchSend') return toPeople(body);
    if (url.pathname === '/v1.0/card/instances/createAndDeliver') return card(body);
    return bad('InvalidAction.NotFound', 404);
  }

  function messageOf(body: Record<string, unknown>): string | undefined {
    if (body.robotCode !== credentials.clientId) return undefined;
    const { msgKey, msgParam } = body;
    if (typeof msgParam !== 'string' || Buffer.byteLength(msgParam) > 15_000) {
      violations.push('msgParam is no string or longer than 15000 bytes');
      return undefined;
    }
    const params = JSON.parse(msgParam) as { content?: string; text?: string };
    const text =
      msgKey === 'sampleText' ? params.content : msgKey === 'sampleMarkdown' ? params.text : undefined;
    if (text === undefined || text === '') violations.push(`msgKey ${String(msgKey)} without its text`);
    return text;
  }

  function toGroup(body: Record<string, unknown>) {
    const fault = faults.group.shift();
    if (fault) return fault;
    const text = messageOf(body);
    if (text === undefined) return bad('invalidParameter.robotCode.auth');
    const chat = String(body.openConversationId);
    if (!groups.has(chat)) return bad('resource.not.found', 404);
    shown.push({ chat, by: 'robot', text, rings: [] });
    return ok({ processQueryKey: `k${++counter}` });
  }

  function toPeople(body: Record<string, unknown>) {
    const text = messageOf(body);
    if (text === undefined) return bad('invalidParameter.robotCode.auth');
    const users = body.userIds as string[];
    if (users.length < 1 || users.length > 20) return bad('invalidParameter.userIds.overMax');
    const invalid = users.filter((one) => !given.members.includes(one));
    const slowed = users.filter((one) => faults.flowControlled.has(one));
    for (const chat of users)
      if (!invalid.includes(chat) && !slowed.includes(chat))
        shown.push({ chat, by: 'robot', text, rings: [chat] });
    return ok({
      processQueryKey: `k${++counter}`,
      invalidStaffIdList: invalid,
      flowControlledStaffIdList: slowed,
    });
  }

  function card(body: Record<string, unknown>) {
    const trackId = String(body.outTrackId);
    const params = (body.cardData as { cardParamMap: Record<string, unknown> }).cardParamMap;
    if (!templates.has(String(body.cardTemplateId))) return bad('invalid.cardTemplateId');
    if (trackIds.has(trackId) || trackId.length > 64) return bad('invalid.outTrackId');
    for (const [name, value] of Object.entries(params)) {
      if (typeof value !== 'string') violations.push(`card value ${name} is no string`);
      else if (Buffer.byteLength(value) > 1_024) violations.push(`card value ${name} is longer than 1 KB`);
    }
    const [, kind, id = ''] =
      /^dtv1\.card\/\/(IM_GROUP|IM_ROBOT)\.(.+)$/.exec(String(body.openSpaceId)) ?? [];
    const fine = kind === 'IM_GROUP' ? groups.has(id) : given.members.includes(id);
    if (fine) {
      trackIds.add(trackId);
      const shownParams = params as Record<string, string>;
      shown.push({
        chat: id,
        by: 'card',
        text: shownParams.content ?? '',
        rings: [],
        card: { trackId, params: shownParams },
      });
    }
    const results = [{ success: fine, errorMsg: fine ? '' : 'spaceId is illegal' }];
    return ok({ success: true, result: { outTrackId: trackId, deliverResults: results } });
  }

  /** What a mention comes to: it rings only when the id stands in `at` and in the text. */
  function ringing(body: Record<string, unknown>, text: string): string[] {
    const { atUserIds = [], atMobiles = [] } = (body.at ?? {}) as {
      atUserIds?: string[];
      atMobiles?: string[];
    };
    return [...atUserIds, ...atMobiles].filter((id) => text.includes(`@${id}`));
  }
  const textOf = (body: Record<string, unknown>): string | undefined =>
    body.msgtype === 'text'
      ? (body.text as { content?: string }).content
      : body.msgtype === 'markdown'
        ? (body.markdown as { text?: string }).text
        : undefined;

  function bySession(url: URL, body: Record<string, unknown>, at: number) {
    const session = sessions.get(url.searchParams.get('session') ?? '');
    if (!session || session.until < at || faults.deafSessions)
      return ok({ errcode: 300001, errmsg: 'session 不存在' });
    const text = textOf(body);
    if (text === undefined || text === '') return ok({ errcode: 400105, errmsg: 'bad msgtype' });
    shown.push({ chat: session.chat, by: 'session', text, rings: ringing(body, text) });
    return ok({ errcode: 0, errmsg: 'ok' });
  }

  function byWebhook(url: URL, body: Record<string, unknown>, at: number) {
    const token = url.searchParams.get('access_token') ?? '';
    const group = [...groups.values()].find((one) => one.webhook === token);
    if (!group) return ok({ errcode: 300005, errmsg: 'token is not exist' });
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const sign = createHmac('sha256', webhookSecret)
      .update(`${timestamp}\n${webhookSecret}`)
      .digest('base64');
    if (url.searchParams.get('sign') !== sign || Math.abs(Number(timestamp) - at) > 3_600_000)
      return ok({ errcode: 310000, errmsg: 'sign not match' });
    const sends = (webhookSends.get(token) ?? []).filter((time) => time > at - 60_000);
    if (sends.length >= 20) return ok({ errcode: 660026, errmsg: 'sending too many messages per minute' });
    webhookSends.set(token, [...sends, at]);
    const text = textOf(body) ?? '';
    shown.push({ chat: group.id, by: 'webhook', text, rings: ringing(body, text) });
    return ok({ errcode: 0, errmsg: 'ok' });
  }

  /** The data of a message callback, as the platform builds it: mentions taken out of the text, a space left. */
  function callback(
    person: string,
    group: string | undefined,
    text: string,
    more: { quote?: string; outsider?: boolean } = {},
  ) {
    const session = `s${++counter}`;
    const until = now().getTime() + SESSION_MS;
    sessions.set(session, { chat: group ?? person, until });
    const staff = more.outsider || faults.unpublished ? {} : { senderStaffId: person };
    return {
      senderPlatform: 'Win',
      conversationId: group ?? `cid-${person}`,
      conversationType: group === undefined ? '1' : '2',
      ...(group === undefined ? {} : { conversationTitle: groups.get(group)?.name, isInAtList: true }),
      atUsers: group === undefined ? undefined : [{ dingtalkId: '$:LWCP_v1:$bot' }],
      chatbotCorpId: 'dingcorp',
      chatbotUserId: '$:LWCP_v1:$bot',
      msgId: `msg${++counter}==`,
      senderNick: `昵称${person}`,
      senderId: `$:LWCP_v1:$${person}`,
      senderUnionId: more.outsider ? undefined : `uni-${person}`,
      ...staff,
      sessionWebhook: `${base}/robot/sendBySession?session=${session}`,
      sessionWebhookExpiredTime: until,
      createAt: now().getTime(),
      robotCode: credentials.clientId,
      msgtype: 'text',
      text: {
        content: ` ${text}`,
        ...(more.quote === undefined
          ? {}
          : { isReplyMsg: true, repliedMsg: { msgType: 'text', content: { text: more.quote } } }),
      },
    };
  }

  return {
    gateway,
    shown,
    faults,
    calls,
    base,
    violations: () => [...violations, ...gateway.violations],
    env: {
      DINGTALK_CLIENT_ID: credentials.clientId,
      DINGTALK_CLIENT_SECRET: credentials.clientSecret,
      DINGTALK_API_BASE: base,
      DINGTALK_OAPI_BASE: base,
    } as Record<string, string>,
    callback,
    /** Any callback, delivered `times` times with the same msgId. */
    deliver(data: object, times = 1): void {
      for (let n = 0; n < times; n += 1) gateway.push('CALLBACK', robotTopic, data);
    },
    /** A member says something; in a group only what mentions the robot reaches it. */
    say(
      person: string,
      group: string | undefined,
      text: string,
      more: { quote?: string; times?: number; at?: boolean; outsider?: boolean } = {},
    ): boolean {
      if (group !== undefined && more.at === false) return false;
      this.deliver(callback(person, group, text, more), more.times);
      return true;
    },
    /** Presses a button of the card last shown in a chat. */
    press(person: string, chat: string, action: string): boolean {
      const last = shown.findLast((one) => one.chat === chat && one.card);
      if (!last?.card) return false;
      const content = JSON.stringify({ cardPrivateData: { actionIds: ['b'], params: { action } } });
      gateway.push('CALLBACK', cardTopic, {
        type: 'actionCallback',
        outTrackId: last.card.trackId,
        corpId: 'dingcorp',
        userId: person,
        userIdType: 1,
        spaceType: 'im',
        spaceId: chat,
        extension: '{}',
        content,
        value: content,
      });
      return true;
    },
    seen: (chat: string) => shown.filter((one) => one.chat === chat),
    revokeTokens: () => tokens.clear(),
    async close(): Promise<void> {
      await gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type DingtalkEmulator = Awaited<ReturnType<typeof openDingtalkEmulator>>;
