import { and, desc, eq, gte, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Meeting } from '../core/model.ts';
import type { Db } from './db.ts';
import { MONTH_MS } from './rows.ts';
import { ledger } from './schema.ts';

/**
 * What was said within a month of meetings, newest first: of all, or of some cases and projects and of those that a
 * person set or is invited to.
 */
export async function readMeetings(
  tx: Db,
  county: string,
  now: Date,
  of?: { subjects: string[]; person: string },
): Promise<Meeting[]> {
  const noted = and(
    eq(ledger.county, county),
    eq(ledger.kind, 'meeting-noted'),
    gte(ledger.at, new Date(now.getTime() - MONTH_MS)),
  );
  const rows = await tx
    .select({ at: ledger.at, body: ledger.body })
    .from(ledger)
    .where(
      and(noted, of && or(inArray(ledger.subject, [...of.subjects, '']), ofPerson(tx, noted, of.person))),
    )
    .orderBy(desc(ledger.id));
  return rows.map(({ at, body }) => ({ ...(body.meeting as Omit<Meeting, 'at'>), at }));
}

/** About what a person set a meeting or is invited to one. */
function ofPerson(tx: Db, noted: SQL | undefined, person: string): SQL {
  const holds = (meeting: Partial<Meeting>) => sql`${ledger.body} @> ${JSON.stringify({ meeting })}::jsonb`;
  const own = or(holds({ invited: [person] }), holds({ by: person }));
  return inArray(ledger.subject, tx.select({ subject: ledger.subject }).from(ledger).where(and(noted, own)));
}
