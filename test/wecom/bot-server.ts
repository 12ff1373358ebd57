import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { cardFaults } from './card-rules.ts';
import { isOverQuota, readBody, type WecomWorld } from './world.ts';

interface Frame {
  cmd?: string;
  headers?: { req_id?: string };
  body?: Record<string, unknown>;
}

/** What was sent down with a request id, and what may be answered to it. */
interface Issued {
  kind: 'message' | 'enter_chat' | 'template_card_event';
  chat: string;
  at: number;
  stream?: { id: string; since: number; finished: boolean };
}

/** Things a test may make go wrong. */
export interface SocketFaults {
  /** Subscriptions are never answered. */
  stallAuth: boolean;
  /** Codes for the next commands, in order; undefined lets one through. */
  refuse: (number | undefined)[];
  /** Acknowledgements that are made but never arrive, for so many commands. */
  loseAcks: number;
  /** The socket stays open, the subscription is gone. */
  unsubscribed: boolean;
  mutePings: boolean;
  mostSubscribesPerMinute: number;
}

const STREAM_MS = 360_000;
const EVENT_MS = 5_000;

/** The platform's end of the long connection. */
export function openBotServer(server: Server, world: WecomWorld, bot: { id: string; secret: string }) {
  const wss = new WebSocketServer({ server, path: '/ws' });
  const faults: SocketFaults = {
    stallAuth: false,
    refuse: [],
    loseAcks: 0,
    unsubscribed: false,
    mutePings: false,
    mostSubscribesPerMinute: 30,
  };
  const issued = new Map<string, Issued>();
  const subscribes: number[] = [];
  const uploads = new Map<string, { size: number; pieces: Buffer[] }>();
  const media = new Map<string, number>();
  const frames: Frame[] = [];
  let live: WebSocket | undefined;
  let counter = 0;
  let waiting: (() => void)[] = [];

  wss.on('connection', (socket) => {
    socket.on('message', (data) => {
      let frame: Frame;
      try {
        frame = JSON.parse(String(data)) as Frame;
      } catch {
        world.violations.push('a frame that is no JSON');
        return;
      }
      frames.push(frame);
      answer(socket, frame);
    });
    socket.on('close', () => {
      if (live === socket) live = undefined;
    });
  });

  function answer(socket: WebSocket, frame: Frame): void {
    const reqId = frame.headers?.req_id;
    if (!reqId) return void world.violations.push(`${frame.cmd} without req_id`);
    const ack = (errcode: number, body?: object) => {
      const errmsg = errcode === 0 ? 'ok' : `error ${errcode}`;
      socket.send(JSON.stringify({ headers: { req_id: reqId }, errcode, errmsg, ...(body ? { body } : {}) }));
    };
    if (frame.cmd === 'aibot_subscribe') return void subscribe(socket, frame.body ?? {}, ack);
    if (frame.cmd === 'ping') return void (faults.mutePings || ack(0));
    if (socket !== live || faults.unsubscribed) return void ack(846609);
    const refused = faults.refuse.shift();
    if (refused !== undefined) return void ack(refused);
    if (frame.cmd?.startsWith('aibot_upload_media')) return void ack(0, upload(frame.cmd, frame.body ?? {}));
    const code = command(frame.cmd ?? '', reqId, frame.body ?? {});
    if (faults.loseAcks > 0) {
      faults.loseAcks -= 1;
      return;
    }
    ack(code);
  }

  function subscribe(socket: WebSocket, body: Record<string, unknown>, ack: (code: number) => void): void {
    if (faults.stallAuth) return;
    const at = Date.now();
    subscribes.push(at);
    if (subscribes.filter((time) => time > at - 60_000).length > faults.mostSubscribesPerMinute)
      return void ack(45009);
    if (body.bot_id !== bot.id || body.secret !== bot.secret) return void ack(853000);
    if (live && live !== socket) {
      send(live, 'aibot_event_callback', { msgtype: 'event', event: { eventtype: 'disconnected_event' } });
      live.close();
    }
    live = socket;
    faults.unsubscribed = false;
    ack(0);
    for (const resolve of waiting.splice(0)) resolve();
  }

  function command(cmd: string, reqId: string, body: Record<string, unknown>): number {
    const at = world.now().getTime();
    if (cmd === 'aibot_send_msg') return push(body);
    const request = issued.get(reqId);
    if (!request) return 846605;
    if (cmd === 'aibot_respond_welcome_msg')
      return request.kind === 'enter_chat' && at - request.at <= EVENT_MS
        ? show(request.chat, body, ['text', 'template_card'])
        : 846605;
    if (cmd === 'aibot_respond_update_msg') {
      if (request.kind !== 'template_card_event' || at - request.at > EVENT_MS) return 846605;
      const wrong = cardFaults(body.template_card as Record<string, unknown>, world.tasks, true);
      world.violations.push(...wrong.map((fault) => `card update: ${fault}`));
      update(body.template_card as Record<string, unknown>);
      return 0;
    }
    if (cmd !== 'aibot_respond_msg' || request.kind !== 'message') return 846605;
    if (body.msgtype !== 'stream') return show(request.chat, body, ['markdown', 'template_card']);
    return stream(request, body.stream as { id?: string; finish?: boolean; content?: string }, at);
  }

  function stream(
    request: Issued,
    given: { id?: string; finish?: boolean; content?: string },
    at: number,
  ): number {
    const { id = '', finish = false, content = '' } = given;
    request.stream ??= { id, since: at, finished: false };
    const { stream: open } = request;
    if (at - open.since > STREAM_MS) return 846608;
    if (open.id !== id) world.violations.push(`stream id changed from ${open.id} to ${id}`);
    const known = world.shown.find((one) => one.streamId === id && one.chat === request.chat);
    // A repeat of the last frame changes nothing.
    if (open.finished && known?.text !== content) world.violations.push('content after the end of a stream');
    if (Buffer.byteLength(content) > 20_480) return 40058;
    if (finish && !open.finished && isOverQuota(world, request.chat)) return 45009;
    open.finished = finish || open.finished;
    if (known) Object.assign(known, { text: content, open: !finish });
    else
      world.shown.push({
        chat: request.chat,
        by: 'bot',
        text: content,
        rings: [],
        streamId: id,
        open: !finish,
      });
    return 0;
  }

  /** Pieces counted from 0, put together by their total size. */
  function upload(cmd: string, body: Record<string, unknown>): object {
    if (cmd.endsWith('_init')) {
      const upload_id = `u${++counter}`;
      uploads.set(upload_id, { size: Number(body.total_size), pieces: [] });
      return { upload_id };
    }
    const open = uploads.get(String(body.upload_id));
    if (!open) return {};
    if (cmd.endsWith('_chunk')) {
      open.pieces[Number(body.chunk_index)] = Buffer.from(String(body.base64_data), 'base64');
      return {};
    }
    const bytes = open.pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (bytes !== open.size) world.violations.push(`an upload of ${bytes} bytes that was to be ${open.size}`);
    media.set(`media-${String(body.upload_id)}`, bytes);
    return { type: 'image', media_id: `media-${String(body.upload_id)}` };
  }

  function push(body: Record<string, unknown>): number {
    const chat = String(body.chatid);
    if (body.chat_type !== 1 && body.chat_type !== 2) world.violations.push('send without chat_type');
    if (!world.groups.has(chat) && !world.spoken.has(chat) && body.chat_type === 2) return 93006;
    if (!world.spoken.has(chat)) return body.chat_type === 2 ? 93001 : 93006;
    if (body.msgtype === 'image') {
      const bytes = media.get(String((body.image as { media_id?: string }).media_id));
      if (bytes === undefined) return 40058;
      world.shown.push({ chat, by: 'bot', text: '', rings: [], picture: bytes });
      return 0;
    }
    if (!['markdown', 'template_card'].includes(String(body.msgtype))) return 40008;
    if (isOverQuota(world, chat)) return 45009;
    return show(chat, body, ['markdown', 'template_card']);
  }

  function show(chat: string, body: Record<string, unknown>, allowed: string[]): number {
    const read = readBody(world, body, allowed);
    if (!read) return 40008;
    if (read.card) {
      const wrong = cardFaults(read.card, world.tasks);
      world.violations.push(...wrong.map((fault) => `card: ${fault}`));
      world.tasks.add(String(read.card.task_id));
    }
    world.shown.push({ chat, by: 'bot', rings: [], ...read });
    return 0;
  }

  function update(card: Record<string, unknown>): void {
    const old = world.shown.findLast((one) => one.card?.task_id === card.task_id);
    if (!old) world.violations.push('update of a card that was never shown');
    else old.card = card;
  }

  function send(socket: WebSocket, cmd: string, body: object, reqId = `srv_${++counter}`): string {
    socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
    return reqId;
  }

  return {
    faults,
    frames,
    subscribes,
    isConnected: () => live !== undefined,
    /** Resolves once a client is subscribed. */
    async connected(): Promise<void> {
      if (live) return;
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    /** Sends a callback down; lost when nobody is connected, as on the platform. */
    deliver(kind: Issued['kind'], chat: string, body: object): string | undefined {
      if (!live) return undefined;
      const cmd = kind === 'message' ? 'aibot_msg_callback' : 'aibot_event_callback';
      const reqId = send(live, cmd, body);
      issued.set(reqId, { kind, chat, at: world.now().getTime() });
      return reqId;
    },
    /** Anything at all, to see that nothing breaks. */
    raw: (text: string) => live?.send(text),
    drop: () => live?.terminate(),
    kick() {
      if (!live) return;
      send(live, 'aibot_event_callback', { msgtype: 'event', event: { eventtype: 'disconnected_event' } });
      live.close();
      live = undefined;
    },
    async close(): Promise<void> {
      waiting = [];
      for (const client of wss.clients) client.terminate();
      await new Promise<void>((resolve) => wss.close(() => resolve()));
    },
  };
}
