import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/core/model.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { extract } from '../../src/knowledge/extract.ts';
import { isPossible, plainQuestion, wantsOf } from '../../src/knowledge/question.ts';

const papers: [Policy, string][] = [
  [
    { id: 'energy', title: '公共建筑节能条例' },
    `第一条 公共建筑实施节能改造，应当先进行能源审计。
第二条 公共建筑的设备改造，由单位自行安排。
第三条 退休人员活动场所的节能，参照本条例执行。`,
  ],
  [
    { id: 'lightning', title: '雷电防护条例' },
    `第一条 雷电防护装置应当经设计审核。
## 第二章 法律责任
第二条 违反本条例规定，有下列行为之一的，由气象主管机构责令停止违法行为，处5万元以上10万元以下的罚款；有违法所得的，没收违法所得；给他人造成损失的，依法承担赔偿责任：
（一）无资质或者超越资质许可范围从事雷电防护装置检测的；
（二）在雷电防护装置设计、施工、检测中弄虚作假，情节恶劣、影响重大或者屡次违反的；
（三）雷电防护装置未经设计审核施工，或者未经竣工验收交付使用的。`,
  ],
];
const library = openLibrary({
  policies: papers.map(([policy]) => policy),
  clauses: papers.flatMap(([{ id }, text]) => splitClauses(id, text)),
});
const ask = (text: string) =>
  library.consider({ text, intent: 'ask_policy', items: [], askedOn: '2026-11-23' });

test('a word the segmenter cuts at a word of asking stays whole: 节|能', () => {
  const { terms } = library.search.read('单位搞节能改造要先做啥');
  expect(terms.map(({ word }) => word)).toContain('节能');
  expect(ask('公共建筑搞节能改造要先做啥').text).toContain('能源审计');
});

test('what the county itself has set is less sure from a paper of the whole country than from its own', () => {
  const confidence = (region?: string) =>
    openLibrary({
      policies: papers.map(([policy]) => ({ ...policy, ...(region ? { region } : {}) })),
      clauses: papers.flatMap(([{ id }, text]) => splitClauses(id, text)),
    }).consider({
      text: '咱县公共建筑的设备谁改',
      intent: 'ask_policy',
      items: [],
      askedOn: '2026-11-23',
      region: '清禾县',
    }).confidence;
  expect(confidence()).toBeLessThan(confidence('清禾县') - 0.1);
});

test('of a list under a long penalty the sum and the item asked about are shown', () => {
  const text = papers[1]?.[1].split('## 第二章 法律责任\n')[1] ?? '';
  const quotes = extract(library.search.read('雷电防护装置没验收就用罚多少钱'), text, 130);
  expect(quotes.join('')).toMatch(/5万元以上10万元以下的罚款.*未经竣工验收/);
  for (const quote of quotes) expect(text).toContain(quote);
});

test.each([
  ['all of it', '灯会要交哪些材料', ['（一）', '（二）'], '（五）'],
  ['the last of it', '灯会的安保名单谁写', ['（四）', '（五）'], '（一）'],
])('of a list longer than there is room, where %s is asked', (_name, question, shown, left) => {
  const items = [
    '承办人的身份证明',
    '场地权属的证明',
    '人流疏导的方案',
    '消防方案由承办人写',
    '安保人员的名单',
  ];
  const text = `第三条 办灯会的，应当提交下列材料：\n${items.map((item, n) => `（${'一二三四五'[n]}）${item}；`).join('\n')}`;
  const likes = [{ key: '安保人员', alike: 0.3 }];
  const quote = extract(library.search.read(question), text, 45, likes).join('');
  for (const mark of shown) expect(quote).toContain(mark);
  expect(quote).not.toContain(left);
});

