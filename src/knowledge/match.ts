import type { Passage } from './passages.ts';
import { holds, type Want } from './question.ts';

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

/** What a wanted time or sum in a sentence is worth against the words of the question. */
const HELD_IN_PASSAGE = 0.15;
/** Words that the answer to a like question holds. */
const KEY = 0.6;

/** How much of what is asked some words say: the question's own, what is `wanted` by so much, and the key. */
export const worth = (query: Query, words: string, wanted: number, key: string): number =>
  covered(query.terms, words) +
  wanted * heldShare(query.wants, words) +
  (key !== '' && words.includes(key) ? KEY : 0);

/** The sentence that says most of what was asked, and how much of what is wanted it holds. */
export function best(
  query: Query,
  text: string,
  passages: Passage[],
  key: string,
  wanted = HELD_IN_PASSAGE,
): { at: number; held: number } {
  const values = passages.map((passage) => worth(query, passageText(text, passage), wanted, key));
  const at = values.indexOf(Math.max(...values));
  const chosen = passages[at];
  return { at, held: chosen ? heldShare(query.wants, passageText(text, chosen)) : 0 };
}

/** Share of the wants that a text holds; all of them when nothing particular is wanted. */
export const heldShare = (wants: Want[], text: string): number =>
  wants.length === 0 ? 1 : wants.filter((want) => holds(want, text)).length / wants.length;

/** A passage with the lead-in it belongs to. */
export const passageText = (text: string, { from, to, lead }: Passage): string =>
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
