import { DWClient, type DWClientDownStream, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream';
import type WebSocket from 'ws';
import { log } from '../../log.ts';
import { callJson } from '../http.ts';
import { Refusal } from './errors.ts';

/** What the library keeps to itself and we need. */
interface Innards {
  socket?: WebSocket;
  dw_url?: string;
}

export type Frame = DWClientDownStream;

/** What one connection does when something comes in; must not throw. */
export interface Hearing {
  /** Resolves when the frame may be acknowledged; `result` goes with a card's acknowledgement. */
  robot: (data: unknown, frame: Frame) => Promise<void>;
  card: (data: unknown, frame: Frame) => Promise<object>;
}

interface Given {
  clientId: string;
  clientSecret: string;
  apiBase: string;
  hearing: Hearing;
  openMs: number;
  pingMs: number;
}

/**
 * One connection with the library's defects fenced in: a frame it cannot read ends the process, a listener that
 * throws too, it counts nothing as dead, and its own reconnecting doubles with each refusal.
 */
class FencedClient extends DWClient {
  readonly given: Given;
  /** The gateway is about to close: a new connection should be opened first. */
  onLeaving: () => void = () => undefined;

  constructor(given: Given) {
    const { clientId, clientSecret } = given;
    // `subscriptions` is one array for all clients of the process unless we bring our own.
    const options = { clientId, clientSecret, keepAlive: false, autoReconnect: false, subscriptions: [] };
    super(options);
    this.given = given;
    this.registerCallbackListener(TOPIC_ROBOT, (frame) => void this.handle(frame, given.hearing.robot));
    this.registerCallbackListener(TOPIC_CARD, (frame) => void this.handle(frame, given.hearing.card));
  }

  get innards(): Innards {
    return this as unknown as Innards;
  }

  /** The library knows no other host, no time-out, and gives no reason. */
  override async getEndpoint(): Promise<this> {
    const { apiBase, clientId, clientSecret } = this.given;
    const { subscriptions } = this.config;
    const { status, body } = await callJson(`${apiBase}/v1.0/gateway/connections/open`, {
      body: { clientId, clientSecret, ua: 'bangban', subscriptions },
    });
    const { endpoint, ticket, code } = (body ?? {}) as {
      endpoint?: unknown;
      ticket?: unknown;
      code?: unknown;
    };
    if (status !== 200 || typeof endpoint !== 'string' || typeof ticket !== 'string')
      throw new Refusal(String(code ?? ''), status);
    this.innards.dw_url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
    return this;
  }

  override onDownStream(data: string): void {
    try {
      const frame = JSON.parse(String(data)) as Frame;
      const { topic, messageId } = frame.headers;
      if (frame.type === 'SYSTEM' && topic === 'disconnect') return void this.onLeaving();
      if (frame.type === 'CALLBACK' && topic !== TOPIC_ROBOT && topic !== TOPIC_CARD)
        return void this.acknowledge(messageId, 404, {});
      super.onDownStream(data);
    } catch (error) {
      log('dingtalk-frame-refused', { reason: error instanceof Error ? error.name : 'unknown' }, 'warn');
    }
  }

  private async handle(frame: Frame, hear: Hearing['robot'] | Hearing['card']): Promise<void> {
    try {
      const result = await hear(JSON.parse(frame.data), frame);
      this.acknowledge(frame.headers.messageId, 200, { response: result ?? null });
    } catch (error) {
      // Not acknowledged: the platform may send it again.
      log('dingtalk-hear-failed', { reason: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /** Through the connection that heard it, if that is still open. */
  private acknowledge(messageId: string, code: number, data: object): void {
    const { socket } = this.innards;
    if (socket?.readyState !== 1) return;
    const headers = { messageId, contentType: 'application/json' };
    socket.send(
      JSON.stringify({
        code,
        headers,
        message: code === 200 ? 'OK' : 'no handler',
        data: JSON.stringify(data),
      }),
    );
  }
}

/** An open connection. */
export interface Connection {
  /** Resolves when the gateway announces its end, or it ended. */
  over: Promise<'leaving' | 'closed'>;
  closed: Promise<void>;
  openedAt: number;
  /** After a moment in which its acknowledgements still go out. */
  retire(): void;
  close(): void;
}

const RETIRE_MS = 200;

/** Opens a connection; throws `Outside` when the gateway refuses or does not answer in time. */
export async function openConnection(given: Given): Promise<Connection> {
  const client = new FencedClient(given);
  await client.getEndpoint();
  const over = Promise.withResolvers<'leaving' | 'closed'>();
  const closed = Promise.withResolvers<void>();
  client.onLeaving = () => over.resolve('leaving');
  const deadline = Promise.withResolvers<never>();
  const opening = client._connect();
  opening.catch(() => undefined);
  const socket = client.innards.socket;
  if (!socket) throw new Refusal('systemError');
  const timer = setTimeout(() => deadline.reject(new Refusal('systemError')), given.openMs);
  try {
    await Promise.race([opening, deadline.promise]);
  } catch (error) {
    socket.terminate();
    throw error instanceof Refusal ? error : new Refusal('systemError');
  } finally {
    clearTimeout(timer);
  }
  // A half-open line says nothing for ever; two pings without a sound end it.
  let silent = 0;
  const heard = () => {
    silent = 0;
  };
  socket.on('pong', heard);
  socket.on('message', heard);
  const pinging = setInterval(() => {
    if (silent >= 2) return socket.terminate();
    silent += 1;
    socket.ping();
  }, given.pingMs);
  socket.on('close', () => {
    clearInterval(pinging);
    over.resolve('closed');
    closed.resolve();
  });
  const close = () => {
    clearInterval(pinging);
    socket.terminate();
  };
  return {
    over: over.promise,
    closed: closed.promise,
    openedAt: performance.now(),
    close,
    retire: () => void setTimeout(close, RETIRE_MS),
  };
}
