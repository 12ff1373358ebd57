import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { startBangban } from '../../src/main.ts';
import { openDb } from '../../src/store/db.ts';
import { outbox, reminderRuns } from '../../src/store/schema.ts';
import { movableClock } from '../helpers.ts';
import { administer, onDatabase } from '../setup/database.ts';

const server = process.env.TEST_DATABASE_URL!;
const script = fileURLToPath(new URL('replica.ts', import.meta.url));
const mornings = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'];
/** How many kinds of reminder a working day has made by then. */
const KINDS = { '08:40': 3, '09:00': 6 };
const KILLS = Number(process.env.KILLS ?? 12);

/** An empty database, gone afterwards. */
async function emptyDatabase() {
  const name = `bangban_replicas_${randomUUID().slice(0, 8)}`;
  await administer(server, `create database ${name}`);
  return {
    url: onDatabase(server, name),
    [Symbol.asyncDispose]: () => administer(server, `drop database ${name} with (force)`),
  };
}

/** The keys of all reminders of these mornings as one undisturbed process makes them. */
async function undisturbed(): Promise<string[]> {
  await using database = await emptyDatabase();
  const store = await openDb({ databaseUrl: database.url });
  const clock = movableClock(`${mornings[0]}T08:00:00+08:00`);
  const program = await startBangban({ PORT: '0', LOG_LEVEL: 'off', SIMULATOR: 'on' }, { store, clock });
  for (const day of mornings) await program.settle(new Date(`${day}T09:05:00+08:00`));
  const keys = (await store.db.select({ key: outbox.key }).from(outbox)).map((row) => row.key);
  await program.stop();
  await store.close();
  return keys.sort();
}

test(`三个副本、随机杀 ${KILLS} 次：每个群每天每种提醒一行，不多不少`, async () => {
  const expected = await undisturbed();
  await using database = await emptyDatabase();
  const dir = mkdtempSync(join(tmpdir(), 'replicas-'));
  const clockFile = join(dir, 'clock');
  const setClock = (to: string) => writeFileSync(clockFile, new Date(to).toISOString());
  setClock(`${mornings[0]}T08:00:00+08:00`);
  const replicas: ChildProcess[] = [];
  const start = (n: number) => {
    replicas[n] = spawn(process.execPath, [script, database.url, clockFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return once(replicas[n].stdout!, 'data');
  };
  let killing = true;
  let kills = 0;
  try {
    await Promise.all([start(0), start(1), start(2)]);
    const store = await openDb({ databaseUrl: database.url });
    const killer = (async () => {
      for (let n = 0; killing; n = (n + 1) % 3) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
        if (kills >= KILLS) continue;
        const victim = replicas[n]!;
        victim.kill('SIGKILL');
        await once(victim, 'exit');
        kills += 1;
        await start(n);
      }
    })();
    for (const [nth, day] of mornings.entries()) {
      for (const [time, kinds] of Object.entries(KINDS)) {
        setClock(`${day}T${time}:30+08:00`);
        await vi.waitFor(
          async () => expect(await store.db.$count(reminderRuns, eq(reminderRuns.day, day))).toBe(kinds),
          { timeout: 60_000, interval: 50 },
        );
      }
      // The kills are spread over the mornings.
      await vi.waitFor(
        () => expect(kills).toBeGreaterThanOrEqual(Math.floor((KILLS * (nth + 1)) / mornings.length)),
        {
          timeout: 240_000,
          interval: 50,
        },
      );
      // What a killed one had under way is looked at again once its lease is over.
      setClock(`${day}T09:10:00+08:00`);
      await vi.waitFor(
        async () => expect(await store.db.$count(outbox, eq(outbox.state, 'waiting'))).toBe(0),
        { timeout: 60_000, interval: 50 },
      );
    }
    killing = false;
    await killer;
    const rows = await store.db.select().from(outbox);
    expect(rows.map((row) => row.key).sort()).toEqual(expected);
    // A reminder goes out at most once: sent, or shown to a person as uncertain.
    for (const { state } of rows) expect(['sent', 'unknown', 'dropped', 'sending']).toContain(state);
    expect(rows.filter((row) => row.guarantee === 'at-most-once' && row.attempt > 2)).toEqual([]);
    expect(kills).toBe(KILLS);
    await store.close();
  } finally {
    killing = false;
    for (const one of replicas) one.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}, 400_000);
