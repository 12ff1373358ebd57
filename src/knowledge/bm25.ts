const K1 = 1.2;
const B = 0.6;

/** Lower case, compatibility forms; Chinese by single characters and by pairs, other words and numbers whole. */
export function tokens(text: string): { singles: string[]; pairs: string[] } {
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

/** Adds up the weights of terms that come in several lists. */
export function weighed(parts: (readonly [string[], number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [list, weight] of parts) for (const term of list) sums.set(term, (sums.get(term) ?? 0) + weight);
  return sums;
}

/** One channel of BM25. */
export interface Channel {
  /** Rarity of a term; undefined when no document has it. */
  idf(term: string): number | undefined;
  score(query: ReadonlyMap<string, number>): Float32Array;
}

/** Postings as typed arrays, so that 100,000 clauses stay near 100 MB and a query near 10 ms. */
export function openChannel(documents: Map<string, number>[]): Channel {
  const lengths = Float32Array.from(documents, (terms) => {
    let sum = 0;
    for (const weight of terms.values()) sum += weight;
    return sum;
  });
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
  return {
    idf: (term) => postings.get(term)?.idf,
    score(query) {
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
