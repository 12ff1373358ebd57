import { Outside } from '../../core/ports.ts';
import { log } from '../../log.ts';
import { type Connection, type Hearing, openConnection } from './client.ts';
import { Refusal } from './errors.ts';

/** How long things take; tests are quicker. */
export interface Pace {
  openMs: number;
  pingMs: number;
  backOffMs: number;
  mostBackOffMs: number;
  /** Wrong credentials do not mend themselves. */
  refusedMs: number;
  /** A connection shorter than this was no success: the next one waits as after a failure. */
  steadyMs: number;
  holdSeconds: number;
}

export const usualPace: Pace = {
  openMs: 10_000,
  pingMs: 25_000,
  backOffMs: 1_000,
  mostBackOffMs: 60_000,
  refusedMs: 300_000,
  steadyMs: 10_000,
  holdSeconds: 30,
};

interface Given {
  clientId: string;
  clientSecret: string;
  apiBase: string;
  pace: Pace;
  hearing: Hearing;
  /** Several connections of one client each hear a part: only one process may connect. */
  hold: (seconds: number) => Promise<boolean>;
  release: () => Promise<void>;
}

/**
 * Keeps one Stream connection: the new one is opened before the old one closes, because what the gateway sends to
 * nobody is lost; unlimited reconnects with back-off and jitter.
 */
export function openStream({ pace, hold, release, ...given }: Given) {
  const state = { trouble: '还没有连上', opens: 0, connects: 0 };
  let current: Connection | undefined;
  let holding = false;
  let heldAt = 0;
  let stopping = false;
  let stopped: Promise<void> = Promise.resolve();
  let wakeUp: (() => void) | undefined;

  async function run(): Promise<void> {
    const keeping = setInterval(() => void keep(), (pace.holdSeconds * 1000) / 3);
    let failures = 0;
    while (!stopping) {
      if (!(await keep())) {
        state.trouble = '由另一个副本连接';
        await pause((pace.holdSeconds * 1000) / 3);
        continue;
      }
      state.opens += 1;
      const opened = await openConnection({ ...given, ...pace }).catch((error: unknown) => error);
      if (!isConnection(opened)) {
        failures += 1;
        state.trouble = opened instanceof Outside ? opened.hint : '连不上钉钉，正在重试';
        log('dingtalk-connect-failed', {
          attempt: failures,
          code: opened instanceof Refusal ? opened.code : undefined,
        });
        await pause(waitAfter(failures, opened));
        continue;
      }
      if (stopping) {
        opened.close();
        break;
      }
      current?.retire();
      current = opened;
      state.connects += 1;
      state.trouble = '';
      opened.closed.then(() => {
        if (current !== opened) return;
        current = undefined;
        state.trouble = '连接断开，正在重连';
      });
      const why = await opened.over;
      const steady = performance.now() - opened.openedAt >= pace.steadyMs;
      failures = steady ? 0 : failures + 1;
      log('dingtalk-connection-ended', { reason: why, attempt: failures });
      // Asked politely, the next one opens at once: what is sent meanwhile would be lost.
      const polite = why === 'leaving' && failures <= 1;
      if (failures > 0 && !polite) await pause(waitAfter(failures));
    }
    clearInterval(keeping);
    current?.close();
    await release().catch(() => undefined);
  }

  /** Takes or keeps the right to connect; without it the connection goes. */
  async function keep(): Promise<boolean> {
    // The database away for a moment: what was held is held on, as long as nobody else can have taken it.
    const mine = await hold(pace.holdSeconds).then(
      (held) => {
        heldAt = performance.now();
        return held;
      },
      () => holding && performance.now() - heldAt < pace.holdSeconds * 1000,
    );
    if (!mine && holding) current?.close();
    holding = mine;
    return mine;
  }

  function waitAfter(failures: number, error?: unknown): number {
    if (error instanceof Refusal && /authFailed|invalidClient/.test(error.code)) return pace.refusedMs;
    const most = Math.min(pace.backOffMs * 2 ** (failures - 1), pace.mostBackOffMs);
    return most / 2 + (Math.random() * most) / 2;
  }

  async function pause(ms: number): Promise<void> {
    if (stopping) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    wakeUp = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }

  return {
    state: () => ({ ...state, connected: current !== undefined }),
    start() {
      stopped = run();
    },
    async stop(): Promise<void> {
      stopping = true;
      current?.close();
      wakeUp?.();
      await stopped;
    },
  };
}

const isConnection = (one: unknown): one is Connection =>
  typeof one === 'object' && one !== null && 'over' in one && 'retire' in one;
