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

/**
 * Terms of a document in several lists, and what each list counts; what is said of it elsewhere makes no word common.
 */
export type Weighed = (readonly [terms: string[], weight: number, said?: 'elsewhere'])[];

/** One channel of BM25. */
export interface Channel {
  /** Rarity of a term; undefined when no document itself has it. */
  idf(term: string): number | undefined;
  score(query: ReadonlyMap<string, number>): Float32Array;
}

/**
 * Postings of all terms in two flat arrays, one term after the other. Documents are read once and not kept: those of
 * 100,000 clauses take 1.5 GB as maps and 0.15 as postings.
 */
export function openChannel(documents: Iterable<Weighed>): Channel {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  /** Documents that have the term themselves, and the last of them. */
  const own: number[] = [];
  const last: number[] = [];
  const rows: { terms: Uint32Array; weights: Float32Array; length: number }[] = [];
  /** Of the document at hand, by term; zero again after it. */
  const sums: number[] = [];
  for (const document of documents) {
    const terms: number[] = [];
    let length = 0;
    for (const [list, weight, said] of document)
      for (const term of list) {
        let number = numbers.get(term);
        if (number === undefined) {
          number = counts.push(0) - 1;
          numbers.set(term, number);
          sums.push(0);
          own.push(0);
          last.push(-1);
        }
        if (said === undefined && last[number] !== rows.length) {
          own[number]! += 1;
          last[number] = rows.length;
        }
        if (sums[number] === 0) terms.push(number);
        sums[number]! += weight;
        length += weight;
      }
    const weights = new Float32Array(terms.length);
    for (const [i, term] of terms.entries()) {
      weights[i] = sums[term]!;
      sums[term] = 0;
      counts[term]! += 1;
    }
    rows.push({ terms: Uint32Array.from(terms), weights, length });
  }
  const size = rows.length;
  const mean = rows.reduce((sum, { length }) => sum + length, 0) / Math.max(1, size);
  const norms = Float64Array.from(rows, ({ length }) => K1 * (1 - B + (B * length) / mean));

  /** Where the postings of a term begin; they end where those of the next one begin. */
  const starts = new Uint32Array(counts.length + 1);
  for (const [term, count] of counts.entries()) starts[term + 1] = starts[term]! + count;
  const ids = new Uint32Array(starts.at(-1) ?? 0);
  const weights = new Float32Array(ids.length);
  const free = starts.slice();
  for (const [n, row] of rows.entries())
    row.terms.forEach((term, i) => {
      const at = free[term]!++;
      ids[at] = n;
      weights[at] = row.weights[i]!;
    });

  const rarity = (count: number) => Math.log(1 + (size - count + 0.5) / (count + 0.5));
  return {
    idf(term) {
      const number = numbers.get(term);
      return number === undefined || own[number] === 0 ? undefined : rarity(own[number]!);
    },
    score(query) {
      const scores = new Float32Array(size);
      for (const [term, boost] of query) {
        const number = numbers.get(term);
        if (number === undefined) continue;
        const weight = boost * rarity(counts[number]!);
        for (let at = starts[number]!; at < starts[number + 1]!; at += 1) {
          const [n, tf] = [ids[at]!, weights[at]!];
          scores[n] = scores[n]! + weight * ((tf * (K1 + 1)) / (tf + norms[n]!));
        }
      }
      return scores;
    },
  };
}
