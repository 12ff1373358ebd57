import { type Channel, openChannel, tokens, type Weighed } from './bm25.ts';
import { type Known, references } from './known.ts';
import { topOf } from './top.ts';

type Kind = 'singles' | 'pairs';

/** How much of each character and pair is asked for. */
export type Asked = Record<Kind, ReadonlyMap<string, number>>;

/** A clause of the first ranking. */
export interface Candidate {
  n: number;
  /** 1 for what is first on every count. */
  base: number;
  /** Plain BM25 of the clause's characters. */
  strength: number;
}

export interface Ranking {
  singles: Channel;
  pairs: Channel;
  /** The best clauses that fit, so many at most. */
  rank(asked: Asked, most: number, fits: (n: number) => boolean): Candidate[];
}

/** What the search is made of; each may be left out to measure what it is worth. */
export interface Parts {
  everyday: boolean;
  questions: boolean;
  headings: boolean;
  look: boolean;
}

export const whole: Parts = { everyday: true, questions: true, headings: true, look: true };

const HEADING = 2;
/** What people ask of a clause, each of its questions. */
const ASKED = 0.5;
/** Penalties speak of 违反第二十七条 only: what that says belongs to them a little. */
const REFERENCE = 0.15;
/** Share of the bigrams; single characters rescue clipped words (图审, 水保). */
const BIGRAMS = 0.35;
const LEAST = 0.1;

/**
 * The first ranking of all clauses: the characters and pairs of each, of its heading, its questions and what it refers
 * to.
 */
export function openRanking(known: Known[], parts: Parts): Ranking {
  const headOf = ({ title, clause }: Known) => tokens(parts.headings ? `${title} ${clause.heading}` : '');
  const referred = references(known);
  const clauses = openChannels(function* (kind) {
    const body = (n: number) => tokens(known[n]!.clause.text)[kind];
    for (const [n, one] of known.entries())
      yield [
        [body(n), 1],
        [headOf(one)[kind], HEADING],
        ...one.asked.map(({ question }) => [tokens(question)[kind], ASKED, 'elsewhere'] as const),
        ...(referred[n] ?? []).map((m) => [body(m), REFERENCE, 'elsewhere'] as const),
      ];
  });

  function rank(asked: Asked, most: number, fits: (n: number) => boolean): Candidate[] {
    const { values, singles } = fused(clauses, asked);
    return topOf(values, most, LEAST, fits).map((n) => ({ n, base: values[n]!, strength: singles[n]! }));
  }

  return { ...clauses, rank };
}

const openChannels = (documents: (kind: Kind) => Iterable<Weighed>): Record<Kind, Channel> => ({
  singles: openChannel(documents('singles')),
  pairs: openChannel(documents('pairs')),
});

/** Both channels together, each in shares of its top score. */
function fused(
  channels: Record<Kind, Channel>,
  asked: Asked,
): { values: Float32Array; singles: Float32Array } {
  const singles = channels.singles.score(asked.singles);
  const pairs = channels.pairs.score(asked.pairs);
  const [most, mostPairs] = [highest(singles) || 1, highest(pairs) || 1];
  const values = new Float32Array(singles.length);
  for (let n = 0; n < values.length; n += 1)
    values[n] = (BIGRAMS * pairs[n]!) / mostPairs + ((1 - BIGRAMS) * singles[n]!) / most;
  return { values, singles };
}

/** A loop: `reduce` takes five times as long over 100,000. */
function highest(scores: Float32Array): number {
  let top = 0;
  for (const score of scores) if (score > top) top = score;
  return top;
}
