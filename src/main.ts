import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { answeringWith } from './answering.ts';
import { openPlatforms } from './chat/index.ts';
import { openSimulator } from './chat/simulator.ts';
import { type Config, ConfigProblem, environment, readConfig } from './config.ts';
import { openDirectory } from './core/directory.ts';
import type { County } from './core/model.ts';
import type { Office, Understand } from './core/ports.ts';
import { openDesk } from './desk.ts';
import { everybody, operatorsOnly, serve } from './http.ts';
import { importCounty } from './imports.ts';
import { log, setLogLevel } from './log.ts';
import { openListener } from './models.ts';
import { boardPages } from './pages/board.ts';
import { openBoardDoors } from './pages/board-data.ts';
import { knowledgePages } from './pages/knowledge.ts';
import { modePages } from './pages/modes.ts';
import { openSimulatorDoors } from './pages/office.ts';
import { simulatorPages } from './pages/simulator.ts';
import { statusPages } from './pages/status.ts';
import { openPostman } from './postman.ts';
import { openScheduler } from './scheduler.ts';
import { countyStamp, listCounties, loadCounty } from './store/county.ts';
import { openDb, type Store } from './store/db.ts';
import { hold, release } from './store/holders.ts';
import { isDone } from './store/inbox.ts';
import { returnAnswer, takeAnswer } from './store/outbox.ts';
import { queueLengths } from './store/reports.ts';
import { countUse } from './store/usage.ts';
import { openUnderstanding } from './understand.ts';
import { recheckReplies } from './upkeep.ts';
import { openWorker } from './worker.ts';
import { openTimeMachine, openWorldClock, type WorldClock } from './world.ts';

/** A running program; tests start and stop it like the operator does. */
export interface Running {
  url: string;
  config: Config;
  store: Store;
  county: () => County;
  /**
   * Takes up what was imported and works off everything that waits, and what falls due on the way to an instant if one
   * is given.
   */
  settle(to?: Date): Promise<void>;
  clock: WorldClock;
  stop(): Promise<void>;
}

/** How often timers and reminders are looked at, and how often the county is checked for a new import. */
const TICK_MS = 5_000;

/** Chats worked at once. */
const LANES = 4;
/** All reminders of a moment are out after so long; the simulator's world does not wait. */
const SPREAD_MS = 120_000;

interface Given {
  /** An opened database instead of the configured one; the caller closes it. */
  store?: Store;
  /** A clock instead of the configured one. */
  clock?: WorldClock;
  /** How often what is due is looked for. */
  tickMs?: number;
}

/**
 * Composition root: configuration, store, county, rooms, platforms, pages; started in this order and stopped in
 * reverse. Throws `ConfigProblem` before anything is opened.
 */
