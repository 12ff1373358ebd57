import type { Clause } from '../core/model.ts';
import type { Considered } from '../knowledge/answer.ts';
import { printFigures } from './figures.ts';

/** A question with what it was answered. */
export interface Asked {
  row: {
    gold_doc?: string | null | undefined;
    gold_section?: string | null | undefined;
    gold_answer?: string | null | undefined;
    answerable?: boolean | null | undefined;
  };
  considered: Considered;
  ms: number;
}

/** Of rows that know, true or false; undefined for the others. */
type Results = (boolean | undefined)[];

const among = (gold: string, one: string): boolean => gold.split('|').includes(one);

/** Whether one of the right places is among the first so many. */
export const recall = (answered: Asked[], most: number): Results =>
  answered.map(({ row: { gold_doc, gold_section }, considered }) =>
    gold_doc
      ? considered.ranked
          .slice(0, most)
          .some(
            ({ clause }) =>
              among(gold_doc, clause.policy) && (!gold_section || among(gold_section, clause.section)),
          )
      : undefined,
  );

/** Whether what is shown holds one of the right words, where the outcome is one of these. */
const rightAnswers = (answered: Asked[], outcomes: Considered['outcome'][]): Results =>
  answered.map(({ row: { gold_answer }, considered: { outcome, text } }) =>
    gold_answer
      ? outcomes.includes(outcome) && gold_answer.split('|').some((word) => text.includes(word))
      : undefined,
  );

/** 77.4% of those that know. */
export function percent(results: Results): string {
  const known = results.filter((one) => one !== undefined);
  return known.length === 0 ? '-' : `${((100 * known.filter(Boolean).length) / known.length).toFixed(1)}%`;
}

const isLabelled = ({ row }: Asked): boolean =>
  row.answerable === false || Boolean(row.gold_doc || row.gold_answer);

/** Prints places, answers, citations, refusals and times. */
export function countAnswers(answered: Asked[], clauses: Clause[]): void {
  if (!answered.some(isLabelled)) return;
  const refused = ({ considered }: Asked) => considered.outcome === 'refuse';
  const unanswerable = ({ row }: Asked) => row.answerable === false;
  printFigures({
    第一条对: recall(answered, 1),
    前五条有: recall(answered, 5),
    单条答对: rightAnswers(answered, ['answer']),
    答对或候选里有: rightAnswers(answered, ['answer', 'candidates']),
    引文逐字在条款里: answered.flatMap(({ considered }) =>
      considered.citations.map(({ doc, section, quote }) =>
        clauses.some((one) => one.policy === doc && one.section === section && one.text.includes(quote)),
      ),
    ),
    没答案的拒答了: answered.map((one) => (unanswerable(one) ? refused(one) : undefined)),
    拒答的确实没答案: answered.map((one) =>
      isLabelled(one) && refused(one) ? unanswerable(one) : undefined,
    ),
  });
  const times = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  process.stderr.write(`每题用时：中位${at(0.5)}毫秒，九九分位${at(0.99)}毫秒\n`);
}
