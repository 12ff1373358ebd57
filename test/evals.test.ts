import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Prompted } from '../src/core/ports.ts';
import { evalAnswers } from '../src/eval/answers.ts';
import { evalDates } from '../src/eval/dates.ts';
import { evalRouting } from '../src/eval/routing.ts';
import { evalUnderstand } from '../src/eval/understand.ts';
import { county, sampleFolder } from './county-data.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bangban-eval-'));
});
afterAll(() => rm(dir, { recursive: true }));

type Files = { in: string; out: string };
async function run(
  rows: (object | string)[],
  evaluate: (files: Files) => Promise<void>,
): Promise<Record<string, unknown>[]> {
  const files = { in: join(dir, 'in.jsonl'), out: join(dir, 'out.jsonl') };
  await writeFile(
    files.in,
    rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
  );
  await evaluate(files);
  return (await readFile(files.out, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('dates：到期、暂定和剩余', async () => {
  const out = await run(
    [
      {
        id: 'a',
        accepted: '2026-09-30',
        limit_workdays: 5,
        pauses: [],
        extension_workdays: 0,
        remaining_on: ['2026-10-08', '2026-10-13', '2026-10-15'],
      },
      {
        id: 'b',
        accepted: '2026-09-14',
        limit_workdays: 15,
        pauses: [{ from: '2026-09-22', to: '2026-10-09' }],
      },
      { id: 'c', accepted: '2026-11-21', limit_workdays: 7 },
      { id: 'd', accepted: '2026-12-25', limit_workdays: 10 },
    ],
    (files) => evalDates({ ...files, county }),
  );
  expect(out).toMatchObject([
    {
      id: 'a',
      due: '2026-10-13',
      provisional: false,
      remaining: { '2026-10-08': 4, '2026-10-13': 0, '2026-10-15': -2 },
    },
    { id: 'b', due: '2026-10-21', provisional: false },
    { id: 'c', due: '2026-12-02', provisional: false },
    { id: 'd', provisional: true },
  ]);
});

const scope = { items: ['*'], stages: ['*'], regions: ['*'], project_types: ['*'] };
test('routing：按行里的名单派岗，说清原因', async () => {
  const roster = [
    {
      id: 'L-ZJ-01',
      dept: 'ZJ',
      rank: 'liaison',
      post: 'A',
      pair_id: 'P1',
      scope: { ...scope, items: ['S3-05'] },
      duty: { leave: [{ from: '2026-11-20', to: '2026-11-30' }] },
      capacity: 20,
    },
    {
      id: 'L-ZJ-02',
      dept: 'ZJ',
      rank: 'liaison',
      post: 'B',
      pair_id: 'P1',
      scope: { ...scope, items: ['S3-05'] },
      capacity: 20,
    },
    { id: 'L-SL-01', dept: 'SL', scope },
  ];
  const row = { region: '县城', project_type: 'SOC_GENERAL', urgency: 'normal', today: '2026-11-23', roster };
  const out = await run(
    [
      { ...row, id: 1, items: ['S3-05'] },
      { ...row, id: 2, items: [], dept_text: '水利那边' },
      { ...row, id: 3, items: ['S2-02'], roster: [] },
    ],
    (files) => evalRouting({ ...files, county }),
  );
  expect(out.map((one) => one.liaison_id)).toEqual(['L-ZJ-02', 'L-SL-01', null]);
  expect(out[0]?.reason).toContain('B岗');
});

test('understand：标签和样例集同一套', async () => {
  const out = await run(
    [
      { id: 'm1', role: '企业', text: '施工许可证要哪些材料', at_bot: false },
      { id: 'm2', role: '企业', text: '图审卡住了没人管', quote: null },
      { id: 'm3', role: '其他', text: '@全体成员 明天停水' },
    ],
    (files) => evalUnderstand({ ...files, county }),
  );
  expect(out).toMatchObject([
    {
      id: 'm1',
      intents: ['ask_materials'],
      items: ['S3-05'],
      stage: 'S3',
      dept: ['ZJ'],
      urgency: 'normal',
      case: 'no',
      kb: 'yes',
      ent: null,
      proj: null,
    },
    { id: 'm2', items: ['S3-01'], case: 'new' },
    { id: 'm3', intents: ['not_for_bot'], case: 'no' },
  ]);
});

test('answers：任何文件夹，引文逐字，次序不变，两次一样', async () => {
  const rows = [
    { id: 'q1', question: '施工许可证领了三个月没开工怎么办', asked_on: '2026-11-23' },
    { id: 'q2', question: '孩子上学怎么报名' },
  ];
  const once = () => run(rows, (files) => evalAnswers({ ...files, kb: join(sampleFolder, 'policies') }));
  const [first, second] = [await once(), await once()];
  const timeless = (out: Record<string, unknown>[]) => out.map(({ ms: _, ...rest }) => rest);
  expect(timeless(first)).toEqual(timeless(second));
  expect(first.map((one) => [one.id, one.refused])).toEqual([
    ['q1', false],
    ['q2', true],
  ]);
  const [{ citations, ranked }] = first as [
    {
      citations: { doc: string; section: string; quote: string }[];
      ranked: { doc: string; section: string; text: string }[];
    },
  ];
  for (const citation of citations) {
    expect(
      ranked.some(
        (one) =>
          one.doc === citation.doc && one.section === citation.section && one.text.includes(citation.quote),
      ),
    ).toBe(true);
  }
});

test('接上模型再量一遍：先只用规则，再写下它说的', async () => {
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const said = (reply: unknown): Prompted => ({
    prompt: () => '',
    complete: async (_prompt, shape) => shape.parse(reply),
  });
  const text = '我们那个图，唉，说不清了您给想想办法';
  const wish = { intents: [{ kind: 'request_help', items: ['S3-01'] }] };
  const [understood] = await run([{ id: 1, text, intents: ['request_help'] }], (files) =>
    evalUnderstand({ ...files, county }, said(wish)),
  );
  const question = '施工许可证领了三个月没开工怎么办';
  const kb = join(sampleFolder, 'policies');
  const [answered] = await run([{ id: 2, question, answerable: false }], (files) =>
    evalAnswers({ ...files, kb, model: said({ covered: 'no', sentences: [] }) }),
  );
  const lines = printed.mock.calls.map(([line]) => String(line).trim());
  printed.mockRestore();
  expect(understood).toMatchObject({ intents: ['request_help'], items: ['S3-01'] });
  expect(answered).toMatchObject({ refused: true, ranked: expect.arrayContaining([expect.anything()]) });
  const figures = lines.filter((line) => /^(?:首要意图|没答案的拒答了|——)/.test(line));
  expect(figures).toEqual([
    '首要意图：0/1（0.0%）',
    '—— 接上模型 ——',
    '首要意图：1/1（100.0%）',
    '没答案的拒答了：0/1（0.0%）',
    '—— 接上模型 ——',
    '没答案的拒答了：1/1（100.0%）',
  ]);
});

test('坏的一行：说出第几行、怎么改，什么都不写', async () => {
  const files = { in: join(dir, 'bad.jsonl'), out: join(dir, 'never.jsonl') };
  await writeFile(files.in, '{"id":1,"accepted":"2026-01-05","limit_workdays":3}\n{oops\n');
  await expect(evalDates({ ...files, county })).rejects.toThrow('第2行');
  await writeFile(files.in, '{"id":1,"accepted":"一月五日","limit_workdays":3}');
  await expect(evalDates({ ...files, county })).rejects.toThrow('第1行字段 accepted');
  await expect(readFile(files.out)).rejects.toThrow();
});
