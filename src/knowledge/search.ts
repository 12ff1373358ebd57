import { shortTitle } from '../core/frequent.ts';
import type { Clause, ClauseRef, Day, Frequent, Policy } from '../core/model.ts';
import { tokens } from './bm25.ts';
import { everyday } from './everyday.ts';
import { faq } from './faq.ts';
import { articleOf, type Known, knownClauses, openStanding } from './known.ts';
import { best, covered, type Like, type Query } from './match.ts';
import { actsIn, instrumentsIn, plainQuestion } from './question.ts';
import { type Candidate, openRanking, type Parts, whole } from './ranking.ts';
import { CONTEXT, openReader } from './reader.ts';
import { openSilence, type Silence } from './silence.ts';

/** A clause that matched. */
export interface Hit {
  clause: Clause;
  policy: Policy;
  /** Comparable within one query only; about 2 for a good match. */
  score: number;
  /**
   * BM25 of its characters, and of what people ask of it, in units of the rarest one: grows with how much of the
   * question it says.
   */
  strength: number;
  /** How like the question is to the likest one people ask of the clause, 0 to 1. */
  alike: number;
  /** What people ask of the clause. */
  likes: Like[];
  /**
   * The question names a certificate, fee or tax (采矿许可证), or an act on one (注销), of which neither the clause nor
   * what people ask of it has a word.
   */
  misnamed: boolean;
  /** Whether most of what people ask of the clause is known. */
  listed: boolean;
  /** How telling the words of the question are that neither the clause nor what people ask of it has. */
  silence: number;
}

interface Options {
  /** Only what is in force on this day; without it, what is not repealed or replaced at all. */
  askedOn?: Day | undefined;
  /** Papers of this region go first, those of other regions last. */
  region?: string | undefined;
  /** Words of the turn before, for a question that leaves its matter out. */
  context?: string | undefined;
  /** What was typed of the question, where the name of what was talked of was put before it. */
  typed?: string | undefined;
  /** What answered that turn: who asks on reads on in the same paper. */
  answered?: readonly ClauseRef[] | undefined;
  limit?: number;
}

export interface Search {
  find(question: string, options: Options): Hit[];
  read(question: string): Query;
  /** A clause by its reference, in force on a day. */
  byReference(title: string, section: string, askedOn?: Day): { clause: Clause; policy: Policy } | undefined;
  size: number;
}

/** As strong as a match gets. */
const STRONG = 10;
/** So many of the first ranking are looked at closely. */
const LOOKED_AT = 80;

/**
 * What a close look adds to the fused score: near what a regression on 600 questions over statutes finds, by other
 * hands than those of `faq.tsv`. Forty more features of the words found no better a first place.
 */
const COVERAGE = 0.7;
const HOLDS = 0.3;
const ALIKE = 0.6;
/** Of the logarithm. */
const STRENGTH = 0.3;
const PENALTY = 0.25;
const EMPTY = 0.38;
const NAMED = 0.3;
const OTHER_REGION = 0.24;
const SAME_REGION = 0.3;
/** 那费用谁出, after an answer. */
const SAME_PAPER = 0.3;

/** A clause of which not all questions are known counts as what was right (0.34; what was wrong 0.14). */
const UNASKED = 0.34;
/** Below it a clause ranks no lower: who asks in the paper's own words is like nobody. */
const UNLIKE = 0.2;

/**
 * Builds the index. `aliases` maps what people say to what the documents say; it is the operator's to extend, and so is
 * `frequent`, what they ask of a clause. `parts` leaves out what is to be measured.
 */
export function openSearch(
  clauses: Clause[],
  policies: Policy[],
  aliases: ReadonlyMap<string, string[]> = new Map(),
  parts: Parts = whole,
  frequent: readonly Frequent[] = faq,
): Search {
  const known = knownClauses(clauses, policies, parts.questions ? frequent : []);
  const titled = Map.groupBy(known, ({ title }) => title);
  const inForce = openStanding(policies);
  const ranking = openRanking(known, parts);
  const { read, asked } = openReader(known, ranking, [...(parts.everyday ? everyday : []), ...aliases]);
  const silenceOf = openSilence(known);
  const rarest = Math.log(1 + known.length);

  function find(
    question: string,
    { askedOn, region, context, typed = question, answered = [], limit = 10 }: Options,
  ): Hit[] {
    const query = read(question);
    const candidates = ranking
      .rank(asked(query, context), LOOKED_AT, (n) => inForce(known[n]!.policy, askedOn))
      .map((one) => ({ ...one, strength: one.strength / rarest }));
    const terms = context
      ? [...query.terms, ...read(context).terms.map((t) => ({ ...t, weight: t.weight * CONTEXT }))]
      : query.terms;
    const said = new Set(tokens(query.text).pairs);
    const own = new Set(tokens(plainQuestion(typed)).pairs);
    const hits = candidates.map((one) =>
      look({ ...query, terms }, said, known[one.n]!, one, { region, own, silenceOf }),
    );
    const papers = new Set(answered.map(({ doc }) => doc));
    for (const hit of hits) if (papers.has(hit.policy.id)) hit.score += SAME_PAPER;
    if (!parts.look)
      hits.forEach((hit, i) => {
        hit.score = candidates[i]?.base ?? 0;
      });
    hits.sort((a, b) => b.score - a.score);
    return referenced(question, askedOn, hits).slice(0, limit);
  }

  function byReference(title: string, section: string, askedOn?: Day) {
    const article = articleOf(section);
    return titled
      .get(shortTitle(title))
      ?.find(
        ({ clause, policy }) =>
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
      const asked = known.find(({ clause }) => clause === found.clause)?.asked ?? [];
      const likes = likesOf(new Set(tokens(question).pairs), asked);
      const rest = hits.filter((hit) => hit.clause !== found.clause);
      const best = Math.max(1, ...rest.map((hit) => hit.score));
      return [
        {
          ...found,
          score: best + 1,
          strength: STRONG,
          alike: 1,
          likes,
          misnamed: false,
          listed: false,
          silence: 0,
        },
        ...rest,
      ];
    }
    return hits;
  }

  return { find, read, byReference, size: known.length };
}

