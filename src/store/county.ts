import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Calendar, CalendarYear, County, Department, Item, Person, Project } from '../core/model.ts';
import type { Db } from './db.ts';
import type { CountyFolder } from './folder.ts';
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
 * Writes a county folder. What the office itself records is not overwritten: filings are added, never changed or
 * removed, so a newer import cannot turn a clock back. Call it inside a transaction to have all or nothing.
 */
export async function saveCounty(db: Db, folder: CountyFolder, now: Date): Promise<CountyDifference> {
  const { county, filings } = folder;
  const id = county.id;
  return db.transaction(async (tx) => {
    const settings = {
      id,
      settings: county.settings,
      stages: [...county.stages.values()],
      stagePlans: [...county.stagePlans.values()],
      ambiguities: county.ambiguities,
      spellings: county.spellings,
      fingerprint: folder.fingerprint,
      importedAt: now,
    };
    await tx.insert(schema.counties).values(settings).onConflictDoUpdate({ target: schema.counties.id, set: settings });
    const lists: [string, PgTable, string, Row[]][] = [
      ['日历', schema.calendarYears, 'year', [...county.calendar.values()] as unknown as Row[]],
      ['部门', schema.departments, 'code', numbered([...county.departments.values()])],
      ['事项', schema.items, 'code', numbered([...county.items.values()])],
      ['人员', schema.people, 'id', numbered([...county.people.values()])],
      ['企业', schema.enterprises, 'id', [...county.enterprises.values()] as unknown as Row[]],
      ['群', schema.chats, 'id', numbered([...county.chats.values()])],
      ['项目', schema.projects, 'code', [...county.projects.values()] as unknown as Row[]],
    ];
    const difference: CountyDifference = {};
    for (const [name, table, key, rows] of lists) {
      note(difference, name, await replace(tx, table, key, id, rows));
    }
    const rows = filings.map((filing) => ({ county: id, ...filing, liaison: filing.liaison ?? null }));
    const added = rows.length
      ? await tx.insert(schema.filings).values(rows).onConflictDoNothing().returning({ id: schema.filings.id })
      : [];
    note(difference, '办件', { added: added.map((row) => row.id), changed: [], removed: [] });
    return difference;
  });
}

function note(into: CountyDifference, name: string, one: Difference): void {
  if (one.added.length + one.changed.length + one.removed.length > 0) into[name] = one;
}

/** The order of the folder is the order people see. */
const numbered = (list: object[]): Row[] => list.map((one, position) => ({ ...one, position }));

/** Makes a table hold exactly these rows for the county; untouched rows are not written. */
async function replace(tx: Db, table: PgTable, key: string, county: string, rows: Row[]): Promise<Difference> {
  const columns = table as unknown as Record<string, never>;
  const here = eq(columns['county'] as never, county) as SQL;
  const before = new Map((await tx.select().from(table).where(here)).map((row) => [String((row as Row)[key]), row as Row]));
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
  if (fresh.length > 0) await tx.insert(table).values(fresh as never);
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
export async function saveCalendarYear(db: Db, county: string, year: CalendarYear, now: Date): Promise<boolean> {
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
  return (await db.select({ id: schema.counties.id }).from(schema.counties).orderBy(schema.counties.id)).map((row) => row.id);
}

/** Changes with every import; running processes compare it. */
export async function countyStamp(db: Db, county: string): Promise<string> {
  const [row] = await db
    .select({ fingerprint: schema.counties.fingerprint, at: schema.counties.importedAt })
    .from(schema.counties)
    .where(eq(schema.counties.id, county));
  return row ? `${row.fingerprint}@${row.at.toISOString()}` : '';
}

/** A county as one frozen value. */
export async function loadCounty(db: Db, id: string): Promise<County> {
  const [head] = await db.select().from(schema.counties).where(eq(schema.counties.id, id));
  if (!head) throw new Error(`数据库里没有县 ${id}，请先运行 npm run bangban -- import county 目录`);
  const list = async <T>(table: PgTable, order?: string): Promise<T[]> => {
    const columns = table as unknown as Record<string, never>;
    const rows = await db
      .select()
      .from(table)
      .where(eq(columns['county'] as never, id))
      .orderBy(columns[order ?? 'position'] as never);
    return rows.map((row) => strip(row as Row)) as T[];
  };
  const byKey = <T>(rows: T[], key: keyof T) => new Map(rows.map((row) => [row[key] as string, row]));
  return Object.freeze({
    id,
    settings: head.settings,
    calendar: new Map((await list<CalendarYear>(schema.calendarYears, 'year')).map((year) => [year.year, year])) as Calendar,
    departments: byKey(await list<Department>(schema.departments), 'code'),
    stages: byKey(head.stages, 'code'),
    items: byKey(await list<Item>(schema.items), 'code'),
    stagePlans: byKey(head.stagePlans, 'projectType'),
    ambiguities: head.ambiguities,
    spellings: head.spellings,
    people: byKey(await list<Person>(schema.people), 'id'),
    chats: byKey(await list<County['chats'] extends ReadonlyMap<string, infer C> ? C : never>(schema.chats), 'id'),
    enterprises: byKey(await list<County['enterprises'] extends ReadonlyMap<string, infer E> ? E : never>(schema.enterprises, 'id'), 'id'),
    projects: byKey(await list<Project>(schema.projects, 'code'), 'code'),
  });
}

/** Columns that are only the database's own, and nulls, are not part of the glossary. */
function strip(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([key, value]) => value !== null && key !== 'county' && key !== 'position'),
  );
}
