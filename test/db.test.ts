import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openDb, sqlState } from '../src/store/db.ts';
import { caseSerials, ledger, worldClock } from '../src/store/schema.ts';
import { openTestDb } from './helpers.ts';

const serial = (n: number) => ({ county: 'qinghe', year: 2026, serial: n });

describe('an opened database', async () => {
  const store = await openTestDb();
  const { db } = store;
  beforeEach(store.truncate);
  afterAll(store.close);
  const serials = async () => (await db.select().from(caseSerials)).map((row) => row.serial);

  test('keeps what a transaction wrote and forgets what one rolled back', async () => {
    await db.transaction(async (tx) => void (await tx.insert(caseSerials).values(serial(1))));
    const failing = db.transaction(async (tx) => {
      await tx.update(caseSerials).set({ serial: 2 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await serials()).toEqual([1]);
  });

  test.each([
    ['a query', () => db.select().from(caseSerials)],
    ['raw SQL', () => db.execute(sql`select 1`)],
    ['a count', () => db.$count(caseSerials)],
    ['a relational query', () => db.query.caseSerials.findFirst()],
    ['a second transaction', () => db.transaction(async () => undefined)],
  ])('%s past the open transaction throws instead of hanging', async (_, stray) => {
    await expect(db.transaction(async () => void (await stray()))).rejects.toThrow('pass tx instead');
    await stray();
  });

  test('a transaction inside a transaction is a savepoint', async () => {
    await db.transaction(async (tx) => {
      await tx.insert(caseSerials).values(serial(1));
      await tx
        .transaction(async (inner) => {
          await inner.update(caseSerials).set({ serial: 2 });
          throw new Error('no');
        })
        .catch(() => undefined);
    });
    expect(await serials()).toEqual([1]);
  });

  test('work that a transaction set going may use the database afterwards', async () => {
    const ended = Promise.withResolvers<void>();
    let later: Promise<number[]> | undefined;
    await db.transaction(async (tx) => {
      await tx.insert(caseSerials).values(serial(3));
      later = ended.promise.then(serials);
    });
    ended.resolve();
    expect(await later).toEqual([3]);
  });

  test('big numbers come as numbers, from the builder and from raw SQL', async () => {
    await db.insert(worldClock).values({ county: 'qinghe', offsetMs: 86_400_000 * 400 });
    expect(await db.select({ ms: worldClock.offsetMs }).from(worldClock)).toEqual([{ ms: 34_560_000_000 }]);
    const raw = (await db.execute(
      sql`select offset_ms as ms, count(*) over () as n from world_clock`,
    )) as unknown;
    const [row] = Array.isArray(raw) ? raw : (raw as { rows: unknown[] }).rows;
    expect(row).toEqual({ ms: 34_560_000_000, n: 1 });
  });

  test('the state of a refused statement is found under the wrapping', async () => {
    await db.insert(caseSerials).values(serial(1));
    const twice = await db
      .insert(caseSerials)
      .values(serial(1))
      .catch((error: unknown) => error);
    expect(sqlState(twice)).toBe('23505');
    expect(sqlState(new Error('other'))).toBeUndefined();
  });

  test('a notice reaches who listens, until they stop', async () => {
    const heard: string[] = [];
    const first = Promise.withResolvers<void>();
    const stop = await store.listen('bangban_test', (payload) => {
      heard.push(payload);
      first.resolve();
    });
    await store.notify('bangban_test', '一');
    await first.promise;
    await stop();
    await store.notify('bangban_test', '二');
    expect(heard).toEqual(['一']);
  });

  test('emptying starts the numbers anew', async () => {
    const line = {
      county: 'qinghe',
      at: new Date('2026-11-23T01:00:00Z'),
      actor: 'p',
      subject: 's',
      what: 'w',
    };
    const entry = { ...line, kind: 'note-added' as const, cause: 'inbox/1', body: {} };
    await db.insert(ledger).values([entry, entry]);
    await store.truncate();
    expect(await db.insert(ledger).values(entry).returning({ id: ledger.id, at: ledger.at })).toEqual([
      { id: 1, at: line.at },
    ]);
  });
});

describe('the embedded database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bangban-db-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  });

  /** A process that opens the folder, does something and then waits to be killed. */
  async function elsewhere(work: string, until: () => boolean) {
    const script = `import { openDb } from '${new URL('../src/store/db.ts', import.meta.url)}';
      import { caseSerials } from '${new URL('../src/store/schema.ts', import.meta.url)}';
      const store = await openDb({ dataDir: process.argv[1] }); ${work}; console.log('done'); setInterval(() => {}, 1e6);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir]);
    children.push(child);
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    await expect.poll(() => until() || said.includes('done'), { timeout: 15_000, interval: 5 }).toBe(true);
    return {
      said: () => said,
      kill: async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }

  test('a first start killed half-way is begun again, a killed process loses nothing and frees the folder', async () => {
    const early = await elsewhere('', () => existsSync(join(dataDir, 'database.unfinished')));
    await early.kill();
    expect(early.said()).toBe('');
    expect(readdirSync(dataDir)).not.toContain('database');

    const holder = await elsewhere(
      `await store.db.insert(caseSerials).values(${JSON.stringify(serial(7))})`,
      () => false,
    );
    const asked = performance.now();
    await expect(openDb({ dataDir })).rejects.toThrow(/另一个 bangban 进程（进程号 \d+）.*DATA_DIR/);
    expect(performance.now() - asked).toBeLessThan(2_000);
    await holder.kill();

    const said: string[] = [];
    const store = await openDb({ dataDir, say: (line) => said.push(line) });
    expect(await store.db.select().from(caseSerials)).toEqual([serial(7)]);
    await store.close();
    expect(said).toEqual([]);
    expect(readdirSync(dataDir)).toEqual(['database']);
  });

  test('a full disk is fatal, for it hangs afterwards', async () => {
    const fatal: unknown[] = [];
    const store = await openDb({ dataDir, fatal: (error) => fatal.push(sqlState(error)) });
    const full = sql`do $$ begin raise exception 'full' using errcode = '53100'; end $$`;
    await expect(store.db.transaction((tx) => tx.execute(full))).rejects.toThrow();
    await store.close();
    expect(fatal).toEqual(['53100']);
  });
});
