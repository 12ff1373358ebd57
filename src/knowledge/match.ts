import type { Passage } from './passages.ts';
import { figures, holds, type Want } from './question.ts';

/** A question as the index sees it. */
export interface Query {
  text: string;
  wants: Want[];
  terms: Term[];
  /** Names a matter of another office that no paper here is about. */
  foreign: boolean;
}

/** A word of the question with what papers may call it; `weight` is its rarity here. */
export interface Term {
  word: string;
  others: string[];
  weight: number;
  /** False when no paper here has it. */
  known: boolean;
}

/** What it is worth against the words of the question that a sentence holds what is wanted; a figure, the more. */
const HELD = 0.2;
const FIGURE = 0.6;
/** What the answer to a question as good as the same is worth. */
const LIKE = 2;

/** A question people ask: how like it is to the one asked, 0 to 1, and words that its answer holds. */
export interface Like {
  alike: number;
  key: string;
}

/** How much of what is asked some words say: the question's own, what it wants, and what answers like ones. */
export const worth = (query: Query, words: string, likes: Like[]): number =>
  covered(query.terms, words) +
  (query.wants.some((want) => figures.includes(want)) ? FIGURE : HELD) * heldShare(query.wants, words) +
  LIKE * Math.max(0, ...likes.map(({ alike, key }) => (words.includes(key) ? alike : 0)));

/** The sentence that says most of what was asked, and how much of what is wanted it holds. */
export function best(
  query: Query,
  text: string,
  passages: Passage[],
  likes: Like[],
): { at: number; held: number } {
  const values = passages.map((passage) => worth(query, passageText(text, passage), likes));
  const at = values.indexOf(Math.max(...values));
  const chosen = passages[at];
  return { at, held: chosen ? heldShare(query.wants, passageText(text, chosen)) : 0 };
}

/** Share of the wants that a text holds; all of them when nothing particular is wanted. */
const heldShare = (wants: Want[], text: string): number =>
  wants.length === 0 ? 1 : wants.filter((want) => holds(want, text)).length / wants.length;

/** A passage with the lead-in it belongs to. */
const passageText = (text: string, { from, to, lead }: Passage): string =>
  `${lead ? text.slice(lead.from, lead.to) : ''}${text.slice(from, to)}`;

/** Share of the terms' weight that a text holds. */
export function covered(terms: Term[], text: string): number {
  let mass = 0;
  let found = 0;
  for (const { word, others, weight } of terms) {
    mass += weight;
    found += weight * presence(word, others, text);
  }
  return mass === 0 ? 0 : found / mass;
}

function presence(word: string, others: string[], text: string): number {
  if (text.includes(word)) return 1;
  if (others.some((other) => text.includes(other))) return 0.9;
  if (word.length < 3) return 0;
  const parts = Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));
  return (0.8 * parts.filter((part) => text.includes(part)).length) / parts.length;
}
