import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** An acknowledgement as it came up. */
export interface Ack {
  code: number;
  messageId: string;
  data: unknown;
  afterMs: number;
}

interface Sent {
  frame: string;
  connection: WebSocket;
  at: number;
  acked: boolean;
}

const TICKET_MS = 90_000;

/** The platform's end of the Stream: tickets, frames, acknowledgements, and everything that goes wrong. */
export function openGateway(server: Server, credentials: { clientId: string; clientSecret: string }) {
  const wss = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, { until: number; topics: Set<string> }>();
  const live = new Map<WebSocket, Set<string>>();
  const sent = new Map<string, Sent>();
  const acks: Ack[] = [];
  const violations: string[] = [];
  const opens: number[] = [];
  const faults = {
    /** Status and code for the next opens, in order; undefined lets one through. */
    open: [] as ({ status: number; code: string } | undefined)[],
    /** Every upgrade is refused. */
    refuseUpgrade: false,
    /** Every open fails. */
    down: false,
    /** The line stays, nothing is read or answered. */
    halfOpen: false,
  };
  let counter = 0;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'http://x').searchParams.get('ticket') ?? '';
    const known = tickets.get(ticket);
    tickets.delete(ticket);
    if (!known || known.until < Date.now() || faults.refuseUpgrade) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      live.set(ws, known.topics);
      ws.on('close', () => live.delete(ws));
      ws.on('message', (data) => hear(ws, String(data)));
      for (const resolve of waiting.splice(0)) resolve();
    });
  });
  let waiting: (() => void)[] = [];

  function hear(connection: WebSocket, text: string): void {
    const { code, headers, data } = JSON.parse(text) as {
      code: number;
      headers: { messageId?: string };
      data: string;
    };
    const one = sent.get(headers.messageId ?? '');
    if (!one) return void violations.push(`acknowledged ${headers.messageId}, which was never sent`);
    if (one.connection !== connection) violations.push('acknowledged through another connection');
    if (typeof data !== 'string') return void violations.push('data of an acknowledgement is no string');
    one.acked = true;
    const afterMs = performance.now() - one.at;
    acks.push({ code, messageId: headers.messageId ?? '', data: JSON.parse(data), afterMs });
  }

  /** `POST /v1.0/gateway/connections/open`. */
  function open(
    body: Record<string, unknown>,
    accept: string,
    base: string,
  ): { status: number; body: object } {
    opens.push(performance.now());
    if (!accept.includes('application/json')) violations.push('gateway opened without Accept');
    if (faults.down) return { status: 503, body: { code: 'ServiceUnavailable' } };
    const fault = faults.open.shift();
    if (fault) return { status: fault.status, body: { code: fault.code, message: '系统错误' } };
    if (body.clientId !== credentials.clientId || body.clientSecret !== credentials.clientSecret)
      return { status: 401, body: { code: 'authFailed', message: '鉴权失败' } };
    const subscriptions = body.subscriptions as { type: string; topic: string }[] | undefined;
    if (!Array.isArray(subscriptions) || subscriptions.length === 0)
      return { status: 400, body: { code: 'systemError' } };
    if (subscriptions.some(({ type }) => type !== 'CALLBACK'))
      violations.push('subscribed to metered events');
    const ticket = `t-${++counter}/+=`;
    tickets.set(ticket, {
      until: Date.now() + TICKET_MS,
      topics: new Set(subscriptions.map((one) => one.topic)),
    });
    return { status: 200, body: { endpoint: `${base.replace('http', 'ws')}/connect`, ticket } };
  }

  /** Sends a frame down one connection, chosen by chance; lost when there is none. */
  function push(
    type: string,
    topic: string,
    data: unknown,
    messageId = `mid-${++counter}`,
  ): string | undefined {
    const open = [...live.keys()].filter((one) => one.readyState === 1 && live.get(one)?.size !== 0);
    const fitting = type === 'SYSTEM' ? open : open.filter((one) => live.get(one)?.has(topic));
    const connection = fitting[Math.floor(Math.random() * fitting.length)];
    if (!connection) return undefined;
    const headers = {
      topic,
      messageId,
      contentType: 'application/json',
      time: String(Date.now()),
      appId: 'a',
      connectionId: 'c',
    };
    const frame = JSON.stringify({ specVersion: '1.0', type, headers, data: JSON.stringify(data) });
    sent.set(messageId, { frame, connection, at: performance.now(), acked: false });
    connection.send(frame);
    return messageId;
  }

  return {
    open,
    push,
    acks,
    opens,
    faults,
    violations,
    connections: () => live.size,
    async connected(): Promise<void> {
      if (live.size > 0) return;
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    raw(text: string) {
      for (const connection of live.keys()) connection.send(text);
    },
    /** Announces the end: from now on nothing goes down this connection, and it closes a while later. */
    leave(afterMs: number) {
      for (const connection of [...live.keys()]) {
        push('SYSTEM', 'disconnect', { reason: 'connection is expired' });
        live.set(connection, new Set());
        setTimeout(() => connection.terminate(), afterMs).unref();
      }
    },
    drop() {
      for (const connection of live.keys()) connection.terminate();
    },
    /** Stops reading and answering, the line stays. */
    freeze() {
      for (const connection of live.keys()) connection.pause();
    },
    async close(): Promise<void> {
      waiting = [];
      for (const connection of wss.clients) connection.terminate();
      await new Promise<void>((resolve) => wss.close(() => resolve()));
    },
  };
}
