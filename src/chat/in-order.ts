import { log } from '../log.ts';

/** Nobody repeats what could not be kept, so it is tried again here. */
const KEEP_TRIES_MS = [200, 1_000, 3_000, 10_000, 30_000];

/** Runs jobs of one key one after another, of different keys at once; a failed job does not stop the next. */
export function openChains() {
  const chains = new Map<string, Promise<void>>();
  return <T>(key: string, job: () => Promise<T>): Promise<T> => {
    const mine = (chains.get(key) ?? Promise.resolve()).then(job);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    chains.set(key, settled);
    settled.then(() => chains.get(key) === settled && chains.delete(key));
    return mine;
  };
}

/** Tries again for most of a minute while the database is away. */
export async function persistently<T>(platform: string, job: () => Promise<T>): Promise<T> {
  for (const wait of KEEP_TRIES_MS) {
    try {
      return await job();
    } catch (error) {
      log('keep-failed', { platform, reason: error instanceof Error ? error.name : 'unknown' });
      await pause(wait);
    }
  }
  return job();
}

/** Never holds the process open. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
