import { specialistOf } from './core/cases/index.ts';
import { mentionOf, placeOf } from './core/directory.ts';
import { type County, dayOf, directChat } from './core/model.ts';
import { type Clock, Outside, type Platform } from './core/ports.ts';
import { stillTrue } from './core/reminders.ts';
import { unreachable } from './core/texts/cases.ts';
import { log } from './log.ts';
import { chatOf } from './store/context.ts';
import type { Db } from './store/db.ts';
import { claimNext, pace, type Queued, queue, settle } from './store/outbox.ts';
import { noteSent } from './store/reach.ts';
import { readRecord } from './store/view.ts';

/** Tries before a message that the platform keeps refusing for now is parked for a person to look at. */
const MAX_ATTEMPTS = 8;
const BACK_OFF_MS = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 1_800_000];

/**
 * The one way out. Each send is claimed, marked, made and settled; what may have been sent already is repeated
 * only for posts that promise `at-least-once`, the others become `unknown` for a person to resend.
 */
export function openPostman(room: {
  db: Db;
  county: () => County;
  platforms: Map<string, Platform>;
  now: Clock;
  /** Draws what a message is to carry. */
  draw: (picture: NonNullable<Queued['picture']>) => Promise<Uint8Array>;
}) {
  const { db, county, platforms, now, draw } = room;

  /** Sends the next due message; false when none is due. */
  async function deliverNext(): Promise<boolean> {
    const all = [...platforms.keys()];
    const ready = all.filter((name) => platforms.get(name)?.ready());
    const claimed = await claimNext(db, county().id, { all, ready }, now());
    if (!claimed) return false;
    const { row, cutOff } = claimed;
    if (cutOff && row.guarantee === 'at-most-once') {
      await settle(db, row, { state: 'unknown', problem: '发送中断，不确定对方是否收到，请人工核对后重发' });
      return true;
    }
    if (!(await isStillTrue(row))) {
      await settle(db, row, { state: 'dropped', problem: '发送前情况已变，不再需要' });
      return true;
    }
    await send(row);
    return true;
  }

  async function send(row: Queued): Promise<void> {
    const platform = platforms.get(row.platform);
    const found = placeOf(county(), row.chat, row.platform);
    try {
      if (!platform)
        throw new Outside(
          'never',
          row.platform
            ? '所在的平台没有配置，请检查环境变量'
            : '还没有登记账号或群号，请打开 /modes 照着登记',
        );
      // An id of one platform is somebody else's on another.
      if (found && row.platform && found.platform !== row.platform)
        throw new Outside('never', '登记的平台变了，请重发');
      const { messageId } = await platform.send({
        key: row.key,
        to: found?.place ?? { kind: 'group', address: row.chat, chat: row.chat },
        text: row.text,
        ...(row.card ? { card: row.card } : {}),
        ...(platform.takesPictures ? await drawn(row) : {}),
        mentions: row.mentions.map((person) => mentionOf(county(), row.platform, person)),
        ...(row.replyRef === null ? {} : { replyRef: row.replyRef }),
      });
      await settle(db, row, { state: 'sent', platformMessageId: messageId, at: now() });
      await pace(db, row.county, row.chat, platform.perMinute, now());
      await noteSent(db, row, null, now());
    } catch (error) {
      const outcome = afterFailure(error, row);
      await settle(db, row, outcome);
      if (outcome.state === 'parked') await tell(row, outcome.problem);
    }
  }

  /** A picture that cannot be drawn (no font) leaves the text to speak for itself. */
  async function drawn({ picture, id }: Queued): Promise<{ picture?: Uint8Array }> {
    if (picture === null) return {};
    try {
      return { picture: await draw(picture) };
    } catch (error) {
      log('picture-failed', { outbox: id, reason: error instanceof Error ? error.name : 'unknown' });
      return {};
    }
  }

  /** A chat that cannot be written to is the specialist's to mend; told once for each new trouble. */
  async function tell(row: Queued, problem: string): Promise<void> {
    if (!(await noteSent(db, row, problem, now()))) return;
    const chat = chatOf(county(), row.chat);
    const specialist = chat.kind === 'direct' ? undefined : specialistOf(county(), chat, dayOf(now()));
    if (!specialist) return;
    const key = `unreachable/${row.chat}/${row.id}`;
    const text = unreachable(chat.title, problem);
    await queue(db, county(), [{ chat: directChat(specialist.id), text, key }], now());
  }

  function afterFailure(
    error: unknown,
    row: Queued,
  ): Exclude<Parameters<typeof settle>[2], { state: 'sent' }> {
    const outside =
      error instanceof Outside ? error : new Outside('unknown', '发送时出错，原因不明', { cause: error });
    log('send-failed', { outbox: row.id, chat: row.chat, attempt: row.attempt, retry: outside.retry });
    if (outside.retry === 'never') return { state: 'parked', problem: outside.hint };
    if (outside.retry === 'unknown' && row.guarantee === 'at-most-once') {
      return { state: 'unknown', problem: outside.hint };
    }
    if (row.attempt >= MAX_ATTEMPTS) return { state: 'parked', problem: outside.hint };
    const wait = BACK_OFF_MS[Math.min(row.attempt, BACK_OFF_MS.length) - 1] ?? 1_000;
    return { state: 'waiting', notBefore: new Date(now().getTime() + wait), problem: outside.hint };
  }

  /** Reminders alone can grow stale: an answer stays an answer. */
  async function isStillTrue(row: Queued): Promise<boolean> {
    if (row.guarantee !== 'at-most-once') return true;
    // This morning's word is not tomorrow's: its numbers would mean other things.
    if (dayOf(row.queuedAt) !== dayOf(now())) return false;
    if (!row.about) return true;
    const record = await readRecord(db, row.county);
    return stillTrue(row.about, record.filings, record.cases);
  }

  return { deliverNext };
}
