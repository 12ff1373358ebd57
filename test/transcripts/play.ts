import { globSync, readFileSync } from 'node:fs';
import { and, eq, gt, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importPolicies } from '../../src/imports.ts';
import { type Running, startBangban } from '../../src/main.ts';
import { outbox } from '../../src/store/schema.ts';
import { movableClock, openTestDb, type TestDb } from '../helpers.ts';
import { type Dialogue, parseDialogues, type Said, type Step, says } from './dialogue.ts';

let db: TestDb;
let clock: ReturnType<typeof movableClock>;
let program: Running;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(async () => {
  await db.close();
});
beforeEach(async () => {
  await db.truncate();
  clock = movableClock('2026-11-23T09:10:00+08:00');
  program = await startBangban({ PORT: '0', LOG_LEVEL: 'off' }, { store: db, clock });
  // The first morning's reminders belong to the dialogues that are about them.
  await program.settle(new Date('2026-11-23T09:10:00+08:00'));
  return () => program.stop();
});

/**
 * Every file of dialogues is played by one of two test files, so that two cores share them: what is done about cases and
 * filings, and all the rest.
 */
const aboutCases = /\/(?:02|04|06|09)-/;

/** Each dialogue is typed into the whole program over its HTTP doors; silence and chatter both fail. */
export function playAll(which: 'cases' | 'rest'): void {
  const files = globSync('test/transcripts/*.txt').sort();
  for (const file of files.filter((one) => aboutCases.test(one) === (which === 'cases')))
    describe(file, () => {
      for (const dialogue of parseDialogues(readFileSync(file, 'utf8')))
        test(dialogue.title, () => play(dialogue));
    });
}

async function play(dialogue: Dialogue): Promise<void> {
  let seen = await lastShown();
  for (const [n, step] of dialogue.steps.entries()) {
    if (step.kind === 'clock') await post('clock', { to: step.to });
    if (step.kind === 'import') await importPolicies(db.db, step.folder, clock.now());
    if (step.kind === 'say')
      await post('messages', {
        chat: step.chat,
        person: step.person,
        text: await numbered(step.chat, step.text),
        ...(await quoted(step.chat, step.quote)),
      });
    if (step.kind === 'press') await press(step.person, step.button, step.fields);
    await program.settle();
    if (step.kind === 'say') {
      if (typesOn(step, dialogue.steps[n + 1])) continue;
      const to = new Date(clock.now().getTime() + PATIENCE_MS);
      await post('clock', { to: to.toISOString() });
      await program.settle();
    }
    const { said, last } = await newlySaid(seen);
    seen = last;
    expect(explain(said, step.expected, step.others), `行 ${step.line}：${step.source}`).toEqual([]);
  }
}

/** Who says a thing waits for the answer, unless the next line is their own too: lines of one burst. */
const PATIENCE_MS = 5_000;
const typesOn = (step: Step & { kind: 'say' }, next: Step | undefined): boolean =>
  next?.kind === 'say' &&
  next.person === step.person &&
  next.chat === step.chat &&
  step.expected.length === 0 &&
  !step.others;

/** What differs between what was said and what the dialogue says, readable. */
function explain(said: Said[], expected: Said[], others: boolean): string[] {
  const left = [...said];
  const missing = expected.filter((wanted) => {
    const at = left.findIndex((one) => one.chat === wanted.chat && says(one.text, wanted.text));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const extra = others ? [] : left;
  return [
    ...missing.map((one) => `缺少 ${one.chat}：${one.text}`),
    ...(missing.length || extra.length ? left : []).map((one) => `多出 ${one.chat}：${one.text}`),
  ];
}

async function lastShown(): Promise<number> {
  return (await newlySaid(0)).last;
}

async function newlySaid(after: number): Promise<{ said: Said[]; last: number }> {
  const rows = await db.db
    .select({ chat: outbox.chat, text: outbox.text, place: outbox.shownAs })
    .from(outbox)
    .where(and(eq(outbox.county, 'qinghe'), isNotNull(outbox.shownAs), gt(outbox.shownAs, after)))
    .orderBy(outbox.shownAs);
  return { said: rows, last: rows.at(-1)?.place ?? after };
}

async function post(door: string, body: object): Promise<void> {
  const response = await fetch(`${program.url}/sim/api/${door}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok, await response.clone().text()).toBe(true);
}

interface Line {
  id: string;
  from: string;
  text: string;
  card?: { buttons: { action: string; label: string }[] };
}

async function lines(chat: string): Promise<Line[]> {
  const response = await fetch(`${program.url}/sim/api/messages?chat=${encodeURIComponent(chat)}`);
  return (await response.json()) as Line[];
}

async function quoted(chat: string, fragment: string | undefined): Promise<{ quote?: string }> {
  if (fragment === undefined) return {};
  const line = (await lines(chat)).findLast((one) => one.text.includes(fragment));
  if (!line) throw new Error(`没有可以引用的“${fragment}”`);
  return { quote: line.id };
}

/** P… stands for the number of the last registration that the bot asked about. */
async function numbered(chat: string, text: string): Promise<string> {
  if (!text.includes('P…')) return text;
  const asked = (await lines(chat)).findLast((one) => /P\d+/.test(one.text));
  return text.replace('P…', asked?.text.match(/P\d+/)?.[0] ?? '');
}

/** Presses a button on the person's newest card that has it. */
async function press(person: string, label: string, fields: Record<string, string>): Promise<void> {
  const line = (await lines(`dm:${person}`)).findLast((one) =>
    one.card?.buttons.some((button) => button.label === label),
  );
  const action = line?.card?.buttons.find((button) => button.label === label)?.action;
  if (!line || !action) throw new Error(`${person} 没有带“${label}”的卡片`);
  await post('actions', { person, message: line.id, action, fields });
}