test.each([
  [
    'of a sentence too long to show, where it ends: what is to be done',
    '雷电防护装置要不要审核',
    '雷电防护装置的位置、主要部件、保护范围有变动，可能影响周边建筑物的，应当就该雷电防护装置重新申请设计审核。',
    '重新申请设计审核',
  ],
  [
    'a sum asked for in hundreds, not the sentence with more of the words',
    '个人自己拆雷电防护装置罚几百',
    '个人拆除雷电防护装置的，责令恢复原状并通报。单位拆除的加重处理；雷电防护装置属于个人的，处一百元以上五百元以下的罚款。',
    '一百元以上五百元以下',
  ],
  [
    'a share written as a fraction',
    '改雷电防护装置要多少业主同意',
    '改动雷电防护装置应当告知全体业主并公示。改动应当经占总人数2/3以上的业主同意。',
    '2/3',
  ],
])('quoted: %s', (_name, question, text, words) => {
  expect(extract(library.search.read(question), text, 36).join('')).toContain(words);
});

const sand = openLibrary({
  policies: [{ id: 'sand', title: '河道采砂管理办法' }],
  clauses: splitClauses(
    'sand',
    `第一条 河道采砂许可证持有人应当公示三天，贴在村口的宣传栏里。
第二条 每逢春季换发新本，河道采砂许可证持有人带上两张照片来。
第三条 转给亲戚朋友一律无效，河道采砂许可证持有人重新排队办。
第四条 食堂每周开放五天。
第五条 会议室的桌椅由后勤保管。`,
  ),
});
const dig = (text: string) => sand.consider({ text, intent: 'ask_policy', items: [], askedOn: '2026-11-23' });

test('once the second place is as good as the first, the third is shown too', () => {
  const { outcome, citations } = dig('河道采砂许可证持有人怎么管');
  expect(outcome).toBe('candidates');
  expect(citations.map(({ section }) => section).sort()).toEqual(['第一条', '第三条', '第二条']);
});

test('of places as good as one another none is shown where the first is not sure', () => {
  const { outcome, confidence } = dig('采砂许可证持有的人');
  expect(outcome).toBe('refuse');
  expect(confidence).toBeGreaterThan(0.5);
});

describe('refused, however much the words overlap', () => {
  test.each([
    ['another office’s matter that a paper mentions in passing', '退休人员的节能津贴'],
    ['somebody’s recommendation', '哪家公司做雷电防护装置便宜'],
    ['what is going on now', '去年公共建筑节能改造批了多少个'],
    ['an opinion', '公共建筑节能改造花多少合适'],
    ['what is left just now', '公共建筑节能改造的名额还有多少'],
    ['one’s own file', '我们的公共建筑节能改造批到哪一步了'],
    ['trouble with a system', '公共建筑实施节能改造的系统登不上'],
    ['which of two is better', '公共建筑实施节能改造先审计好还是先施工好'],
  ])('%s', (_name, question) => {
    expect(ask(question)).toMatchObject({ outcome: 'refuse', text: '', citations: [] });
  });
});

test.each([
  ['要几天', '十五日内办结。', true],
  ['要几天', '由县里办理。', false],
  ['罚多少钱', '责令改正。', false],
  ['钱谁出', '由建设单位承担。', true],
  ['价格怎么定', '由双方商定。', true],
  ['证管几年', '期满三十日前申请延续。', false],
  ['证管几年', '有效期三年。', true],
  ['证管几年', '长期有效。', true],
  ['多久交一次，多少钱', '每年一次。', true],
  ['多久接单', '每月统计接单情况。', false],
  ['什么时候要给买房人看', '应当在销售前明示。', true],
  ['一亩赔几个钱', '应当给予公平、合理的补偿。', false],
  ['一亩赔几个钱', '补偿标准由省人民政府制定并公布。', true],
  ['工地噪声多少分贝算超标', '两次以上超标的，责令改正。', false],
  ['要隔多远', '应当保持安全距离，不少于3日前告知。', false],
  ['要隔多远', '上下游各1000米范围内禁止采砂。', true],
  ['多高的楼要装防雷', '四层以上的建筑物应当安装。', true],
  ['在几楼办', '由政务服务中心统一受理。', false],
  ['在几楼办', '统一到二楼综合窗口。', true],
])('%s：%s %s', (question, passage, possible) => {
  const text = plainQuestion(question);
  expect(isPossible({ text, wants: wantsOf(text) }, passage)).toBe(possible);
});
