import type { County } from './core/model.ts';
import { type Clock, Outside, type Platform } from './core/ports.ts';
import { stillTrue } from './core/reminders.ts';
import { log } from './log.ts';
import type { Db } from './store/db.ts';
import { claimNext, closeGate, type Queued, settle } from './store/outbox.ts';
import { chatOf, readRecord } from './store/view.ts';

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
}) {
  const { db, county, platforms, now } = room;

  /** Sends the next due message; false when none is due. */
  async function deliverNext(): Promise<boolean> {
    const claimed = await claimNext(db, county().id, now());
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
    const platform = platforms.get(chatOf(county(), row.chat).platform);
    if (!platform) {
      await settle(db, row, { state: 'parked', problem: '这个群所在的平台没有配置，请检查环境变量' });
      return true;
    }
    await send(platform, row);
    return true;
  }

  async function send(platform: Platform, row: Queued): Promise<void> {
    try {
      const { messageId } = await platform.send({
        key: row.key,
        chat: row.chat,
        text: row.text,
        ...(row.card ? { card: row.card } : {}),
        mentions: row.mentions,
        ...(row.replyRef === null ? {} : { replyRef: row.replyRef }),
      });
      await settle(db, row, { state: 'sent', platformMessageId: messageId, at: now() });
      if (Number.isFinite(platform.perMinute)) {
        await closeGate(db, row.county, row.chat, new Date(now().getTime() + 60_000 / platform.perMinute));
      }
    } catch (error) {
      await settle(db, row, afterFailure(error, row));
    }
  }

  function afterFailure(error: unknown, row: Queued): Parameters<typeof settle>[2] {
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
    if (row.guarantee !== 'at-most-once' || !row.about) return true;
    const record = await readRecord(db, row.county);
    return stillTrue(row.about, record.filings, record.cases);
  }

  return { deliverNext };
}
