import { and, eq, sql } from 'drizzle-orm';
import type { Day } from '../core/model.ts';
import type { Db } from './db.ts';
import { reminderRuns, timers } from './schema.ts';

/** A timer under work; `attempt` fences it like a message. */
export type Timer = typeof timers.$inferSelect;

const LEASE_MS = 60_000;

/** Leases the timer that has been due longest; undefined when none is due. */
export async function claimTimer(db: Db, county: string, now: Date): Promise<Timer | undefined> {
  const at = now.toISOString();
  const [claimed] = await db
    .update(timers)
    .set({ attempt: sql`${timers.attempt} + 1`, leaseUntil: new Date(now.getTime() + LEASE_MS) })
    .where(
      and(
        eq(timers.county, county),
        eq(
          timers.key,
          sql`(select w.key from timers w where w.county = ${county} and w.run_at <= ${at}::timestamptz
               and (w.lease_until is null or w.lease_until <= ${at}::timestamptz)
               order by w.run_at, w.key limit 1 for update skip locked)`,
        ),
      ),
    )
    .returning();
  return claimed;
}

/** Removes a timer that has been dealt with, unless its work set it anew. */
export async function clearTimer(tx: Db, timer: Timer): Promise<void> {
  await tx
    .delete(timers)
    .where(
      and(
        eq(timers.county, timer.county),
        eq(timers.key, timer.key),
        eq(timers.attempt, timer.attempt),
        eq(timers.runAt, timer.runAt),
      ),
    );
}

/** When the next timer falls due; undefined when there is none. */
export async function nextTimerAt(db: Db, county: string): Promise<Date | undefined> {
  const [row] = await db
    .select({
      at: sql<string | null>`min(greatest(${timers.runAt}, coalesce(${timers.leaseUntil}, ${timers.runAt})))`,
    })
    .from(timers)
    .where(eq(timers.county, county));
  return row?.at ? new Date(row.at) : undefined;
}

/** True for the one caller who may make this kind of reminder on this day; part of the same transaction. */
export async function takeReminderRun(
  tx: Db,
  county: string,
  day: Day,
  kind: string,
  now: Date,
): Promise<boolean> {
  const won = await tx
    .insert(reminderRuns)
    .values({ county, day, kind, ranAt: now })
    .onConflictDoNothing()
    .returning({ kind: reminderRuns.kind });
  return won.length > 0;
}

/** Kinds of reminder already made on a day. */
export async function reminderKindsDone(db: Db, county: string, day: Day): Promise<Set<string>> {
  const rows = await db
    .select({ kind: reminderRuns.kind })
    .from(reminderRuns)
    .where(and(eq(reminderRuns.county, county), eq(reminderRuns.day, day)));
  return new Set(rows.map((row) => row.kind));
}
