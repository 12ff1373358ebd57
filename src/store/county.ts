import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { withLocalDays } from '../core/calendar.ts';
import type {
  CalendarYear,
  Chat,
  County,
  Department,
  Enterprise,
  Item,
  Person,
  Project,
} from '../core/model.ts';
import type { Db } from './db.ts';
import type { CountyFolder } from './folder.ts';
import { bare } from './rows.ts';
import * as schema from './schema.ts';

/** What an import changed in one kind of thing. */
export interface Difference {
  added: string[];
  changed: string[];
  removed: string[];
}

/** By kind, in the words of the operator; kinds without any change are left out. */
export type CountyDifference = Record<string, Difference>;

type Row = Record<string, unknown>;

/**
 * Writes a county folder, all or nothing. What the office itself records is not overwritten: filings are added,
 * never changed or removed, so a newer import cannot turn a clock back; an official calendar year stays when the
 * folder has only a provisional one, and years the folder does not know stay too.
 */
export async function saveCounty(db: Db, folder: CountyFolder, now: Date): Promise<CountyDifference> {
  const { county, filings } = folder;
  const id = county.id;
  return db.transaction(async (tx) => {
    const difference: CountyDifference = {};
    note(difference, '设置', await saveHead(tx, folder, now));
    const lists: [string, PgTable, string, Row[]][] = [
      ['日历', schema.calendarYears, 'year', await calendarRows(tx, county)],
      ['部门', schema.departments, 'code', numbered([...county.departments.values()])],
      ['事项', schema.items, 'code', numbered([...county.items.values()])],
      ['人员', schema.people, 'id', numbered([...county.people.values()])],
      ['企业', schema.enterprises, 'id', rowsOf(county.enterprises)],
      ['群', schema.chats, 'id', numbered([...county.chats.values()])],
      ['项目', schema.projects, 'code', rowsOf(county.projects)],
    ];
    for (const [name, table, key, rows] of lists) {
      note(difference, name, await replace(tx, table, key, id, rows));
    }
    const added: string[] = [];
    for (const part of inParts(filings)) {
      const rows = part.map((filing) => ({ county: id, ...filing }));
      const fresh = await tx
        .insert(schema.filings)
        .values(rows)
        .onConflictDoNothing()
        .returning({ id: schema.filings.id });
      added.push(...fresh.map((row) => row.id));
    }
    note(difference, '办件', { added, changed: [], removed: [] });
    return difference;
  });
}

/** The county's own row: what is read as a whole. Its parts are named in the difference. */
async function saveHead(tx: Db, { county, fingerprint }: CountyFolder, now: Date): Promise<Difference> {
  const parts = {
    settings: county.settings,
    stages: [...county.stages.values()],
    stagePlans: [...county.stagePlans.values()],
    ambiguities: county.ambiguities,
    spellings: county.spellings,
    questions: county.questions,
  };
  const [old] = await tx.select().from(schema.counties).where(eq(schema.counties.id, county.id));
  const row = { id: county.id, ...parts, fingerprint, importedAt: now };
  await tx.insert(schema.counties).values(row).onConflictDoUpdate({ target: schema.counties.id, set: row });
  if (!old) return { added: [county.id], changed: [], removed: [] };
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const changed = names.filter((name) => !same({ [name]: old[name] }, { [name]: parts[name] }));
  return { added: [], changed: changed.map((name) => headNames[name]), removed: [] };
}

const headNames = {
  settings: '基本设置',
  stages: '阶段',
  stagePlans: '项目类型',
  ambiguities: '多义词',
  spellings: '错别字',
  questions: '常见问法',
};

/** The years to keep: the folder's, but not a provisional one in place of an official one, and those only stored. */
async function calendarRows(tx: Db, county: County): Promise<Row[]> {
  const stored = await tx
    .select()
    .from(schema.calendarYears)
    .where(eq(schema.calendarYears.county, county.id));
  const keep = stored.filter(({ year, status }) => {
    const fresh = county.calendar.get(year);
    return !fresh || (status === 'official' && fresh.status === 'provisional');
  });
  const kept = new Set(keep.map(({ year }) => year));
  const fresh = [...county.calendar.values()].filter(({ year }) => !kept.has(year));
  return [...keep.map(({ county: _, ...year }) => year), ...fresh] as unknown as Row[];
}

/** PostgreSQL takes 65,535 values in one statement. */
const inParts = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / 1000) }, (_, n) => rows.slice(n * 1000, (n + 1) * 1000));

const rowsOf = (map: ReadonlyMap<string, object>): Row[] => [...map.values()].map((one) => ({ ...one }));

function note(into: CountyDifference, name: string, one: Difference): void {
  if (one.added.length + one.changed.length + one.removed.length > 0) into[name] = one;
}

