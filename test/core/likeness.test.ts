import { expect, test } from 'vitest';
import { cluesOf, likeliest, openLikeness } from '../../src/core/intents/likeness.ts';
import { openLexicon } from '../../src/core/lexicon.ts';
import { openExamples } from '../../src/understand/examples.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county } from '../county-data.ts';

const likeness = openLikeness(
  [
    ['问', '要带哪些材料'],
    ['问', '材料交几份'],
    ['催', '还没办好，都拖了半个月'],
    ['催', '拖到什么时候才办'],
  ].map(([label = '', text = '']) => ({ label, clues: cluesOf(text) })),
  1,
);

test.each`
  text              | likest  | why
  ${'材料要哪些'}   | ${'问'} | ${'the same words in another order'}
  ${'又拖了半个月'} | ${'催'} | ${'part of a sentence'}
`('$text：$why', ({ text, likest }) => {
  expect(likeliest(likeness(cluesOf(text)), '问', 0)).toBe(likest);
});

const lettersOf = (words: string) => new Set([...words].map((word) => word.charCodeAt(0)));

test('两个词一起出现时，分得出是哪一个在说话；只出现过一次的词不作数', () => {
  const said: [string, string][] = [
    ...Array.from({ length: 6 }, (): [string, string] => ['问', '甲乙']),
    ...Array.from({ length: 6 }, (): [string, string] => ['催', '甲丙']),
    ...Array.from({ length: 3 }, (): [string, string] => ['问', '乙丙']),
    ['催', '乙丙丁'],
  ];
  const read = (passes: number) =>
    openLikeness(
      said.map(([label, words]) => ({ label, clues: lettersOf(words) })),
      passes,
    );
  const lead = (passes: number, words: string) => {
    const scores = read(passes)(lettersOf(words));
    return (scores.get('问') ?? 0) - (scores.get('催') ?? 0);
  };
  expect(lead(20, '乙丙')).toBeGreaterThan(lead(1, '乙丙'));
  expect(lead(20, '乙丙丁')).toBe(lead(20, '乙丙'));
  expect(lead(20, '乙丙')).toBe(lead(20, '乙丙'));
});

test('差得不够远就算说不准', () => {
  const scores = new Map([
    ['甲', -10],
    ['乙', -12],
  ]);
  expect(likeliest(scores, '乙', 1)).toBe('甲');
  expect(likeliest(scores, '乙', 2)).toBe('乙');
});

test('同样的词不用重新数例句，多一个词就重新数', () => {
  const [item] = county.items.values();
  if (!item) throw new Error('no item');
  const more = { ...county, items: new Map(county.items).set(item.code, { ...item, aliases: ['新叫法'] }) };
  const first = openExamples(openLexicon(county));
  expect(openExamples(openLexicon({ ...county }))).toBe(first);
  expect(openExamples(openLexicon(more))).not.toBe(first);
});

const understand = openUnderstanding(county);

test.each`
  text                              | topic        | why
  ${'挡墙往外鼓，底下就是人家屋子'} | ${'S3-04'}   | ${'names nothing and sounds like site safety'}
  ${'图审卡了半个月，墙也往外鼓了'} | ${undefined} | ${'names an item'}
  ${'我们的事一直没人管'}           | ${undefined} | ${'sounds like nothing in particular'}
`('没点名的事听着像什么：$text', async ({ text, topic }) => {
  const { intents } = await understand(text, contextOf());
  expect(intents[0]?.mentions.topic).toBe(topic);
});
