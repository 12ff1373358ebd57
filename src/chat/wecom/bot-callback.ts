import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
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
const LOOK_MS = 15;
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
    const answer = await react(event, desk);
    if (answer === undefined) return void response.status(200).end();
    reply(request, response, answer);
  });

  function read(request: Request): unknown {
    const outer = json(String(request.body)) as { encrypt?: unknown; Encrypt?: unknown } | null;
    const plain = open(keys, request.query as Query, outer?.encrypt ?? outer?.Encrypt);
    return json(plain);
  }

  async function react(event: BotEvent, desk: Office): Promise<object | undefined> {
    switch (event.kind) {
      case 'message': {
        const asksUntil = new Date(now().getTime() + ASKS_MS);
        const { id } = await desk.receive({ ...(await prepare(event)), asksUntil });
        const answered = await answerSoon(desk, id);
        return answered.state === 'silent' ? undefined : streamed(id, answered);
      }
      case 'asked': {
        const id = Number(/^m(\d{1,15})$/.exec(event.streamId)?.[1]);
        if (!Number.isSafeInteger(id)) return finished(event.streamId, noted);
        const answered = await answerSoon(desk, id);
        return answered.state === 'silent' ? finished(event.streamId, noted) : streamed(id, answered);
      }
      case 'pressed':
        await desk.receive(await prepare(event));
        return {
          response_type: 'update_template_card',
          template_card: pressedCard(event.heard.action!, event.taskId),
        };
      case 'entered':
        return { msgtype: 'text', text: { content: welcome(names()[0] ?? '') } };
      default:
        return undefined;
    }
  }

  /** Looks until the answer is there or the platform should hear that it is coming. */
  async function answerSoon(desk: Office, id: number): Promise<Answered> {
    for (let waited = 0; ; waited += LOOK_MS) {
      const answered = await desk.answerTo(id, (text) => splitText(text, BOT_BYTES));
      if (answered.state !== 'waiting' || waited >= HOLD_MS) return answered;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** The id is the message's own, so that a repeat of it goes on with the same stream. */
  function streamed(id: number, answered: Answered): object {
    const streamId = `m${id}`;
    if (answered.state === 'late') return finished(streamId, comesLater);
    if (answered.state !== 'said')
      return { msgtype: 'stream', stream: { id: streamId, finish: false, content: WAITING } };
    const done = finished(streamId, answered.text);
    if (!answered.card) return done;
    const card = templateCard(answered.card, '', taskIdOf(answered.card, streamId));
    return { ...done, msgtype: 'stream_with_template_card', template_card: card };
  }

  function reply(request: Request, response: Response, answer: object): void {
    const nonce = String((request.query as Query).nonce);
    response.type('text/plain').send(JSON.stringify(seal(keys, JSON.stringify(answer), nonce, now())));
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
