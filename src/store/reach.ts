import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { Kept } from './inbox.ts';
import { chatReach } from './schema.ts';

/** What is known of the way to a chat. */
export type Reach = typeof chatReach.$inferSelect;

const REFRESH_MS = 10 * 60_000;

/** Notes that a chat was heard from: the bot is in it and may be able to write there. Seldom writes. */
export async function noteHeard(db: Db, message: Kept, now: Date): Promise<void> {
  const { county, platform, chat } = message;
  const stale = new Date(now.getTime() - REFRESH_MS).toISOString();
  await db
    .insert(chatReach)
    .values({ county, platform, chat, heardAt: now })
    .onConflictDoUpdate({
      target: [chatReach.county, chatReach.platform, chatReach.chat],
      set: { heardAt: now },
      setWhere: sql`${chatReach.heardAt} is null or ${chatReach.heardAt} < ${stale}::timestamptz`,
    });
}

/** Notes how the last send to a chat ended; true when this is a new trouble. */
export async function noteSent(
  db: Db,
  to: { county: string; platform: string; chat: string },
  problem: string | null,
  now: Date,
): Promise<boolean> {
  const problemAt = problem === null ? null : now;
  const here = and(
    eq(chatReach.county, to.county),
    eq(chatReach.platform, to.platform),
    eq(chatReach.chat, to.chat),
  );
  if (problem === null) {
    await db
      .update(chatReach)
      .set({ problem, problemAt })
      .where(and(here, sql`${chatReach.problem} is not null`));
    return false;
  }
  const fresh = await db
    .insert(chatReach)
    .values({ ...to, problem, problemAt })
    .onConflictDoUpdate({
      target: [chatReach.county, chatReach.platform, chatReach.chat],
      set: { problem, problemAt },
      setWhere: sql`${chatReach.problem} is distinct from ${problem}`,
    })
    .returning({ chat: chatReach.chat });
  return fresh.length > 0;
}

/** Every chat heard from or written to in vain, the latest first. */
export async function readReach(db: Db, county: string): Promise<Reach[]> {
  return db.select().from(chatReach).where(eq(chatReach.county, county)).orderBy(desc(chatReach.heardAt));
}
