import { and, eq } from 'drizzle-orm';
import type { Filing } from '../core/model.ts';
import type { Db } from './db.ts';
import { filings } from './schema.ts';
import { toFiling } from './view.ts';

/** The filings of one project: what a timer of a single case looks at must not grow with the county. */
export async function readFilingsOf(tx: Db, county: string, project: string): Promise<Filing[]> {
  const rows = await tx
    .select()
    .from(filings)
    .where(and(eq(filings.county, county), eq(filings.project, project)))
    .orderBy(filings.id);
  return rows.map(toFiling);
}
