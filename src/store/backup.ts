import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';
import * as schema from './schema.ts';

/** Raise it when a backup of before can no longer be read. */
const FORMAT = 1;
const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
/** Who holds a connection says nothing tomorrow; vectors are made again. */
const fleeting = new Set(['holders', 'vectors']);
const PAGE = 500;

/** Writes everything to one compressed file, a row a line; the same for both drivers. Gives the number of rows. */
export async function backup(db: Db, path: string): Promise<number> {
  const unfinished = `${path}.unfinished`;
  // One view of everything, whoever writes meanwhile.
  const rows = await db.transaction((tx) => writeAll(tx, unfinished), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
  // Yesterday's stays until today's is whole.
  await rename(unfinished, path);
  return rows;
}

async function writeAll(db: Db, path: string): Promise<number> {
  let rows = 0;
  async function* lines() {
    yield `${JSON.stringify({ bangban: FORMAT })}\n`;
    for (const table of tables) {
      const name = getTableName(table);
      if (fleeting.has(name)) continue;
      const keys = Object.keys(getTableColumns(table));
      for (let offset = 0; ; offset += PAGE) {
        const page = await db
          .select()
          .from(table)
          .orderBy(
            ...keys.map((key) => (table as unknown as Record<string, never>)[key] as never).slice(0, 3),
          )
          .limit(PAGE)
          .offset(offset);
        for (const row of page) yield `${JSON.stringify([name, row])}\n`;
        rows += page.length;
        if (page.length < PAGE) break;
      }
    }
    yield `${JSON.stringify({ rows })}\n`;
  }
  await pipeline(lines, createGzip(), createWriteStream(path, { mode: 0o600 }));
  return rows;
}

/**
 * Puts a backup into an empty database, all or nothing. Throws, with what to do, when the database holds a county
 * already, or when the file is no backup or broken off.
 */
export async function restore(db: Db, path: string): Promise<number> {
  if ((await db.$count(schema.counties)) > 0)
    throw new Error('数据库里已有数据，恢复只能往空库里做：请换一个空的 DATA_DIR 或 DATABASE_URL 再恢复');
  const byName = new Map(tables.map((table) => [getTableName(table), table]));
  return db.transaction(async (tx) => {
    let rows = 0;
    let ended: number | undefined;
    let begun = false;
    await access(path).catch(() => {
      throw new Error(`读不到备份文件 ${path}，请检查路径`);
    });
    const unpacked = createReadStream(path).pipe(createGunzip());
    try {
      for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
        const read = JSON.parse(line) as unknown;
        if (Array.isArray(read)) {
          const [name, row] = read as [string, Record<string, unknown>];
          const table = byName.get(name);
          if (!begun || !table) throw new Error('not ours');
          await tx
            .insert(table)
            .overridingSystemValue()
            .values(revived(table, row) as never);
          rows += 1;
        } else if ('bangban' in (read as object)) begun = (read as { bangban: number }).bangban === FORMAT;
        else ended = (read as { rows: number }).rows;
      }
    } catch (error) {
      throw new Error('备份文件读不下去：不是本程序的备份，或没有拷完整。数据库没有改动', { cause: error });
    }
    if (ended !== rows) throw new Error('备份文件不完整。数据库没有改动');
    await resetSequences(tx);
    return rows;
  });
}

/** Instants were written as text. */
function revived(table: PgTable, row: Record<string, unknown>): Record<string, unknown> {
  const columns = getTableColumns(table);
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      columns[key]?.dataType === 'date' && typeof value === 'string' ? new Date(value) : value,
    ]),
  );
}

/** What is numbered goes on after the last number. */
async function resetSequences(tx: Db): Promise<void> {
  await tx.execute(sql`
    select setval('message_sequence', greatest(
      (select coalesce(max(id), 0) from inbox), (select coalesce(max(id), 0) from outbox),
      (select coalesce(max(shown_as), 0) from outbox), (select coalesce(max(id), 0) from pushes), 1))`);
  await tx.execute(sql`
    select setval(pg_get_serial_sequence('ledger', 'id'), (select coalesce(max(id), 1) from ledger))`);
}
