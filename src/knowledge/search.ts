import type { Clause, Day, Policy } from '../core/model.ts';

/** A clause that matched. */
export interface Hit {
  clause: Clause;
  policy: Policy;
  /** 1 for the best possible match of this query. */
  score: number;
  /** Share of the question's weight that the clause's words cover, 0 to 1. */
  coverage: number;
}

interface Options {
  /** Only what is in force on this day. */
  askedOn?: Day | undefined;
  /** Papers of this region go first among equals. */
  region?: string | undefined;
  limit?: number;
}

export interface Search {
  find(query: string, options: Options): Hit[];
  /** A clause by its reference, in force on a day. */
  byReference(title: string, section: string, askedOn?: Day): { clause: Clause; policy: Policy } | undefined;
  size: number;
}

/** Words of asking, which say nothing about the matter. */
const asking =
  /请问|想问|问一?下|咨询|我们|你们|咱们|俺们|他们|这个|那个|一下|什么时候|什么|怎么样|怎么|如何|哪些|哪个|哪里|多少|是不是|能不能|可不可以|有没有|要不要|需不需要|需要|应当|应该|可以|吗|呢|么|呀|啊|吧|啥|咋|的|了|是|我|你|他|在|有|和|与|及|或者|还是|一个|老板|谢谢|麻烦/g;

const K1 = 1.2;
const B = 0.6;
const HEADING_WEIGHT = 2;
/** The county's own paper before the statute that says the same. */
const LOCAL_BONUS = 1.1;
/** Of the two channels; bigrams carry the meaning, single characters rescue clipped words (图审, 水保). */
const BIGRAM_WEIGHT = 0.7;

/** Lower case, compatibility forms, Chinese text only by characters; ASCII words and numbers whole. */
function tokens(text: string): { singles: string[]; pairs: string[] } {
  const singles: string[] = [];
  const pairs: string[] = [];
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[a-z]+|\d+(?:\.\d+)?|[\u3400-\u9fff]+/g) ?? []) {
    if (/^[a-z\d]/.test(run)) {
      singles.push(run);
      pairs.push(run);
      continue;
    }
    for (let i = 0; i < run.length; i += 1) {
      singles.push(run.charAt(i));
      if (i + 1 < run.length) pairs.push(run.slice(i, i + 2));
    }
  }
  return { singles, pairs };
}

/** One channel of BM25: postings as typed arrays, so 100,000 clauses stay near 100 MB and a query near 10 ms. */
function openChannel(documents: Map<string, number>[]) {
  const lengths = Float32Array.from(documents, (terms) => [...terms.values()].reduce((a, b) => a + b, 0));
  const mean = lengths.reduce((a, b) => a + b, 0) / Math.max(1, lengths.length);
  const lists = new Map<string, number[]>();
  documents.forEach((terms, n) => {
    for (const [term, weight] of terms) {
      const list = lists.get(term);
      if (list) list.push(n, weight);
      else lists.set(term, [n, weight]);
    }
  });
  const postings = new Map<string, { ids: Uint32Array; weights: Float32Array; idf: number }>();
  for (const [term, list] of lists) {
    const count = list.length / 2;
    const ids = new Uint32Array(count);
    const weights = new Float32Array(count);
    for (let i = 0; i < count; i += 1) {
      ids[i] = list[2 * i] ?? 0;
      weights[i] = list[2 * i + 1] ?? 0;
    }
    postings.set(term, { ids, weights, idf: Math.log(1 + (documents.length - count + 0.5) / (count + 0.5)) });
  }
  // A word no document knows says little: people's own words must not drown the ones that match.
  const unknown = 0.35 * Math.log(1 + documents.length);

  return {
    idf: (term: string) => postings.get(term)?.idf ?? unknown,
    score(query: Map<string, number>): Float32Array {
      const scores = new Float32Array(documents.length);
      for (const [term, boost] of query) {
        const found = postings.get(term);
        if (!found) continue;
        for (let i = 0; i < found.ids.length; i += 1) {
          const n = found.ids[i] ?? 0;
          const tf = found.weights[i] ?? 0;
          const norm = K1 * (1 - B + (B * (lengths[n] ?? 0)) / mean);
          scores[n] = (scores[n] ?? 0) + boost * found.idf * ((tf * (K1 + 1)) / (tf + norm));
        }
      }
      return scores;
    },
  };
}

function counted(parts: [string[], number][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [list, weight] of parts)
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + weight);
  return counts;
}

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** 三十二 -> 32; digits stay. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = units[character];
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = digits[character] ?? 0;
  }
  return total + digit;
}

const articleOf = (section: string): number | undefined => {
  const mark = section.match(/^第([一二三四五六七八九十百千零〇两\d]+)条/)?.[1];
  return mark === undefined ? undefined : numberOf(mark);
};