export async function startBangban(
  env: Record<string, string | undefined>,
  given: Given = {},
): Promise<Running> {
  const config = readConfig(env);
  setLogLevel(config.logLevel);
  const store =
    given.store ?? (await openDb({ ...config, say: (line) => process.stdout.write(`${line}\n`) }));
  const { db } = store;
  await importWhenEmpty(store, config);

  let county = await loadOnlyCounty(store);
  const listener = openListener(config.openai);
  const understandingOf = (of: County) => openUnderstanding(of, listener);
  let understand: Understand = understandingOf(county);
  const openAnswering = answeringWith(config.openai);
  let answering = await openAnswering(db, county);
  let known = openDirectory(county);
  let stamp = await countyStamp(db, county.id);
  let refreshing: Promise<void> | undefined;
  /** Another process may have imported a newer county. Taking up a large one lasts longer than a tick. */
  function refreshCounty(): Promise<void> {
    refreshing ??= takeUpCounty().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }
  async function takeUpCounty(): Promise<void> {
    const seen = await countyStamp(db, county.id);
    if (seen === stamp) return;
    county = await loadCounty(db, county.id);
    understand = understandingOf(county);
    await answering.close();
    answering = await openAnswering(db, county);
    known = openDirectory(county);
    stamp = seen;
    log('county-reloaded', { county: county.id });
  }

  const clock =
    given.clock ??
    (config.simulator
      ? await openWorldClock(db, county.id, new Date(county.settings.simulationStart))
      : {
          now: () => new Date(),
          set: () => Promise.reject(new Error('only the simulator has a movable clock')),
        });
  const now = clock.now;

  const rooms = { db, county: () => county, now };
  const desk = openDesk({
    ...rooms,
    understand: (text, context) => understand(text, context),
    askLibrary: (question) => answering.ask(question),
    lookUp: (wanted) => answering.lookUp(wanted),
    burstMs: config.burstSeconds * 1_000,
    wake: () => worker.wake(),
  });
  const simulator = openSimulator(desk.receive);
  // The empty name: people and groups that are on no platform are met in the simulator all the same.
  const { platforms, routers: callbacks } = openPlatforms(config, {
    name: () => county.settings.botName,
    now,
  });
  for (const name of config.simulator ? ['wecom', 'dingtalk', ''] : [])
    if (!platforms.has(name)) platforms.set(name, simulator);
  const board = openBoardDoors(rooms);
  const postman = openPostman({ ...rooms, platforms, draw: () => board.picture() });
  const scheduler = openScheduler({
    ...rooms,
    spreadMs: config.simulator ? 0 : SPREAD_MS,
    recheck: recheckReplies,
  });
  // In the embedded database one lane does it all, but a model that thinks about one chat's words holds up no other.
  const lanes = store.driver === 'pglite' && !config.openai ? 1 : LANES;
  const worker = openWorker([desk.handleNext, postman.deliverNext], lanes);
  const holder = randomUUID();
  const office: Office = {
    receive: (heard) => desk.receive(known(heard)),
    answerTo: (id, split) => takeAnswer(db, county.id, id, split, now()),
    returnAnswer: (id) => returnAnswer(db, county.id, id, now()),
    isDone: (id) => isDone(db, county.id, id),
    hold: (what, seconds) => hold(db, what, holder, seconds),
    release: (what) => release(db, what, holder),
    count: (what, add) => countUse(db, county.id, what, add, now()),
  };
  for (const platform of new Set(platforms.values())) await platform.start(office);
  worker.start();
  const ticking = setInterval(() => {
    refreshCounty()
      .then(() => scheduler.tick())
      .then((any) => any && worker.wake())
      .catch((error) => log('tick-failed', { reason: error instanceof Error ? error.name : 'unknown' }));
  }, given.tickMs ?? TICK_MS);

  const move = openTimeMachine({
    clock,
    nextDue: scheduler.nextDue,
    tick: scheduler.tick,
    drain: worker.drain,
  });
  const doors = { ...rooms, simulator, move, tick: scheduler.tick };
  const pages = [
    ...(config.simulator ? [simulatorPages(openSimulatorDoors(doors))] : [statusPages(rooms)]),
    boardPages(board),
    knowledgePages(rooms),
    modePages({ ...rooms, platforms }),
  ];
  // The simulator's people are invented: anybody who reaches it may play them.
  const operators = config.simulator ? everybody : operatorsOnly(config.operatorPassword);
  const routers = { open: callbacks, operators: pages };
  const server = await serve({ ...config, operators }, routers, {
    ready: async () => void (await queueLengths(db, county.id)),
    metrics: async () => {
      const lengths = await queueLengths(db, county.id);
      const lines = Object.entries(lengths).flatMap(([queue, states]) =>
        Object.entries(states).map(
          ([state, n]) => `bangban_messages{queue="${queue}",state="${state}"} ${n}`,
        ),
      );
      return `# TYPE bangban_messages gauge\n${lines.join('\n')}\n`;
    },
  });
  log('started', { url: server.url, driver: store.driver, simulator: config.simulator });

  return {
    url: server.url,
    config,
    store,
    county: () => county,
    clock,
    async settle(to) {
      await refreshCounty();
      return to ? move(to) : worker.drain();
    },
    async stop() {
      await server.close();
      clearInterval(ticking);
      for (const platform of new Set(platforms.values())) await platform.stop();
      await worker.stop();
      await refreshing?.catch(() => undefined);
      await answering.close();
      if (!given.store) await store.close();
      log('stopped', {});
    },
  };
}

/** A new database starts with the county folder, so that the first start is the whole installation. */
async function importWhenEmpty(store: Store, config: Config): Promise<void> {
  if ((await listCounties(store.db)).length > 0) return;
  await importCounty(store.db, config.countyDir, new Date());
}

async function loadOnlyCounty(store: Store): Promise<County> {
  const [id] = await listCounties(store.db);
  if (!id) throw new Error('数据库里没有县的数据，请先运行 npm run bangban -- import county 目录');
  return loadCounty(store.db, id);
}

async function main(): Promise<void> {
  const started = await startBangban(environment()).catch((error: unknown) => {
    // The operator reads sentences, not stacks, for what the operator can mend.
    const known = error instanceof ConfigProblem || (error instanceof Error && error.name !== 'TypeError');
    process.stderr.write(`${known ? (error as Error).message : String((error as Error)?.stack ?? error)}\n`);
    process.exit(1);
  });
  const stop = () => {
    started.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(`帮办已启动：${started.url}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
