import { eq } from 'drizzle-orm';
import type { Db } from './store/db.ts';
import { worldClock } from './store/schema.ts';

/** A clock that a person may move; only the simulator has one. */
export interface WorldClock {
  now(): Date;
  set(to: Date): Promise<void>;
}

/**
 * The simulator's clock: runs on like ours, some way ahead of it. The offset is kept, so a restart goes on
 * where the world stood; the first start stands at the county's own morning.
 */
export async function openWorldClock(db: Db, county: string, firstMorning: Date): Promise<WorldClock> {
  const [kept] = await db.select().from(worldClock).where(eq(worldClock.county, county));
  let offsetMs = kept?.offsetMs ?? firstMorning.getTime() - Date.now();
  const keep = async () => {
    await db
      .insert(worldClock)
      .values({ county, offsetMs })
      .onConflictDoUpdate({ target: worldClock.county, set: { offsetMs } });
  };
  if (!kept) await keep();
  return {
    now: () => new Date(Date.now() + offsetMs),
    async set(to) {
      offsetMs = to.getTime() - Date.now();
      await keep();
    },
  };
}

/** What moving the clock needs of the office. */
interface Office {
  clock: WorldClock;
  /** The next instant at which something falls due. */
  nextDue(): Promise<Date | undefined>;
  tick(): Promise<unknown>;
  /** Works until nothing waits. */
  drain(): Promise<void>;
}

/**
 * Moves the world's clock forward, stopping at every instant at which something falls due and working it off
 * there, in order: a week passes as it would have passed. Moves queue up behind one another.
 */
export function openTimeMachine(office: Office): (to: Date) => Promise<void> {
  let last: Promise<void> = Promise.resolve();

  async function move(to: Date): Promise<void> {
    const { clock } = office;
    await office.drain();
    for (;;) {
      const next = await office.nextDue();
      if (next === undefined || next > to) break;
      if (next > clock.now()) await clock.set(next);
      await office.tick();
      await office.drain();
      const again = await office.nextDue();
      // What is still due at the same instant has failed and waits for its lease: time must not stand still.
      if (again !== undefined && again <= next && again <= clock.now()) break;
    }
    if (to > clock.now()) await clock.set(to);
    await office.tick();
    await office.drain();
  }

  return (to) => {
    const turn = last.then(() => move(to));
    last = turn.catch(() => undefined);
    return turn;
  };
}
