import type { Clause, Day, Policy } from '../core/model.ts';
import { openChannel, tokens, weighed } from './bm25.ts';
import { everyday } from './everyday.ts';
import { numberOf } from './numbers.ts';
import { type Passage, passagesOf } from './passages.ts';
import { holds, isFunctional, matterOf, type Want, wantsOf } from './question.ts';

/** A clause that matched. */
export interface Hit {
  clause: Clause;
  policy: Policy;
  /** Comparable within one query only; about 1 for a good match. */
  score: number;
  /** Share of the question's weight that clause, heading and title cover, 0 to 1. */
  coverage: number;
  /** Share of what is wanted (a time, a sum) that its best sentence holds. */
  held: number;
}

/** A question as the index sees it. */
export interface Query {
  text: string;
  wants: Want[];
  terms: Term[];
}

/** A word of the question with what papers may call it; `weight` is its rarity here. */
export interface Term {
  word: string;
  others: string[];
  weight: number;
  /** False when no paper here has it. */
  known: boolean;
}

interface Options {
  /** Only what is in force on this day; without it, what is not repealed or replaced at all. */
  askedOn?: Day | undefined;
  /** Papers of this region go first, those of other regions last. */
  region?: string | undefined;
  /** Words of the turn before, for a question that leaves its matter out. */
  context?: string | undefined;
  limit?: number;
}

export interface Search {
  find(question: string, options: Options): Hit[];
  read(question: string): Query;
  /** A clause by its reference, in force on a day. */
  byReference(title: string, section: string, askedOn?: Day): { clause: Clause; policy: Policy } | undefined;
  size: number;
}

const CONTEXT = 0.4;
const HEADING = 2;
/** Penalties speak of 违反第二十七条 only: what that says belongs to them a little. */
const REFERENCE = 0.15;
/** Share of the bigrams in the first ranking; single characters rescue clipped words (图审, 水保). */
const BIGRAMS = 0.35;
/** What papers call a thing counts less than what was said. */
const OTHER_WORD = 0.6;
/** A word that no paper has, against the rarest one that some has: people's own words must not drown the rest. */
const UNKNOWN = 0.4;
/** So many of the first ranking are looked at closely. */
const LOOKED_AT = 80;

/** What a close look adds to the fused score; each was worth a point or more of recall on 195 questions over statutes. */
const COVERAGE = 0.33;
const HOLDS = 0.24;
const PENALTY = 0.3;
const EMPTY = 0.25;
const NAMED = 0.3;
const OTHER_REGION = 0.24;
const SAME_REGION = 0.1;
const HELD_IN_PASSAGE = 0.15;

interface Known {
  clause: Clause;
  policy: Policy;
  title: string;
  region: string | undefined;
  penalty: boolean;
  passages: Passage[];
  /** Purpose, principles, closing rules, preambles: they share every word of the paper and answer nothing. */
  empty: boolean;
}

/** Titles without 中华人民共和国 and remarks in brackets: what people call a law. */
export const shortTitle = (title: string): string =>
  title
    .replace(/^《|》$/g, '')
    .replace(/^中华人民共和国/, '')
    .replace(/[（(].*?[）)]/g, '')
    .trim();

