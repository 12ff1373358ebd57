import type { Heard, Office } from '../../core/ports.ts';
import { comesLater, noted, welcome } from '../../core/texts/doors.ts';
import { log } from '../../log.ts';
import { openChains, pause, persistently } from '../in-order.ts';
import type { BotSocket } from './bot-socket.ts';
import { pressedCard } from './cards.ts';
import { type BotEvent, readBotEvent } from './messages.ts';

/** The platform lets a stream run for six minutes from its message; some pages say ten. */
export const STREAM_MS = 330_000;
const BUBBLE_MS = 1_500;
const LOOK_MS = 1_000;
/** For the postman to bring the answer once it is queued. */
const BRING_MS = 10_000;
/** Alone it shows the waiting animation. */
const WAITING = '<think></think>';

export const streamIdOf = (reqId: string): string => `s-${reqId}`.slice(0, 128);

interface Given {
  socket: () => BotSocket;
  office: () => Office | undefined;
  names: () => string[];
  now: () => Date;
  prepare: (event: BotEvent & { kind: 'message' | 'pressed' }, replyRef: string) => Promise<Heard>;
}

/** What comes over the long connection: kept in the order it came, and a bubble shown for what takes long. */
export function openEars({ socket, office, names, now, prepare }: Given) {
  /** Questions whose stream may still be written, by request id. */
  const open = new Map<string, number>();
  const inOrder = openChains();

  function hear(reqId: string, body: unknown): void {
    const event = readBotEvent(body, names());
    if (event.kind === 'entered') {
      attempt('welcome', socket().welcome(reqId, welcome(names()[0] ?? '')));
      return;
    }
    if (event.kind !== 'message' && event.kind !== 'pressed') return;
    const chat = event.heard.group ?? event.heard.account;
    attempt(
      'hear',
      inOrder(chat, () => keep(reqId, event)),
    );
  }

  async function keep(reqId: string, event: BotEvent & { kind: 'message' | 'pressed' }): Promise<void> {
    const desk = office();
    if (!desk) return;
    const message = await prepare(event, JSON.stringify({ req: reqId, at: now().getTime() }));
    const { id, repeated } = await persistently('wecom', () => desk.receive(message));
    if (event.kind === 'pressed') {
      attempt('card-update', socket().update(reqId, pressedCard(event.heard.action!, event.taskId)));
      return;
    }
    if (repeated) return;
    open.set(reqId, now().getTime() + STREAM_MS);
    attempt('bubble', bubble(desk, reqId, id));
  }

  /** Most answers are there before a bubble would be; a shown one is ended whatever happens. */
  async function bubble(desk: Office, reqId: string, id: number): Promise<void> {
    await pause(BUBBLE_MS);
    if (!open.has(reqId) || (await desk.isDone(id))) return void forget(reqId);
    await socket().stream(reqId, streamIdOf(reqId), WAITING, false);
    while (!(await desk.isDone(id).catch(() => false))) {
      if ((open.get(reqId) ?? 0) < now().getTime()) return finish(reqId, comesLater);
      await pause(LOOK_MS);
    }
    for (let waited = 0; waited < BRING_MS && open.has(reqId); waited += LOOK_MS) await pause(LOOK_MS);
    await finish(reqId, noted);
  }

  /** A silent message's stream is never written; an answer that is merely late still may be. */
  async function forget(reqId: string): Promise<void> {
    await pause(BRING_MS);
    open.delete(reqId);
  }

  async function finish(reqId: string, text: string): Promise<void> {
    if (!open.delete(reqId)) return;
    await socket().stream(reqId, streamIdOf(reqId), text, true);
  }

  return {
    hear,
    /** Whether the question's stream may be written now. */
    isOpen: (reqId: string): boolean => (open.get(reqId) ?? 0) > now().getTime(),
    /** It was written to its end; until then a repeat of the same frame changes nothing. */
    close: (reqId: string) => open.delete(reqId),
  };
}

function attempt(what: string, job: Promise<unknown>): void {
  job.catch((error) =>
    log(`wecom-${what}-failed`, { reason: error instanceof Error ? error.name : 'unknown' }),
  );
}
