import { log } from './log.ts';

/** Floor of the polling: what a wake-up missed is found after this long. */
const POLL_MS = 1_000;

/** One unit of work; false when there was none. */
type Job = () => Promise<boolean>;

/**
 * Runs jobs until none is left, then sleeps until woken or until the next poll. `lanes` chats are worked at
 * once; the rows' leases keep one chat in one lane. A job that throws is logged and the lane goes on.
 */
export function openWorker(jobs: Job[], lanes: number) {
  let stopping = false;
  let asleep = Promise.withResolvers<void>();
  let working = 0;
  let rested = Promise.withResolvers<void>();
  const running: Promise<void>[] = [];

  const wake = () => {
    asleep.resolve();
    asleep = Promise.withResolvers<void>();
  };

  async function once(): Promise<boolean> {
    let any = false;
    working += 1;
    for (const job of jobs) {
      try {
        any = (await job()) || any;
      } catch (error) {
        log('job-failed', { reason: error instanceof Error ? error.name : 'unknown' });
      }
    }
    working -= 1;
    if (working === 0) {
      rested.resolve();
      rested = Promise.withResolvers<void>();
    }
    return any;
  }

  async function lane(): Promise<void> {
    while (!stopping) {
      const woken = asleep.promise;
      if (await once()) continue;
      const timer = Promise.withResolvers<void>();
      const handle = setTimeout(timer.resolve, POLL_MS);
      await Promise.race([woken, timer.promise]);
      clearTimeout(handle);
    }
  }

  return {
    start() {
      for (let n = 0; n < lanes; n += 1) running.push(lane());
    },
    wake,
    /** Works in the caller's turn until nothing is left, here or in a lane: what a lane holds may make more. */
    async drain(): Promise<void> {
      for (;;) {
        const alone = working === 0;
        const any = await once();
        if (working > 0) await rested.promise;
        else if (!any && alone) return;
      }
    },
    /** Lets the jobs under way end. */
    async stop(): Promise<void> {
      stopping = true;
      wake();
      await Promise.all(running);
    },
  };
}
