import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzleServer } from 'drizzle-orm/postgres-js';
import { migrate as migrateServer } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { lockFolder } from './lock.ts';
import * as schema from './schema.ts';

/** Both drivers and their transactions; every store function takes one first and does not care which. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An opened, migrated database. */
export interface Store {
  db: Db;
  driver: 'pglite' | 'postgres';
  /** Calls `fn` for every `notify`, also of other processes; resolves once it listens. Channels in lower case. */
  listen(channel: string, fn: (payload: string) => void): Promise<() => Promise<void>>;
  /** Tells every listener; must not be called inside a transaction. */
  notify(channel: string, payload?: string): Promise<void>;
  /** Lets queries under way end (3 s at most on PostgreSQL), then frees the folder. */
  close(): Promise<void>;
}

interface Where {
  /** postgres://…; without it the database is embedded in `dataDir`. */
  databaseUrl?: string | undefined;
  /** The embedded database lies in its folder `database`; `memory` leaves nothing behind. */
  dataDir?: string | undefined;
  /** A dump of a migrated data directory, for `memory` only: opens in 0.6 s instead of 4. */
  snapshot?: Blob;
  /** Told, in Chinese, when opening takes seconds. */
  say?: (line: string) => void;
  /** Called when the embedded database cannot go on: it hangs after a full disk. */
  fatal?: (error: unknown) => void;
}

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
const options = { schema, casing: 'snake_case' } as const;

/** Any constant; all processes must use the same. */
const MIGRATION_LOCK = 20_261_123;
const STATEMENT_MS = 5_000;
/** Longer than the server may take for a statement: a silent socket beyond it leads nowhere. */
const SILENCE_MS = 8_000;

/**
 * Opens PostgreSQL or the embedded PGlite and brings the tables up to date; on PostgreSQL processes starting
 * together wait for each other. Throws `FolderBusy` when another process has the embedded folder.
 */
export function openDb(where: Where): Promise<Store> {
  return where.databaseUrl ? openServer(where.databaseUrl) : openEmbedded(where);
}

async function openServer(url: string): Promise<Store> {
  const settings = {
    connect_timeout: 3,
    // Its own would wait up to 20 s between attempts, long after the server is back.
    backoff: (attempts: number) => Math.min(0.1 * 2 ** attempts, 1),
    onnotice: () => undefined,
    types: { bigint: safeBigint },
  };
  await migrateAlone(url, settings);
  const client = postgres(url, {
    ...settings,
    max: 10,
    idle_timeout: 5,
    connection: { statement_timeout: STATEMENT_MS },
    ...breakingSilence(url),
  });
  // A listener is silent by nature, so it gets a connection without the deadline.
  const listener = postgres(url, { ...settings, max: 1 });
  const db = drizzleServer(client, options);
  return {
    db: guard(db),
    driver: 'postgres',
    listen: async (channel, fn) => (await listener.listen(channel, fn)).unlisten,
    notify: (channel, payload = '') => tell(db, channel, payload),
    async close() {
      await Promise.all([client.end({ timeout: 3 }), listener.end({ timeout: 3 })]);
    },
  };
}

async function migrateAlone(url: string, settings: object): Promise<void> {
  const client = postgres(url, { ...settings, max: 1 });
  try {
    // Of the session: goes with the connection, also when this process is killed half-way.
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrateServer(drizzleServer(client, options), { migrationsFolder });
  } catch (error) {
    const state = sqlState(error) ?? '';
    if (!/^(E|CONNECT|28|3D|53|57P)/.test(state)) throw error;
    const cure = '请确认 PostgreSQL 已启动、地址和密码正确、库已建好';
    throw new Error(`打不开 DATABASE_URL 指定的数据库（${state}）：${cure}。`, { cause: error });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * postgres.js has no deadline of its own: behind a cut cable a query would wait for TCP to give up, a quarter of
 * an hour. Not for several hosts or a unix socket, where its own connecting is needed.
 */
function breakingSilence(url: string): object {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' };
  if (hostname === '' || hostname.includes('%') || hostname.includes(',')) return {};
  // Handed over before it is connected: postgres.js forgets a connection whose socket it had to wait for in vain.
  const socket = () => {
    const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432) };
    const line = connect(place);
    line.setTimeout(SILENCE_MS, () => line.destroy(new Error('the database fell silent')));
    // It compares the name on the certificate with the socket's `host`.
    return Object.assign(line, place);
  };
  return { socket };
}

