import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import { Outside } from '../../core/ports.ts';
import { log } from '../../log.ts';
import { cureOf, Refusal } from './errors.ts';

/** How long things take; tests are quicker. */
export interface Pace {
  /** For the answer to our subscription, of which the library never tires of waiting. */
  authMs: number;
  backOffMs: number;
  mostBackOffMs: number;
  /** Somebody else opened this bot's connection: fighting over it would silence both. */
  kickedMs: number;
  heartbeatMs: number;
  holdSeconds: number;
  /** Down for longer than this, another way is taken. */
  giveUpMs: number;
}

export const usualPace: Pace = {
  authMs: 15_000,
  backOffMs: 1_000,
  mostBackOffMs: 60_000,
  kickedMs: 60_000,
  heartbeatMs: 30_000,
  holdSeconds: 30,
  giveUpMs: 120_000,
};

interface Given {
  bot: { id: string; secret: string; url: string };
  pace: Pace;
  /** Only one process may hold a bot's connection. */
  hold: (seconds: number) => Promise<boolean>;
  release: () => Promise<void>;
  /** Must not throw. */
  hear: (reqId: string, body: unknown) => void;
}

/** The connection is down: another way may do, else it is tried again. */
export class Down extends Outside {
  constructor(hint: string) {
    super('later', hint);
  }
}

/** Why a connection ended. */
type End = { why: 'closed' | 'kicked' | 'lost' | 'stopped' } | { why: 'refused'; code: number };

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const MOST_BYTES = 4_000_000;

/**
 * Keeps one authenticated long connection open: unlimited reconnects with back-off and jitter, a watchdog for the
 * subscription, a forced reconnect when the subscription is lost on an open socket (846609), a slow return after a
 * kick. Each connection is a new client of the library, whose own reconnecting gives up and never wakes.
 */
