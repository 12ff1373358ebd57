import { expect, test } from 'vitest';
import type { Policy } from '../../src/core/model.ts';
import { fromClauses } from '../../src/knowledge/choose.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { extract } from '../../src/knowledge/extract.ts';
import { faq, parseFaq } from '../../src/knowledge/faq.ts';
import { openSearch } from '../../src/knowledge/search.ts';

const lanterns: Policy = { id: 'lanterns', title: '中华人民共和国灯笼法' };
const question = '过完元宵摘下来咋弄呀';
const more = Array.from({ length: 12 }, (_, n) => `灯笼的第${n + 1}道骨架使用竹材，灯罩用绢布。`).join('');
const text = `第一条 悬挂灯笼的，应当向街道办事处报告。${more}灯笼撤除交由物业。
第二条 灯笼的制作单位应当登记造册。
第三条 灯笼的颜色由当地习俗确定。`;
const clauses = splitClauses('lanterns', text);
const asked = parseFaq(
  [
    '灯笼法\t第一条\t物业\t过完元宵摘下来咋弄',
    '灯笼法\t第二条\t造册\t作坊要不要去上个名单',
    '灯笼法\t第三条\t市人民政府\t挂白的行不行',
  ].join('\n'),
);
const search = openSearch(clauses, [lanterns], new Map(), undefined, asked);

test.each([
  ['元宵都过完了，摘下来咋弄呢', '第一条'],
  ['我家小作坊用不用上名单', '第二条'],
])('不带条文里一个词的话，有人这样问过就找得到：%s', (question, section) => {
  expect(search.find(question, { limit: 1 })[0]?.clause.section).toBe(section);
});

test('有人这样问过，答得才有把握', () => {
  const sure = (list: typeof asked) => {
    const known = openSearch(clauses, [lanterns], new Map(), undefined, list);
    const [best] = known.find('作坊要不要上个名单，去哪登记', {});
    return [
      fromClauses(known.read('作坊要不要上个名单，去哪登记'), best ? [best] : [], undefined).confidence,
      best?.alike,
    ];
  };
  const [told = 0, alike] = sure(asked);
  const [untold = 0, unasked] = sure([]);
  expect(alike).toBeGreaterThan(unasked ?? 1);
  expect(told).toBeGreaterThan(untold);
});

test('条文改了、原话不在了，那一问就不用', () => {
  expect(search.find('挂白的行不行', {}).map(({ clause }) => clause.section)).not.toContain('第三条');
});

test('答的是那一问要听的那一句', () => {
  const { text } = fromClauses(search.read(question), search.find(question, {}), undefined);
  expect(text).toContain('物业');
});

test('一条答几问：答最像的那一问，不答另一问', () => {
  const { text, likes } = {
    text: `第九条 ${more}灯笼受潮的，十日内送修。${more}灯笼走失火的，三十日内赔付。`,
    likes: [
      { key: '十日内送修', alike: 0.3 },
      { key: '三十日内赔付', alike: 0.6 },
    ],
  };
  expect(extract(search.read('要等几天'), text, 60, likes).join('')).toContain('三十日内赔付');
});

test('一句话长得放不下，留下那一问要听的一段', () => {
  const long = `第九条 ${more.replaceAll('。', '，')}摘下的灯笼交由物业统一存放，${more.replaceAll('。', '，')}存放不收费。`;
  const query = search.read(question);
  const shown = (key: string) => extract(query, long, 60, [{ key, alike: 0.8 }]).join('');
  expect(shown('物业')).toContain('交由物业');
  expect(shown('不收费')).toContain('不收费');
});

test('读不懂的一行说出是第几行', () => {
  expect(() => parseFaq('# 说明\n灯笼法\t第一条\t物业')).toThrow('faq.tsv 第 2 行读不懂');
});

test('同一条下，同一句话只问一次', () => {
  const said = Map.groupBy(faq, ({ title, section, question }) => `${title} ${section} ${question}`);
  expect([...said].filter(([, alike]) => alike.length > 1)).toEqual([]);
});
