import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import type { Answered, Office } from '../../core/ports.ts';
import { comesLater, noted, welcome } from '../../core/texts/doors.ts';
import { log } from '../../log.ts';
import { splitText } from '../split.ts';
import { pressedCard, taskIdOf, templateCard } from './cards.ts';
import { Forged, type Keys, open, type Query, seal } from './envelope.ts';
import { type BotEvent, readBotEvent } from './messages.ts';

/** The platform takes 20480 bytes. */
export const BOT_BYTES = 18_000;
/** It asks for six minutes after the message; then what is not finished is lost. */
const ASKS_MS = 330_000;
/** Within the platform's second: most answers are ready by then and no bubble is needed. */
const HOLD_MS = 450;
const FIRST_LOOK_MS = 15;
/** Alone it shows the waiting animation. */
const WAITING = '<think></think>';

interface Given {
  keys: Keys;
  names: () => string[];
  now: () => Date;
  office: () => Office | undefined;
  /** The sender's id in plain, and what the platform is later to answer by. */
  prepare: (event: BotEvent & { kind: 'message' | 'pressed' }) => Promise<Parameters<Office['receive']>[0]>;
}

/** `/wecom/bot`: verification, messages, the platform's asking for answers, pressed buttons. */
export function botCallback({ keys, names, now, office, prepare }: Given): Router {
  const router = Router();

  router.get('/wecom/bot', (request, response) => {
    const echo = (request.query as Query).echostr;
    response.type('text/plain').send(open(keys, request.query as Query, echo));
  });

  router.post('/wecom/bot', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const desk = office();
    const event = readBotEvent(read(request), names());
    if (!desk) return void response.status(503).end();
    const { body, handed } = await react(event, desk);
    // Nobody reads what is written after the platform's five seconds.
    const lost = () => handed !== undefined && desk.returnAnswer(handed).catch(() => undefined);
    if (response.closed) return void lost();
    response.once('close', () => response.writableFinished || lost());
    if (body === undefined) return void response.status(200).end();
    const nonce = String((request.query as Query).nonce);
    response.type('text/plain').send(JSON.stringify(seal(keys, JSON.stringify(body), nonce, now())));
  });

  function read(request: Request): unknown {
    const outer = json(String(request.body)) as { encrypt?: unknown; Encrypt?: unknown } | null;
    const plain = open(keys, request.query as Query, outer?.encrypt ?? outer?.Encrypt);
    return json(plain);
  }

  /** What to say, and whose answer is handed over with it. */
  async function react(event: BotEvent, desk: Office): Promise<{ body?: object; handed?: number }> {
    switch (event.kind) {
      case 'message': {
        const asksUntil = new Date(now().getTime() + ASKS_MS);
        const { id } = await desk.receive({ ...(await prepare(event)), asksUntil });
        return streamed(id, await answerSoon(desk, id), undefined);
      }
      case 'asked': {
        const id = Number(/^m(\d{1,15})$/.exec(event.streamId)?.[1]);
        const over = finished(event.streamId, noted);
        return Number.isSafeInteger(id) ? streamed(id, await answerSoon(desk, id), over) : { body: over };
      }
      case 'pressed': {
        await desk.receive(await prepare(event));
        const card = pressedCard(event.heard.action!, event.taskId);
        return { body: { response_type: 'update_template_card', template_card: card } };
      }
      case 'entered':
        return { body: { msgtype: 'text', text: { content: welcome(names()[0] ?? '') } } };
      default:
        return {};
    }
  }

  /** Looks until the answer is there or the platform should hear that it is coming. */
  async function answerSoon(desk: Office, id: number): Promise<Answered> {
    let pause = FIRST_LOOK_MS;
    for (let waited = 0; ; waited += pause, pause *= 1.6) {
      const answered = await desk.answerTo(id, (text) => splitText(text, BOT_BYTES));
      if (answered.state !== 'waiting' || waited >= HOLD_MS) return answered;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** The stream's id is the message's own, so that a repeat of it goes on with the same stream. */
  function streamed(id: number, answered: Answered, silence: object | undefined) {
    const streamId = `m${id}`;
    if (answered.state === 'silent') return silence ? { body: silence } : {};
    if (answered.state === 'late') return { body: finished(streamId, comesLater) };
    if (answered.state !== 'said')
      return { body: { msgtype: 'stream', stream: { id: streamId, finish: false, content: WAITING } } };
    const body = finished(streamId, answered.text);
    if (!answered.card) return { body, handed: id };
    const card = templateCard(answered.card, '', taskIdOf(answered.card, streamId));
    return { body: { ...body, msgtype: 'stream_with_template_card', template_card: card }, handed: id };
  }

  router.use('/wecom/bot', refused);
  return router;
}

const finished = (id: string, content: string) => ({
  msgtype: 'stream',
  stream: { id, finish: true, content },
});

/** What is no JSON was not sealed with our key. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Forged('no JSON');
  }
}

/** A forger learns nothing; a message that could not be kept is asked for again by the platform. */
export const refused: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error instanceof Forged) {
    log('wecom-refused', { reason: error.message.replaceAll(' ', '-') }, 'warn');
    return void response.status(403).end();
  }
  const status = typeof error?.status === 'number' && error.status < 500 ? error.status : 503;
  log('wecom-callback-failed', { status, reason: error instanceof Error ? error.name : 'unknown' });
  response.status(status).end();
};
