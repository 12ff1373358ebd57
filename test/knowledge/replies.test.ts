import { expect, test } from 'vitest';
import type { Policy, Reply } from '../../src/core/model.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { openLookUp, withReplies } from '../../src/knowledge/replies.ts';
import { county } from '../county-data.ts';

const policies: Policy[] = [
  { id: 'a', title: '清禾县屋顶利用规定', effectiveFrom: '2026-01-01' },
  { id: 'b', title: '清禾县旧规定', effectiveFrom: '2020-01-01', repealedOn: '2026-06-01' },
];
const clauses = [
  ...splitClauses(
    'a',
    '第一条　屋顶安装光伏发电设施的，应当先办理项目备案。\n第二条　屋顶绿化由住建局指导。',
  ),
  ...splitClauses('b', '第一条　屋顶安装广告牌由城管局审批。'),
];
const library = openLibrary({ county, policies, clauses });

const reply: Reply = {
  number: 'QH-2026-000007',
  state: 'approved',
  question: '食堂的隔油池由哪个部门验收？',
  answer: '食堂隔油池由城管局和排水户一起验收',
  items: [],
  department: 'CG',
  by: 'cg-main-a',
  answeredOn: '2026-10-08',
  basis: ['a'],
  approvedBy: 'specialist-1',
  approvedOn: '2026-10-09',
  validUntil: '2027-10-08',
};
const ask = (text: string, given: Partial<Reply> = {}, askedOn = '2026-11-23', items: string[] = []) =>
  withReplies(library, { county, policies, approved: async () => [{ ...reply, ...given }] })({
    text,
    intent: 'ask_procedure',
    items,
    askedOn,
  });

test.each<[string, string, Partial<Reply>, string, string[], boolean]>([
  ['同样的话', '食堂的隔油池由哪个部门验收', {}, '2026-11-23', [], true],
  ['换个说法', '我们食堂隔油池找哪个部门验收呀', {}, '2026-11-23', [], true],
  ['问法里的虚话不算', '食堂隔油池一般到底由哪个部门验收啊，再问一遍', {}, '2026-11-23', [], true],
  ['多问了别的', '食堂的隔油池由哪个部门验收，排烟管道要不要一起做消防检测', {}, '2026-11-23', [], false],
  ['问的是时间', '食堂的隔油池验收要几天', {}, '2026-11-23', [], false],
  ['问的是别的东西', '食堂的煤气罐由哪个部门验收', {}, '2026-11-23', [], false],
  ['最后一天还有效', '食堂的隔油池由哪个部门验收', {}, '2027-10-08', [], true],
  ['过了有效期', '食堂的隔油池由哪个部门验收', {}, '2027-10-09', [], false],
  ['问答复以前的规定', '食堂的隔油池由哪个部门验收', {}, '2026-10-07', [], false],
  ['依据的文件废止了', '食堂的隔油池由哪个部门验收', { basis: ['b'] }, '2026-11-23', [], false],
  ['依据的文件没有了', '食堂的隔油池由哪个部门验收', { basis: ['x'] }, '2026-11-23', [], false],
  ['说的是别的事项', '食堂的隔油池由哪个部门验收', { items: ['S3-05'] }, '2026-11-23', ['S4-03'], false],
])('%s', async (_name, text, given, askedOn, items, cited) => {
  const answer = await ask(text, given, askedOn, items);
  expect(answer.reply).toBe(cited ? 'QH-2026-000007' : undefined);
  if (cited)
    expect(answer.text).toMatch(/^食堂隔油池由城管局和排水户一起验收。部门答复：城管局2026年10月8日/);
});

test('条文也有规定的，答复下面注明依据', async () => {
  const question = '屋顶安装光伏发电设施应当先办理什么';
  const answer = await ask(question, { question, answer: '先到发改局备案' });
  expect(answer.text).toMatch(/^先到发改局备案。部门答复：.*依据：《清禾县屋顶利用规定》第一条。$/);
  expect(answer.citations.map(({ section }) => section)).toEqual(['第一条']);
});

const lookUp = openLookUp(library, policies);
const refs = [
  { doc: 'a', section: '第二条' },
  { doc: 'a', section: '第一条' },
];
test.each<[string, Partial<Parameters<typeof lookUp>[0]>, string[]]>([
  ['全部', {}, ['第二条', '第一条']],
  ['第二处', { nth: 2 }, ['第一条']],
  ['没有那么多', { nth: 3 }, []],
  ['引用的话里写明的', { quote: '……依据：《清禾县屋顶利用规定》第一条。' }, ['第一条']],
  ['已经废止的', { quote: '依据：《清禾县旧规定》第一条。' }, []],
])('展开：%s', (_name, given, sections) => {
  const found = lookUp({ refs, quote: undefined, nth: undefined, askedOn: '2026-11-23', ...given });
  expect(found.map(({ section }) => section)).toEqual(sections);
});