export function openBotSocket({ bot, pace, hold, release, hear }: Given) {
  let live: WSClient | undefined;
  let end: ((end: End) => void) | undefined;
  let stopping = false;
  let stopped: Promise<void> = Promise.resolve();
  let wakeUp: (() => void) | undefined;
  /** Shown to the operator. */
  const state = { trouble: '还没有连上', kicks: 0, connects: 0 };
  /** This process has the bot; the connection itself may be down for the moment. */
  let holding = false;
  let downSince = performance.now();

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping) {
      const mine = await hold(pace.holdSeconds).catch(() => false);
      if (stopping) break;
      // Down from the moment it is ours to hold up, not from the start of a standby.
      if (mine && !holding) downSince = performance.now();
      holding = mine;
      if (!holding) {
        state.trouble = '由另一个副本连接';
        await pause((pace.holdSeconds * 1000) / 3);
        continue;
      }
      const began = state.connects;
      const ended = await connection();
      failures = state.connects > began ? 1 : failures + 1;
      if (stopping) break;
      log('wecom-connection-ended', {
        reason: ended.why,
        attempt: failures,
        code: 'code' in ended ? ended.code : undefined,
      });
      await pause(waitAfter(ended, failures));
    }
    await release().catch(() => undefined);
  }

  function waitAfter(ended: End, failures: number): number {
    if (ended.why === 'kicked') return pace.kickedMs;
    if (ended.why === 'lost') return 0;
    const most = Math.min(pace.backOffMs * 2 ** (failures - 1), pace.mostBackOffMs);
    // Wrong credentials do not mend themselves, and subscribing is counted.
    const least = ended.why === 'refused' ? pace.mostBackOffMs : most / 2;
    return least + (Math.random() * most) / 2;
  }

  /** One connection from opening to its end. */
  function connection(): Promise<End> {
    const { promise, resolve } = Promise.withResolvers<End>();
    const client = new WSClient({
      botId: bot.id,
      secret: bot.secret,
      wsUrl: bot.url,
      wsOptions: { maxPayload: MOST_BYTES, handshakeTimeout: pace.authMs },
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      heartbeatInterval: pace.heartbeatMs,
      logger: quiet,
    });
    let kicked = false;
    const watchdog = setTimeout(() => finish({ why: 'closed' }), pace.authMs);
    const keeping = setInterval(
      () => {
        hold(pace.holdSeconds).then(
          (mine) => {
            holding = mine;
            if (!mine) finish({ why: 'closed' });
          },
          // The database is away: the hold runs on for a while, and messages could not be kept anyhow.
          () => undefined,
        );
      },
      (pace.holdSeconds * 1000) / 3,
    );
    const finish = (ended: End) => {
      clearTimeout(watchdog);
      clearInterval(keeping);
      client.removeAllListeners();
      client.disconnect();
      if (live === client) {
        live = undefined;
        downSince = performance.now();
      }
      if (ended.why !== 'stopped') state.trouble = troubleOf(ended);
      resolve(ended);
    };
    end = finish;
    client.on('authenticated', () => {
      clearTimeout(watchdog);
      live = client;
      state.connects += 1;
      state.trouble = '';
      log('wecom-connected', { count: state.connects });
    });
    client.on('error', (error: Error) => {
      const code = /\(code: (-?\d+)\)/.exec(error.message)?.[1];
      if (code !== undefined) finish({ why: 'refused', code: Number(code) });
    });
    client.on('disconnected', () => finish({ why: kicked ? 'kicked' : 'closed' }));
    const heard = (frame: WsFrame) => {
      const body = frame.body as { event?: { eventtype?: unknown } } | undefined;
      if (body?.event?.eventtype === 'disconnected_event') {
        kicked = true;
        state.kicks += 1;
        return;
      }
      hear(String(frame.headers?.req_id ?? ''), frame.body);
    };
    client.on('message', heard);
    client.on('event', heard);
    client.connect();
    return promise;
  }

  async function pause(ms: number): Promise<void> {
    if (stopping || ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    wakeUp = resolve;
    // What is not renewed in time passes to another process, which then sends.
    if (ms >= pace.holdSeconds * 1000) holding = false;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }

  async function command(send: (client: WSClient) => Promise<unknown>): Promise<void> {
    const client = live;
    if (!client) {
      throw new Down(`长连接没有连上：${state.trouble}`);
    }
    try {
      await send(client);
    } catch (error) {
      throw failure(error);
    }
  }

  /** The library rejects with the raw frame for a refusal, with an Error for everything else. */
  function failure(error: unknown): Outside {
    if (error instanceof Error) {
      if (/unable to send|exceeds max size/.test(error.message))
        return new Outside('later', '长连接断开，正在重连', { cause: error });
      return new Outside('unknown', '发出以后没有收到企业微信的回执', { cause: error });
    }
    const code = Number((error as { errcode?: unknown } | undefined)?.errcode);
    if (code === 846609) end?.({ why: 'lost' });
    return new Refusal(Number.isFinite(code) ? code : -1);
  }

  const frameOf = (reqId: string) => ({ headers: { req_id: reqId } });
  return {
    // While it is being opened nothing is claimed; down for long, the other ways are tried.
    ready: () => holding && (live !== undefined || performance.now() - downSince > pace.giveUpMs),
    state: () => ({ ...state, connected: live !== undefined }),
    start() {
      stopped = run();
    },
    /** The whole text so far; the same `streamId` replaces, `finish` freezes. */
    stream: (reqId: string, streamId: string, content: string, finish: boolean) =>
      command((client) => client.replyStream(frameOf(reqId), streamId, content, finish)),
    welcome: (reqId: string, content: string) =>
      command((client) => client.replyWelcome(frameOf(reqId), { msgtype: 'text', text: { content } })),
    update: (reqId: string, card: Record<string, unknown>) =>
      command((client) => client.updateTemplateCard(frameOf(reqId), card as never)),
    push: (address: string, chatType: 1 | 2, body: object) =>
      command((client) => client.sendMessage(address, { chat_type: chatType, ...body } as never)),
    /** Uploads a PNG in pieces, then sends it. */
    show: (address: string, chatType: 1 | 2, picture: Uint8Array) =>
      command(async (client) => {
        const file = { type: 'image' as const, filename: 'board.png' };
        const { media_id } = await client.uploadMedia(Buffer.from(picture), file);
        return client.sendMessage(address, {
          chat_type: chatType,
          msgtype: 'image',
          image: { media_id },
        } as never);
      }),
    async stop(): Promise<void> {
      stopping = true;
      end?.({ why: 'stopped' });
      wakeUp?.();
      await stopped;
    },
  };
}

function troubleOf(ended: End): string {
  if (ended.why === 'refused') return cureOf(ended.code);
  if (ended.why === 'kicked')
    return '另一个程序用同一个机器人连上了，这里被挤下线：测试和正式要用不同的机器人';
  return '连接断开，正在重连';
}

export type BotSocket = ReturnType<typeof openBotSocket>;