/** The order of the folder is the order people see. */
const numbered = (list: object[]): Row[] => list.map((one, position) => ({ ...one, position }));

/** Makes a table hold exactly these rows for the county; untouched rows are not written. */
async function replace(
  tx: Db,
  table: PgTable,
  key: string,
  county: string,
  rows: Row[],
): Promise<Difference> {
  const columns = table as unknown as Record<string, never>;
  const here = eq(columns.county as never, county) as SQL;
  const before = new Map(
    (await tx.select().from(table).where(here)).map((row) => [String((row as Row)[key]), row as Row]),
  );
  const difference: Difference = { added: [], changed: [], removed: [] };
  const fresh: Row[] = [];
  for (const row of rows) {
    const name = String(row[key]);
    const old = before.get(name);
    before.delete(name);
    if (old && same(old, row)) continue;
    (old ? difference.changed : difference.added).push(name);
    fresh.push({ county, ...row });
  }
  difference.removed.push(...before.keys());
  const stale = [...difference.changed, ...difference.removed];
  if (stale.length > 0) {
    const keys = key === 'year' ? stale.map(Number) : stale;
    await tx.delete(table).where(and(here, inArray(columns[key] as never, keys as never[])));
  }
  for (const part of inParts(fresh)) await tx.insert(table).values(part as never);
  return difference;
}

/** JSON with sorted keys: the database gives jsonb keys back in its own order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

const same = (old: Row, row: Row) => {
  const { county: _, ...rest } = old;
  return JSON.stringify(canonical(rest)) === JSON.stringify(canonical(row));
};

/** Replaces or adds one calendar year; gives back whether anything changed. */
export async function saveCalendarYear(
  db: Db,
  county: string,
  year: CalendarYear,
  now: Date,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const here = and(eq(schema.calendarYears.county, county), eq(schema.calendarYears.year, year.year));
    const [old] = await tx.select().from(schema.calendarYears).where(here);
    if (old && same(old, year as unknown as Row)) return false;
    await tx.delete(schema.calendarYears).where(here);
    await tx.insert(schema.calendarYears).values({ county, ...year });
    await touchCounty(tx, county, now);
    return true;
  });
}

/** Marks the county as changed, so that running processes read it again. */
export async function touchCounty(tx: Db, county: string, now: Date): Promise<void> {
  await tx.update(schema.counties).set({ importedAt: now }).where(eq(schema.counties.id, county));
}

/** Ids of the counties in the database. */
export async function listCounties(db: Db): Promise<string[]> {
  return (await db.select({ id: schema.counties.id }).from(schema.counties).orderBy(schema.counties.id)).map(
    (row) => row.id,
  );
}

/** Changes with every import; running processes compare it. */
export async function countyStamp(db: Db, county: string): Promise<string> {
  const [row] = await db
    .select({ fingerprint: schema.counties.fingerprint, at: schema.counties.importedAt })
    .from(schema.counties)
    .where(eq(schema.counties.id, county));
  return row ? `${row.fingerprint}@${row.at.toISOString()}` : '';
}

/** A county as one frozen value: a copy held by several hands must not change in one of them. */
export async function loadCounty(db: Db, id: string): Promise<County> {
  const [head] = await db.select().from(schema.counties).where(eq(schema.counties.id, id));
  if (!head) throw new Error(`数据库里没有县 ${id}，请先运行 npm run -s bangban -- import county 目录`);
  const list = async <T>(table: PgTable, order = 'position'): Promise<T[]> => {
    const columns = table as unknown as Record<string, never>;
    const here = eq(columns.county as never, id) as SQL;
    const rows = await db
      .select()
      .from(table)
      .where(here)
      .orderBy(columns[order] as never);
    return rows.map((row) => bare<T>(row, 'position'));
  };
  const byKey = <T>(rows: T[], key: keyof T) => new Map(rows.map((row) => [row[key] as string, freeze(row)]));
  const years = await list<CalendarYear>(schema.calendarYears, 'year');
  return Object.freeze({
    id,
    settings: freeze(head.settings),
    calendar: new Map(
      years.map((year) => [year.year, freeze(withLocalDays(year, head.settings.localDays ?? []))]),
    ),
    departments: byKey(await list<Department>(schema.departments), 'code'),
    stages: byKey(head.stages, 'code'),
    items: byKey(await list<Item>(schema.items), 'code'),
    stagePlans: byKey(head.stagePlans, 'projectType'),
    ambiguities: freeze(head.ambiguities),
    spellings: freeze(head.spellings),
    questions: freeze(head.questions),
    people: byKey(await list<Person>(schema.people), 'id'),
    chats: byKey(await list<Chat>(schema.chats), 'id'),
    enterprises: byKey(await list<Enterprise>(schema.enterprises, 'id'), 'id'),
    projects: byKey(await list<Project>(schema.projects, 'code'), 'code'),
  });
}

function freeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
