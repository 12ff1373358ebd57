import { readFileSync } from 'node:fs';
import { readFrequent } from '../core/frequent.ts';
import type { Frequent } from '../core/model.ts';

/** Reads the list that comes with the program; throws on a line that cannot be read. */
export function parseFaq(text: string): Frequent[] {
  const { questions, unreadable } = readFrequent(text);
  if (unreadable.length > 0)
    throw new Error(`faq.tsv 第 ${unreadable[0]} 行读不懂：要依次写法规、条、原话、问法，中间用制表符隔开`);
  return questions.map(({ frequent }) => frequent);
}

/**
 * What people ask, in their own words, of a hundred statutes of the trade. Worth 14 to 24 points of recall at one on
 * questions by other hands over the same statutes; nothing over other papers.
 */
export const faq: readonly Frequent[] = parseFaq(readFileSync(new URL('./faq.tsv', import.meta.url), 'utf8'));
