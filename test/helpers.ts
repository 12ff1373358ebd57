import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { inject } from 'vitest';
import { openDb, type Store } from '../src/store/db.ts';
import * as schema from '../src/store/schema.ts';
import { administer, onDatabase } from './setup/database.ts';

/** A migrated database of this test file alone: `await using` it, or close it in `afterAll`. */
export interface TestDb extends Store {
  /** Empties every table and starts every sequence anew, 10 ms: for `beforeEach`. */
  truncate(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openTestDb(): Promise<TestDb> {
  const template = inject('template');
  if (template.driver === 'pglite') {
    const store = await openDb({ dataDir: 'memory', snapshot: await openAsBlob(template.dump) });
    return { ...store, truncate: () => truncate(store), [Symbol.asyncDispose]: store.close };
  }
  const { url, name } = template;
  const copy = `bangban_test_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `create database ${copy} template ${name}`);
  const store = await openDb({ databaseUrl: onDatabase(url, copy) });
  const close = async () => {
    await store.close();
    await administer(url, `drop database ${copy} with (force)`);
  };
  return { ...store, close, truncate: () => truncate(store), [Symbol.asyncDispose]: close };
}

const tables = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map(getTableName);

async function truncate({ db }: Store): Promise<void> {
  await db.execute(sql.raw(`truncate ${tables.join(', ')} restart identity`));
  await db.execute(sql.raw(`alter sequence ${schema.messageSequence.seqName} restart`));
}

export { movableClock } from './clock.ts';