/**
 * Of first places that are wrong one in ten has a question over 0.24 like, of those that are right one in ten over
 * this.
 */
const MUCH_ALIKE = 0.5;

/** What people ask of a clause that is much the same. */
export const asksOf = ({ likes }: Hit): Like[] => likes.filter(({ alike }) => alike >= MUCH_ALIKE);

/** Whether people are known to ask much the same of a clause. */
export const isAskedOf = (hit: Hit): boolean => asksOf(hit).length > 0;

/** But for a particle the same; 隔壁县的施工许可证要几天 is 0.78 like what is asked of one's own. */
const THE_SAME = 0.9;

/** Whether this very question is known to be asked of a clause. */
export const isAskedSoOf = ({ likes }: Hit): boolean => likes.some(({ alike }) => alike >= THE_SAME);

/** The close look at one candidate. */
function look(
  query: Query,
  said: ReadonlySet<string>,
  one: Known,
  { base, strength }: Candidate,
  { region, own, silenceOf }: { region: string | undefined; own: ReadonlySet<string>; silenceOf: Silence },
): Hit {
  const { clause, policy, title, asked } = one;
  const questions = asked.map(({ question }) => question).join('\n');
  const words = `${title} ${clause.heading}\n${clause.text}\n${questions}`;
  const coverage = covered(query.terms, words);
  const likes = likesOf(said, asked);
  const alike = Math.max(one.listed ? 0 : UNASKED, ...likes.map((like) => like.alike));
  const { held } = best(query, clause.text, one.passages, likes);
  const other = one.region !== undefined && one.region !== region && !query.text.includes(one.region);
  const score =
    base +
    COVERAGE * coverage +
    HOLDS * held +
    ALIKE * Math.max(UNLIKE, alike) +
    STRENGTH * Math.log1p(strength) -
    (one.penalty === query.wants.includes('penalty') ? 0 : PENALTY) -
    (one.empty && !query.wants.some((want) => want === 'start' || want === 'meaning') ? EMPTY : 0) +
    (query.text.includes(title) ? NAMED : 0) -
    (other ? OTHER_REGION : 0) +
    (one.region !== undefined && one.region === region ? SAME_REGION : 0);
  const silence = silenceOf(one, missingIn(query, own, words), own.size);
  return {
    clause,
    policy,
    score,
    strength,
    alike,
    likes,
    misnamed: isMisnamed(query, words),
    listed: one.listed,
    silence,
  };
}

/** Of some pairs of a question those that neither some words have nor what papers call the thing they stand for. */
function missingIn({ terms }: Query, pairs: ReadonlySet<string>, words: string): string[] {
  const named = terms.filter(({ word, others }) => [word, ...others].some((name) => words.includes(name)));
  const meant = new Set(named.flatMap(({ word }) => tokens(word).pairs));
  return [...pairs].filter((pair) => !words.includes(pair) && !meant.has(pair));
}

function isMisnamed({ text, terms }: Query, words: string): boolean {
  return [...instrumentsIn(text), ...actsIn(text)].some((name) => {
    const called = terms.filter(({ word }) => word.includes(name) || name.includes(word));
    return ![...tokens(name).pairs, ...called.flatMap(({ others }) => others)].some((word) =>
      words.includes(word),
    );
  });
}

/** Of a question's pairs of characters and those of each of some others the share that both have. */
function likesOf(said: ReadonlySet<string>, questions: Frequent[]): Like[] {
  return questions.map(({ question, key }) => {
    const pairs = new Set(tokens(question).pairs);
    const both = [...pairs].filter((pair) => said.has(pair)).length;
    return { key, alike: (2 * both) / (said.size + pairs.size || 1) };
  });
}
