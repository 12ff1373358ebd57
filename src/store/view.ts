import { and, desc, eq, gte, inArray, notInArray, or, sql } from 'drizzle-orm';
import { can, concernsProject } from '../core/access.ts';
import { keysOfPressing } from '../core/cases/chase.ts';
import { isExpired } from '../core/filings/proposals.ts';
import { isOfficial } from '../core/intents/rule.ts';
import {
  type Case,
  type County,
  type Day,
  dayOf,
  type Filing,
  isOpen,
  type KnowledgeAsked,
  type Person,
  type Spoken,
  serialOf,
  type Told,
  type View,
} from '../core/model.ts';
import { holderKey } from '../core/reminders.ts';
import { chatOf, justSaid, turnsBefore } from './context.ts';
import type { Db } from './db.ts';
import { toFiling } from './filings.ts';
import type { Kept } from './inbox.ts';
import { readKnowledge } from './knowledge.ts';
import { readMeetings } from './meetings.ts';
import { keysQueued } from './outbox.ts';
import { concernsPerson, readMoves, readProposals } from './proposals.ts';
import { bare, MONTH_MS } from './rows.ts';
import { caseSerials, cases, filings, outbox } from './schema.ts';

const CASE_NUMBER = /[A-Z]{2,6}-\d{4}-(\d{6})/;

/**
 * Everything a decision may look at, read in its transaction. Cases come back only when `access.ts` lets the
 * asker see them; the serial's row stays locked until the commit, so case numbers have no gaps or twins.
 */
export async function readView(
  tx: Db,
  county: County,
  message: Kept,
  meant: {
    projects: string[];
    caseNumbers: string[];
    caseWanted: View['caseWanted'];
    knowledge: KnowledgeAsked;
    /** The message speaks of meetings. */
    meetings: boolean;
    /** The message may correct what was registered of a filing. */
    corrections: boolean;
    /** The message presses somebody. */
    presses: boolean;
    /** What the bot spoke of before the message: as it was when that was read, and nothing adds to it. */
    spoken: Spoken[];
    told?: Told | undefined;
    spokeLast?: boolean | undefined;
  },
  now: Date,
): Promise<View> {
  // Before anything is read: what another replica decides meanwhile would be overwritten.
  const serial = await lockSerial(tx, county.id, Number(dayOf(now).slice(0, 4)));
  const asker = county.people.get(message.person);
  const chat = chatOf(county, message.chat);
  // An enterprise has a handful of projects; reading every filing of the county for it would grow with the county.
  const own = [...county.projects.values()]
    .filter((p) => p.enterprise === asker?.enterprise)
    .map((p) => p.code);
  const scope = asker?.role === 'enterprise' ? inArray(filings.project, own.length ? own : ['']) : undefined;
  const all = await tx
    .select()
    .from(filings)
    .where(and(eq(filings.county, county.id), scope));
  const rows = all.map(toFiling);
  const departmentsOf = (project: string) =>
    rows.filter((f) => f.project === project).map((f) => f.department);
  const visible = asker
    ? [...county.projects.values()].filter((p) => concernsProject(asker, p, departmentsOf(p.code)))
    : [];
  const recentCases = await tx
    .select()
    .from(cases)
    .where(
      and(
        eq(cases.county, county.id),
        or(
          notInArray(cases.status, ['concluded', 'withdrawn']),
          gte(cases.concludedAt, new Date(now.getTime() - MONTH_MS)),
        ),
      ),
    )
    .orderBy(desc(cases.openedAt), desc(cases.number));
  const seen = recentCases.map(toCase);
  const allowed = seen.filter((kase) => can(asker, 'see-case', { case: kase }, chat.kind));
  const quoted = await quotedCase(tx, county, message, meant.caseNumbers, allowed);
  const turns = await turnsBefore(tx, message, seen, now);
  const candidates = [
    ...meant.projects,
    quoted?.project,
    chat.projects.length === 1 ? chat.projects[0] : undefined,
    ...turns.filter(justSaid(message.person, now)).flatMap((turn) => turn.projects),
    visible.length === 1 && asker?.role === 'enterprise' ? visible[0]?.code : undefined,
  ];
  const code = candidates.find(
    (candidate) => candidate !== undefined && visible.some((p) => p.code === candidate),
  );
  const project = code === undefined ? undefined : county.projects.get(code);
  const unsettled = (await readProposals(tx, county.id, now)).filter(
    (proposal) => asker !== undefined && concernsPerson(proposal, asker.id),
  );
  const today = dayOf(now);
  const shown = rows.filter((f) => visible.some((p) => p.code === f.project));
  return {
    county,
    today,
    ...(asker ? { asker } : {}),
    chat,
    ...(project ? { project } : {}),
    projects: visible,
    filings: shown,
    cases: allowed,
    ...(quoted ? { quotedCase: quoted } : {}),
    proposals: unsettled.filter((one) => !isExpired(one, now)),
    expiredProposals: unsettled.filter((one) => isExpired(one, now)),
    moves: meant.corrections ? await readMoves(tx, county.id, now) : [],
    ...loadOf(seen),
    listed: await listedBy(tx, county.id, asker, today),
    pressed:
      meant.presses && asker
        ? await keysQueued(tx, county.id, keysOfPressing(shown, asker.id, county, today))
        : new Set(),
    serial,
    caseWanted: meant.caseWanted,
    knowledge: await readKnowledge(tx, message, meant.knowledge),
    meetings: meant.meetings
      ? await readMeetings(tx, county.id, now, {
          subjects: [...allowed.map(({ number }) => number), ...visible.map((p) => p.code)],
          person: message.person,
        })
      : [],
    turns,
    spoken: meant.spoken,
    ...(meant.told ? { told: meant.told } : {}),
    ...(meant.spokeLast ? { spokeLast: true } : {}),
    ...(message.quote === null ? {} : { quote: message.quote }),
    messageId: message.id,
  };
}

