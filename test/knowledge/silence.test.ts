import { expect, test } from 'vitest';
import type { Policy } from '../../src/core/model.ts';
import { fromClauses } from '../../src/knowledge/choose.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { parseFaq } from '../../src/knowledge/faq.ts';
import { openSearch } from '../../src/knowledge/search.ts';

const lanterns: Policy = { id: 'lanterns', title: '灯笼条例' };
const rows = (section: string, key: string, questions: string[]) =>
  questions.map((question) => `灯笼条例\t${section}\t${key}\t${question}`);
const asked = [
  ...rows('第一条', '悬挂灯笼', ['挂灯笼咋个报备', '挂灯笼跟哪个报备', '挂灯笼几时报备嘛']),
  ...rows('第二条', '委托书', ['委托书公证不', '委托书公证咋办', '要公证的委托书', '公证过的委托书']),
  ...rows('第三条', '油墨', ['灯笼上画画用啥油墨']),
];
const text = (first: string) => `第一条 ${first}，应当报备。
第二条 委托书应当公证。
第三条 油墨应当无毒。`;
const at = (section: string, question: string, first = '悬挂灯笼') =>
  openSearch(
    splitClauses('lanterns', text(first)),
    [lanterns],
    new Map(),
    undefined,
    parseFaq(asked.join('\n')),
  )
    .find(question, {})
    .find(({ clause }) => clause.section === section);
const silence = (section: string, question: string) => at(section, question)?.silence ?? Number.NaN;

test('a word that its answers always have is missed more than a way of talking', () => {
  expect(silence('第一条', '挂灯笼报备公证')).toBeGreaterThan(silence('第一条', '挂灯笼报备咋办') + 0.1);
  expect(silence('第二条', '委托书公证')).toBe(0);
});

test('a long story around the question misses no more than the question itself', () => {
  const story = '我们几个人去年腊月间在老屋门口想弄点热闹热闹';
  expect(silence('第一条', `${story}挂灯笼报备`)).toBeLessThan(silence('第一条', '挂灯笼公证报备'));
});

test('nobody knows what a clause lacks of which little is asked, or that was amended since', () => {
  expect(silence('第三条', '油墨公证')).toBe(silence('第三条', '油墨咋个买'));
  expect(at('第一条', '挂灯笼报备', '悬挂灯笼')?.listed).toBe(true);
  expect(at('第一条', '挂灯笼报备', '张挂灯笼')?.listed).toBe(false);
});

test('the name of what was talked of before is not the asker’s word', () => {
  const search = openSearch(
    splitClauses('lanterns', text('悬挂灯笼')),
    [lanterns],
    new Map(),
    undefined,
    parseFaq(asked.join('\n')),
  );
  const [whole] = search.find('公证挂灯笼报备', {});
  const [typed] = search.find('公证挂灯笼报备', { typed: '报备' });
  expect(typed?.silence).toBeLessThan(whole?.silence ?? 0);
});

test('the more a clause lacks, the less sure it answers; one of the county’s own asked so, the less', () => {
  const question = '挂灯笼报备公证不';
  const search = openSearch(
    splitClauses('lanterns', text('悬挂灯笼')),
    [lanterns],
    new Map(),
    undefined,
    parseFaq(asked.join('\n')),
  );
  const [hit] = search.find(question, {});
  const sure = (more: object, region?: string) =>
    hit ? fromClauses(search.read(question), [{ ...hit, ...more }], region).confidence : Number.NaN;
  expect(sure({ silence: 1 })).toBeLessThan(sure({ silence: 0.5 }));
  const own = { policy: { ...lanterns, region: '清禾县' } };
  expect(sure(own, '清禾县')).toBeLessThan(sure(own));
  expect(sure({ ...own, listed: false }, '清禾县')).toBe(sure({ ...own, listed: false }));
});
