import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Clause, Policy } from '../../src/core/model.ts';
import { importPolicies } from '../../src/imports.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { openEmbeddings } from '../../src/knowledge/embeddings.ts';
import { openFusion } from '../../src/knowledge/fuse.ts';
import { openEmbedder, openModel } from '../../src/llm.ts';
import { startBangban } from '../../src/main.ts';
import { loadPrompt } from '../../src/prompts.ts';
import { loadPolicies } from '../../src/store/policies.ts';
import { openVectors } from '../../src/store/vectors.ts';
import { movableClock, openTestDb, type TestDb } from '../helpers.ts';
import { openModelServer, type Script, vectorsOf } from './server.ts';

/** Three meanings: noise, fees, anything else. */
const meaning = (text: string) =>
  /扰民|咣当/.test(text) ? [1, 0.1, 0] : /收费|掏腰包/.test(text) ? [0, 1, 0.1] : [0, 0, 1];
const policies: Policy[] = [
  { id: 'night', title: '夜间作业规定', effectiveFrom: '2026-01-01' },
  { id: 'fees', title: '收费指引', effectiveFrom: '2026-01-01' },
];
const clause = (policy: string, position: number, text: string): Clause => ({
  policy,
  position,
  text,
  section: `第${'一二三'.charAt(position)}条`,
  heading: '',
});
const noise = clause('night', 0, '第一条　夜间作业扰民的，责令停止。');
const clauses = [noise, clause('night', 1, '第二条　白天可以作业。'), clause('fees', 0, '第一条　不收费。')];
const question = '机器咣当咣当';

let server: Awaited<ReturnType<typeof openModelServer>>;
let store: TestDb;
beforeAll(async () => {
  store = await openTestDb();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.truncate();
  server = await openModelServer(meaning);
  reasons.length = 0;
});
afterEach(() => server.close());

const reasons: string[] = [];
const failed = (reason: string) => void reasons.push(reason);
const settings = () => ({ apiKey: 'k', baseUrl: server.baseUrl, model: 'm' });
async function opened(given: { clauses?: Clause[]; model?: string; county?: string } = {}) {
  const embeddings = openEmbeddings({
    policies,
    clauses,
    model: 'm',
    embed: openEmbedder(settings()).embed,
    vectors: openVectors(store.db, given.county ?? 'c'),
    failed,
    ...given,
  });
  await embeddings.filled;
  return embeddings;
}

test('一个字都不一样的问法，按意思找到那一条', async () => {
  const { nearest } = await opened();
  expect(openLibrary({ policies, clauses }).search.find(question, {})).toEqual([]);
  expect((await nearest(question))[0]).toBe(noise);
});

describe('只算没算过的', () => {
  test.each<[string, Parameters<typeof opened>[0], string[]]>([
    ['再启动一次', {}, []],
    ['多了一条', { clauses: [...clauses, clause('fees', 1, '第二条　免费。')] }, ['免费']],
    ['改了一条', { clauses: [...clauses.slice(1), clause('night', 0, '第一条　不得扰民。')] }, ['不得扰民']],
    ['挪了位置', { clauses: [clause('night', 2, noise.text), ...clauses.slice(1)] }, []],
    ['换了模型', { model: 'other' }, ['扰民', '白天', '收费']],
    ['别的县', { county: 'other' }, ['扰民', '白天', '收费']],
  ])('%s', async (_name, given, computed) => {
    await opened();
    server.embedded.length = 0;
    const { nearest } = await opened(given);
    expect(server.embedded).toHaveLength(computed.length);
    for (const [n, text] of computed.entries()) expect(server.embedded[n]).toContain(text);
    expect((await nearest(question))[0]?.text).toContain('扰民');
  });

  test('没了的条款，向量也不留', async () => {
    await opened();
    await opened({ clauses: clauses.slice(1) });
    expect(await openVectors(store.db, 'c').names()).toHaveLength(2);
  });
});

const faults: [string, Script][] = [
  ['不回答', { hang: true }],
  ['密钥不对', { status: 401 }],
  ['超额', { status: 429 }],
  ['坏了', { status: 500 }],
  ['断在半路', { cut: true }],
  ['维数不同', { say: vectorsOf([[1, 0]]) }],
  ['一个也不给', { say: vectorsOf([]) }],
  ['给的是零', { say: vectorsOf([[0, 0, 0]]) }],
  ['答非所问', { raw: '好的' }],
];

