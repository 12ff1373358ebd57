import { describe, expect, test } from 'vitest';
import type { About, Change, Turn, View } from '../../src/core/model.ts';
import { aboutOf, casesInTalk, casesTalkedOf } from '../../src/core/talked-of.ts';

const now = new Date('2026-11-23T10:00:00+08:00');
const minutesAgo = (n: number) => new Date(now.getTime() - n * 60_000);

describe('what the messages of a decision are about', () => {
  const moved = (number: string): Change => ({ kind: 'case-changed', number, set: {}, what: '' });
  const meeting = (about: string): Change => ({
    kind: 'meeting-noted',
    meeting: { state: 'set', about, text: '', by: 'specialist-1' },
  });
  const step = (id: string): Change => ({ kind: 'filing-changed', id, set: {}, was: {}, what: '' });
  const rows: [string, Change[], About | undefined][] = [
    ['nothing changed', [], undefined],
    ['one case', [moved('QH-2026-000001')], { case: 'QH-2026-000001' }],
    ['two cases', [moved('QH-2026-000001'), moved('QH-2026-000002')], undefined],
    ['a meeting about a case', [meeting('QH-2026-000001')], { case: 'QH-2026-000001', meeting: true }],
    [
      'a meeting that takes its case on',
      [meeting('QH-2026-000001'), moved('QH-2026-000001')],
      { case: 'QH-2026-000001', meeting: true },
    ],
    ['a visit to a project', [meeting('tuoyan')], { project: 'tuoyan', meeting: true }],
    ['a step of a filing', [step('f1')], { filings: ['f1'] }],
    ['a case and a filing', [moved('QH-2026-000001'), step('f1')], { case: 'QH-2026-000001' }],
    ['two filings', [step('f1'), step('f2')], undefined],
  ];
  test.each(rows)('%s', (_, changes, about) => {
    expect(aboutOf(changes)).toEqual(about);
  });
});

describe('the cases a line without a number may be about', () => {
  const case1 = { number: 'QH-2026-000001', kind: 'difficulty' };
  const case2 = { number: 'QH-2026-000002', kind: 'difficulty' };
  const secret = { number: 'QH-2026-000003', kind: 'integrity' };
  const turn = (id: number, number: string, minutes: number, person = 'tuoyan-1') =>
    ({ id, person, case: number, at: minutesAgo(minutes) }) as Turn;
  const told = (place: number, number: string, minutes: number, mentions: string[] = []) => ({
    about: { case: number },
    at: minutesAgo(minutes),
    place,
    mentions,
  });
  const view = (chat: 'direct' | 'project', turns: Turn[], spoken: View['spoken']) =>
    ({
      asker: { id: 'tuoyan-1' },
      chat: { kind: chat },
      cases: [case1, case2, secret],
      turns,
      spoken,
    }) as unknown as View;
  const rows: [string, View, string[], string[]][] = [
    ['nothing said', view('direct', [], []), [], []],
    ['touched', view('direct', [turn(1, case1.number, 5)], []), [case1.number], [case1.number]],
    ['touched long ago', view('direct', [turn(1, case1.number, 31)], []), [], []],
    ['touched by another', view('project', [turn(1, case1.number, 5, 'tuoyan-2')], []), [], []],
    [
      'told of since',
      view('direct', [turn(1, case1.number, 5)], [told(2, case2.number, 1)]),
      [case2.number, case1.number],
      [case2.number, case1.number],
    ],
    [
      'told of before',
      view('direct', [turn(3, case1.number, 1)], [told(2, case2.number, 5)]),
      [case1.number],
      [case1.number],
    ],
    ['told of to somebody else', view('project', [], [told(2, case2.number, 1, ['tuoyan-2'])]), [], []],
    ['told in confidence, in a group', view('project', [turn(1, secret.number, 1)], []), [], []],
    [
      'touched three',
      view('direct', [turn(3, secret.number, 1), turn(2, case2.number, 2), turn(1, case1.number, 3)], []),
      [secret.number, case2.number, case1.number],
      [secret.number],
    ],
  ];
  test.each(rows)('%s', (_, seen, all, likeliest) => {
    expect(casesTalkedOf(seen, now).map(({ number }) => number)).toEqual(all);
    expect(casesInTalk(seen, now).map(({ number }) => number)).toEqual(likeliest);
  });
});
