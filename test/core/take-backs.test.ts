import { expect, test } from 'vitest';
import { promises } from '../../src/core/intents/request-cues.ts';
import { deniesTakingBack, endingIn, endsAndTurns, takeBackIn } from '../../src/core/intents/take-backs.ts';

test.each([
  '不用管了',
  '撤了吧，谢谢各位',
  '算了，还是不麻烦了',
  '施工许可证的事不用管了',
  '那个不用管了，图审证已经拿到了',
  '这个件我们没报过呀',
  '算了不投诉了，人家打电话道歉了',
  '算了，改天再说',
  '算了，我们不办了',
  '算了我们自己解决了',
  '算了 谢谢',
  '不想投诉他们了',
  '住建那边问是啥，我自己弄了，不用了',
  '图审一直没批，不过我们自己找人了，不用管了',
])('%s takes back', (text) => {
  expect(takeBackIn(text)).toEqual({ takesBack: true });
});

test.each([
  '算了一下，已经超了三天了',
  '算了一笔账，利息一天两千',
  '环评我们没报，窗口非说要先报环评才收图审',
  '我们又没报过这种项目',
  '我们没有申请过延期，窗口说我们申请了',
  '我不想投诉，但是图审已经超期十天了',
  '不计较了，只要这周出证就行',
  '你们不用再催了，让局长出面',
  '不投诉你们是不会动的',
  '不投诉没人管',
  '不用查了，哪天能给个准话',
  '不用处理了，可是审图费谁出',
  '算了我重新送一份过去 下午三点',
  '算了，下午再交一份',
  '那算了，我们自己把图补齐再传',
])('%s takes nothing back', (text) => {
  expect(takeBackIn(text)).toBeUndefined();
});

test.each([
  ['不是撤回啊', true],
  ['没说要撤', true],
  ['谁让你们撤的', true],
  ['撤了吧', false],
  ['不用办了', false],
])('%s denies a withdrawal: %s', (text, denies) => {
  expect(deniesTakingBack.test(text)).toBe(denies);
});

test.each([
  '算了，我自己去窗口问问',
  '先不用管了，审图公司还没答复，急',
  '撤了吧，太慢了',
  '1号不用催了，太慢了，让局长出面',
])('%s is asked about first', (text) => {
  expect(takeBackIn(text)).toMatchObject({ takesBack: true, unsure: true });
});

test.each(['撤回 1，太慢了', '1号撤了吧，催了也没用'])('%s names its case and leaves no doubt', (text) => {
  expect(takeBackIn(text)).toEqual({ takesBack: true, serial: 1, numbered: true });
});

test.each([
  ['问题弄清楚了', true],
  ['1号可以结了，谢谢', true],
  ['问题弄清楚了，但是图审公司让重新交一遍钱', false],
  ['搞定了，就是太慢了', false],
])('%s ends a case: %s', (text, ends) => {
  expect(endingIn(text) !== undefined).toBe(ends);
});

test('a turn to another matter begins behind what is ended', () => {
  expect(endsAndTurns('不用管了，不过施工许可还是没批')).toEqual(['不用管了', '施工许可还是没批']);
  expect(endsAndTurns('图审还没批，不过不急')).toBeUndefined();
});

test.each([
  ['计算书下午补', true],
  ['明天就交了', true],
  ['下周一就送过去了', true],
  ['补正材料上午交窗口了', false],
  ['日照分析昨天下午送到综合窗口了', false],
  ['前天上午交的', false],
])('%s is still to come: %s', (text, toCome) => {
  expect(promises.test(text)).toBe(toCome);
});
