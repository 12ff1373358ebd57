import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importCounty } from '../../src/imports.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { openEmbeddings } from '../../src/knowledge/embeddings.ts';
import { type Library as Documents, readPolicies } from '../../src/knowledge/library.ts';
import { startBangban } from '../../src/main.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county, sampleFolder } from '../county-data.ts';
import { inventPapers, type Paper } from './papers.ts';

/**
 * The index over ever more clauses and questions to it, then the whole program with them in the embedded database.
 * Each size has a process of its own, so that its memory is its own. Prints figures and ratios; asserts nothing.
 */
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 3;

interface Figures {
  clauses: number;
  index: number;
  held: number;
  p50: number;
  p99: number;
  near: number;
  first: number;
  again: number;
  running: number;
  reimport: number;
  stall: number;
}

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  const made = await work();
  return [made, performance.now() - began];
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes of objects and typed arrays that are still needed. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function measure(size: number): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-bench-'));
  const folder = join(dir, 'county');
  cpSync(sampleFolder, folder, { recursive: true });
  const sample = await readPolicies(join(folder, 'policies'));
  const papers = inventPapers(sample.clauses, size - sample.clauses.length);
  for (const { name, content } of papers) writeFileSync(join(folder, 'policies', name), content);
  try {
    const documents = await readPolicies(join(folder, 'policies'));
    const index = await measureIndex(documents);
    const program = await measureProgram(dir, folder, papers.at(-1)!);
    return { ...index, ...program, near: await measureMeaning(documents) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

async function measureIndex(documents: Documents) {
  const before = inUse();
  const [library, index] = await timed(() => openLibrary({ county, ...documents }));
  const held = inUse() - before;
  const questions = await understoodQuestions();
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const question of questions) {
      const [, time] = await timed(() => library.consider(question));
      // The first round is the compiler's.
      if (round > 0) times.push(time);
    }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)]!;
  return { clauses: documents.clauses.length, index, held, p50: at(0.5), p99: at(0.99) };
}

/** The clauses nearest to a question by vectors of 1,024 numbers at random, without the service's own time. */
async function measureMeaning(documents: Documents): Promise<number> {
  const vector = () => Float32Array.from({ length: 1_024 }, () => Math.random() - 0.5);
  const embed = async (texts: string[]) => texts.map(vector);
  const vectors = { names: async () => [], read: async () => [], add: async () => {}, drop: async () => {} };
  const embeddings = openEmbeddings({ ...documents, model: 'invented', embed, vectors, failed: () => {} });
  await embeddings.filled;
  const times: number[] = [];
  for (let n = 0; n < 50; n += 1) times.push((await timed(() => embeddings.nearest('')))[1]);
  return times.sort((a, b) => a - b)[25]!;
}

/** The questions of the tests as the desk asks them. */
async function understoodQuestions() {
  const understand = openUnderstanding(county);
  const rows = readFileSync(new URL('../knowledge/questions.tsv', import.meta.url), 'utf8').split('\n');
  const asked = rows.filter((row) => !row.startsWith('#')).map((row) => row.split('\t')[0]!);
  const [askedOn, region] = ['2026-11-23', county.settings.countyName];
  const context = contextOf({ chat: 'dm:x', chatKind: 'direct', atBot: true, today: askedOn });
  const readings = await Promise.all(asked.map((text) => understand(text, context)));
  return readings.flatMap(({ intents }) =>
    intents.map(({ text, kind, mentions }) => ({
      text,
      intent: kind,
      items: mentions.items,
      askedOn,
      region,
    })),
  );
}

async function measureProgram(dir: string, folder: string, paper: Paper) {
  const env = { PORT: '0', LOG_LEVEL: 'off', COUNTY_DIR: folder, DATA_DIR: join(dir, 'data') };
  const [fresh, first] = await timed(() => startBangban(env));
  await fresh.stop();
  const [program, again] = await timed(() => startBangban(env));
  collectGarbage();
  const running = process.memoryUsage().rss;

  writeFileSync(join(folder, 'policies', paper.name), `${paper.content}\n第九十九条　新添的一条。\n`);
  const [, reimport] = await timed(() => importCounty(program.store.db, folder, new Date()));
  // The program looks for an import every five seconds and stands still while it takes one up.
  const delay = monitorEventLoopDelay();
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  delay.disable();
  await program.stop();
  return { first, again, running, reimport, stall: delay.max / 1e6 };
}

const ms = (value: number) => (value < 1000 ? `${value.toFixed(1)} ms` : `${(value / 1000).toFixed(1)} s`);
const megabytes = (value: number) => `${(value / 2 ** 20).toFixed(0)} MB`;
const lines: [string, keyof Figures, (value: number) => string][] = [
  ['clauses', 'clauses', String],
  ['index', 'index', ms],
  ['memory of the index', 'held', megabytes],
  ['a question, p50', 'p50', ms],
  ['a question, p99', 'p99', ms],
  ['the nearest in meaning, p50', 'near', ms],
  ['first start with its import', 'first', ms],
  ['restart', 'again', ms],
  ['memory of the program (RSS)', 'running', megabytes],
  ['import with one paper changed', 'reimport', ms],
  ['standstill while it is taken up', 'stall', ms],
];

/** One line a figure, one column a size, and how many times the first size the last one takes. */
function show(all: Figures[]): void {
  for (const [name, key, written] of lines) {
    const cells = all.map((one) => written(one[key]).padStart(12)).join('');
    const times = (all.at(-1)![key] / all[0]![key]).toFixed(0);
    process.stdout.write(`${name.padEnd(34)}${cells}   × ${times}\n`);
  }
}

async function measureApart(size: number): Promise<Figures> {
  const child = fork(fileURLToPath(import.meta.url), [String(size)]);
  const [figures] = (await once(child, 'message')) as [Figures];
  return figures;
}

const size = Number(process.argv[2]);
if (process.send && size) {
  process.send(await measure(size));
  process.exit();
}
const all: Figures[] = [];
for (const one of SIZES) all.push(await measureApart(one));
show(all);