/** A number in the text wins over one in the quote; a bare serial means this year's latest case with it. */
async function quotedCase(
  tx: Db,
  county: County,
  message: Kept,
  numbers: string[],
  allowed: Case[],
): Promise<Case | undefined> {
  const wanted = message.action?.case ?? numbers[0] ?? message.quote?.match(CASE_NUMBER)?.[0];
  if (wanted === undefined) return undefined;
  // A full number is that case and no other: next year's has the same serial.
  const found = /^\d+$/.test(wanted)
    ? allowed.find((kase) => serialOf(kase.number) === Number(wanted))
    : allowed.find((kase) => kase.number === wanted);
  if (found) return found;
  const [old] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.county, county.id), eq(cases.number, wanted)));
  const kase = old && toCase(old);
  return kase &&
    can(county.people.get(message.person), 'see-case', { case: kase }, chatOf(county, message.chat).kind)
    ? kase
    : undefined;
}

/** What the numbers of a person's list of this morning mean. */
async function listedBy(
  tx: Db,
  county: string,
  asker: Person | undefined,
  today: Day,
): Promise<ReadonlyMap<number, string>> {
  if (!asker || !isOfficial(asker.role)) return new Map();
  const [list] = await tx
    .select({ about: outbox.about })
    .from(outbox)
    .where(and(eq(outbox.county, county), eq(outbox.key, holderKey(today, asker.id))));
  const about = list?.about;
  if (!about || !('filings' in about)) return new Map();
  return new Map((about.numbers ?? []).map((number, n) => [number, about.filings[n] ?? '']));
}

async function lockSerial(tx: Db, county: string, year: number): Promise<number> {
  const [row] = await tx
    .insert(caseSerials)
    .values({ county, year, serial: 0 })
    .onConflictDoUpdate({
      target: [caseSerials.county, caseSerials.year],
      set: { serial: sql`${caseSerials.serial}` },
    })
    .returning({ serial: caseSerials.serial });
  return row?.serial ?? 0;
}

type CaseRow = typeof cases.$inferSelect;

/** A row as the case of the glossary. */
function toCase(row: CaseRow): Case {
  return {
    ...bare<Case>(row),
    hops: row.hops.map((hop) => ({ ...hop, at: new Date(hop.at) })),
  };
}

function loadOf(seen: Case[]) {
  const load = new Map<string, number>();
  const lastAssigned = new Map<string, Date>();
  for (const kase of seen.filter(isOpen)) {
    load.set(kase.owner, (load.get(kase.owner) ?? 0) + 1);
    const at = kase.hops.at(-1)?.at ?? kase.openedAt;
    if (at > (lastAssigned.get(kase.owner) ?? new Date(0))) lastAssigned.set(kase.owner, at);
  }
  return { load, lastAssigned };
}

/** Open cases per holder and when each last got one. */
export async function readLoad(db: Db, county: string) {
  return loadOf(await readOpenCases(db, county));
}

async function readOpenCases(db: Db, county: string): Promise<Case[]> {
  const open = await db
    .select()
    .from(cases)
    .where(and(eq(cases.county, county), notInArray(cases.status, ['concluded', 'withdrawn'])))
    .orderBy(cases.number);
  return open.map(toCase);
}

/** Cases and filings as they stand now, for reminders and the board. */
export async function readRecord(db: Db, county: string): Promise<{ cases: Case[]; filings: Filing[] }> {
  const running = await db.select().from(filings).where(eq(filings.county, county)).orderBy(filings.id);
  return { cases: await readOpenCases(db, county), filings: running.map(toFiling) };
}

/** Every case there ever was, oldest first. */
export async function readAllCases(db: Db, county: string): Promise<Case[]> {
  return (await db.select().from(cases).where(eq(cases.county, county)).orderBy(cases.number)).map(toCase);
}

/** Some cases by number. */
export async function readCases(db: Db, county: string, numbers: string[]): Promise<Case[]> {
  if (numbers.length === 0) return [];
  return (
    await db
      .select()
      .from(cases)
      .where(and(eq(cases.county, county), inArray(cases.number, numbers)))
  ).map(toCase);
}
