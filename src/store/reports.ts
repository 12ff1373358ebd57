import { and, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Card, LedgerEntry } from '../core/model.ts';
import type { Db } from './db.ts';
import { inbox, ledger, outbox } from './schema.ts';

/** A line of a chat as everybody in it reads it; `place` orders heard and said alike. */
export interface ChatLine {
  place: number;
  at: Date;
  /** A person id, or undefined for the bot. */
  person?: string;
  text: string;
  quote?: string;
  card?: Card;
  picture?: 'board';
  mentions: string[];
}

/** A message that did not get out, or of which nobody knows. */
export interface Troubled {
  id: number;
  chat: string;
  state: 'parked' | 'unknown';
  queuedAt: Date;
  problem: string;
  text: string;
}

/** What a person has to look at, the latest first. */
export async function readTroubled(db: Db, county: string, limit = 50): Promise<Troubled[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.county, county), inArray(outbox.state, ['parked', 'unknown'])))
    .orderBy(desc(outbox.id))
    .limit(limit);
  return rows.map(({ id, chat, state, queuedAt, problem, text }) => ({
    id,
    chat,
    state: state as Troubled['state'],
    queuedAt,
    problem: problem ?? '',
    text,
  }));
}

/** What was heard and said in a chat after a place, oldest first. */
export async function chatLines(
  db: Db,
  county: string,
  chat: string,
  after = 0,
  limit = 200,
): Promise<ChatLine[]> {
  const heard = await db
    .select()
    .from(inbox)
    .where(and(eq(inbox.county, county), eq(inbox.chat, chat), gt(inbox.id, after)))
    .orderBy(desc(inbox.id))
    .limit(limit);
  const said = await db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.county, county),
        eq(outbox.chat, chat),
        isNotNull(outbox.shownAs),
        gt(outbox.shownAs, after),
      ),
    )
    .orderBy(desc(outbox.shownAs))
    .limit(limit);
  const lines: ChatLine[] = [
    ...heard
      .filter((row) => row.action === null)
      .map((row) => ({
        place: row.id,
        at: row.receivedAt,
        person: row.person,
        text: row.text,
        ...(row.quote === null ? {} : { quote: row.quote }),
        mentions: row.mentions,
      })),
    ...said.map((row) => ({
      place: row.shownAs ?? row.id,
      at: row.sentAt ?? row.queuedAt,
      text: row.text,
      ...(row.card === null ? {} : { card: row.card }),
      ...(row.picture === null ? {} : { picture: row.picture }),
      mentions: row.mentions,
    })),
  ];
  return lines.sort((a, b) => a.place - b.place).slice(-limit);
}

/** One line of a chat by its place; undefined when there is none. */
export async function chatLine(
  db: Db,
  county: string,
  chat: string,
  place: number,
): Promise<ChatLine | undefined> {
  return (await chatLines(db, county, chat, place - 1)).find((line) => line.place === place);
}

/** The append-only entries, oldest first. */
export async function readLedger(db: Db, county: string): Promise<LedgerEntry[]> {
  return db
    .select({
      at: ledger.at,
      actor: ledger.actor,
      subject: ledger.subject,
      what: ledger.what,
      cause: ledger.cause,
    })
    .from(ledger)
    .where(eq(ledger.county, county))
    .orderBy(ledger.id);
}

/** What was understood of the messages of a time, oldest first; presses of buttons need no understanding. */
export async function readHeard(db: Db, county: string, from: Date, to?: Date) {
  const rows = await db
    .select({
      id: inbox.id,
      chat: inbox.chat,
      at: inbox.receivedAt,
      person: inbox.person,
      text: inbox.text,
      quote: inbox.quote,
      atBot: inbox.atBot,
      reading: inbox.reading,
    })
    .from(inbox)
    .where(
      and(
        eq(inbox.county, county),
        gte(inbox.receivedAt, from),
        to && lt(inbox.receivedAt, to),
        isNotNull(inbox.reading),
        isNull(inbox.action),
      ),
    )
    .orderBy(inbox.id);
  return rows.flatMap(({ reading, ...row }) => (reading ? [{ ...row, reading }] : []));
}

/** What was set right of cases by hand: the department, the kind; oldest first. */
export async function readSetRight(db: Db, county: string) {
  const set = (field: string) => sql<string | null>`${ledger.body} -> 'set' ->> ${field}`;
  return db
    .select({ number: ledger.subject, actor: ledger.actor, department: set('department'), kind: set('kind') })
    .from(ledger)
    .where(
      and(
        eq(ledger.county, county),
        eq(ledger.kind, 'case-changed'),
        or(isNotNull(set('department')), isNotNull(set('kind'))),
      ),
    )
    .orderBy(ledger.id);
}

/** What went or waits to go out, newest first. */
export async function outgoing(db: Db, county: string, limit = 60) {
  return db.select().from(outbox).where(eq(outbox.county, county)).orderBy(desc(outbox.id)).limit(limit);
}

/** Queue lengths by state, for the operator. */
export async function queueLengths(
  db: Db,
  county: string,
): Promise<{ inbox: Record<string, number>; outbox: Record<string, number> }> {
  const heard = await db
    .select({
      state: sql<string>`case when ${inbox.parked} is not null then 'parked' when ${inbox.doneAt} is null then 'waiting' else 'done' end`,
      n: count(),
    })
    .from(inbox)
    .where(eq(inbox.county, county))
    .groupBy(sql`1`);
  const said = await db
    .select({ state: outbox.state, n: count() })
    .from(outbox)
    .where(eq(outbox.county, county))
    .groupBy(outbox.state);
  return {
    inbox: Object.fromEntries(heard.map((row) => [row.state, row.n])),
    outbox: Object.fromEntries(said.map((row) => [row.state, row.n])),
  };
}