/** Builds the index. `aliases` maps what people say to what the documents say; it is the operator's to extend. */
export function openSearch(
  clauses: Clause[],
  policies: Policy[],
  aliases: ReadonlyMap<string, string[]> = new Map(),
): Search {
  const known = knownClauses(clauses, policies);
  const cut = known.map((one) => ({
    text: tokens(one.clause.text),
    head: tokens(`${one.title} ${one.clause.heading}`),
  }));
  const referred = references(known);
  const channel = (kind: 'singles' | 'pairs') =>
    openChannel(
      cut.map(({ text, head }, n) =>
        weighed([
          [text[kind], 1],
          [head[kind], HEADING],
          ...(referred[n] ?? []).map((m) => [cut[m]?.text[kind] ?? [], REFERENCE] as const),
        ]),
      ),
    );
  const singles = channel('singles');
  const pairs = channel('pairs');
  const dictionary = [...everyday, ...aliases];
  const rarest = Math.log(1 + known.length);

  const rarity = (word: string): number => {
    const { singles: one, pairs: two } = tokens(word);
    if (two.length === 0 || word.length < 2) return 0.5 * (singles.idf(one[0] ?? '') ?? rarest);
    return two.reduce((sum, term) => sum + (pairs.idf(term) ?? rarest), 0) / two.length;
  };

  function read(question: string): Query {
    const text = question.normalize('NFKC').toLowerCase();
    const said = dictionary.filter(([word]) => text.includes(word)).sort(([a], [b]) => b.length - a.length);
    const terms: Term[] = [];
    let rest = text;
    for (const [word, others] of said) {
      const earlier = terms.find((one) => one.word.includes(word));
      if (earlier && !rest.includes(word)) {
        if (earlier.word === word) earlier.others.push(...others);
        continue;
      }
      rest = rest.replaceAll(word, ' ');
      terms.push({ word, others: [...others], weight: 0, known: true });
    }
    for (const term of terms) {
      const forms = [term.word, ...term.others];
      term.weight = Math.min(...forms.map(rarity), rarest);
      term.known = forms.some((form) => tokens(form).pairs.every((pair) => pairs.idf(pair) !== undefined));
    }
    const runs = matterOf(rest).runs.map(tokens);
    for (const word of new Set(runs.flatMap((run) => run.pairs))) {
      if (/^\d/.test(word)) continue;
      const idf = pairs.idf(word);
      const weight = idf ?? (isFunctional(word) ? 0 : UNKNOWN * rarest);
      terms.push({ word, others: [], weight, known: idf !== undefined });
    }
    return { text, wants: wantsOf(text), terms };
  }

  function find(question: string, { askedOn, region, context, limit = 10 }: Options): Hit[] {
    const query = read(question);
    const first = firstRanking(query, context);
    const candidates: { n: number; base: number }[] = [];
    for (const one of first) {
      const { policy } = known[one.n] as Known;
      if (!inForce(policy, askedOn, policies)) continue;
      candidates.push(one);
      if (candidates.length >= LOOKED_AT) break;
    }
    const terms = context
      ? [...query.terms, ...read(context).terms.map((t) => ({ ...t, weight: t.weight * CONTEXT }))]
      : query.terms;
    const hits = candidates.map(({ n, base }) => look({ ...query, terms }, known[n] as Known, base, region));
    hits.sort((a, b) => b.score - a.score);
    return referenced(question, askedOn, hits).slice(0, limit);
  }

  function firstRanking(query: Query, context: string | undefined): { n: number; base: number }[] {
    const runs = matterOf(query.text).runs.map(tokens);
    const others = query.terms.flatMap((term) => term.others).map(tokens);
    const before = context ? matterOf(context).runs.map(tokens) : [];
    const asked = (kind: 'singles' | 'pairs') => {
      const boosts = new Map<string, number>();
      for (const [list, boost] of [
        [before, CONTEXT],
        [others, OTHER_WORD],
        [runs, 1],
      ] as const)
        for (const term of list.flatMap((one) => one[kind]))
          boosts.set(term, Math.max(boost, boosts.get(term) ?? 0));
      return boosts;
    };
    const byPairs = pairs.score(asked('pairs'));
    const bySingles = singles.score(asked('singles'));
    const topPairs = byPairs.reduce((a, b) => Math.max(a, b), 0) || 1;
    const topSingles = bySingles.reduce((a, b) => Math.max(a, b), 0) || 1;
    const ranking: { n: number; base: number }[] = [];
    for (let n = 0; n < known.length; n += 1) {
      const base =
        (BIGRAMS * (byPairs[n] ?? 0)) / topPairs + ((1 - BIGRAMS) * (bySingles[n] ?? 0)) / topSingles;
      if (base > 0.1) ranking.push({ n, base });
    }
    return ranking.sort((a, b) => b.base - a.base || a.n - b.n);
  }

  function byReference(title: string, section: string, askedOn?: Day) {
    const wanted = shortTitle(title);
    const article = articleOf(section);
    return known.find(
      ({ clause, policy }) =>
        shortTitle(policy.title) === wanted &&
        (clause.section === section || (article !== undefined && articleOf(clause.section) === article)) &&
        inForce(policy, askedOn, policies),
    );
  }

  /** 《建筑法》第八条 or 建筑法第8条 goes first, whatever the words say. */
  function referenced(question: string, askedOn: Day | undefined, hits: Hit[]): Hit[] {
    const cited = question.match(
      /《?([\u3400-\u9fff（）()]{2,40}?)》?(?:的|里|中)?第([一二三四五六七八九十百千零〇两\d]+)条/,
    );
    if (!cited) return hits;
    const [, title = '', number = ''] = cited;
    const named = policies
      .filter((one) => title.endsWith(shortTitle(one.title)) || shortTitle(one.title) === shortTitle(title))
      .sort((a, b) => shortTitle(b.title).length - shortTitle(a.title).length);
    for (const policy of named) {
      const found = byReference(policy.title, `第${number}条`, askedOn);
      if (!found) continue;
      const rest = hits.filter((hit) => hit.clause !== found.clause);
      const best = Math.max(1, ...rest.map((hit) => hit.score));
      return [{ ...found, score: best + 1, coverage: 1, held: 1 }, ...rest];
    }
    return hits;
  }

  return { find, read, byReference, size: known.length };
}

