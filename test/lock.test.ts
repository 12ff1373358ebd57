import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { FolderBusy, lockFolder } from '../src/store/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'bangban-lock-'));
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});
afterAll(() => rmSync(root, { recursive: true }));

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Another process that tries for the folder; its word is `held` or the name of the error. */
async function tryElsewhere(folder: string): Promise<{ child: ChildProcess; word: string }> {
  const script = `import { lockFolder } from '${new URL('../src/store/lock.ts', import.meta.url)}';
    console.log(await lockFolder(process.argv[1]).then(() => 'held', (error) => error.name));
    setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [chunk] = await once(child.stdout!, 'data');
  return { child, word: String(chunk).trim() };
}

const free = async (folder: string) => (await lockFolder(folder)).release();

test.each([
  ['beside the folder', 'short'],
  ['elsewhere, where the path is too long for a socket', `${'long/'.repeat(30)}deep`],
])('one process holds it until it is killed: %s', async (_, below) => {
  const folder = join(root, below, 'database');
  mkdirSync(join(root, below), { recursive: true });
  const holder = await tryElsewhere(folder);
  expect(holder.word).toBe('held');
  await expect(lockFolder(folder)).rejects.toThrow(`（进程号 ${holder.child.pid}）`);
  expect((await tryElsewhere(folder)).word).toBe('FolderBusy');
  await kill(holder.child);
  await free(folder);
});

test('the same process is refused too, until it lets go', async () => {
  const folder = join(root, 'mine');
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderBusy);
  await lock.release();
  await free(folder);
});

test('a second name of the folder is the same folder', async () => {
  const far = join(root, 'far/'.repeat(30));
  mkdirSync(far, { recursive: true });
  symlinkSync(far, join(root, 'alias'));
  const lock = await lockFolder(join(far, 'database'));
  await expect(lockFolder(join(root, 'alias', 'database'))).rejects.toBeInstanceOf(FolderBusy);
  await lock.release();
});

test('one whose socket another took for stale gives way and leaves the other its own', async () => {
  const folder = join(root, 'taken');
  const address = `${folder}.lock`;
  const late = expect(lockFolder(folder)).rejects.toThrow('（进程号 4711）');
  await vi.waitUntil(() => existsSync(address), { interval: 1 });
  rmSync(address);
  const other = createServer((asker) => asker.end('4711')).listen(address);
  await late;
  await expect(lockFolder(folder)).rejects.toThrow('（进程号 4711）');
  other.close();
});

test('a stopped holder, which cannot answer, still holds', async () => {
  const folder = join(root, 'stopped');
  const { child } = await tryElsewhere(folder);
  child.kill('SIGSTOP');
  const asked = performance.now();
  await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderBusy);
  expect(performance.now() - asked).toBeLessThan(2_000);
});

test('of several that find it left behind by a dead process, one gets it', async () => {
  const folder = join(root, 'race');
  for (let round = 0; round < 2; round += 1) {
    const { child } = await tryElsewhere(folder);
    await kill(child);
    const words = (await Promise.all([1, 2, 3, 4].map(() => tryElsewhere(folder)))).map(({ word }) => word);
    expect(words.sort()).toEqual(['FolderBusy', 'FolderBusy', 'FolderBusy', 'held']);
    for (const other of children.splice(0)) await kill(other);
  }
});
