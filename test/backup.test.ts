import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startBangban } from '../src/main.ts';
import { backup, restore } from '../src/store/backup.ts';
import { cases, counties, ledger, outbox } from '../src/store/schema.ts';
import { movableClock, openTestDb, type TestDb } from './helpers.ts';

const dir = mkdtempSync(join(tmpdir(), 'backup-'));
const file = join(dir, 'b.gz');
let from: TestDb;
let to: TestDb;
let program: Running;
const quiet = { PORT: '0', LOG_LEVEL: 'off' };

beforeAll(async () => {
  from = await openTestDb();
  to = await openTestDb();
  program = await startBangban(quiet, { store: from, clock: movableClock('2026-11-23T09:10:00+08:00') });
  await say('人防办一直不给受理，卡住了');
  await say('施工许可证要哪些材料');
  await program.settle(new Date('2026-11-24T09:30:00+08:00'));
});
afterAll(async () => {
  await program.stop();
  await from.close();
  await to.close();
  rmSync(dir, { recursive: true });
});

async function say(text: string, at = program): Promise<void> {
  await fetch(`${at.url}/sim/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat: 'dm:tuoyan-1', person: 'tuoyan-1', text }),
  });
  await at.settle();
}

const everything = async ({ db }: TestDb) => ({
  ledger: await db.select().from(ledger).orderBy(ledger.id),
  cases: await db.select().from(cases).orderBy(cases.number),
  outbox: await db.select().from(outbox).orderBy(outbox.id),
});

test('恢复出来一样：台账、诉求、要发的话；接着用，件号和先后接着走', async () => {
  const rows = await backup(from.db, file);
  expect(rows).toBeGreaterThan(500);
  expect(await restore(to.db, file)).toBe(rows);
  expect(await everything(to)).toEqual(await everything(from));
  const again = await startBangban(quiet, { store: to, clock: movableClock('2026-11-24T10:00:00+08:00') });
  await say('图审没动静，卡住了', again);
  await again.stop();
  const numbers = (await to.db.select().from(cases).orderBy(cases.number)).map((kase) => kase.number);
  expect(numbers).toEqual(['QH-2026-000001', 'QH-2026-000002']);
});

test('有数据的库不恢复；坏的、断的备份恢复不了，库里什么都不动', async () => {
  await expect(restore(from.db, file)).rejects.toThrow('已有数据');
  await to.truncate();
  const whole = readFileSync(file);
  writeFileSync(join(dir, 'half.gz'), whole.subarray(0, whole.length / 2));
  writeFileSync(join(dir, 'text.gz'), 'not a backup');
  for (const name of ['half.gz', 'text.gz'])
    await expect(restore(to.db, join(dir, name))).rejects.toThrow('没有改动');
  expect(await to.db.$count(counties)).toBe(0);
});