/** Builds the index. `aliases` maps what people say to what the documents say; it is the operator's to extend. */
export function openSearch(
  clauses: Clause[],
  policies: Policy[],
  aliases: ReadonlyMap<string, string[]> = new Map(),
): Search {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const known = clauses.flatMap((clause) => {
    const policy = byId.get(clause.policy);
    return policy ? [{ clause, policy }] : [];
  });
  const cut = known.map(({ clause, policy }) => ({
    text: tokens(clause.text),
    head: tokens(`${policy.title} ${clause.heading}`),
  }));
  const singleTerms = cut.map(({ text, head }) =>
    counted([
      [text.singles, 1],
      [head.singles, HEADING_WEIGHT],
    ]),
  );
  const singles = openChannel(singleTerms);
  const pairTerms = cut.map(({ text, head }) =>
    counted([
      [text.pairs, 1],
      [head.pairs, HEADING_WEIGHT],
    ]),
  );
  const pairs = openChannel(pairTerms);
  const short = (title: string) =>
    title
      .replace(/^(?:中华人民共和国)/, '')
      .replace(/[（(].*?[）)]/g, '')
      .trim();

  function inForce(policy: Policy, askedOn: Day | undefined): boolean {
    if (askedOn === undefined) return policy.supersededBy === undefined && policy.repealedOn === undefined;
    if (policy.effectiveFrom !== undefined && policy.effectiveFrom > askedOn) return false;
    return policy.repealedOn === undefined || policy.repealedOn > askedOn;
  }

  function byReference(title: string, section: string, askedOn?: Day) {
    const wanted = short(title);
    const article = articleOf(section);
    return known.find(
      ({ clause, policy }) =>
        inForce(policy, askedOn) &&
        short(policy.title) === wanted &&
        (clause.section === section || (article !== undefined && articleOf(clause.section) === article)),
    );
  }

  function find(query: string, { askedOn, region, limit = 10 }: Options): Hit[] {
    const spoken = query
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(\d)(?:平米?|㎡|m2)(?!方)/g, '$1平方米');
    const plain = spoken.replace(asking, ' ');
    const core = tokens(plain.trim() === '' ? spoken : plain);
    const added = [...aliases].filter(([word]) => spoken.includes(word)).flatMap(([, others]) => others);
    const extra = added.map(tokens);
    const queryPairs = counted([
      [[...new Set(core.pairs)], 1],
      [[...new Set(extra.flatMap((one) => one.pairs))], 0.5],
    ]);
    const querySingles = counted([
      [[...new Set(core.singles)], 1],
      [[...new Set(extra.flatMap((one) => one.singles))], 0.3],
    ]);
    const fromPairs = pairs.score(queryPairs);
    const fromSingles = singles.score(querySingles);
    const top = (scores: Float32Array) => scores.reduce((a, b) => Math.max(a, b), 0) || 1;
    const [topPairs, topSingles] = [top(fromPairs), top(fromSingles)];
    const scored: { n: number; score: number }[] = [];
    for (let n = 0; n < known.length; n += 1) {
      const local = region !== undefined && known[n]?.policy.region === region ? LOCAL_BONUS : 1;
      const score =
        local *
        ((BIGRAM_WEIGHT * (fromPairs[n] ?? 0)) / topPairs +
          ((1 - BIGRAM_WEIGHT) * (fromSingles[n] ?? 0)) / topSingles);
      if (score > 0.05) scored.push({ n, score });
    }
    scored.sort((a, b) => b.score - a.score || a.n - b.n);
    const hits: Hit[] = [];
    const covers = (terms: string[], have: Map<string, number>, idf: (term: string) => number) => {
      const mass = terms.reduce((sum, term) => sum + idf(term), 0);
      return mass === 0
        ? 0
        : terms.filter((term) => have.has(term)).reduce((sum, term) => sum + idf(term), 0) / mass;
    };
    // The asker's own figures (260 平, 6 亩) are theirs, not the document's.
    const words = (terms: string[]) => [...new Set(terms)].filter((term) => !/^\d/.test(term));
    const corePairs = words(core.pairs);
    const coreSingles = words(core.singles);
    const said = new Set(extra.flatMap((one) => one.pairs));
    for (const { n, score } of scored) {
      const one = known[n];
      const terms = pairTerms[n];
      if (!one || !terms || !inForce(one.policy, askedOn)) continue;
      const byAlias = [...said].some((term) => terms.has(term)) ? 0.1 : 0;
      const covered =
        0.5 * covers(corePairs, terms, pairs.idf) +
        0.5 * covers(coreSingles, singleTerms[n] ?? new Map(), singles.idf);
      hits.push({ ...one, score, coverage: Math.min(1, covered + byAlias) });
      if (hits.length >= limit) break;
    }
    return referenced(query, askedOn, hits);
  }

  /** 《建筑法》第八条 or 建筑法第8条 goes first, whatever the words say. */
  function referenced(query: string, askedOn: Day | undefined, hits: Hit[]): Hit[] {
    const cited = query.match(
      /《?([\u3400-\u9fff（）()]{2,30}?)》?第([一二三四五六七八九十百千零〇两\d]+)条/,
    );
    if (!cited) return hits;
    const [, title = '', number = ''] = cited;
    const policy = policies.find(
      (one) => short(one.title) === short(title) || (title.length >= 3 && title.endsWith(short(one.title))),
    );
    const found = policy && byReference(policy.title, `第${number}条`, askedOn);
    if (!found) return hits;
    return [{ ...found, score: 1.5, coverage: 1 }, ...hits.filter((hit) => hit.clause !== found.clause)];
  }

  return { find, byReference, size: known.length };
}
