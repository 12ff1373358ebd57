import { tokens } from './bm25.ts';
import { otherMatters } from './everyday.ts';
import type { Known } from './known.ts';
import type { Query, Term } from './match.ts';
import { isFunctional, matterOf, plainQuestion, wantsOf } from './question.ts';
import type { Asked, Ranking } from './ranking.ts';

/** What is said before counts so much of what is asked now. */
export const CONTEXT = 0.4;
/** What papers call a thing counts less than what was said. */
const OTHER_WORD = 0.5;
/** The less so when papers use the word themselves. */
const SAME_WORD = 0.3;
/** And the less so the more they may call it, by this power of their number: 0 to 0.5 do alike. */
const SEVERAL = 0.3;
/** A word that no paper has, against the rarest one that some has: people's own words must not drown the rest. */
const UNKNOWN = 0.3;

export interface Reader {
  /** A question as words with their weights. */
  read(question: string): Query;
  /** What to look up for a question, given the turn before where it leaves its matter out. */
  asked(query: Query, context: string | undefined): Asked;
}

/** Reads questions with a dictionary of what people say, and with how often these papers use each word. */
export function openReader(
  known: Known[],
  { singles, pairs }: Ranking,
  dictionary: [string, string[]][],
): Reader {
  const rarest = Math.log(1 + known.length);
  const subjects = [...new Set(known.flatMap(({ title, clause }) => [title, clause.heading]))].join('\n');

  const rarity = (word: string): number => {
    const { singles: one, pairs: two } = tokens(word);
    if (two.length === 0 || word.length < 2) return 0.5 * (singles.idf(one[0] ?? '') ?? rarest);
    return two.reduce((sum, term) => sum + (pairs.idf(term) ?? rarest), 0) / two.length;
  };

  const frequency = (idf: number | undefined) => Math.exp(-(idf ?? rarest));
  /** Papers have the two characters together more often than chance would. */
  const isWord = (pair: string) =>
    pair.length === 2 &&
    pairs.idf(pair) !== undefined &&
    frequency(pairs.idf(pair)) >
      frequency(singles.idf(pair.charAt(0))) * frequency(singles.idf(pair.charAt(1)));

  const words = new Map<string, string[]>();
  for (const [said, meant] of dictionary)
    words.set(said, [...new Set([...(words.get(said) ?? []), ...meant])]);
  const foreign = otherMatters.filter(
    (matter) => ![matter, ...(words.get(matter) ?? [])].some((name) => subjects.includes(name)),
  );
  const longest = [...words.keys()].reduce((most, { length }) => Math.max(most, length), 0);

  const isUsed = (word: string) => tokens(word).pairs.every((pair) => pairs.idf(pair) !== undefined);

  function read(question: string): Query {
    const text = plainQuestion(question);
    const { terms, rest } = lookedUp(text, words, longest, isUsed);
    for (const term of terms) {
      const forms = [term.word, ...term.others];
      // Of a word with one common meaning and one rare one neither tells how much it matters.
      term.weight = Math.min(forms.reduce((sum, form) => sum + rarity(form), 0) / forms.length, rarest);
      term.known = forms.some(isUsed);
    }
    for (const word of new Set(matterOf(rest, isWord).flatMap((run) => tokens(run).pairs))) {
      if (/^\d/.test(word)) continue;
      const idf = pairs.idf(word);
      if (idf === undefined && isFunctional(word)) continue;
      terms.push({ word, others: [], weight: idf ?? UNKNOWN * rarest, known: idf !== undefined });
    }
    return { text, wants: wantsOf(text), terms, foreign: foreign.some((matter) => text.includes(matter)) };
  }

  function asked(query: Query, context: string | undefined): Asked {
    const others = query.terms.map(
      ({ word, others }) =>
        [others.map(tokens), (isUsed(word) ? SAME_WORD : OTHER_WORD) / others.length ** SEVERAL] as const,
    );
    const lists = [
      [context ? matterOf(context, isWord).map(tokens) : [], CONTEXT] as const,
      ...others,
      [matterOf(query.text, isWord).map(tokens), 1] as const,
    ];
    const boosts = (kind: 'singles' | 'pairs') => {
      const found = new Map<string, number>();
      for (const [list, boost] of lists)
        for (const term of list.flatMap((one) => one[kind]))
          found.set(term, Math.max(boost, found.get(term) ?? 0));
      return found;
    };
    return { singles: boosts('singles'), pairs: boosts('pairs') };
  }

  return { read, asked };
}

/**
 * The dictionary's words in a text, those that papers know first, the longest before others, and what is left of it.
 */
function lookedUp(
  text: string,
  dictionary: ReadonlyMap<string, string[]>,
  longest: number,
  isUsed: (word: string) => boolean,
): { terms: Term[]; rest: string } {
  const said = new Set<string>();
  for (let from = 0; from < text.length; from += 1)
    for (let to = from + 1; to <= Math.min(text.length, from + longest); to += 1)
      if (dictionary.has(text.slice(from, to))) said.add(text.slice(from, to));
  const terms: Term[] = [];
  let rest = text;
  const speaksOf = (word: string) => [word, ...(dictionary.get(word) ?? [])].some(isUsed);
  const byLength = [...said].sort((a, b) => b.length - a.length);
  // 要交钱 for what these papers know nothing of must not hide 交钱, for what they do.
  for (const word of [...byLength.filter(speaksOf), ...byLength.filter((one) => !speaksOf(one))]) {
    if (!rest.includes(word) && terms.some((one) => one.word.includes(word))) continue;
    rest = rest.replaceAll(word, ' ');
    terms.push({ word, others: [...(dictionary.get(word) ?? [])], weight: 0, known: true });
  }
  return { terms, rest };
}
