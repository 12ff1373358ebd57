import { z } from 'zod';
import { type Considered, openLibrary } from '../knowledge/answer.ts';
import { readPolicies } from '../knowledge/library.ts';
import { readRows, writeRows } from './jsonl.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/, '日期要写成 2026-11-23');
const row = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string().min(1),
  asked_on: day.nullish(),
  region: z.string().nullish(),
  history: z.array(z.unknown()).nullish(),
  /** Right answers, where the asker knows them: `doc` and `section`, `false` for what must be refused. */
  gold_doc: z.string().nullish(),
  gold_section: z.string().nullish(),
  answerable: z.boolean().nullish(),
});
type Row = z.infer<typeof row>;

/** Without a day a question is asked of what is in force for good. */
const FOR_GOOD = '9999-12-31';

/**
 * Answers questions from any folder of documents, one JSON object a line in and out, in the same order. Rows with
 * right answers are counted on stderr.
 */
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
  if (documents.clauses.length === 0)
    throw new Error(`${kb} 里没有可用的政策文件，请放入 .md、.txt 或 .jsonl 文件。`);
  const library = openLibrary(documents);
  const given = rows.map((one) => {
    const started = performance.now();
    const before = turnBefore(one.history ?? []);
    const considered = library.consider({
      text: one.question,
      intent: 'ask_policy',
      items: [],
      askedOn: one.asked_on?.slice(0, 10) ?? FOR_GOOD,
      ...(one.region ? { region: one.region } : {}),
      ...(before === undefined ? {} : { before }),
    });
    return { one, considered, ms: Math.round((performance.now() - started) * 100) / 100 };
  });
  await writeRows(
    out,
    given.map(({ one, considered, ms }) => ({ ...written(one.id, considered), ms })),
  );
  const summary = counted(given);
  if (summary) process.stderr.write(`${summary}\n`);
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

function counted(given: { one: Row; considered: Considered; ms: number }[]): string | undefined {
  const known = given.filter(({ one }) => one.gold_doc);
  const none = given.filter(({ one }) => one.answerable === false);
  if (known.length + none.length === 0) return undefined;
  const place = ({ one, considered }: (typeof given)[number]) =>
    considered.ranked.findIndex(
      ({ clause }) =>
        clause.policy === one.gold_doc && (!one.gold_section || clause.section === one.gold_section),
    );
  const within = (most: number) => known.filter((each) => place(each) >= 0 && place(each) < most).length;
  const refused = (list: typeof given) =>
    list.filter(({ considered }) => considered.outcome === 'refuse').length;
  const times = given.map(({ ms }) => ms).sort((a, b) => a - b);
  return [
    `有答案的${known.length}题：第一条对${within(1)}，前五条有${within(5)}，前十条有${within(10)}，误拒${refused(known)}`,
    `没答案的${none.length}题：拒答${refused(none)}`,
    `九五分位${times[Math.floor(times.length * 0.95)]}毫秒`,
  ].join('；');
}
