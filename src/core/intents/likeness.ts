import { asks, isOfficial, onTopic, type Utterance } from './rule.ts';

/** How much more a text resembles the examples of one label than those of another, in nats. */
export type Likeness<Label extends string> = (clues: ReadonlySet<string>) => Map<Label, number>;

/** What somebody might write, by its clues, and what it is. */
export interface Example<Label extends string> {
  label: Label;
  clues: ReadonlySet<string>;
}

export const factsOf = (said: Pick<Utterance, 'role' | 'text' | 'mentions'>): string[] => [
  isOfficial(said.role) ? 'office' : said.role,
  asks(said.text) ? 'asking' : 'telling',
  onTopic(said) ? 'business' : 'idle',
];

/** A name and nothing to say of it: too little to resemble anything. */
export const isBare = (outline: string): boolean => outline.replace(/[\p{Co}\p{P}\p{S}\s]/gu, '').length < 2;

/** Added to every count, so that what was never seen is unlikely and not impossible. */
const SMOOTHING = 0.05;
/** A fact weighs as much as so many pairs of characters. */
const FACT_WEIGHT = 3;
/** What a message is about it says early. */
const MOST_CHARACTERS = 300;

/**
 * Naive Bayes: counts of the examples and nothing else, so that an example more or less changes what it says and no
 * more, and the same table always gives the same answer.
 */
export function openLikeness<Label extends string>(examples: Example<Label>[]): Likeness<Label> {
  const labels = [...new Set(examples.map(({ label }) => label))];
  const rows = new Map<string, number>();
  for (const { clues } of examples) for (const clue of clues) if (!rows.has(clue)) rows.set(clue, rows.size);
  // A row a clue, a column a label: a map for each of 180,000 clues took 200 MB.
  const counts = new Uint16Array(rows.size * labels.length);
  const totals = labels.map(() => 0);
  const sizes = labels.map(() => 0);
  for (const { label, clues } of examples) {
    const at = labels.indexOf(label);
    sizes[at] = (sizes[at] ?? 0) + 1;
    totals[at] = (totals[at] ?? 0) + clues.size;
    for (const clue of clues) {
      const place = (rows.get(clue) ?? 0) * labels.length + at;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const rest = SMOOTHING * rows.size;
  // Taken out here, so that the examples themselves can be forgotten.
  const all = examples.length;
  return (clues) => {
    const known = [...clues].flatMap((clue) => rows.get(clue) ?? []);
    const scores = labels.map((label, at): [Label, number] => {
      // Half the prior: people ask more often than the table does, and nobody knows how often.
      let score = 0.5 * Math.log((sizes[at] ?? 0) / all);
      score -= known.length * Math.log((totals[at] ?? 0) + rest);
      for (const row of known) {
        const count = counts[row * labels.length + at];
        if (count) score += Math.log(count / SMOOTHING + 1);
      }
      return [label, score];
    });
    return new Map(scores);
  };
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

/** Characters, pairs and threes of a text, and facts about it. */
export function cluesOf(text: string, facts: string[] = []): Set<string> {
  const framed = `^${text.replace(/\d+/g, '#').slice(0, MOST_CHARACTERS)}$`;
  const runs = (length: number) =>
    Array.from({ length: framed.length - length + 1 }, (_, at) => framed.slice(at, at + length));
  const weighty = facts.flatMap((fact) => Array.from({ length: FACT_WEIGHT }, (_, n) => `${fact} ${n}`));
  return new Set([...runs(1), ...runs(2), ...runs(3), ...weighty]);
}
