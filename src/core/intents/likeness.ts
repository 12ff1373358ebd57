import { isElsewhere, isPrivateLife } from './private-life.ts';
import { openRegression, type Text } from './regression.ts';
import { asks, isOfficial, onTopic, type Utterance } from './rule.ts';

/** How much more a text resembles the examples of one label than those of another, in nats. */
export type Likeness<Label extends string> = (clues: ReadonlySet<number>) => Map<Label, number>;

/** What somebody might write, by its clues, and what it is. */
export interface Example<Label extends string> {
  label: Label;
  clues: ReadonlySet<number>;
}

export const factsOf = (said: Pick<Utterance, 'role' | 'text' | 'mentions'>): string[] => [
  isOfficial(said.role) ? 'office' : said.role,
  asks(said.text) ? 'asking' : 'telling',
  onTopic(said) ? 'business' : 'idle',
  ...(isPrivateLife(said.text) ? ['private'] : []),
  ...(isElsewhere(said.text) ? ['elsewhere'] : []),
];

/** A name and nothing to say of it: too little to resemble anything. */
export const isBare = (outline: string): boolean => outline.replace(/[\p{Co}\p{P}\p{S}\s]/gu, '').length < 2;

/** Added to every count, so that what was never seen is unlikely and not impossible. */
const SMOOTHING = 0.05;
/** A fact weighs as much as so many pairs of characters. */
const FACT_WEIGHT = 3;
/** Where facts begin, so that none is taken for a stretch of text. */
const FACT = 3;
/** What a message is about it says early. */
const MOST_CHARACTERS = 300;
/** Characters of the longest clue. */
const LONGEST = 3;

/** What the regression says, in nats of the counts: 6 to 20 do alike. */
const REGRESSION = 10;
/** What only one example has, two clues in three, says no more than chance. */
const COMMON = 2;
/**
 * Numbers that a clue may have: of 400,000 one in three shares its own with another, four times as many tell no more.
 */
const CLUES = 2 ** 20;

/**
 * Naive Bayes, and so many passes of a logistic regression over the same clues: the counts know what was said once, the
 * regression which of two clues that go together tells. Together a point of the first intent better than either. The
 * same table always gives the same answer.
 */
export function openLikeness<Label extends string>(
  examples: Iterable<Example<Label>>,
  passes: number,
): Likeness<Label> {
  const { labels, rowOf, size, texts } = numbered(examples);
  const width = labels.length;
  // A row a clue, a column a label: a map for each of 180,000 clues took 200 MB.
  const counts = new Uint16Array(size * width);
  const totals = labels.map(() => 0);
  const sizes = labels.map(() => 0);
  for (const { label, features } of texts) {
    sizes[label]! += 1;
    totals[label]! += features.length;
    for (const row of features) counts[row * width + label]! += 1;
  }
  const regression = openRegression(texts, { size, width, passes });
  const rest = SMOOTHING * size;
  // Taken out here, so that the examples themselves can be forgotten.
  const all = texts.length;
  return (clues) => {
    const known = rowsOf(clues, rowOf);
    const corrections = regression(known);
    const scores = labels.map((label, at): [Label, number] => {
      // Half the prior: people ask more often than the table does, and nobody knows how often.
      let score = 0.5 * Math.log((sizes[at] ?? 0) / all) + REGRESSION * (corrections[at] ?? 0);
      score -= known.length * Math.log((totals[at] ?? 0) + rest);
      for (const row of known) {
        const count = counts[row * width + at];
        if (count) score += Math.log(count / SMOOTHING + 1);
      }
      return [label, score];
    });
    return new Map(scores);
  };
}

/** The examples in numbers: one a label, one a clue that several of them have. */
function numbered<Label extends string>(examples: Iterable<Example<Label>>) {
  const labels = new Map<Label, number>();
  const occurrences = new Uint8Array(CLUES);
  const read: { label: number; clues: Uint32Array }[] = [];
  for (const { label, clues } of examples) {
    for (const clue of clues) if (occurrences[clue]! < COMMON) occurrences[clue]! += 1;
    if (!labels.has(label)) labels.set(label, labels.size);
    read.push({ label: labels.get(label)!, clues: Uint32Array.from(clues) });
  }
  const rowOf = new Int32Array(CLUES).fill(-1);
  let size = 0;
  for (const [clue, times] of occurrences.entries()) if (times >= COMMON) rowOf[clue] = size++;
  const texts = read.map(({ label, clues }): Text => ({ label, features: rowsOf(clues, rowOf) }));
  return { labels: [...labels.keys()], rowOf, size, texts };
}

function rowsOf(clues: Iterable<number>, rowOf: Int32Array): number[] {
  const rows: number[] = [];
  for (const clue of clues) if (rowOf[clue]! >= 0) rows.push(rowOf[clue]!);
  return rows;
}

/** The likeliest label; `fallback` unless it is likelier than that by so many nats. */
export function likeliest<Label extends string>(
  scores: ReadonlyMap<Label, number>,
  fallback: Label,
  margin: number,
): Label {
  const score = (label: Label) => scores.get(label) ?? Number.NEGATIVE_INFINITY;
  const best = [...scores.keys()].reduce((a, b) => (score(b) > score(a) ? b : a), fallback);
  return score(best) - score(fallback) > margin ? best : fallback;
}

/** What a text holds, in stretches of up to so many characters, and facts about it; each a number below `CLUES`. */
export function cluesOf(text: string, facts: string[] = [], longest = LONGEST): Set<number> {
  const framed = `^${text.replace(/\d+/g, '#').slice(0, MOST_CHARACTERS)}$`;
  const clues = new Set<number>();
  for (let from = 0; from < framed.length; from += 1) {
    let hash = 0;
    for (let at = from; at < Math.min(from + longest, framed.length); at += 1) {
      hash = mix(hash, framed.charCodeAt(at));
      clues.add(hash % CLUES);
    }
  }
  for (const fact of facts) {
    const hash = [...fact].reduce((sum, character) => mix(sum, character.charCodeAt(0)), FACT);
    for (let n = 0; n < FACT_WEIGHT; n += 1) clues.add(mix(hash, n) % CLUES);
  }
  return clues;
}

/** One more character into a hash: to number 400,000 strings in a map took six times as long. */
const mix = (hash: number, character: number): number => {
  const mixed = Math.imul((hash ^ character) + 1, 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
};
