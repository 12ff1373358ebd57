import express, { type ErrorRequestHandler, Router } from 'express';
import { z } from 'zod';
import type { SimulatorDoors, World } from './doors.ts';
import { guarded, sameSite } from './html.ts';

const MOST_CHARACTERS = 10_000;
/** A year ahead is the farthest that one jump goes. */
const FARTHEST_MS = 400 * 86_400_000;

const message = z.object({
  chat: z.string().min(1),
  person: z.string().min(1),
  text: z.string().min(1).max(MOST_CHARACTERS),
  quote: z.string().max(MOST_CHARACTERS).optional(),
  messageId: z.string().max(200).optional(),
});
const press = z.object({
  person: z.string().min(1),
  message: z.union([z.string(), z.number()]).transform(String),
  action: z.string().min(1),
  fields: z.record(z.string(), z.string().max(2_000)).optional(),
});
const clock = z.union([
  z.object({ to: z.iso.datetime({ offset: true }) }),
  z.object({
    advance: z.string().regex(/^P(?!$)(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/),
  }),
]);

/** What a caller did wrong, in words that say what to do. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message_: string) {
    super(message_);
    this.status = status;
  }
}

function checked<T>(shape: z.ZodType<T>, body: unknown, expected: string): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.');
  throw new Refused(400, `请求内容不对${where ? `（${where}）` : ''}：${expected}`);
}

/** Who may speak where: members in their chats, everybody in their own 1:1 chat. */
function place(world: World, chat: string, person: string): void {
  if (!world.people.some((one) => one.id === person))
    throw new Refused(404, `没有 ${person} 这个人，请从 /sim/api/world 的 people 里选。`);
  if (chat === `dm:${person}`) return;
  const found = world.chats.find((one) => one.id === chat);
  if (!found)
    throw new Refused(404, `没有 ${chat} 这个群，请从 /sim/api/world 的 chats 里选，单聊写 dm:${person}。`);
  if (!found.members.includes(person)) throw new Refused(403, `${person} 不在这个群里，不能在这里说话。`);
}

/** PT12H, P1D, P1W as milliseconds. */
function duration(iso: string): number {
  const [date = '', time = ''] = iso.split('T');
  const days = Number(date.match(/(\d+)W/)?.[1] ?? 0) * 7 + Number(date.match(/(\d+)D/)?.[1] ?? 0);
  const inTime = (mark: string) => Number(time.match(new RegExp(`(\\d+)${mark}`))?.[1] ?? 0);
  return days * 86_400_000 + inTime('H') * 3_600_000 + inTime('M') * 60_000 + inTime('S') * 1_000;
}

/** The simulator's JSON doors. */
export function simulatorApi(doors: SimulatorDoors): Router {
  const router = Router();
  router.use('/sim', guarded, sameSite, express.json({ limit: '256kb' }));

  router.get('/sim/api/world', async (_request, response) => {
    response.json(await doors.world());
  });

  router.get('/sim/api/messages', async (request, response) => {
    const { chat, after } = checked(
      z.object({ chat: z.string().min(1), after: z.string().optional() }),
      request.query,
      '要带 chat，可带 after（上一条消息的 id）。',
    );
    const world = await doors.world();
    const known =
      world.chats.some((one) => one.id === chat) || world.people.some((one) => chat === `dm:${one.id}`);
    if (!known) throw new Refused(404, `没有 ${chat} 这个会话，请从 /sim/api/world 里选。`);
    response.json(await doors.messages(chat, after));
  });

  router.post('/sim/api/messages', async (request, response) => {
    const said = checked(
      message,
      request.body,
      `要有 chat、person、text（1 到 ${MOST_CHARACTERS} 字），可带 quote。`,
    );
    place(await doors.world(), said.chat, said.person);
    const { quote, messageId, ...rest } = said;
    const kept = await doors.say({
      ...rest,
      ...(quote === undefined ? {} : { quote }),
      ...(messageId === undefined ? {} : { messageId }),
    });
    response.status(202).json(kept);
  });

  router.post('/sim/api/actions', async (request, response) => {
    const { fields, ...pressed } = checked(
      press,
      request.body,
      '要有 person、message、action，可带 fields。',
    );
    const kept = await doors.press({ ...pressed, ...(fields ? { fields } : {}) });
    if (!kept) throw new Refused(404, '这个人看不到这张卡片，或卡片上没有这个按钮。');
    response.status(202).json(kept);
  });

  router.post('/sim/api/clock', async (request, response) => {
    const wanted = checked(
      clock,
      request.body,
      '写 {"to": "2026-11-24T09:00:00+08:00"} 或 {"advance": "PT12H"}。',
    );
    const to =
      'to' in wanted ? new Date(wanted.to) : new Date(doors.now().getTime() + duration(wanted.advance));
    if (to < doors.now()) throw new Refused(400, '时钟只能往前走，请给一个更晚的时间。');
    if (to.getTime() - doors.now().getTime() > FARTHEST_MS)
      throw new Refused(400, '一次最多走 400 天，请分几次。');
    await doors.moveClock(to);
    response.json({ now: doors.now().toISOString() });
  });

  router.get('/sim/api/idle', async (_request, response) => {
    const idle = await doors.idle();
    response.status(idle ? 200 : 503).json({ idle });
  });

  router.get('/sim/api/sent', async (_request, response) => {
    response.json(await doors.sent());
  });

  router.use('/sim', refused);
  return router;
}

const refused: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Refused) return void response.status(error.status).json({ error: error.message });
  if (error?.type === 'entity.too.large')
    return void response.status(413).json({ error: '内容太长，请分几条发。' });
  if (error?.type?.startsWith('entity.') || error instanceof SyntaxError)
    return void response.status(400).json({ error: '请求内容不是合法的 JSON。' });
  next(error);
};
