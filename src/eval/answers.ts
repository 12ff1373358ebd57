import { z } from 'zod';
import type { Intent } from '../core/model.ts';
import { openLibrary } from '../knowledge/answer.ts';
import { readPolicies } from '../knowledge/library.ts';
import { readRows, writeRows } from './jsonl.ts';

const row = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  asked_on: z.string().nullish(),
  region: z.string().nullish(),
  history: z.array(z.unknown()).nullish(),
});

/** Answers questions from any folder of documents, one JSON object a line in and out, in the same order. */
export async function evalAnswers({
  kb,
  in: from,
  out,
}: {
  kb: string;
  in: string;
  out: string;
}): Promise<void> {
  const rows = await readRows(from, row);
  const documents = await readPolicies(kb);
  for (const { file, problem, cure } of documents.problems)
    process.stderr.write(`${file}：${problem}。${cure}\n`);
  const library = openLibrary(documents);
  const results = rows.map(({ id, question, asked_on, region, history }) => {
    const started = performance.now();
    const { outcome, confidence, text, citations, ranked } = library.consider({
      text: withHistory(question, history ?? []),
      intent: 'ask_procedure' as Intent['kind'],
      items: [],
      askedOn: asked_on ?? '9999-12-31',
      ...(region ? { region } : {}),
    });
    return {
      id,
      outcome,
      refused: outcome === 'refuse',
      confidence: Number(confidence.toFixed(4)),
      answer: text,
      citations: citations.map(({ doc, section, quote }) => ({ doc, section, quote })),
      ranked: ranked.map(({ clause, score }) => ({
        doc: clause.policy,
        section: clause.section,
        score: Number(score.toFixed(4)),
        text: clause.text,
      })),
      ms: Math.round((performance.now() - started) * 100) / 100,
    };
  });
  await writeRows(out, results);
}

/** A short follow-up (那要几天) is read together with the question before it. */
function withHistory(question: string, history: unknown[]): string {
  const last = history.at(-1);
  const before =
    typeof last === 'string'
      ? last
      : typeof last === 'object' && last !== null
        ? Object.values(last).find((one) => typeof one === 'string')
        : undefined;
  return typeof before === 'string' && question.length < 12 ? `${before} ${question}` : question;
}
