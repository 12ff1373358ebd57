import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { evalAnswers } from '../../src/eval/answers.ts';

let dir = '';
const kb = new URL('../../src/county/policies', import.meta.url).pathname;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'eval-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function run(lines: unknown[], name = 'in', variants = false): Promise<Record<string, unknown>[]> {
  const [from, out] = [join(dir, `${name}.jsonl`), join(dir, `${name}.out`)];
  await writeFile(
    from,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  await evalAnswers({ kb, in: from, out, variants });
  return (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const questions = [
  { id: 2, question: '不动产登记费是多少', asked_on: '2026-11-23', region: '清禾县' },
  { id: 'a', question: '公积金怎么提取' },
  {
    id: 3,
    question: '那几天补齐',
    history: [
      { role: 'user', text: '审计报告能容缺受理吗' },
      { role: 'bot', text: '可以。' },
    ],
  },
];

test('one row each in the same order, the same twice but for the time taken', async () => {
  const [once, twice] = [await run(questions), await run(questions, 'again')];
  expect(once.map(({ id }) => id)).toEqual([2, 'a', 3]);
  const timeless = (rows: Record<string, unknown>[]) => rows.map(({ ms: _, ...row }) => row);
  expect(timeless(twice)).toEqual(timeless(once));
  const [fee, fund, follow] = once;
  expect(fee).toMatchObject({ outcome: 'answer', refused: false });
  expect(fee?.answer).toContain('550元');
  expect(fee?.citations).toMatchObject([{ doc: 'shoufei-zhiyin', section: '第六条' }]);
  expect(fund).toMatchObject({ outcome: 'refuse', refused: true, answer: '', citations: [] });
  expect(follow).toMatchObject({
    ranked: expect.arrayContaining([expect.objectContaining({ doc: 'rongque-banfa' })]),
  });
});

test.each([
  ['{"id":1,"question":"甲"}\n{坏', '第2行'],
  ['{"id":1}', 'question'],
  ['{"id":1,"question":"甲","asked_on":"昨天"}', '2026-11-23'],
])('%s is an error that names the line and the cure', async (line, words) => {
  await expect(run([line], 'bad')).rejects.toThrow(words);
});

test('a folder without papers is an error', async () => {
  await writeFile(join(dir, 'one.jsonl'), '{"id":1,"question":"甲"}');
  const empty = await mkdtemp(join(dir, 'empty-'));
  await expect(evalAnswers({ kb: empty, in: join(dir, 'one.jsonl'), out: join(dir, 'x') })).rejects.toThrow(
    '没有可用的政策文件',
  );
});

test('labelled rows are counted, and what each part of the search is worth', async () => {
  const said: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const labelled = [
    {
      id: 1,
      question: '不动产登记费是多少',
      gold_doc: 'shoufei-zhiyin',
      gold_section: '第五条|第六条',
      gold_answer: '550元',
    },
    {
      id: 2,
      question: '不动产登记费是多少',
      gold_doc: 'shoufei-zhiyin',
      gold_section: '第一条',
      gold_answer: '一万元',
    },
    { id: 3, question: '公积金怎么提取', answerable: false },
    { id: 4, question: '医保怎么转移', gold_doc: 'shoufei-zhiyin', gold_answer: '医保' },
    { id: 5, question: '代办收不收费' },
  ];
  await run(
    labelled.map((one) => ({ ...one, region: '清禾县', asked_on: '2026-11-23' })),
    'labelled',
    true,
  ).finally(() => spy.mockRestore());
  const text = said.join('');
  for (const line of [
    '第一条对：1/3',
    '单条答对：1/3',
    '答对或候选里有：1/3',
    '没答案的拒答了：1/1',
    '拒答的确实没答案：1/2',
  ])
    expect(text).toContain(line);
  expect(text).toMatch(/引文逐字在条款里：(\d+)\/\1（/);
  expect(text).toMatch(/\| 全部 \| 33\.3% \| [\d.]+% \|/);
  expect(text).toContain('| 只有单字双字BM25 |');
});
