import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Library, readPolicies } from '../../src/knowledge/library.ts';

let dir = '';
let library: Library;
/** 收费。 in GB18030. */
const gb = Buffer.from([0xca, 0xd5, 0xb7, 0xd1, 0xa1, 0xa3]);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'policies-'));
  await mkdir(join(dir, '国家'));
  const files: Record<string, string | Buffer> = {
    'a.md':
      '---\nid: fee\ntitle: 收费指引\ndocumentNumber: 2号\neffectiveFrom: 2026-01-01\nregion: 清禾县\n---\n# 收费指引\n\n第一条　免费。\n\n第二条　不收。\n',
    '国家/道路法(2019-04-23).md':
      '# 中华人民共和国道路法\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 乙。\n',
    'gb.txt': gb,
    'p.jsonl':
      '{"id":"x","title":"甲","text":"一段话。"}\n{"id":"x","text":"又一段。"}\n坏行\n{"text":"无名。"}\n',
    'twin.md': '---\nid: fee\n---\n第一条 丙。',
    'broken.md': '---\nid: [\n---\n正文。',
    'picture.png': Buffer.from([0x89, 0x50]),
    'noise.txt': Buffer.from([0xff, 0xff, 0xff]),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
  library = await readPolicies(dir);
});
afterAll(() => rm(dir, { recursive: true }));

test('front matter, headings and file names say what a document is', () => {
  const found = Object.fromEntries(library.policies.map(({ hash: _, ...policy }) => [policy.id, policy]));
  expect(found).toEqual({
    fee: {
      id: 'fee',
      title: '收费指引',
      documentNumber: '2号',
      effectiveFrom: '2026-01-01',
      region: '清禾县',
    },
    '道路法(2019-04-23)': {
      id: '道路法(2019-04-23)',
      title: '中华人民共和国道路法',
      effectiveFrom: '2019-04-23',
    },
    gb: { id: 'gb', title: 'gb' },
    x: { id: 'x', title: '甲' },
    'p-4': { id: 'p-4', title: 'p-4' },
    broken: { id: 'broken', title: 'broken' },
  });
});

test.each([
  ['fee', ['第一条　免费。', '第二条　不收。']],
  ['gb', ['收费。']],
  ['x', ['一段话。\n又一段。']],
  ['broken', ['正文。']],
])('%s is read whole', (id, texts) => {
  expect(library.clauses.filter(({ policy }) => policy === id).map(({ text }) => text)).toEqual(texts);
});

test.each([
  ['broken.md', 'YAML'],
  ['noise.txt', '编码'],
  ['p.jsonl', '第3行'],
  ['twin.md', 'fee'],
])('%s is named with its cure', (file, problem) => {
  const found = library.problems.find((one) => one.file === file);
  expect(found?.problem).toContain(problem);
  expect(found?.cure).toMatch(/^请/);
});

test('a folder that is not there is an error', async () => {
  await expect(readPolicies(join(dir, 'nowhere'))).rejects.toThrow('读不到政策目录');
});
