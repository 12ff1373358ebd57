import { readFrequent } from '../../core/frequent.ts';
import type { Frequent } from '../../core/model.ts';
import { holding, type Paper, type Standing } from './policies.ts';
import { type Mistake, mistakeAt } from './sheet.ts';

/** Reads what people ask of the county's papers; each question must name a clause that holds its key. */
export function readQuestions(
  file: string,
  text: string,
  papers: Paper[] | undefined,
  mistakes: Mistake[],
): Frequent[] {
  const { questions, unreadable } = readFrequent(text);
  for (const line of unreadable)
    mistakes.push(mistakeAt(file, line, '这一行读不懂', '请依次写文件、条、原话、问法，中间用制表符隔开'));
  for (const { line, frequent } of papers ? questions : []) {
    const { title, section, key } = frequent;
    const problem: Record<Standing, string | undefined> = {
      stands: undefined,
      'no such paper': `没有《${title}》这份文件`,
      'no such place': `《${title}》里没有${section}`,
      differs: `《${title}》${section}里没有“${key}”`,
    };
    const found = problem[holding(title, section, key, papers ?? [])];
    if (found) mistakes.push(mistakeAt(file, line, found, '请对照 policies 里的文件修改，或者删掉这一行'));
  }
  return questions.map(({ frequent }) => frequent);
}
