import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer, Reading } from '../src/core/model.ts';
import type { Understand } from '../src/core/ports.ts';
import { openDesk } from '../src/desk.ts';
import { importCounty } from '../src/imports.ts';
import { cases, inbox, ledger, outbox, timers } from '../src/store/schema.ts';
import { openUnderstanding } from '../src/understand.ts';
import { county, sampleFolder } from './county-data.ts';
import { movableClock, openTestDb, type TestDb } from './helpers.ts';

let store: TestDb;
const clock = movableClock('2026-11-23T09:00:00+08:00');
const refused: Answer = { outcome: 'refuse', confidence: 0, text: '', citations: [] };

beforeAll(async () => {
  store = await openTestDb();
});
afterAll(async () => {
  await store.close();
});
beforeEach(async () => {
  await store.truncate();
  await importCounty(store.db, sampleFolder, clock.now());
});

function difficulty(text: string, item = 'S3-01'): Reading {
  const mentions = { items: [item], departments: [], enterprises: [], projects: [], caseNumbers: [] };
  return {
    intents: [{ kind: 'report_difficulty', text, mentions, urgency: 'high', slots: {} }],
    case: 'new',
    coverage: 'no',
    followUp: false,
  };
}

const desk = (understand: Understand, burstMs = 0) =>
  openDesk({
    burstMs,
    db: store.db,
    county: () => county,
    understand,
    askLibrary: async () => refused,
    lookUp: () => [],
    now: clock.now,
    wake: () => undefined,
  });

const message = (n: number, text = '卡住了') => ({
  platform: 'simulator',
  bot: 'b',
  messageId: `m${n}`,
  chat: 'group-tuoyan',
  person: 'tuoyan-1',
  text,
});

test('件、台账、定时和要发的话在同一个事务里；中途失败一样都没有，重来只有一份', async () => {
  let failing = true;
  const office = desk(async (text) => {
    if (failing) throw new Error('broken');
    return difficulty(text);
  });
  await office.receive(message(1));
  await office.handleNext();
  expect([
    await store.db.$count(cases),
    await store.db.$count(outbox),
    await store.db.$count(ledger),
  ]).toEqual([0, 0, 0]);
  failing = false;
  await office.handleNext();
  await office.receive(message(1));
  expect(await office.handleNext()).toBe(false);
  expect([
    await store.db.$count(cases),
    await store.db.$count(ledger),
    await store.db.$count(timers),
  ]).toEqual([1, 1, 1]);
  const posts = await store.db.select().from(outbox);
  expect(posts.map((post) => post.chat).sort()).toEqual([
    'dm:specialist-1',
    'dm:zj-drawing-a',
    'group-tuoyan',
  ]);
});

test('件号连着编，不跳号不重号', async () => {
  const office = desk(async (text) => difficulty(text, text));
  for (const [n, item] of ['S3-01', 'S3-02', 'S3-05'].entries()) await office.receive(message(n, item));
  while (await office.handleNext());
  const numbers = (await store.db.select().from(cases).orderBy(cases.number)).map((row) => row.number);
  expect(numbers).toEqual(['QH-2026-000001', 'QH-2026-000002', 'QH-2026-000003']);
});

test('五次都办不了：搁置，用固定的话告诉专员，不说原因', async () => {
  const office = desk(async () => {
    throw new Error('secret detail');
  });
  await office.receive(message(1));
  for (let n = 0; n < 5; n += 1) await office.handleNext();
  expect(await office.handleNext()).toBe(false);
  const [notice] = await store.db.select().from(outbox);
  expect(notice).toMatchObject({ chat: 'dm:specialist-1', text: expect.stringContaining('没能处理') });
  expect(notice?.text).not.toContain('secret');
});

test('个人号码进门就打码：说的、引用的、卡片上填的，库里都没有原样；件号、金额、文号照旧', async () => {
  const office = desk(openUnderstanding(county));
  const number = ['138', '0000', '0000'].join('');
  const kept = '清禾工改办〔2026〕3号，投资15900000000元';
  await office.receive({ ...message(1, `图审卡住了，找我 ${number}，${kept}`), quote: `我是 ${number}` });
  await office.handleNext();
  const action = {
    action: 'reply' as const,
    case: 'QH-2026-000001',
    version: 1,
    fields: { result: `请联系 ${number}` },
  };
  await office.receive({ ...message(2, ''), chat: 'dm:zj-drawing-a', person: 'zj-drawing-a', action });
  await office.handleNext();
  const everything = JSON.stringify(
    await Promise.all([inbox, outbox, cases, ledger].map((table) => store.db.select().from(table))),
  );
  expect(everything).not.toContain(number);
  for (const words of [kept, 'QH-2026-000001', '请联系 [电话]', '我是 [电话]'])
    expect(everything).toContain(words);
});

test('一句话分几行、几个副本同时收同时办：一件、一条回复给最后一行；办到一半断了的不丢一行', async () => {
  const rules = openUnderstanding(county);
  let failures = 1;
  const breaking: Understand = async (text, context) => {
    if (text.includes('，') && failures > 0) {
      failures -= 1;
      throw new Error('broken');
    }
    return rules(text, context);
  };
  const replicas = [desk(breaking, 3_000), desk(breaking, 3_000), desk(breaking, 3_000)] as const;
  const work = async () => {
    const busy = async ({ handleNext }: (typeof replicas)[number]) => {
      while (await handleNext());
    };
    await Promise.all(replicas.map(busy));
  };
  const lines = ['我们的手续卡住了', '就是图审', '十来天没人管'];
  for (const [n, text] of lines.entries()) {
    await replicas[n]?.receive(message(n, text));
    await work();
    clock.advance(1_000);
  }
  expect(await store.db.$count(outbox)).toBe(0);
  clock.advance(3_000);
  await work();
  expect(failures).toBe(0);
  const rows = await store.db.select().from(inbox).orderBy(inbox.id);
  expect(rows.map((row) => row.doneAt !== null)).toEqual([true, true, true]);
  expect(rows.map((row) => row.reading)).toMatchObject([null, null, { said: lines.join('，') }]);
  const found = await store.db.select().from(cases);
  expect(found.map(({ items, owner }) => ({ items, owner }))).toEqual([
    { items: ['S3-01'], owner: 'zj-drawing-a' },
  ]);
  const keys = (await store.db.select().from(outbox)).map((post) => post.key);
  expect(keys.every((key) => key.startsWith(`inbox/${rows[2]?.id}/`))).toBe(true);
});
