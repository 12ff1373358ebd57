import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Intent } from '../../src/core/model.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { readPolicies } from '../../src/knowledge/library.ts';
import { isOutOfReach } from '../../src/knowledge/question.ts';
import { county, sampleFolder } from '../county-data.ts';

const library = openLibrary({ county, ...(await readPolicies(join(sampleFolder, 'policies'))) });
const ask = (
  text: string,
  more: { intent?: Intent['kind']; items?: string[]; before?: { text: string; answered: [] } } = {},
) =>
  library.consider({
    intent: 'ask_policy',
    items: [],
    askedOn: '2026-11-23',
    region: county.settings.countyName,
    ...more,
    text,
  });

describe('an item as such is answered from the catalogue, with the line that says so', () => {
  test.each<[string, Intent['kind'], string, string, string]>([
    ['施工许可证要哪些材料', 'ask_materials', 'S3-05', '用地批准手续', '第三部分第5项'],
    ['施工许可证几个工作日能下来', 'ask_time_limit', 'S3-05', '2个工作日', '第三部分第5项'],
    ['办施工许可证要带的东西包括哪些', 'ask_materials', 'S3-05', '用地批准手续', '第三部分第5项'],
    ['图审找哪个部门', 'ask_contact', 'S3-01', '住建局', '第三部分第1项'],
    // People ask the same of the statute, which says how long it may take at most.
    ['取水证几天能办下来', 'ask_time_limit', 'S1-18', '15个工作日', '第一部分第13项'],
    ['洪评几天能办下来', 'ask_time_limit', 'S1-17', '12个工作日', '第一部分第12项'],
  ])('%s', (question, intent, item, words, section) => {
    const answer = ask(question, { intent, items: [item] });
    expect(answer.text).toContain(words);
    expect(answer.citations[0]?.section).toBe(section);
  });

  test('of two answers that share the room what is cut is seen to be cut', () => {
    const { text } = ask('挖马路要找谁批，大修过的路能挖掘不', { items: ['S3-10'] });
    expect(text).toMatch(/县级以上人民政府批准…依据/);
  });

  test('an exception that is asked for stays the answer beside a period that another paper sets otherwise', () => {
    expect(ask('新路管线抢修能挖吗', { items: ['S3-10'] }).text).toContain('抢修地下管线的除外');
  });

  test('a county’s own figure yields to the statute’s, in whatever words it is asked for', () => {
    for (const question of ['新修的路几年不让挖', '新修的路能挖不', '厂门口的路去年才修好，能挖不']) {
      const { text } = ask(question, { items: ['S3-10'] });
      expect(text).toContain('5年内');
      expect(text).toContain('另有规定：《清禾县城市道路挖掘管理办法》第二条为2年');
    }
  });

  test('what is asked beyond the item goes to the clause that says it', () => {
    const answer = ask('施工许可证最多能申请延期几次', { intent: 'ask_time_limit', items: ['S3-05'] });
    expect(answer.text).toMatch(/两次/);
    const short = ask('施工许可证能延期几次', { intent: 'ask_time_limit', items: ['S3-05'] });
    expect(short.text).toMatch(/两次/);
  });

  test('how long a paper holds is not how long it takes', () => {
    const asked = (item: string) => ({ intent: 'ask_time_limit' as const, items: [item] });
    expect(ask('项目备案证有效期几年', asked('S1-01')).outcome).toBe('refuse');
    expect(ask('施工许可证最长要几天', asked('S3-05')).text).toContain('2个工作日');
  });

  test('a clause that people are known to ask so goes before it', () => {
    const item = { intent: 'ask_contact' as const, items: ['S3-10'] };
    const listed = ask('厂门口想往公路上开个口子，找哪家', item);
    expect(listed.text).toContain('交通局');
    expect(ask('挖路找哪家批', item).text).toContain('城管局');
  });
});

test('what is listed as asked is answered, however it sounds', () => {
  const distant = county.questions.filter(({ question }) =>
    isOutOfReach(question, county.settings.countyName, () => true, false),
  );
  expect(distant.length).toBeGreaterThan(3);
  for (const { question } of distant) expect(ask(question).outcome, question).not.toBe('refuse');
});

test('what goes on just now is in no paper, unless people are known to ask it of one', () => {
  expect(ask('登录密码昨天忘了').outcome).not.toBe('refuse');
  expect(ask('我们昨天交的件谁在看')).toMatchObject({ outcome: 'refuse', confidence: 0 });
  expect(ask('工改系统扫码登录没反应怎么办')).toMatchObject({ outcome: 'refuse', confidence: 0 });
});

test('a country that no paper speaks of', () => {
  expect(ask('去泰国办施工许可证要哪些材料')).toMatchObject({ outcome: 'refuse', confidence: 0 });
  expect(isOutOfReach('跟德国客户签合同', undefined, (place) => place === '德国', false)).toBe(false);
});

test.each([
  '厂房押给银行贷款，办抵押登记带啥',
  '排水许可证有效期几年',
  '辐射安全许可证有效期几年',
  '采砂许可证丢了怎么补',
  '物业费一平米多少钱',
])('another certificate or fee than the clause is about: %s', (text) => {
  expect(ask(text).outcome).toBe('refuse');
});

test.each([
  ['排污许可证有效期几年', '5年'],
  ['施工许可证丢了怎么补', '补证'],
  ['施工证丢了咋补', '补证'],
  ['占道费一平米多少钱', '省里核定'],
])('the same one, as people call it: %s', (text, words) => {
  expect(ask(text).text).toContain(words);
});

test('two questions in one message get one answer with both sources', () => {
  const { text, citations } = ask('代办收不收费？窗口电话是多少？');
  expect(text).toMatch(/不收|免费/);
  expect(text).toContain('0000-6200001');
  expect(new Set(citations.map(({ doc }) => doc)).size).toBe(2);
});

test('of two questions the covered one is answered', () => {
  const { outcome, text } = ask('不动产登记费是多少？公积金怎么提取？');
  expect(outcome).toBe('answer');
  expect(text).toContain('550元');
});

test('a question that leaves its matter out is read with the one before it', () => {
  expect(
    ask('那几天内要补齐？', { before: { text: '审计报告可以容缺受理吗', answered: [] } }).ranked[0]?.policy
      .title,
  ).toContain('容缺');
});

test.each([
  ['另一个县', '云岭县的配套费是多少'],
  ['邻县', '隔壁县的施工许可证要几天'],
  ['说了名字的邻县', '隔壁山河县技改补助给多少'],
  ['人名和私人号码', '住建局局长手机号是多少'],
  ['老板叫什么', '住建局局长叫什么'],
  ['没有的数', '消防图审机构有几家'],
])('%s is refused', (_name, question) => {
  expect(ask(question)).toMatchObject({ outcome: 'refuse', text: '', citations: [] });
});

test('a candidate is quoted verbatim and shown by a part of its quote', () => {
  const { outcome, text, citations } = ask('停工怎么办');
  expect(outcome).not.toBe('refuse');
  for (const { section, quote } of citations) {
    expect(text).toContain(section);
    expect(library.search.find('停工', {}).some(({ clause }) => clause.text.includes(quote))).toBe(true);
  }
});
