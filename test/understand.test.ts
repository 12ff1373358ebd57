import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionsIn } from '../src/core/intents/commands.ts';
import type { Role } from '../src/core/model.ts';
import type { Context } from '../src/core/ports.ts';
import { maskPersonal, normalise, splitAsks, tidy } from '../src/core/utterance.ts';
import { label } from '../src/eval/understand.ts';
import { openUnderstanding } from '../src/understand.ts';
import { contextOf, county } from './county-data.ts';

const understand = openUnderstanding(county);

const roles: Record<string, Role | 'other'> = {
  企业: 'enterprise',
  联络员: 'liaison',
  专员: 'specialist',
  领导: 'leader',
  窗口: 'window',
  其他: 'other',
};

const rows = readFileSync(new URL('./utterances.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

describe('每句话只被自己的规则认出', () => {
  test.each(rows)(
    '%s：%s',
    async (role = '', text = '', intents = '', items = '', kase = '', urgency = 'normal', quote = '') => {
      const reading = await understand(
        text,
        contextOf({
          role: roles[role] ?? 'other',
          mentionsOthers: /^@(?!工建)/.test(text),
          quote: quote || undefined,
        }),
      );
      const labels = label(reading, county, roles[role] ?? 'other');
      expect([...labels.intents].sort()).toEqual(intents.split(',').sort());
      for (const item of items.split(',').filter(Boolean)) expect(labels.items).toContain(item);
      expect(labels.case).toBe(kase);
      expect(urgency.split('/')).toContain(labels.urgency);
    },
  );
});

test.each`
  line                                       | actions
  ${'接单 12'}                               | ${[{ action: 'accept', casesOnly: true, serial: 12 }]}
  ${'接12'}                                  | ${[{ action: 'accept', casesOnly: true, serial: 12 }]}
  ${'接 QH-2026-000012'}                     | ${[{ action: 'accept', casesOnly: true, serial: 12 }]}
  ${'转 12 水利局 属河道范围'}               | ${[{ action: 'transfer', serial: 12, department: '水利局', text: '属河道范围' }]}
  ${'改派 5 工改办'}                         | ${[{ action: 'transfer', serial: 5, department: '工改办' }]}
  ${'派给卫禾二 1'}                          | ${[{ action: 'transfer', serial: 1, department: '卫禾二' }]}
  ${'1号给我转给specialist-2跟'}             | ${[{ action: 'transfer', serial: 1, department: 'specialist-2跟' }]}
  ${'同意召集 1'}                            | ${[{ action: 'convene', casesOnly: true, serial: 1 }]}
  ${'1号同意召集'}                           | ${[{ action: 'convene', casesOnly: true, serial: 1 }]}
  ${'退回 12 住建局'}                        | ${[{ action: 'return', serial: 12, department: '住建局' }]}
  ${'退回 12'}                               | ${[{ action: 'return', serial: 12 }]}
  ${'3 办结 已核发'}                         | ${[{ action: 'conclude', serial: 3, text: '已核发' }]}
  ${'办结 3 已核发'}                         | ${[{ action: 'conclude', serial: 3, text: '已核发' }]}
  ${'5 缺消防意见'}                          | ${[{ action: 'supplement', serial: 5, text: '消防意见' }]}
  ${'12 回复 可以并联'}                      | ${[{ action: 'reply', serial: 12, text: '可以并联' }]}
  ${'3 办结 已核发; 5 缺消防意见; 9 转人防'} | ${[{ action: 'conclude', serial: 3, text: '已核发' }, { action: 'supplement', serial: 5, text: '消防意见' }, { action: 'transfer', serial: 9, department: '人防' }]}
  ${'13办结了吗'}                            | ${[{ action: 'ask', serial: 13 }]}
  ${'12办结了没 我忘了'}                     | ${[{ action: 'ask', serial: 12 }]}
  ${'15 办结不了 得等专家'}                  | ${[{ action: 'ask', serial: 15 }]}
  ${'4转不动了，得开联席会'}                 | ${[{ action: 'ask', serial: 4 }]}
  ${'1 缺啥材料来着'}                        | ${[{ action: 'ask', serial: 1 }]}
  ${'5 还没办结'}                            | ${[{ action: 'ask', serial: 5 }]}
  ${'2 什么时候办结'}                        | ${[{ action: 'ask', serial: 2 }]}
  ${'12 回复 你们什么时候报的？'}            | ${[{ action: 'reply', serial: 12, text: '你们什么时候报的？' }]}
  ${'12 回复 1 接水 2 缺什么补什么'}         | ${[{ action: 'reply', serial: 12, text: '1 接水 2 缺什么补什么' }]}
  ${'回复 3 5个工作日'}                      | ${[{ action: 'reply', serial: 3, text: '5个工作日' }]}
  ${'3接 4也接'}                             | ${[{ action: 'accept', casesOnly: true, serial: 3 }, { action: 'accept', casesOnly: true, serial: 4 }]}
  ${'4接了，8也接了'}                        | ${[{ action: 'accept', casesOnly: true, serial: 4 }, { action: 'accept', casesOnly: true, serial: 8 }]}
  ${'接单 10 11'}                            | ${[{ action: 'accept', casesOnly: true, serial: 10 }, { action: 'accept', casesOnly: true, serial: 11 }]}
  ${'接单 4、8'}                             | ${[{ action: 'accept', casesOnly: true, serial: 4 }, { action: 'accept', casesOnly: true, serial: 8 }]}
  ${'4 8都接了'}                             | ${[{ action: 'accept', casesOnly: true, serial: 4 }, { action: 'accept', casesOnly: true, serial: 8 }]}
  ${'12、13都接'}                            | ${[{ action: 'accept', casesOnly: true, serial: 12 }, { action: 'accept', casesOnly: true, serial: 13 }]}
  ${'5号6号7号我接'}                         | ${[{ action: 'accept', casesOnly: true, serial: 5 }, { action: 'accept', casesOnly: true, serial: 6 }, { action: 'accept', casesOnly: true, serial: 7 }]}
  ${'3、4都办结了 统一答复：已发证'}         | ${[{ action: 'conclude', serial: 3, text: '已发证' }, { action: 'conclude', serial: 4, text: '已发证' }]}
  ${'1也办结'}                               | ${[{ action: 'conclude', serial: 1 }]}
  ${'5 办了 已发证'}                         | ${[{ action: 'conclude', loose: true, serial: 5, text: '已发证' }]}
  ${'5 办了吗'}                              | ${[{ action: 'ask', serial: 5 }]}
  ${'6号接了，周三出批复'}                   | ${[{ action: 'accept', casesOnly: true, serial: 6, text: '周三出批复' }]}
  ${'7 转给图审 意见书是他们发'}             | ${[{ action: 'transfer', serial: 7, department: '图审', text: '意见书是他们发' }]}
  ${'2 重新转给住建 刚才转错了'}             | ${[{ action: 'transfer', serial: 2, department: '住建', text: '刚才转错了' }]}
  ${'1 请企业补充消防专篇'}                  | ${[{ action: 'supplement', serial: 1, text: '消防专篇' }]}
  ${'1 需要补正，缺消防专篇'}                | ${[{ action: 'supplement', serial: 1, text: '缺消防专篇' }]}
  ${'4 还差保函'}                            | ${[{ action: 'supplement', serial: 4, text: '保函' }]}
  ${'4 补贴已经发了'}                        | ${undefined}
  ${'4 接电要多久'}                          | ${undefined}
  ${'3个工作日能办结吗'}                     | ${undefined}
  ${'接下来先办什么'}                        | ${undefined}
`('$line', ({ line, actions }) => {
  expect(actionsIn(line)).toEqual(actions);
});

/** What the rule for office-holders' lines makes of a line in the 1:1 chat. */
async function officeLine(text: string, role: Role = 'liaison') {
  const reading = await understand(text, contextOf({ role, chatKind: 'direct', atBot: true }));
  const [intent] = reading.intents;
  return intent?.kind === 'case_action' || intent?.kind === 'confirm'
    ? { ...intent.slots, overheard: undefined }
    : undefined;
}

test.each`
  line                                    | slots
  ${'这个不归我们 转自来水'}              | ${{ actions: [{ action: 'transfer', department: '自来水', text: '这个不归我们' }] }}
  ${'4 这个不归我们 转自来水公司'}        | ${{ actions: [{ action: 'transfer', serial: 4, department: '自来水公司', text: '这个不归我们' }] }}
  ${'4不是我们的 退回给自然资源局'}       | ${{ actions: [{ action: 'return', serial: 4, department: '自然资源局', text: '不是我们的' }] }}
  ${'这个不是我们 是消防没到 转消防大队'} | ${{ actions: [{ action: 'transfer', department: '消防大队', text: '这个不是我们 是消防没到' }] }}
  ${'接单 不归我们的，转生态环境'}        | ${{ actions: [{ action: 'transfer', department: '生态环境', text: '不归我们的' }] }}
  ${'4 回复 这个不归我们管，请找住建局'}  | ${{ actions: [{ action: 'reply', serial: 4, text: '这个不归我们管，请找住建局' }] }}
  ${'这个归不归我们管啊？'}               | ${undefined}
  ${'1 属于消防大队的事'}                 | ${{ actions: [{ action: 'transfer', serial: 1, text: '属于消防大队的事' }] }}
  ${'1 不归我们，是住建的'}               | ${{ actions: [{ action: 'transfer', serial: 1, department: 'ZJ', text: '不归我们，是住建的' }] }}
  ${'回复企业 可以先做基坑'}              | ${{ actions: [{ action: 'reply', text: '可以先做基坑' }] }}
  ${'接了接了'}                           | ${{ actions: [{ action: 'accept', casesOnly: true }] }}
  ${'在'}                                 | ${{ actions: [{ action: 'accept', casesOnly: true, perhaps: true }] }}
  ${'哎 2 点错了 还没核发呢 撤回'}        | ${{ actions: [{ action: 'undo', serial: 2, text: '哎 2 点错了 还没核发呢 撤回' }] }}
  ${'不对 5没办结 我点错了'}              | ${{ actions: [{ action: 'undo', serial: 5, text: '不对 5没办结 我点错了' }] }}
  ${'4 不能先开工 没证不能动'}            | ${{ actions: [{ action: 'tell', serial: 4, text: '不能先开工 没证不能动' }] }}
  ${'2 现在谁在办'}                       | ${undefined}
  ${'3 号楼的图纸还没给'}                 | ${undefined}
  ${'不对 P736 是环评收件'}               | ${{ settlements: [{ accepted: false, id: 'P736' }], instead: '是环评收件' }}
`('单聊里的短句：$line', async ({ line, slots }) => {
  expect(await officeLine(line)).toEqual(slots);
});

test('企业打同样的行不算办件', async () => {
  const reading = await understand('办结 3 已核发', contextOf());
  expect(reading.intents.map((intent) => intent.kind)).not.toContain('case_action');
});

// Numbers are built, so that none that could be somebody's stands in this file.
const mobile = ['139', '0000', '0000'].join('');
const idCard = `${'110101'}${'19900101'}${'001'}`;
const checked = (seventeen: string) => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return seventeen + '10X98765432'[weights.reduce((sum, w, i) => sum + w * Number(seventeen[i]), 0) % 11];
};

test.each([
  [`我电话${mobile}`, '我电话[电话]'],
  [`+86 ${mobile.slice(0, 3)}-${mobile.slice(3, 7)}-${mobile.slice(7)}找我`, '[电话]找我'],
  [[...mobile].join(' '), '[电话]'],
  [`${mobile.slice(0, 3)}.${mobile.slice(3, 7)}.${mobile.slice(7)}`, '[电话]'],
  [[...mobile].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join(''), '[电话]'],
  [`身份证${checked(idCard)}`, '身份证[证件]'],
  [`身份证 ${checked(idCard).replace(/^(.{6})(.{8})/, '$1 $2 ')}`, '身份证 [证件]'],
  ['邮箱 someone@example.com 谢谢', '邮箱 [邮箱] 谢谢'],
])('个人号码打码：%s', (text, masked) => {
  expect(maskPersonal(tidy(text))).toBe(masked);
});

test.each([
  'QH-2026-000012 办到哪了',
  '项目代码 2611-000000-04-01-100001',
  '投资13800000000元',
  '清禾工改办〔2026〕3号',
  '面积12345.67平方米，总投资1.2亿元',
  '办公电话0000-6200001',
  '坐标 135.25 1234.56，受理号20261123000001',
  '不动产权第0012345号，合同编号HT13800000000',
])('不是个人号码的不动：%s', (text) => {
  expect(maskPersonal(tidy(text))).toBe(text);
});

test('看不见的字符去掉，标点照原样', () => {
  expect(tidy('施\u200b工\u202e许\u{E0041}可证，要１份\uD800？')).toBe('施工许可证，要1份？');
  expect(normalise('①②ＡＢ，')).toBe('12AB，');
});

test.each([
  ['三个事：1、可研啥时候出；2、保函行不行；3、下周来现场', 3],
  ['图审卡住了；另外渣土证几天能办', 2],
  ['施工许可证要哪些材料', 1],
  ['3、4号楼什么时候验收', 1],
])('一条消息几件事：%s → %i', (text, count) => {
  expect(splitAsks(text).length).toBe(count);
});

/** What people paste and attackers send: invisible, directional, tags, half characters, wide forms, nesting. */
const hostile = [
  ...[
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u202e',
    '\u2066',
    '\u{E0041}',
    '\u{E0100}',
    '\ud800',
    '\udc00',
    '\0',
    '\ue000',
  ],
  ...[
    'ＺＪＪ',
    '１．',
    '①',
    '㎡',
    '【',
    '】',
    '((',
    '（（',
    '[[',
    '"',
    "'",
    '\\',
    '$&',
    '{{text}}',
    '<b>',
    '\n',
    '；',
    ' ',
  ],
  ...[
    '施工许可证',
    '图审',
    '没',
    '不',
    '第一次',
    '每次',
    '说要先',
    '几天',
    '接',
    '1、',
    '1.1.',
    'a@',
    '给两万',
    '另外',
    '👍🏻',
    '，。',
    '12月1日',
    '早啊',
    '都',
    '还有',
    '撤回',
    '昨天下午',
    '会商结论',
  ],
];

test('什么样的文字都读得下去', async () => {
  const word = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 12 }));
  const mixed = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
  const flood = fc.constantFrom(...hostile).map((one) => one.repeat(Math.ceil(10_000 / one.length)));
  const texts = fc.oneof({ weight: 30, arbitrary: mixed }, { weight: 1, arbitrary: flood });
  const role = fc.constantFrom<Context['role'][]>('enterprise', 'liaison', 'leader', 'other');
  await fc.assert(
    fc.asyncProperty(texts, role, fc.boolean(), async (text, from, atBot) => {
      const reading = await understand(
        text,
        contextOf({ role: from, atBot, quote: atBot ? text : undefined }),
      );
      expect(reading.intents.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
}, 120_000);
