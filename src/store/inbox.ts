import { and, desc, eq, gt, gte, isNotNull, isNull, lt, min, ne, sql } from 'drizzle-orm';
import type { Heeded } from '../core/model.ts';
import type { Inbound } from '../core/ports.ts';
import type { Db } from './db.ts';
import { inbox } from './schema.ts';

/** A kept message under work; `attempt` is the fence against a worker that lost its lease. */
export type Kept = typeof inbox.$inferSelect;

const LEASE_MS = 60_000;
/** After so many tries a message is parked, so that it cannot hold up its chat for ever. */
export const MAX_ATTEMPTS = 5;

/**
 * Keeps a message; a platform's repeat is dropped by the unique key and answered with the first one's id.
 * The advisory lock makes ids of one chat grow in the order of their commits, which is the order of work.
 */
export async function keep(
  db: Db,
  county: string,
  message: Inbound,
  now: Date,
): Promise<{ id: number; repeated: boolean }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${message.chat}))`);
    const [kept] = await tx
      .insert(inbox)
      .values({
        county,
        id: sql`nextval('message_sequence')`,
        platform: message.platform,
        bot: message.bot,
        messageId: message.messageId,
        chat: message.chat,
        person: message.person,
        text: message.text,
        quote: message.quote ?? null,
        atBot: message.atBot ?? false,
        mentions: message.mentions ?? [],
        action: message.action ?? null,
        replyRef: message.replyRef ?? null,
        asksUntil: message.asksUntil ?? null,
        receivedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: inbox.id });
    if (kept) return { id: kept.id, repeated: false };
    const [first] = await tx
      .select({ id: inbox.id })
      .from(inbox)
      .where(
        and(
          eq(inbox.county, county),
          eq(inbox.platform, message.platform),
          eq(inbox.bot, message.bot),
          eq(inbox.messageId, message.messageId),
        ),
      );
    return { id: first?.id ?? 0, repeated: true };
  });
}

/** Leases the oldest message whose chat has none earlier undone; undefined when nobody waits. */
export async function claimOldest(db: Db, county: string, now: Date): Promise<Kept | undefined> {
  const at = now.toISOString();
  const [claimed] = await db
    .update(inbox)
    .set({ attempt: sql`${inbox.attempt} + 1`, leaseUntil: new Date(now.getTime() + LEASE_MS) })
    .where(
      and(
        eq(inbox.county, county),
        eq(
          inbox.id,
          sql`(select w.id from inbox w where w.county = ${county} and w.done_at is null
               and (w.lease_until is null or w.lease_until <= ${at}::timestamptz)
               and not exists (select 1 from inbox e where e.county = w.county and e.chat = w.chat
                               and e.done_at is null and e.id < w.id)
               order by w.id limit 1 for update skip locked)`,
        ),
      ),
    )
    .returning();
  return claimed;
}

/**
 * Marks a message done, or a burst of lines: the first is leased and fences them all, the last bears the reading.
 * Throws when a newer attempt owns it, so the transaction around rolls back.
 */
export async function finish(
  tx: Db,
  lines: [Kept, ...Kept[]],
  now: Date,
  reading: Heeded | null = null,
): Promise<void> {
  const [first, ...others] = lines;
  const last = others.at(-1) ?? first;
  const set = (line: Kept) => ({ doneAt: now, leaseUntil: null, ...(line === last ? { reading } : {}) });
  const done = await tx
    .update(inbox)
    .set(set(first))
    .where(and(mine(first), isNull(inbox.doneAt)))
    .returning({ id: inbox.id });
  if (done.length === 0) throw new Error(`inbox ${first.id}: lease passed to a newer attempt`);
  for (const line of others) await tx.update(inbox).set(set(line)).where(mine(line));
}

/**
 * Puts a leased message back until an instant: its chat waits with it. The attempt is given back as well, because
 * waiting is no failure; whoever held it does no more with it.
 */
export async function putOff(db: Db, message: Kept, until: Date): Promise<void> {
  await db
    .update(inbox)
    .set({ leaseUntil: until, attempt: message.attempt - 1 })
    .where(mine(message));
}

/** What the same person said in the chat after a message and nobody has handled, oldest first. */
export async function linesAfter(db: Db, { county, chat, person, id }: Kept): Promise<Kept[]> {
  return db
    .select()
    .from(inbox)
    .where(
      and(
        eq(inbox.county, county),
        eq(inbox.chat, chat),
        eq(inbox.person, person),
        isNull(inbox.doneAt),
        gt(inbox.id, id),
      ),
    )
    .orderBy(inbox.id)
    .limit(20);
}

/** Gives a failed message back at once, or parks it with the reason after the last attempt. */
export async function giveBack(db: Db, message: Kept, reason: string, now: Date): Promise<boolean> {
  const parked = message.attempt >= MAX_ATTEMPTS;
  await db
    .update(inbox)
    .set(parked ? { parked: reason, doneAt: now, leaseUntil: null } : { leaseUntil: null })
    .where(mine(message));
  return parked;
}

/** What a person was last understood to say in a chat since an instant, newest first. */
export async function lastTurns(db: Db, county: string, chat: string, person: string, since: Date) {
  return db
    .select({ id: inbox.id, at: inbox.receivedAt, text: inbox.text, reading: inbox.reading })
    .from(inbox)
    .where(
      and(
        eq(inbox.county, county),
        eq(inbox.chat, chat),
        eq(inbox.person, person),
        isNotNull(inbox.reading),
        gte(inbox.receivedAt, since),
      ),
    )
    .orderBy(desc(inbox.id))
    .limit(5);
}

/** Whether somebody else spoke in a chat between two messages. */
export async function othersSpoke(
  db: Db,
  { county, chat, person, id }: Pick<Kept, 'county' | 'chat' | 'person' | 'id'>,
  after: number,
): Promise<boolean> {
  const between = and(eq(inbox.county, county), eq(inbox.chat, chat), gt(inbox.id, after), lt(inbox.id, id));
  return (await db.$count(inbox, and(between, ne(inbox.person, person)))) > 0;
}

/** What people were understood to say in a chat before a message since an instant, newest first. */
export async function earlierInChat(db: Db, county: string, chat: string, before: number, since: Date) {
  return db
    .select({
      id: inbox.id,
      at: inbox.receivedAt,
      person: inbox.person,
      text: inbox.text,
      reading: inbox.reading,
    })
    .from(inbox)
    .where(
      and(
        eq(inbox.county, county),
        eq(inbox.chat, chat),
        lt(inbox.id, before),
        gte(inbox.receivedAt, since),
        isNotNull(inbox.reading),
      ),
    )
    .orderBy(desc(inbox.id))
    .limit(30);
}

/** Whether a message was handled or given up. */
export async function isDone(db: Db, county: string, id: number): Promise<boolean> {
  return (
    (await db.$count(inbox, and(eq(inbox.county, county), eq(inbox.id, id), isNull(inbox.doneAt)))) === 0
  );
}

/** When the first message that was put off comes up again; undefined when none was. */
export async function nextPutOffAt(db: Db, county: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: min(inbox.leaseUntil) })
    .from(inbox)
    .where(and(eq(inbox.county, county), isNull(inbox.doneAt)));
  return row?.at ?? undefined;
}

/** How many messages wait to be handled. */
export async function countWaiting(db: Db, county: string): Promise<number> {
  return db.$count(inbox, and(eq(inbox.county, county), isNull(inbox.doneAt)));
}

const mine = (message: Kept) =>
  and(eq(inbox.county, message.county), eq(inbox.id, message.id), eq(inbox.attempt, message.attempt));
