import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { openDb, sqlState } from '../../src/store/db.ts';
import { administer, onDatabase } from '../setup/database.ts';

const server = process.env.TEST_DATABASE_URL!;

/** An empty database, gone afterwards. */
async function emptyDatabase() {
  const name = `bangban_empty_${randomUUID().slice(0, 8)}`;
  await administer(server, `create database ${name}`);
  return {
    url: onDatabase(server, name),
    [Symbol.asyncDispose]: () => administer(server, `drop database ${name} with (force)`),
  };
}

/** A cable that can go dead without either end being told, or be pulled out. */
async function cable(to: string) {
  const far = new URL(to);
  const lines = new Set<Socket>();
  let dead = false;
  const proxy = createServer((near) => {
    const line = connect(Number(far.port), far.hostname);
    for (const [from, into] of [
      [near, line],
      [line, near],
    ] as const) {
      lines.add(from);
      from.on('data', (chunk) => dead || into.write(chunk));
      from.on('close', () => into.destroy());
      from.on('error', () => undefined);
    }
  });
  const plug = async (port: number) => void (await once(proxy.listen(port, '127.0.0.1'), 'listening'));
  await plug(0);
  const { port } = proxy.address() as { port: number };
  const pull = () => {
    proxy.close();
    for (const line of lines) line.destroy();
  };
  return {
    url: Object.assign(new URL(to), { host: `127.0.0.1:${port}` }).href,
    silence: () => {
      dead = true;
    },
    pull,
    mend: async () => {
      dead = false;
      if (!proxy.listening) await plug(port);
    },
    [Symbol.asyncDispose]: async () => pull(),
  };
}

test('processes that start together on an empty database migrate it once', async () => {
  await using database = await emptyDatabase();
  const stores = await Promise.all([1, 2, 3, 4].map(() => openDb({ databaseUrl: database.url })));
  const [store] = stores;
  const again = await openDb({ databaseUrl: database.url });
  const [row] = (await store!.db.execute(
    sql`select count(*) as n, count(distinct hash) as kinds from drizzle.__drizzle_migrations`,
  )) as unknown as [{ n: number; kinds: number }];
  expect(row.n).toBeGreaterThan(0);
  expect(row.n).toBe(row.kinds);
  for (const open of [...stores, again]) await open.close();
});

test('a statement longer than five seconds is ended', async () => {
  await using database = await emptyDatabase();
  const store = await openDb({ databaseUrl: database.url });
  const slow = await store.db.execute(sql`select pg_sleep(8)`).catch(sqlState);
  expect(slow).toBe('57014');
  await store.close();
});

test.each([
  ['silent', 1],
  ['pulled', 2],
] as const)(
  'when the cable is %s queries fail, and the next ones work when it is back',
  async (how, rounds) => {
    await using database = await emptyDatabase();
    await using line = await cable(database.url);
    const store = await openDb({ databaseUrl: line.url });
    const ask = () => store.db.execute(sql`select 1`);
    await ask();
    if (how === 'silent') line.silence();
    else line.pull();
    const asked = performance.now();
    // More than the pool has connections: a failed one must not be lost for good.
    for (let round = 0; round < rounds; round += 1) {
      const answers = await Promise.allSettled(Array.from({ length: 12 }, ask));
      expect(answers.map((answer) => answer.status)).toEqual(Array(12).fill('rejected'));
    }
    expect(performance.now() - asked).toBeLessThan(10_000);
    await line.mend();
    await expect
      .poll(
        () =>
          ask().then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 4_000 },
      )
      .toBe('up');
    await store.close();
  },
);

test.each([
  ['no server', 'postgres://nobody@127.0.0.1:1/none', 'ECONNREFUSED'],
  ['no such database', onDatabase(server, 'nowhere'), '3D000'],
])('%s is told of within the connect timeout, with the cure', async (_, databaseUrl, state) => {
  const asked = performance.now();
  await expect(openDb({ databaseUrl })).rejects.toThrow(`打不开 DATABASE_URL 指定的数据库（${state}）：请`);
  expect(performance.now() - asked).toBeLessThan(4_000);
});

test('connections cut by the server are made anew', async () => {
  await using database = await emptyDatabase();
  const store = await openDb({ databaseUrl: database.url });
  await store.db.execute(sql`select 1`);
  const admin = postgres(server, { max: 1 });
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${new URL(database.url).pathname.slice(1)}`;
  await admin.end();
  await expect
    .poll(() =>
      store.db.execute(sql`select 1`).then(
        () => 'up',
        () => 'down',
      ),
    )
    .toBe('up');
  await store.close();
});
