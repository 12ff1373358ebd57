import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Understand } from '../src/core/ports.ts';
import { openDesk } from '../src/desk.ts';
import { evalUnderstand } from '../src/eval/understand.ts';
import { writeUnclear } from '../src/files.ts';
import { importCounty } from '../src/imports.ts';
import { openUnderstanding } from '../src/understand.ts';
import { county, sampleFolder } from './county-data.ts';
import { movableClock, openTestDb, type TestDb } from './helpers.ts';

let store: TestDb;
let dir: string;
let clock: ReturnType<typeof movableClock>;
const rules = openUnderstanding(county);

beforeAll(async () => {
  store = await openTestDb();
  dir = await mkdtemp(join(tmpdir(), 'unclear-'));
});
afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});
beforeEach(async () => {
  await store.truncate();
  clock = movableClock('2026-11-23T09:00:00+08:00');
  await importCounty(store.db, sampleFolder, clock.now());
});

/** Says lines one after the other, a minute apart. */
async function say(lines: [person: string, text: string][], understand: Understand = rules) {
  const desk = openDesk({
    db: store.db,
    county: () => county,
    understand,
    askLibrary: async () => ({ outcome: 'refuse', confidence: 0, text: '', citations: [] }),
    lookUp: () => [],
    now: clock.now,
    wake: () => undefined,
  });
  for (const [n, [person, text]] of lines.entries()) {
    const chat = /^(zj|specialist)/.test(person) ? `dm:${person}` : 'group-tuoyan';
    await desk.receive({ platform: 'simulator', bot: 'b', messageId: `m${n}`, chat, person, text });
    while (await desk.handleNext());
    clock.advance(60_000);
  }
}

async function exported() {
  const out = join(dir, 'unclear.jsonl');
  await writeUnclear(store.db, out, { from: '2026-11-23', to: '2026-11-23' });
  const rows = (await readFile(out, 'utf8')).split('\n').filter(Boolean);
  return rows.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('没读懂的、被“登记”“拆分”“转办”“改类”纠正的各一行；寒暄、廉政线索、读懂了的不在里面', async () => {
  await say([
    ['tuoyan-1', '大家早上好'],
    ['tuoyan-1', '今天食堂的红烧肉不错'],
    ['hegufeng-1', '唉，真是一波三折'],
    ['hegufeng-1', '登记'],
    ['tuoyan-1', '图审卡住了没人管'],
    ['tuoyan-2', '我们图审一直办不下来'],
    ['tuoyan-2', '拆分'],
    ['zj-drawing-a', '转办 2 自然资源局 属于用地问题'],
    ['specialist-1', '改类 3 咨询'],
    ['tuoyan-1', '有人暗示我们找指定的测绘公司才给快办'],
  ]);
  expect(await exported()).toMatchObject([
    { text: '唉，真是一波三折', why: ['corrected'], case: 'new', intents: ['report_difficulty'] },
    {
      text: '图审卡住了没人管',
      why: ['corrected'],
      dept: ['ZRZY'],
      case: 'new',
    },
    { text: '我们图审一直办不下来', why: ['corrected'], case: 'new', intents: ['ask_procedure'] },
  ]);
});

test('模型和规则读得不一样：两边都留下；人名和号码打码；导出的能直接再评测', async () => {
  const phone = ['138', '0000', '0000'].join('');
  const { name } = county.people.get('zj-permit-a')!;
  await say(
    [['tuoyan-1', `@工建小助手 施工许可证那边${name}又换了一种讲法，${phone}`]],
    async (text, context) => {
      const read = await rules(text, context);
      const intents = read.intents.map((intent) => ({ ...intent, kind: 'request_meeting' as const }));
      return { ...read, intents, guess: 'ask_procedure' };
    },
  );
  const [row] = await exported();
  expect(row).toMatchObject({
    text: '@工建小助手 施工许可证那边[姓名]又换了一种讲法，[电话]',
    intents: ['request_meeting'],
    rules: 'ask_procedure',
    why: ['unclear', 'model'],
    at_bot: true,
  });
  const out = join(dir, 'again.jsonl');
  await evalUnderstand({ in: join(dir, 'unclear.jsonl'), out, county });
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ id: row?.id, items: ['S3-05'] });
});
