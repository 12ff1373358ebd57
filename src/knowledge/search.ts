import type { Clause, Day, Policy } from '../core/model.ts';
import { type Channel, openChannel, tokens, weighed } from './bm25.ts';
import { everyday, otherMatters } from './everyday.ts';
import { articleOf, type Known, knownClauses, openStanding, references, shortTitle } from './known.ts';
import { best, covered, type Query, type Term, titledShare } from './match.ts';
import { isFunctional, matterOf, plainQuestion, wantsOf } from './question.ts';

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
  /** Plain BM25 of its characters in units of the rarest one: grows with how much of the question it says. */
  strength: number;
  /** Share of the paper's title that the question says, in its own words or the papers'. */
  titled: number;
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
/** The less so when papers use the word themselves. */
const SAME_WORD = 0.3;
/** A word that no paper has, against the rarest one that some has: people's own words must not drown the rest. */
const UNKNOWN = 0.4;
/** As strong as a match gets. */
const STRONG = 10;
/** So many of the first ranking are looked at closely. */
const LOOKED_AT = 80;

/** What a close look adds to the fused score, found on 195 questions over 6,149 条 of law. */
const COVERAGE = 0.33;
const HOLDS = 0.24;
const PENALTY = 0.3;
const EMPTY = 0.25;
const NAMED = 0.3;
const OTHER_REGION = 0.24;
const SAME_REGION = 0.15;

/** A clause of the first ranking. */
interface Candidate {
  n: number;
  base: number;
  strength: number;
}

/** Builds the index. `aliases` maps what people say to what the documents say; it is the operator's to extend. */
export function openSearch(
  clauses: Clause[],
  policies: Policy[],
  aliases: ReadonlyMap<string, string[]> = new Map(),
): Search {
  const known = knownClauses(clauses, policies);
  const inForce = openStanding(policies);
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
  const subjects = [...new Set(known.flatMap(({ title, clause }) => [title, clause.heading]))].join('\n');
  const foreign = otherMatters.filter((matter) => !subjects.includes(matter));

  const rarity = (word: string): number => {
    const { singles: one, pairs: two } = tokens(word);
    if (two.length === 0 || word.length < 2) return 0.5 * (singles.idf(one[0] ?? '') ?? rarest);
    return two.reduce((sum, term) => sum + (pairs.idf(term) ?? rarest), 0) / two.length;
  };

  const share = (term: string, channel: Channel) => Math.exp(-(channel.idf(term) ?? rarest));
  /** Papers have the two characters together more often than chance would. */
  const isWord = (pair: string) =>
    pair.length === 2 &&
    pairs.idf(pair) !== undefined &&
    share(pair, pairs) > share(pair.charAt(0), singles) * share(pair.charAt(1), singles);

  const isUsed = (word: string) => tokens(word).pairs.every((pair) => pairs.idf(pair) !== undefined);

  function read(question: string): Query {
    const text = plainQuestion(question);
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

  function find(question: string, { askedOn, region, context, limit = 10 }: Options): Hit[] {
    const query = read(question);
    const first = firstRanking(query, context);
    const candidates: Candidate[] = [];
    for (const one of first) {
      const { policy } = known[one.n] as Known;
      if (!inForce(policy, askedOn)) continue;
      candidates.push(one);
      if (candidates.length >= LOOKED_AT) break;
    }
    const terms = context
      ? [...query.terms, ...read(context).terms.map((t) => ({ ...t, weight: t.weight * CONTEXT }))]
      : query.terms;
    const hits = candidates.map((one) => look({ ...query, terms }, known[one.n] as Known, one, region));
    hits.sort((a, b) => b.score - a.score);
    return referenced(question, askedOn, hits).slice(0, limit);
  }

  function firstRanking(query: Query, context: string | undefined): Candidate[] {
    const runs = matterOf(query.text, isWord).map(tokens);
    const others = query.terms.map(
      (term) => [term.others.map(tokens), isUsed(term.word) ? SAME_WORD : OTHER_WORD] as const,
    );
    const before = context ? matterOf(context).map(tokens) : [];
    const asked = (kind: 'singles' | 'pairs') => {
      const boosts = new Map<string, number>();
      for (const [list, boost] of [[before, CONTEXT], ...others, [runs, 1]] as const)
        for (const term of list.flatMap((one) => one[kind]))
          boosts.set(term, Math.max(boost, boosts.get(term) ?? 0));
      return boosts;
    };
    const byPairs = pairs.score(asked('pairs'));
    const bySingles = singles.score(asked('singles'));
    const topPairs = byPairs.reduce((a, b) => Math.max(a, b), 0) || 1;
    const topSingles = bySingles.reduce((a, b) => Math.max(a, b), 0) || 1;
    const ranking: Candidate[] = [];
    for (let n = 0; n < known.length; n += 1) {
      const base =
        (BIGRAMS * (byPairs[n] ?? 0)) / topPairs + ((1 - BIGRAMS) * (bySingles[n] ?? 0)) / topSingles;
      if (base > 0.1) ranking.push({ n, base, strength: (bySingles[n] ?? 0) / rarest });
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
        inForce(policy, askedOn),
    );
  }

  /** 《建筑法》第八条 or 建筑法第8条 goes first, whatever the words say. */
  function referenced(question: string, askedOn: Day | undefined, hits: Hit[]): Hit[] {
    const cited = question.match(
      /《?([\u3400-\u9fff（）()]{2,40}?)》?(?:的|里|中)?(?:第([一二三四五六七八九十百千零〇两\d]+)|(\d+))条/,
    );
    if (!cited) return hits;
    const [, title = '', written, bare] = cited;
    const number = written ?? bare ?? '';
    const named = policies
      .filter((one) => title.endsWith(shortTitle(one.title)) || shortTitle(one.title) === shortTitle(title))
      .sort((a, b) => shortTitle(b.title).length - shortTitle(a.title).length);
    for (const policy of named) {
      const found = byReference(policy.title, `第${number}条`, askedOn);
      if (!found) continue;
      const rest = hits.filter((hit) => hit.clause !== found.clause);
      const best = Math.max(1, ...rest.map((hit) => hit.score));
      return [{ ...found, score: best + 1, coverage: 1, held: 1, strength: STRONG, titled: 1 }, ...rest];
    }
    return hits;
  }

  return { find, read, byReference, size: known.length };
}

/** The close look at one candidate. */
function look(query: Query, one: Known, { base, strength }: Candidate, region: string | undefined): Hit {
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
    (one.empty && !query.wants.some((want) => want === 'start' || want === 'meaning') ? EMPTY : 0) +
    (query.text.includes(title) ? NAMED : 0) -
    (other ? OTHER_REGION : 0) +
    (one.region !== undefined && one.region === region ? SAME_REGION : 0);
  return { clause, policy, score, coverage, held, strength, titled: titledShare(query, title) };
}