async function openEmbedded({ dataDir = 'memory', snapshot, say, fatal = leave }: Where): Promise<Store> {
  if (dataDir === 'memory') return embedded(await openPglite(undefined, fatal, snapshot));
  await mkdir(dataDir, { recursive: true });
  const folder = join(dataDir, 'database');
  const lock = await lockFolder(folder);
  try {
    if (!existsSync(folder)) {
      say?.('首次启动，正在建立数据库，需要几秒钟……');
      await createFolder(folder, fatal);
    }
    return embedded(await openPglite(folder, fatal), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Under another name until it is whole: a start that was killed half-way must not leave a broken database. */
async function createFolder(folder: string, fatal: (error: unknown) => void): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await (await openPglite(unfinished, fatal)).close();
  await rename(unfinished, folder);
}

async function openPglite(
  folder: string | undefined,
  fatal: (e: unknown) => void,
  dump?: Blob,
): Promise<PGlite> {
  const client = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(dump === undefined ? {} : { loadDataDir: dump }),
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  });
  const send = client.execProtocolStream.bind(client);
  // Every statement, of transactions too, passes here, and the roll-back after a full disk never returns.
  client.execProtocolStream = (...message) =>
    send(...message).catch((error: unknown) => {
      if (sqlState(error) === '53100') fatal(error);
      throw error;
    });
  await migrateEmbedded(drizzleEmbedded(client, options), { migrationsFolder });
  return client;
}

function embedded(client: PGlite, release: () => Promise<void> = async () => undefined): Store {
  const db = drizzleEmbedded(client, options);
  return {
    db: guard(db),
    driver: 'pglite',
    listen: (channel, fn) => client.listen(channel, fn),
    notify: (channel, payload = '') => tell(db, channel, payload),
    async close() {
      await client.close();
      await release();
    },
  };
}

/** The state PostgreSQL gives an error (23505, 53100); drizzle hides it in the cause. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e) return String(e.code);
  return undefined;
}

/** Both drivers alike: a number wherever it is exact, so that raw SQL gives the same on both. */
const safeBigint = {
  to: 20,
  from: [20],
  parse: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
  serialize: (value: number | bigint) => value.toString(),
};

async function tell(db: Db, channel: string, payload: string): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, ${payload})`);
}

function leave(error: unknown): never {
  process.stderr.write(`磁盘已满，数据库无法继续：请清出空间后重新启动。(${String(error)})\n`);
  process.exit(1);
}

const inTransaction = new AsyncLocalStorage<{ open: boolean }>();

/**
 * Inside a transaction the outer handle waits for the transaction that waits for it: PGlite hangs for ever, and on
 * PostgreSQL the write would stay when the transaction rolls back. So it throws at once, on both.
 */
function guard<T extends Db>(db: T): Db {
  const { session } = db._;
  const prepare = session.prepareQuery.bind(session);
  const transaction = session.transaction.bind(session);
  const refuse = () => {
    // Work that a transaction set going and that outlives it keeps its mark, hence `open`.
    if (inTransaction.getStore()?.open)
      throw new Error('outer db used inside a transaction: pass tx instead');
  };
  session.prepareQuery = (...query) => {
    refuse();
    return prepare(...query);
  };
  session.transaction = async (work, config) => {
    refuse();
    const mark = { open: true };
    try {
      return await inTransaction.run(mark, () => transaction(work, config));
    } finally {
      mark.open = false;
    }
  };
  return db;
}
