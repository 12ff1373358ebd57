import { expect, test } from 'vitest';
import { burstEnd, burstOf, isBeginning, joinLines, type Line } from '../../src/core/burst.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county } from '../county-data.ts';

const understand = openUnderstanding(county);
const inGroup = contextOf({ person: 'tuoyan-1', chat: 'group-tuoyan', chatKind: 'project' });

test.each`
  text                                        | begins   | why
  ${'施工许可证'}                             | ${true}  | ${'matter, nothing wanted'}
  ${'我们的手续卡住了'}                       | ${true}  | ${'difficulty without a matter'}
  ${'施工许可证要哪些材料'}                   | ${false} | ${'clear question'}
  ${'施工许可证那边昨天又换了一个说不清楚的'} | ${false} | ${'a whole sentence, if an unclear one'}
  ${'施工许可证？'}                           | ${false} | ${'a question, if a short one'}
  ${'图审卡住了没人管'}                       | ${false} | ${'clear report'}
  ${'抓紧啊，图审催一下'}                     | ${false} | ${'an order'}
  ${'今天食堂的红烧肉不错'}                   | ${false} | ${'not for the bot'}
  ${'收到'}                                   | ${false} | ${'small talk'}
  ${'有人暗示我们找指定的公司'}               | ${false} | ${'integrity must leave the group at once'}
`('$text：$why', async ({ text, begins }) => {
  expect(isBeginning(await understand(text, inGroup), text, inGroup)).toBe(begins);
});

test.each`
  part                        | begins   | why
  ${{ role: 'liaison' }}      | ${false} | ${'an office-holder reports'}
  ${{ mentionsOthers: true }} | ${false} | ${'said to somebody else'}
  ${{ chatKind: 'direct' }}   | ${true}  | ${'to the bot and nobody else'}
`('施工许可证，$why', async ({ part, begins }) => {
  const context = { ...inGroup, ...part };
  expect(isBeginning(await understand('施工许可证', context), '施工许可证', context)).toBe(begins);
});

const from = Date.parse('2026-11-23T09:00:00+08:00');
const line = (second: number, text: string, part: Partial<Line> = {}): Line => ({
  text,
  quote: null,
  mentions: [],
  action: null,
  receivedAt: new Date(from + second * 1_000),
  ...part,
});

test.each`
  later                                                          | joined           | end   | why
  ${[]}                                                          | ${'一'}          | ${3}  | ${'alone'}
  ${[line(2, '二'), line(5, '三')]}                              | ${'一，二，三'}  | ${8}  | ${'each within three seconds of the one before'}
  ${[line(4, '二')]}                                             | ${'一'}          | ${3}  | ${'too late'}
  ${[line(2, '二'), line(6, '三')]}                              | ${'一，二'}      | ${5}  | ${'the second gap too long'}
  ${[3, 6, 9, 12].map((second) => line(second, String(second)))} | ${'一，3，6，9'} | ${10} | ${'ten seconds in all'}
  ${[line(1, '二', { quote: '别的' }), line(2, '三')]}           | ${'一'}          | ${3}  | ${'a quote is about something else'}
  ${[line(1, '二', { mentions: ['x'] })]}                        | ${'一'}          | ${3}  | ${'said to somebody else'}
`('$why：到第 $end 秒，$joined', ({ later, joined, end }) => {
  const burst = burstOf(line(0, '一。'), later, 3_000);
  expect(joinLines(burst)).toBe(joined);
  expect(burstEnd(burst, 3_000)).toEqual(new Date(from + end * 1_000));
});
