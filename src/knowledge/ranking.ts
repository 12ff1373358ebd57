import { type Channel, openChannel, tokens, weighed } from './bm25.ts';
import { type Known, references } from './known.ts';
import { passageText } from './match.ts';

type Kind = 'singles' | 'pairs';
type Cut = ReturnType<typeof tokens>;

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
  rank(asked: Asked): Candidate[];
}

/** What the search is made of; each may be left out to measure what it is worth. */
export interface Parts {
  everyday: boolean;
  headings: boolean;
  sentences: boolean;
  look: boolean;
}

const HEADING = 2;
/** Penalties speak of 违反第二十七条 only: what that says belongs to them a little. */
const REFERENCE = 0.15;
/** Share of the bigrams; single characters rescue clipped words (图审, 水保). */
const BIGRAMS = 0.35;
/** Share of the best sentence, the rest is the clause as a whole. */
const SENTENCE = 0.5;
const LEAST = 0.1;

/** The first ranking of all clauses: their characters and pairs, as a whole and by their best sentence. */
export function openRanking(known: Known[], parts: Parts): Ranking {
  const heads = known.map(({ title, clause }) => tokens(parts.headings ? `${title} ${clause.heading}` : ''));
  const texts = known.map(({ clause }) => tokens(clause.text));
  const referred = references(known);
  const clauses = openChannels((kind) =>
    known.map((_, n) =>
      weighed([
        [texts[n]?.[kind] ?? [], 1],
        [heads[n]?.[kind] ?? [], HEADING],
        ...(referred[n] ?? []).map((m) => [texts[m]?.[kind] ?? [], REFERENCE] as const),
      ]),
    ),
  );
  const owners = parts.sentences ? known.flatMap(({ passages }, n) => passages.map(() => n)) : [];
  const sentences = parts.sentences
    ? known.flatMap(({ clause, passages }) => passages.map((one) => tokens(passageText(clause.text, one))))
    : [];
  const pieces = openChannels((kind) =>
    sentences.map((cut: Cut, i) =>
      weighed([
        [cut[kind], 1],
        [heads[owners[i] ?? 0]?.[kind] ?? [], 1],
      ]),
    ),
  );

  function rank(asked: Asked): Candidate[] {
    const whole = fused(clauses, asked);
    const best = new Float32Array(known.length);
    fused(pieces, asked).values.forEach((value, i) => {
      const n = owners[i] ?? 0;
      best[n] = Math.max(best[n] ?? 0, value);
    });
    const share = parts.sentences ? SENTENCE : 0;
    return known
      .map((_, n) => ({
        n,
        base: (1 - share) * (whole.values[n] ?? 0) + share * (best[n] ?? 0),
        strength: whole.singles[n] ?? 0,
      }))
      .filter(({ base }) => base > LEAST)
      .sort((a, b) => b.base - a.base || a.n - b.n);
  }

  return { ...clauses, rank };
}

const openChannels = (documents: (kind: Kind) => Map<string, number>[]): Record<Kind, Channel> => ({
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
  const top = (scores: Float32Array) => scores.reduce((a, b) => Math.max(a, b), 0) || 1;
  const [most, mostPairs] = [top(singles), top(pairs)];
  const values = singles.map(
    (score, n) => (BIGRAMS * (pairs[n] ?? 0)) / mostPairs + ((1 - BIGRAMS) * score) / most,
  );
  return { values, singles };
}
