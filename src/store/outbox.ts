import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { placeOf } from '../core/directory.ts';
import type { County, Post } from '../core/model.ts';
import type { Answered } from '../core/ports.ts';
import type { Db } from './db.ts';
import { chatGates, inbox, outbox } from './schema.ts';

/** A message on its way out. */
export type Queued = typeof outbox.$inferSelect;

const LEASE_MS = 60_000;

/** A platform that asks for answers has so long to ask before the answer is sent another way. */
const ASKING_MS = 10_000;

/** A post whose chat is known and whose key is set. */
export type Addressed = Omit<Post, 'to' | 'key'> & {
  chat: string;
  key: string;
  replyRef?: string;
  /** Where the message answered came from. */
  platform?: string;
  /** Its platform asks for the answer itself until then. */
  asksUntil?: Date;
  /** Not before. */
  after?: Date;
};

/** Queues posts; one whose key was queued before is left as it is. Returns how many are new. */
export async function queue(tx: Db, county: County, posts: Addressed[], now: Date): Promise<number> {
  if (posts.length === 0) return 0;
  const rows = posts.map((post) => ({
    county: county.id,
    platform: placeOf(county, post.chat, post.platform)?.platform ?? '',
    id: sql`nextval('message_sequence')`,
    key: post.key,
    chat: post.chat,
    text: post.text,
    card: post.card ?? null,
    picture: post.picture ?? null,
    mentions: post.mentions ?? [],
    about: post.about ?? null,
    guarantee: post.guarantee ?? ('at-least-once' as const),
    replyRef: post.replyRef ?? null,
    state: 'waiting' as const,
    queuedAt: now,
    notBefore:
      post.asksUntil && post.asksUntil > now ? new Date(now.getTime() + ASKING_MS) : (post.after ?? now),
  }));
  return (await tx.insert(outbox).values(rows).onConflictDoNothing().returning({ id: outbox.id })).length;
}

/** Which of these keys a post was queued under before. */
export async function keysQueued(tx: Db, county: string, keys: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ key: outbox.key })
    .from(outbox)
    // One parameter however many keys: 2,000 projects have more than a statement takes.
    .where(and(eq(outbox.county, county), sql`${outbox.key} = any(${sql.param(keys)}::text[])`));
  return new Set(rows.map(({ key }) => key));
}

/** The platforms there are, and those that may send from here now; a row on none of them waits for nobody. */
export interface Carriers {
  all: string[];
  ready: string[];
}

/**
 * Leases the next message to send: the oldest of a chat that has none earlier under way and whose gate is open
 * (a reminder that waits for its moment holds up nobody)
 * and marks it `sending` before anything leaves. A row found still `sending` after its lease was cut off.
 */
export async function claimNext(
  db: Db,
  county: string,
  { all, ready }: Carriers,
  now: Date,
): Promise<{ row: Queued; cutOff: boolean } | undefined> {
  const at = now.toISOString();
  const [claimed] = await db
    .update(outbox)
    .set({
      state: 'sending',
      attempt: sql`${outbox.attempt} + 1`,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      // The state before the claim tells a fresh row from one whose sender died; kept in `problem`.
      problem: sql`case when ${outbox.state} = 'sending' then 'cut-off' else null end`,
    })
    .where(
      and(
        eq(outbox.county, county),
        eq(
          outbox.id,
          sql`(select w.id from outbox w left join chat_gates g on g.county = w.county and g.chat = w.chat
               where w.county = ${county} and w.not_before <= ${at}::timestamptz
               and (w.platform in ${['-', ...ready]} or w.platform not in ${['-', ...all]})
               and (w.state = 'waiting' or (w.state = 'sending' and w.lease_until <= ${at}::timestamptz))
               and (g.next_at is null or g.next_at <= ${at}::timestamptz)
               and not exists (select 1 from outbox e where e.county = w.county and e.chat = w.chat
                               and e.state in ('waiting', 'sending') and e.id < w.id
                               and (e.state = 'sending' or e.guarantee = 'at-least-once'
                                    or e.not_before <= ${at}::timestamptz))
               order by w.id limit 1 for update of w skip locked)`,
        ),
      ),
    )
    .returning();
  return claimed && { row: claimed, cutOff: claimed.problem === 'cut-off' };
}

/**
 * Notes that a message went to a chat. Half of what a minute allows may go at once, the rest evenly, so that no
 * window of a minute holds more than `perMinute` (GCRA).
 */
export async function pace(
  db: Db,
  county: string,
  chat: string,
  perMinute: number,
  now: Date,
): Promise<void> {
  if (!Number.isFinite(perMinute)) return;
  const burst = Math.max(1, Math.floor(perMinute / 2));
  const step = Math.ceil(60_000 / burst);
  const first = new Date(now.getTime() + step - (burst - 1) * step);
  await db
    .insert(chatGates)
    .values({ county, chat, nextAt: first })
    .onConflictDoUpdate({
      target: [chatGates.county, chatGates.chat],
      set: {
        nextAt: sql`greatest(${chatGates.nextAt} + ${`${step} milliseconds`}::interval, ${first.toISOString()}::timestamptz)`,
      },
    });
}

/**
 * Hands the answer to a message to the platform that asks for it, once and for all ways: a row taken here is not
 * sent any more, one that was sent is not handed over. Asked again it says the same. Further parts are queued.
 */
