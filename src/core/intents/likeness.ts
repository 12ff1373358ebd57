import type { IntentKind } from '../model.ts';
import { asks, isOfficial, onTopic, type Utterance } from './rule.ts';

/** What a sentence is likened by. */
export interface Traits {
  /** The sentence with its names drawn over, so that it stands for every item and enterprise. */
  outline: string;
  /** The speaker's side of the counter, whether something is asked, whether it is the county's business. */
  facts: string[];
}

/** A sentence somebody might write, and what it means. */
export interface Example extends Traits {
  kind: IntentKind;
}

/** How much more a text resembles the examples of one kind than those of another, in nats. */
export type Likeness = (traits: Traits) => Map<IntentKind, number>;

export const factsOf = (said: Pick<Utterance, 'role' | 'text' | 'mentions'>): string[] => [
  isOfficial(said.role) ? 'office' : said.role,
  asks(said.text) ? 'asking' : 'telling',
  onTopic(said) ? 'business' : 'idle',
];

/** A name and nothing to say of it: too little to resemble anything. */
export const isBare = (outline: string): boolean => outline.replace(/[\p{Co}\p{P}\p{S}\s]/gu, '').length < 2;

/** Added to every count, so that what was never seen is unlikely and not impossible; 0.05 to 0.2 do alike. */
const SMOOTHING = 0.1;
/** A fact weighs as much as so many pairs of characters. */
const FACT_WEIGHT = 3;

/**
 * Naive Bayes over single characters and pairs: counts of the examples and nothing else, so that an example more or
 * less changes what it says and no more, and the same table always gives the same answer.
 */
export function openLikeness(examples: Example[]): Likeness {
  const kinds = [...new Set(examples.map(({ kind }) => kind))];
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(kinds.length);
  const sizes = new Float64Array(kinds.length);
  for (const { kind, ...traits } of examples) {
    const k = kinds.indexOf(kind);
    sizes[k] = (sizes[k] ?? 0) + 1;
    for (const clue of cluesOf(traits)) {
      const row = counts.get(clue) ?? new Float64Array(kinds.length);
      row[k] = (row[k] ?? 0) + 1;
      counts.set(clue, row);
      totals[k] = (totals[k] ?? 0) + 1;
    }
  }
  const rest = SMOOTHING * counts.size;
  return (traits) => {
    // Half the prior: people ask more often than the table does, and nobody knows how often.
    const scores = kinds.map((_, k) => 0.5 * Math.log((sizes[k] ?? 0) / examples.length));
    for (const clue of cluesOf(traits)) {
      const row = counts.get(clue);
      if (row === undefined) continue;
      for (const [k, score] of scores.entries())
        scores[k] = score + Math.log(((row[k] ?? 0) + SMOOTHING) / ((totals[k] ?? 0) + rest));
    }
    return new Map(kinds.map((kind, k) => [kind, scores[k] ?? 0]));
  };
}

function cluesOf({ outline, facts }: Traits): Set<string> {
  const characters = ['^', ...outline.replace(/\d+/g, '#').slice(0, MOST_CHARACTERS), '$'];
  const pairs = characters.slice(1).map((character, n) => `${characters[n]}${character}`);
  const weighty = facts.flatMap((fact) => Array.from({ length: FACT_WEIGHT }, (_, n) => `${fact} ${n}`));
  return new Set([...characters, ...pairs, ...weighty]);
}

/** What a message is about it says early. */
const MOST_CHARACTERS = 300;
