import { createHash } from 'node:crypto';
import { realpathSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Another process works in the folder; the message tells the operator which one and what to do. */
export class FolderBusy extends Error {
  constructor(folder: string, holder: string) {
    super(
      `数据目录 ${folder} 正被另一个 bangban 进程${holder ? `（进程号 ${holder}）` : ''}使用，同一目录同时只能由一个进程打开。` +
        '请先停掉那个进程再试，或用 DATA_DIR 换一个目录；需要几个进程同时运行时，请设置 DATABASE_URL 改用 PostgreSQL。',
    );
    this.name = 'FolderBusy';
  }
}

/**
 * Holds a folder (which need not exist yet, its parent must) for this process until `release` or the process's
 * end, however it ends. Throws `FolderBusy` within a second when another process, or this one, has it already.
 * A unix socket and no pid file: the kernel closes it with the process, so a stale one cannot look alive.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const real = join(realpathSync(dirname(folder)), basename(folder));
  const address = addressOf(real);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = await hold(address);
    if (server) return { release: () => close(server) };
    const holder = await ask(address);
    if (holder !== undefined) throw new FolderBusy(real, holder);
  }
  throw new FolderBusy(real, '');
}

/** Socket paths end at 104 bytes on macOS, 108 on Linux. */
const LONGEST = 100;

function addressOf(folder: string): string {
  const short = `bangban-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${short}`;
  const beside = `${folder}.lock`;
  return Buffer.byteLength(beside) <= LONGEST ? beside : join(tmpdir(), `${short}.lock`);
}

/** A listening server, or undefined when the address is taken. */
async function hold(address: string): Promise<Server | undefined> {
  const server = createServer((asker) => {
    asker.on('error', () => undefined);
    asker.end(String(process.pid));
  });
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
  );
  server.listen(address, () => resolve(true));
  // Bound before `listen` returns; a moment later it might be another's already.
  const mine = inode(address);
  if (!(await promise)) return undefined;
  server.unref();
  // Two that find the same stale socket may both remove it, the slower one a socket that is new: see who remains.
  await pause(50);
  if (inode(address) === mine) return server;
  // Not closed, for closing removes whatever lies at the address, and that is another's now.
  return undefined;
}

/** The holder's process number, empty when it is too busy to answer; undefined when nobody holds it any more. */
async function ask(address: string): Promise<string | undefined> {
  const asked = inode(address);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await call(address);
    if (answer !== undefined) return answer;
    await pause(20);
  }
  if (asked !== undefined && inode(address) === asked) rmSync(address, { force: true });
  return undefined;
}

function call(address: string): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  let heard = '';
  const line = connect(address);
  // The kernel accepts for a process that is alive but busy, so a connection alone is proof.
  line.setTimeout(500, () => resolve(heard));
  line.on('data', (chunk) => {
    heard += chunk;
  });
  line.on('end', () => resolve(heard));
  line.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(undefined);
    else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(heard);
    else reject(error);
  });
  return promise.finally(() => line.destroy());
}

/** Which file lies there; named pipes of Windows are none and go away by themselves. */
function inode(address: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const file = statSync(address, { bigint: true, throwIfNoEntry: false });
  return file && `${file.ino}/${file.ctimeNs}`;
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  return promise;
}