describe('向量服务出错', () => {
  test.each<[string, Script, string]>([
    ['好的', { say: vectorsOf([[0, 1, 0]]) }, '可用，3维'],
    ['密钥不对', { status: 401 }, 'OPENAI_API_KEY'],
    ['没有这个模型', { status: 404 }, 'OPENAI_EMBEDDING_MODEL'],
  ])('体检：%s', async (_name, step, words) => {
    server.embeddings.push(step);
    expect((await openEmbedder(settings()).check()).text).toContain(words);
  });

  test.each(faults)('%s：按字面答，跟没有一样，只说一次', async (_name, fault) => {
    const { nearest } = await opened();
    server.embeddings.push(fault, { status: 500 });
    expect(await nearest(question)).toEqual([]);
    expect(await nearest(question)).toEqual([]);
    expect(reasons).toEqual([expect.stringMatching(/^\w+$/)]);
    expect((await nearest(question))[0]).toBe(noise);
  });

  test('算到一半坏了，重新启动接着算', async () => {
    const many = Array.from({ length: 25 }, (_, n) => clause('night', n, `第${n}款　按表${n}。`));
    server.embeddings.push({ say: vectorsOf(many.slice(0, 10).map(() => [0, 0, 1])) }, { status: 500 });
    const first = openEmbeddings({
      ...{ policies, clauses: many, model: 'm' },
      embed: openEmbedder(settings()).embed,
      vectors: openVectors(store.db, 'c'),
      failed,
    });
    await vi.waitFor(() => expect(server.embedded).toHaveLength(20));
    await first.close();
    server.embedded.length = 0;
    await opened({ clauses: many });
    expect(server.embedded).toHaveLength(15);
  });
});

test('按意思找的也只取现行、本地的；两边都有的在前', () => {
  const papers: Policy[] = [
    ...policies,
    { id: 'gone', title: '旧规定', repealedOn: '2026-06-01' },
    { id: 'other', title: '山河县规定' },
  ];
  const [a, b, c] = clauses.map((one) => ({
    clause: one,
    policy: policies.find(({ id }) => id === one.policy)!,
  }));
  const near = [clause('gone', 0, '旧'), clause('other', 0, '外'), clauses[2]!, clauses[1]!];
  const fuse = openFusion(papers);
  expect(fuse([a!, b!], near, { askedOn: '2026-11-23', region: '清禾县' })).toEqual([b, a, c]);
});

describe('答复', () => {
  const ask = { text: question, intent: 'ask_policy' as const, items: [], askedOn: '2026-11-23' };
  const write = loadPrompt('answer', ['today', 'question', 'about', 'before', 'clauses', 'room']);
  async function answer(said: object, fault?: Script) {
    const { nearest } = await opened();
    if (fault) server.embeddings.push(fault);
    server.script.push({ say: said });
    const model = { complete: openModel(settings()).complete, prompt: write };
    return openLibrary({ policies, clauses }, model, nearest).ask(ask);
  }
  const composed = (text: string, quote: string) => ({
    covered: 'yes',
    sentences: [{ text, clause: 1, quote }],
  });
  const fair = composed('夜间作业扰民的，会被责令停止', '夜间作业扰民的，责令停止。');

  test('按意思找到的，模型照原文写', async () => {
    expect(await answer(fair)).toMatchObject({
      outcome: 'answer',
      citations: [{ doc: 'night', section: '第一条' }],
    });
  });

  test('没有原文撑着的话，一样不放行', async () => {
    const made = composed('夜间作业扰民的，罚款500元', '夜间作业扰民的，责令停止。');
    expect(await answer(made)).toMatchObject({ outcome: 'refuse', text: '' });
  });

  test.each(faults)('%s：照旧拒答，不出错', async (_name, fault) => {
    expect(await answer(fair, fault)).toMatchObject({ outcome: 'refuse' });
  });
});

test('整个程序：启动后在后台算；运行中导入，只算新的', async () => {
  const model = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: 'm' };
  const program = await startBangban(
    { PORT: '0', LOG_LEVEL: 'off', ...model, OPENAI_EMBEDDING_MODEL: 'e' },
    { store, clock: movableClock('2026-11-23T09:10:00+08:00') },
  );
  const vectors = openVectors(store.db, program.county().id);
  const computed = async () => (await vectors.names()).length;
  const sample = await loadPolicies(store.db, program.county().id);
  const titles = new Map(sample.policies.map(({ id, title }) => [id, title]));
  // What an old and a new version of a list say alike is computed once.
  const texts = sample.clauses.map(({ policy, heading, text }) => [titles.get(policy), heading, text].join());
  const before = new Set(texts).size;
  await vi.waitFor(async () => expect(await computed()).toBe(before), 10_000);
  const dir = await mkdtemp(join(tmpdir(), 'policies-'));
  await writeFile(
    join(dir, 'a.md'),
    '---\nid: a\ntitle: 夜间作业规定\n---\n第一条　扰民的，责令停止。\n第二条　白天可以作业。',
  );
  await importPolicies(store.db, dir, new Date('2026-11-23T09:20:00+08:00'));
  await program.settle();
  await vi.waitFor(async () => expect(await computed()).toBe(before + 2));
  expect(server.embedded.slice(before).join()).toMatch(/责令停止.*白天可以作业/s);
  await program.stop();
  await rm(dir, { recursive: true });
});
