import { and, eq } from 'drizzle-orm';
import type { Filing } from '../core/model.ts';
import type { Db } from './db.ts';
import { bare } from './rows.ts';
import { filings } from './schema.ts';

/** A row as the filing of the glossary. */
export function toFiling(row: typeof filings.$inferSelect): Filing {
  return bare(row);
}

/** The filings of one project: what a timer of a single case looks at must not grow with the county. */
export async function readFilingsOf(tx: Db, county: string, project: string): Promise<Filing[]> {
  const rows = await tx
    .select()
    .from(filings)
    .where(and(eq(filings.county, county), eq(filings.project, project)))
    .orderBy(filings.id);
  return rows.map(toFiling);
}