export async function takeAnswer(
  db: Db,
  county: string,
  inboxId: number,
  split: (text: string) => string[],
  now: Date,
): Promise<Answered> {
  const [heard] = await db
    .select({ doneAt: inbox.doneAt, asksUntil: inbox.asksUntil })
    .from(inbox)
    .where(and(eq(inbox.county, county), eq(inbox.id, inboxId)));
  if (heard && !heard.doneAt) return { state: heard.asksUntil && heard.asksUntil < now ? 'late' : 'waiting' };
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(outbox)
      .where(and(eq(outbox.county, county), eq(outbox.key, `inbox/${inboxId}/0`), isNotNull(outbox.replyRef)))
      .for('update');
    if (!row) return { state: 'silent' };
    const [text = '', ...rest] = split(row.text);
    const said = { state: 'said' as const, text, ...(row.card ? { card: row.card } : {}) };
    if (row.state === 'sent' && row.platformMessageId === ASKED_FOR) return said;
    if (row.state !== 'waiting') return { state: 'silent' };
    await tx
      .update(outbox)
      .set({ state: 'sent', platformMessageId: ASKED_FOR, sentAt: now, shownAs: nextPlace, problem: null })
      .where(and(eq(outbox.county, county), eq(outbox.id, row.id)));
    const further = rest.map((part, n) => ({
      ...row,
      id: sql`nextval('message_sequence')`,
      key: `${row.key}/${n + 2}`,
      text: part,
      card: null,
      notBefore: now,
    }));
    if (further.length > 0) await tx.insert(outbox).values(further).onConflictDoNothing();
    return said;
  });
}

/** The platform hung up before it had the answer: it goes out another way unless it is asked for again. */
export async function returnAnswer(db: Db, county: string, inboxId: number, now: Date): Promise<void> {
  await db
    .update(outbox)
    .set({
      state: 'waiting',
      platformMessageId: null,
      sentAt: null,
      shownAs: null,
      notBefore: new Date(now.getTime() + ASKING_MS),
    })
    .where(
      and(
        eq(outbox.county, county),
        eq(outbox.key, `inbox/${inboxId}/0`),
        eq(outbox.platformMessageId, ASKED_FOR),
      ),
    );
}

/** In place of a platform's id: the platform came for it. */
const ASKED_FOR = 'asked-for';
const nextPlace = sql`nextval('message_sequence')`;

type Settled =
  | { state: 'sent'; platformMessageId: string; at: Date }
  | { state: 'parked' | 'unknown' | 'dropped'; problem: string }
  | { state: 'waiting'; notBefore: Date; problem: string };

/** Records how a send ended; false when a newer attempt has the row (nothing is written then). */
export async function settle(db: Db, row: Queued, outcome: Settled): Promise<boolean> {
  const set =
    outcome.state === 'sent'
      ? {
          state: outcome.state,
          platformMessageId: outcome.platformMessageId,
          sentAt: outcome.at,
          shownAs: nextPlace,
          leaseUntil: null,
          problem: null,
        }
      : { ...outcome, leaseUntil: null };
  const done = await db
    .update(outbox)
    .set(set)
    .where(
      and(
        eq(outbox.county, row.county),
        eq(outbox.id, row.id),
        eq(outbox.attempt, row.attempt),
        eq(outbox.state, 'sending'),
      ),
    )
    .returning({ id: outbox.id });
  return done.length > 0;
}

/** A person looked at a message that was parked or uncertain: send it after all, or let it be. */
export async function decideTroubled(
  db: Db,
  county: County,
  id: number,
  decision: 'resend' | 'drop',
  now: Date,
): Promise<boolean> {
  const here = and(
    eq(outbox.county, county.id),
    eq(outbox.id, id),
    inArray(outbox.state, ['parked', 'unknown']),
  );
  const [row] = await db.select({ chat: outbox.chat }).from(outbox).where(here);
  if (!row) return false;
  // The address may have been entered since, or be on another platform now.
  const platform = placeOf(county, row.chat)?.platform ?? '';
  const set =
    decision === 'drop'
      ? { state: 'dropped' as const }
      : { state: 'waiting' as const, platform, attempt: 0, notBefore: now, replyRef: null, problem: null };
  const done = await db.update(outbox).set(set).where(here).returning({ id: outbox.id });
  return done.length > 0;
}

/** How many messages are due and not out yet. */
export async function countUnsent(db: Db, county: string, now: Date): Promise<number> {
  return db.$count(
    outbox,
    and(
      eq(outbox.county, county),
      inArray(outbox.state, ['waiting', 'sending']),
      sql`${outbox.notBefore} <= ${now.toISOString()}::timestamptz`,
    ),
  );
}

/** When the next message may go out, counting back-off and gates; undefined when none waits. */
export async function nextSendAt(db: Db, county: string): Promise<Date | undefined> {
  const [row] = await db
    .select({
      at: sql<
        string | null
      >`min(greatest(${outbox.notBefore}, coalesce(${chatGates.nextAt}, ${outbox.notBefore}), coalesce(${outbox.leaseUntil}, ${outbox.notBefore})))`,
    })
    .from(outbox)
    .leftJoin(chatGates, and(eq(chatGates.county, outbox.county), eq(chatGates.chat, outbox.chat)))
    .where(and(eq(outbox.county, county), inArray(outbox.state, ['waiting', 'sending'])));
  return row?.at ? new Date(row.at) : undefined;
}
