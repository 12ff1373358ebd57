import { and, eq, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { holders } from './schema.ts';

/**
 * Takes or keeps, for so many seconds, what only one process may hold; false when another has it. The
 * database's clock decides, since the replicas' own may differ.
 */
export async function hold(db: Db, what: string, holder: string, seconds: number): Promise<boolean> {
  const until = sql`now() + ${`${seconds} seconds`}::interval`;
  const taken = await db
    .insert(holders)
    .values({ what, holder, until })
    .onConflictDoUpdate({
      target: holders.what,
      set: { holder, until },
      setWhere: sql`${holders.holder} = ${holder} or ${holders.until} < now()`,
    })
    .returning({ what: holders.what });
  return taken.length > 0;
}

/** Gives it back, so that another need not wait for the time to run out. */
export async function release(db: Db, what: string, holder: string): Promise<void> {
  await db.delete(holders).where(and(eq(holders.what, what), eq(holders.holder, holder)));
}
