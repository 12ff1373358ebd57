import { and, eq, sql } from 'drizzle-orm';
import { dayOf } from '../core/model.ts';
import type { Db } from './db.ts';
import { usage } from './schema.ts';

/** Adds to the month's count of a metered thing and gives it back; adding 0 only reads. */
export async function countUse(
  db: Db,
  county: string,
  what: string,
  add: number,
  now: Date,
): Promise<number> {
  const month = dayOf(now).slice(0, 7);
  if (add === 0) {
    const here = and(eq(usage.county, county), eq(usage.what, what), eq(usage.month, month));
    return (await db.select({ used: usage.used }).from(usage).where(here))[0]?.used ?? 0;
  }
  const [row] = await db
    .insert(usage)
    .values({ county, what, month, used: add })
    .onConflictDoUpdate({
      target: [usage.county, usage.what, usage.month],
      set: { used: sql`${usage.used} + ${add}` },
    })
    .returning({ used: usage.used });
  return row?.used ?? add;
}
