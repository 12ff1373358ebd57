import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clause, Policy } from '../core/model.ts';
import { type Embed, type NearInMeaning, Outside } from '../core/ports.ts';
import { topOf } from './top.ts';

/** Where vectors are kept between starts. */
interface Vectors {
  names(): Promise<string[]>;
  read(names: string[]): Promise<[string, Float32Array][]>;
  add(made: [string, Float32Array][]): Promise<void>;
  drop(names: string[]): Promise<void>;
}

/** A person waits for it. */
export const QUESTION_MS = 1_500;
const BATCH_MS = 30_000;
/** Clauses in one request; services allow 10 to 2,048. */
const BATCH = 10;
/** Small models read 512 tokens and refuse what is longer. */
const MOST_CHARACTERS = 480;
const PAGE = 500;
/** After a batch that could not be had, twice as long after each one more, to an hour; then the next batch. */
const RETRY_MS = 60_000;
const LONGEST_MS = 3_600_000;
const NEAREST = 20;

/**
 * Holds a vector for each clause: those kept from before are read, the others computed in the background, those of
 * clauses that are gone dropped. `filled` resolves when none is missing. What goes wrong is told to `failed` once,
 * until it goes well again, and nobody else hears of it.
 */
export function openEmbeddings(given: {
  policies: Policy[];
  clauses: Clause[];
  model: string;
  embed: Embed;
  vectors: Vectors;
  /** The reason is a status or the name of an error: what the service says may quote the text. */
  failed: (reason: string) => void;
}) {
  const { model, embed, vectors, failed } = given;
  const titles = new Map(given.policies.map(({ id, title }) => [id, title]));
  const textOf = ({ policy, heading, text }: Clause) =>
    `${titles.get(policy) ?? ''} ${heading}\n${text}`.slice(0, MOST_CHARACTERS);
  const nameOf = (clause: Clause) =>
    createHash('sha256')
      .update(`${model}\n${textOf(clause)}`)
      .digest('base64url');
  /** One text may stand in several papers. */
  const missing = Map.groupBy(given.clauses, nameOf);
  const held: { clauses: Clause[]; vector: Float32Array }[] = [];
  const ending = new AbortController();
  let failing = false;

  function hold(made: [string, Float32Array][]): void {
    for (const [name, vector] of made) {
      held.push({ clauses: missing.get(name) ?? [], vector });
      missing.delete(name);
    }
  }

  /** Vectors of length 1, as long as those there are. */
  async function ask(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const made = (await embed(texts, signal)).map(unit);
    const length = held[0]?.vector.length ?? made[0]?.length;
    if (made.some((one) => one.length !== length || Number.isNaN(one[0])))
      throw new Outside('later', '向量的维数变了，请换一个 OPENAI_EMBEDDING_MODEL');
    failing = false;
    return made;
  }

  function note(error: unknown): void {
    if (!failing && !ending.signal.aborted) failed(reasonOf(error));
    failing = true;
  }

  async function fill(): Promise<void> {
    const { signal } = ending;
    const names = await vectors.names();
    const [kept, gone] = [
      names.filter((name) => missing.has(name)),
      names.filter((name) => !missing.has(name)),
    ];
    for (const part of inParts(gone, PAGE)) await vectors.drop(part);
    for (const part of inParts(kept, PAGE)) {
      signal.throwIfAborted();
      hold(await vectors.read(part));
    }
    let wait = RETRY_MS;
    while (missing.size > 0)
      for (const part of inParts([...missing], BATCH)) {
        signal.throwIfAborted();
        try {
          await compute(part);
          wait = RETRY_MS;
        } catch (error) {
          note(error);
          await pause(wait, undefined, { signal, ref: false });
          wait = Math.min(2 * wait, LONGEST_MS);
        }
      }
  }

  async function compute(part: [string, Clause[]][]): Promise<void> {
    const texts = part.map(([, [clause]]) => textOf(clause!));
    const made = await ask(texts, AbortSignal.any([ending.signal, AbortSignal.timeout(BATCH_MS)]));
    const named = part.map(([name], n) => [name, made[n]!] satisfies [string, Float32Array]);
    await vectors.add(named);
    hold(named);
  }

  const nearest: NearInMeaning = async (question) => {
    if (held.length === 0) return [];
    try {
      const [vector] = await ask([question], AbortSignal.timeout(QUESTION_MS));
      const likeness = held.map((one) => product(one.vector, vector!));
      return topOf(likeness, NEAREST, 0).flatMap((n) => held[n]!.clauses);
    } catch (error) {
      note(error);
      return [];
    }
  };

  const filled = fill().catch(note);
  return {
    nearest,
    filled,
    async close(): Promise<void> {
      ending.abort();
      await filled;
    },
  };
}

function reasonOf(error: unknown): string {
  const { status } = ((error as Error).cause ?? {}) as { status?: number };
  return String(status ?? (error as Error).name);
}

const inParts = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(product(vector, vector));
  return vector.map((value) => value / length);
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
