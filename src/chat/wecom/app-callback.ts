import express, { Router } from 'express';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Heard, Office } from '../../core/ports.ts';
import { log } from '../../log.ts';
import type { App } from './app.ts';
import { refused } from './bot-callback.ts';
import { pressedCard, readKey } from './cards.ts';
import { Forged, type Keys, open, type Query } from './envelope.ts';

/** No entities are expanded and no types guessed: ids are long numbers, and a body may be a stranger's. */
const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  trimValues: true,
});

const text = z.string().max(20_000);
const callback = z.object({
  FromUserName: text.min(1),
  CreateTime: text,
  MsgType: text,
  MsgId: text.optional(),
  AgentID: text.optional(),
  Content: text.optional(),
  Event: text.optional(),
  EventKey: text.optional(),
  TaskId: text.optional(),
  ResponseCode: text.optional(),
});

/** A message or press from the application's 1:1 chat; undefined for what asks nothing of us. */
export function readAppMessage(
  xml: string,
): { heard: Heard; press?: { taskId: string; code: string } } | undefined {
  const read = callback.safeParse(rootOf(xml));
  if (!read.success) return undefined;
  const { data } = read;
  const base = {
    platform: 'wecom',
    bot: `app-${data.AgentID ?? ''}`,
    account: data.FromUserName,
    atBot: true,
  };
  if (data.MsgType === 'text' && data.Content && data.MsgId)
    return { heard: { ...base, messageId: data.MsgId, text: data.Content } };
  const action = data.Event === 'template_card_event' && data.EventKey ? readKey(data.EventKey) : undefined;
  if (!action || data.TaskId === undefined) return undefined;
  // Events carry no id of their own: who, when and what make it one.
  const messageId = [data.FromUserName, data.CreateTime, data.Event, data.EventKey, data.TaskId]
    .join('|')
    .slice(0, 400);
  return {
    heard: { ...base, messageId, text: '', action: { ...action, fields: {} } },
    press: { taskId: data.TaskId, code: data.ResponseCode ?? '' },
  };
}

function rootOf(xml: string): unknown {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new Forged('entities in XML');
  try {
    return (parser.parse(xml) as { xml?: unknown }).xml;
  } catch {
    throw new Forged('no XML');
  }
}

/** `/wecom/app`: what members say to the application and which buttons they press. */
export function appCallback(given: { keys: Keys; app: App; office: () => Office | undefined }): Router {
  const { keys, app, office } = given;
  const router = Router();

  router.get('/wecom/app', (request, response) => {
    response.type('text/plain').send(open(keys, request.query as Query, (request.query as Query).echostr));
  });

  router.post('/wecom/app', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const outer = rootOf(String(request.body)) as { Encrypt?: unknown } | undefined;
    const message = readAppMessage(open(keys, request.query as Query, outer?.Encrypt));
    const desk = office();
    if (!desk) return void response.status(503).end();
    if (!message) return void response.status(200).end();
    const { repeated } = await desk.receive(message.heard);
    // Empty: accepted, and the answer comes as a message of its own.
    response.status(200).end();
    const { heard, press } = message;
    if (!press?.code || repeated || !heard.action) return;
    app
      .updateCard(heard.account, press.code, pressedCard(heard.action, press.taskId))
      .catch((error) =>
        log('wecom-card-update-failed', { reason: error instanceof Error ? error.name : 'unknown' }),
      );
  });

  router.use('/wecom/app', refused);
  return router;
}
