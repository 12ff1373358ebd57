import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs the whole suite on a PostgreSQL of its own; arguments go to vitest, its exit code is ours. */
async function run(args: string[]): Promise<number> {
  const bin = findServer();
  // Sockets beside the data and a free port: several runs at once do not meet.
  const dir = mkdtempSync('/tmp/bangban-postgres-');
  const as = owner();
  if (as) chownSync(dir, as.uid, as.gid);
  // The server's user may not be allowed into the present folder.
  const place = { cwd: dir, env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...as };
  const data = join(dir, 'data');
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    {
      ...place,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: dir,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    log_min_messages: 'fatal',
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const control = (...args: string[]) =>
    execFileSync(join(bin, 'pg_ctl'), ['-D', data, '-s', '-w', ...args], {
      ...place,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  try {
    control('-o', flags.join(' '), 'start');
    return await suite(args, `postgres://postgres@127.0.0.1:${port}/postgres`);
  } finally {
    if (existsSync(join(data, 'postmaster.pid'))) control('-m', 'fast', 'stop');
    rmSync(dir, { recursive: true, force: true });
  }
}

function findServer(): string {
  const installed = globSync([
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql*/bin',
  ]);
  const newestFirst = installed.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const found = [...(process.env.PATH ?? '').split(delimiter), ...newestFirst].find((bin) =>
    ['initdb', 'pg_ctl'].every((name) => existsSync(join(bin, name))),
  );
  if (found) return found;
  throw new Error(
    'no PostgreSQL server found: install one (apt-get install postgresql) or put initdb on the PATH',
  );
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return { uid: 65534, gid: 65534 };
  }
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}

function suite(args: string[], url: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
  const tests = spawn(process.execPath, [vitest, 'run', ...args], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  });
  // Ctrl-C reaches the tests by themselves; what matters is that the server is put away after them.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal));
  tests.once('exit', (code) => resolve(code ?? 1));
  return promise;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
