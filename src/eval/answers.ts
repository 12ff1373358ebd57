import { z } from 'zod';
import type { Prompted } from '../core/ports.ts';
import { type Considered, openLibrary } from '../knowledge/answer.ts';
import { type Library, readPolicies } from '../knowledge/library.ts';
import { type Parts, whole } from '../knowledge/ranking.ts';
import { type Asked, countAnswers, percent, recall } from './answer-figures.ts';
import { printHeading } from './figures.ts';
import { readRows, writeRows } from './jsonl.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/, '日期要写成 2026-11-23');
const row = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string().min(1),
  asked_on: day.nullish(),
  region: z.string().nullish(),
  history: z.array(z.unknown()).nullish(),
  /** Right places and words, several with | between, where the asker knows them; `false` for what must be refused. */
  gold_doc: z.string().nullish(),
  gold_section: z.string().nullish(),
  gold_answer: z.string().nullish(),
  answerable: z.boolean().nullish(),
});
type Row = z.infer<typeof row>;

/** Without a day a question is asked of what is in force for good. */
const FOR_GOOD = '9999-12-31';

const none: Parts = { everyday: false, questions: false, headings: false, look: false };
const variants: [string, Parts][] = [
  ['全部', whole],
  ['不用日常说法表', { ...whole, everyday: false }],
  ['不用常见问题表', { ...whole, questions: false }],
  ['不看标题和章节名', { ...whole, headings: false }],
  ['不按问法细看', { ...whole, look: false }],
  ['只有单字双字BM25', none],
];

/**
 * Answers questions from any folder of documents, one JSON object a line in and out, in the same order. Rows with right
 * answers are counted on stderr; `variants` adds a table of what each part of the search is worth on them.
 */
export async function evalAnswers(given: {
  kb: string;
  in: string;
  out: string;
  variants?: boolean;
  model?: Prompted | undefined;
}): Promise<void> {
  const rows = await readRows(given.in, row);
  const documents = await readPolicies(given.kb);
  for (const { file, problem, cure } of documents.problems)
    process.stderr.write(`${file}：${problem}。${cure}\n`);
  if (documents.clauses.length === 0)
    throw new Error(`${given.kb} 里没有可用的政策文件，请放入 .md、.txt 或 .jsonl 文件。`);
  const byExtract = await answerAll(rows, documents, { parts: whole });
  countAnswers(byExtract, documents.clauses);
  const answered = given.model
    ? await answerAll(rows, documents, { parts: whole, model: given.model })
    : byExtract;
  if (given.model) {
    printHeading('接上模型');
    countAnswers(answered, documents.clauses);
  }
  await writeRows(
    given.out,
    answered.map(({ row, considered, ms }) => ({ ...written(row.id, considered), ms })),
  );
  if (given.variants) process.stderr.write(`${await tableOf(rows, documents)}\n`);
}

async function answerAll(
  rows: Row[],
  documents: Library,
  { parts, model }: { parts: Parts; model?: Prompted },
): Promise<(Asked & { row: Row })[]> {
  const library = openLibrary({ ...documents, parts }, model);
  const answered = [];
  for (const one of rows) {
    const started = performance.now();
    const before = turnBefore(one.history ?? []);
    const question = {
      text: one.question,
      intent: 'ask_policy' as const,
      items: [],
      askedOn: one.asked_on?.slice(0, 10) ?? FOR_GOOD,
      ...(one.region ? { region: one.region } : {}),
      ...(before === undefined ? {} : { before: { text: before, answered: [] } }),
    };
    const extracted = library.consider(question);
    const considered = model ? { ...extracted, ...(await library.ask(question)) } : extracted;
    answered.push({ row: one, considered, ms: Math.round((performance.now() - started) * 100) / 100 });
  }
  return answered;
}

/** One line for each variant, all measured in this run. */
async function tableOf(rows: Row[], documents: Library): Promise<string> {
  const lines: string[] = [];
  for (const [name, parts] of variants) {
    const answered = await answerAll(rows, documents, { parts });
    lines.push(`| ${name} | ${percent(recall(answered, 1))} | ${percent(recall(answered, 5))} |`);
  }
  return ['| 检索 | 第一条对 | 前五条有 |', '| --- | --- | --- |', ...lines].join('\n');
}

function written(id: Row['id'], { outcome, confidence, text, citations, ranked }: Considered) {
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
  };
}

/** The asker's last turn; what the bot said in between is not what was asked. */
function turnBefore(history: unknown[]): string | undefined {
  const turns = history.flatMap((turn) => {
    if (typeof turn === 'string') return [turn];
    if (typeof turn !== 'object' || turn === null) return [];
    const { role, from, ...rest } = turn as Record<string, unknown>;
    if (/assistant|bot|system|机器人|助手/.test(String(role ?? from ?? ''))) return [];
    const words = [rest.question, rest.text, rest.content, rest.q].find((one) => typeof one === 'string');
    return typeof words === 'string' ? [words] : [];
  });
  return turns.at(-1);
}
