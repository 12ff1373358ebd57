import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Post } from '../core/model.ts';
import type { Db } from './db.ts';
import { chatGates, outbox } from './schema.ts';

/** A message on its way out. */
export type Queued = typeof outbox.$inferSelect;

const LEASE_MS = 60_000;

/** A post whose chat is known and whose key is set. */
export type Addressed = Omit<Post, 'to' | 'key'> & { chat: string; key: string; replyRef?: string };

/** Queues posts; one whose key was queued before is left as it is. Returns how many are new. */
export async function queue(tx: Db, county: string, posts: Addressed[], now: Date): Promise<number> {
  if (posts.length === 0) return 0;
  const rows = posts.map((post) => ({
    county,
    id: sql`nextval('message_sequence')`,
    key: post.key,
    chat: post.chat,
    text: post.text,
    card: post.card ?? null,
    mentions: post.mentions ?? [],
    about: post.about ?? null,
    guarantee: post.guarantee ?? ('at-least-once' as const),
    replyRef: post.replyRef ?? null,
    state: 'waiting' as const,
    queuedAt: now,
    notBefore: now,
  }));
  return (await tx.insert(outbox).values(rows).onConflictDoNothing().returning({ id: outbox.id })).length;
}

/**
 * Leases the next message to send: the oldest of a chat that has none earlier under way and whose gate is open,
 * and marks it `sending` before anything leaves. A row found still `sending` after its lease was cut off.
 */
export async function claimNext(
  db: Db,
  county: string,
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
               and (w.state = 'waiting' or (w.state = 'sending' and w.lease_until <= ${at}::timestamptz))
               and (g.next_at is null or g.next_at <= ${at}::timestamptz)
               and not exists (select 1 from outbox e where e.county = w.county and e.chat = w.chat
                               and e.state in ('waiting', 'sending') and e.id < w.id)
               order by w.id limit 1 for update of w skip locked)`,
        ),
      ),
    )
    .returning();
  return claimed && { row: claimed, cutOff: claimed.problem === 'cut-off' };
}

/** Closes the chat's gate until an instant: the pace a platform allows. */
export async function closeGate(db: Db, county: string, chat: string, until: Date): Promise<void> {
  await db
    .insert(chatGates)
    .values({ county, chat, nextAt: until })
    .onConflictDoUpdate({ target: [chatGates.county, chatGates.chat], set: { nextAt: until } });
}

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
          shownAs: sql`nextval('message_sequence')`,
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