/** The close look at one candidate. */
function look(query: Query, one: Known, base: number, region: string | undefined): Hit {
  const { clause, policy, title } = one;
  const text = `${title} ${clause.heading}\n${clause.text}`;
  const coverage = covered(query.terms, text);
  const held = best(query, clause.text, one.passages).held;
  const other = one.region !== undefined && one.region !== region && !query.text.includes(one.region);
  const score =
    base +
    COVERAGE * coverage +
    HOLDS * held -
    (one.penalty === query.wants.includes('penalty') ? 0 : PENALTY) -
    (one.empty && !query.wants.includes('start') ? EMPTY : 0) +
    (query.text.includes(title) ? NAMED : 0) -
    (other ? OTHER_REGION : 0) +
    (one.region !== undefined && one.region === region ? SAME_REGION : 0);
  return { clause, policy, score, coverage, held };
}

/** The sentence that says most of what was asked, and how much of what is wanted it holds. */
export function best(
  query: Query,
  text: string,
  passages: Passage[],
): { at: number; value: number; held: number } {
  let found = { at: 0, value: -1, held: 0 };
  passages.forEach((passage, at) => {
    const words = passageText(text, passage);
    const held = heldShare(query.wants, words);
    const value = covered(query.terms, words) + HELD_IN_PASSAGE * held;
    if (value > found.value) found = { at, value, held };
  });
  return found;
}

/** Share of the wants that a text holds; all of them when nothing particular is wanted. */
export const heldShare = (wants: Want[], text: string): number =>
  wants.length === 0 ? 1 : wants.filter((want) => holds(want, text)).length / wants.length;

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

function knownClauses(clauses: Clause[], policies: Policy[]): Known[] {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  return clauses.flatMap((clause) => {
    const policy = byId.get(clause.policy);
    if (!policy) return [];
    const title = shortTitle(policy.title);
    const { text } = clause;
    return {
      clause,
      policy,
      title,
      passages: passagesOf(text),
      region:
        policy.region ??
        /^[\u3400-\u9fff]{2,7}?(?:省|自治区|自治州|市|自治县|县)(?=[\u3400-\u9fff])/.exec(title)?.[0],
      penalty:
        /法律责任|罚\s*则/.test(clause.heading) ||
        /处以?[^，。]{0,30}罚款|依法给予处分|追究刑事责任/.test(text),
      empty:
        /(?:自公布|起)[^。]{0,20}施行|^第一条[\s　]*(?:为|根据)|制定本(?:法|条例|办法|规定|细则)/.test(
          text,
        ) ||
        (clause.section === '' && clause.position === 0 && clauses.length > 1),
    };
  });
}

const articleOf = (section: string): number | undefined => {
  const mark = /^第([一二三四五六七八九十百千零〇两\d]+)条/.exec(section)?.[1];
  return mark === undefined ? undefined : numberOf(mark);
};

/** For each penalty clause the clauses of the same paper whose breach it punishes. */
function references(known: Known[]): number[][] {
  const places = new Map<string, number>();
  known.forEach(({ clause }, n) => {
    const article = articleOf(clause.section);
    if (article !== undefined) places.set(`${clause.policy} ${article}`, n);
  });
  return known.map(({ clause, penalty }) => {
    if (!penalty) return [];
    const cited = [
      ...clause.text.matchAll(/本(?:法|条例|办法|规定|细则)第([^，。；：]{1,40}?)(?:规定|的|，)/g),
    ];
    const numbers = cited.flatMap(([, list = '']) => [
      ...list.matchAll(/([一二三四五六七八九十百零\d]+)条/g),
    ]);
    return numbers.flatMap(([, number = '']) => places.get(`${clause.policy} ${numberOf(number)}`) ?? []);
  });
}

/**
 * In force on a day: begun, not repealed, not replaced by a paper or by a later version of the same title that had
 * begun. Without a day, in force for good.
 */
function inForce(policy: Policy, askedOn: Day | undefined, policies: Policy[]): boolean {
  const day = askedOn ?? '9999-12-31';
  const begun = ({ effectiveFrom }: Policy) => effectiveFrom === undefined || effectiveFrom <= day;
  if (!begun(policy)) return false;
  if (policy.repealedOn !== undefined && policy.repealedOn <= day) return false;
  if (policy.supersededBy !== undefined) {
    const next = policies.find((one) => one.id === policy.supersededBy);
    if (!next || begun(next)) return false;
  }
  return !policies.some(
    (other) =>
      other.title === policy.title &&
      begun(other) &&
      (other.effectiveFrom ?? '') > (policy.effectiveFrom ?? ''),
  );
}
