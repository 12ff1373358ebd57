import type { Clock } from '../src/core/ports.ts';

/** A clock that stands still until it is moved. */
export function movableClock(start: Date | string) {
  let time = new Date(start);
  return {
    now: (() => new Date(time)) satisfies Clock,
    async set(to: Date | string): Promise<void> {
      time = new Date(to);
    },
    advance(ms: number): void {
      time = new Date(time.getTime() + ms);
    },
  };
}
