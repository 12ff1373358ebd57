import { expect, test } from 'vitest';
import { filingMeant } from '../../src/core/filings/meant.ts';
import { confirmations } from '../../src/core/intents/confirmations.ts';
import { corrections } from '../../src/core/intents/corrections.ts';
import type { Utterance } from '../../src/core/intents/rule.ts';
import { statementsIn } from '../../src/core/intents/statements.ts';
import { openLexicon } from '../../src/core/lexicon.ts';
import type { View } from '../../src/core/model.ts';
import { county, filings } from '../county-data.ts';

const lexicon = openLexicon(county);
const said = (text: string, part: Partial<Utterance> = {}): Utterance => ({
  text,
  mentions: lexicon.mentionsIn(text),
  role: 'liaison',
  addressed: part.chatKind !== 'project',
  mentionsOthers: false,
  quote: undefined,
  lacks: [],
  chatKind: 'direct',
  bare: false,
  ...part,
});
const asked = { here: ['P7'], last: ['P7'] };
const earlier = { here: ['P7'], last: [] };
const yes = { settlements: [{ accepted: true }] };
const no = { settlements: [{ accepted: false }] };
const none = undefined;

test.each`
  text                    | chat         | steps        | slots
  ${'确认'}               | ${'project'} | ${asked}     | ${{ ...yes, among: ['P7'] }}
  ${'对'}                 | ${'project'} | ${asked}     | ${{ ...yes, among: ['P7'] }}
  ${'是的。'}             | ${'project'} | ${asked}     | ${{ ...yes, among: ['P7'] }}
  ${'不对'}               | ${'project'} | ${asked}     | ${{ ...no, among: ['P7'] }}
  ${'确认'}               | ${'project'} | ${earlier}   | ${{ ...yes, among: ['P7'] }}
  ${'对的'}               | ${'project'} | ${earlier}   | ${none}
  ${'不对，是昨天'}       | ${'project'} | ${earlier}   | ${none}
  ${'确认'}               | ${'project'} | ${undefined} | ${none}
  ${'对 确认'}            | ${'project'} | ${earlier}   | ${{ ...yes, among: ['P7'] }}
  ${'嗯'}                 | ${'project'} | ${asked}     | ${{ ...yes, among: ['P7'] }}
  ${'嗯'}                 | ${'project'} | ${earlier}   | ${none}
  ${'收到 办结'}          | ${'project'} | ${earlier}   | ${none}
  ${'好的'}               | ${'project'} | ${asked}     | ${none}
  ${'好的'}               | ${'direct'}  | ${asked}     | ${yes}
  ${'嗯'}                 | ${'direct'}  | ${asked}     | ${yes}
  ${'可以'}               | ${'direct'}  | ${earlier}   | ${none}
  ${'好的，我看看'}       | ${'direct'}  | ${asked}     | ${none}
  ${'同意'}               | ${'direct'}  | ${undefined} | ${yes}
  ${'都确认'}             | ${'direct'}  | ${asked}     | ${{ settlements: [{ accepted: true, others: true, all: true }] }}
  ${'确认P7，另一条作废'} | ${'direct'} | ${asked} | ${{ settlements: [{ accepted: true, id: 'P7' }, { accepted: false, others: true }] }}
  ${'P955不对'}           | ${'direct'}  | ${undefined} | ${{ settlements: [{ accepted: false, id: 'P955' }] }}
  ${'不对，是上周五受理'} | ${'direct'}  | ${asked}     | ${{ settlements: [{ accepted: false, id: 'P7' }], instead: '是上周五受理' }}
  ${'不对 还没齐'}        | ${'direct'}  | ${asked}     | ${{ settlements: [{ accepted: false, id: 'P7' }], instead: '还没齐' }}
  ${'不对，2 办结 已发'}  | ${'direct'}  | ${asked}     | ${none}
  ${'不对，答案错了'}     | ${'direct'}  | ${earlier}   | ${none}
`('$chat “$text”', ({ text, chat, steps, slots }) => {
  const heard = said(text, { chatKind: chat, ...(steps ? { steps } : {}) });
  expect(confirmations[0]?.recognise(heard)).toEqual(slots);
});

test('企业说“确认”不算', () => {
  expect(confirmations[0]?.recognise(said('确认', { role: 'enterprise', steps: asked }))).toBeUndefined();
});

test.each([
  ['哎呀搞错了，预制菜那个还没发呢，改回办理中', true],
  ['撤销P250', true],
  ['受理日期应该是11月20日', true],
  ['是受理早了，应该撤回', true],
  ['环评登记表地址填错了，要改', false],
  ['企业把图纸发错了', false],
  ['办结 3 已核发', false],
  ['你的答案错了，受理是3天', false],
  ['2 点错了 还没接', false],
])('登错了要改：%s %s', (text, expected) => {
  expect(corrections[0]?.recognise(said(text)) !== undefined).toBe(expected);
});

test.each`
  person           | text                                    | filing
  ${'zj-permit-a'} | ${'拓岩施工许可证缺图审合格书，要补正'} | ${'02-S3-05'}
  ${'window-1'}    | ${'穗光不动产登记退件，缺联合验收意见'} | ${'08-S4-12'}
  ${'bdc-main-a'}  | ${'穗光那个退件，联合验收没过'}         | ${'08-S4-12'}
  ${'sl-main-a'}   | ${'洪评要专家评审'}                     | ${'05-S1-17'}
  ${'sl-main-a'}   | ${'施工许可证已核发'}                   | ${undefined}
  ${'window-1'}    | ${'施工许可证已受理'}                   | ${undefined}
`('$person “$text” 说的是 $filing', ({ person, text, filing }) => {
  const asker = county.people.get(person);
  const view = { county, asker, filings } as unknown as View;
  expect(filingMeant({ text, mentions: lexicon.mentionsIn(text) }, view)?.id).toBe(filing);
});

test.each`
  text                                                  | statements
  ${'青砾的用地规划许可今天收件了，云杉占道那个也批了'} | ${['青砾的用地规划许可今天收件了', '云杉占道那个也批了']}
  ${'拓岩渣土不收，缺消纳场证明，排水受理了'}           | ${['拓岩渣土不收，缺消纳场证明', '排水受理了']}
  ${'拓岩施工许可缺图审合格书，规划许可证没盖章'}       | ${['拓岩施工许可缺图审合格书，规划许可证没盖章']}
  ${'预制菜的设计方案批了，禾谷丰自己来领'}             | ${['预制菜的设计方案批了，禾谷丰自己来领']}
  ${'今天开了会，拓岩施工许可受理了'}                   | ${['今天开了会，拓岩施工许可受理了']}
`('“$text”说了几件', ({ text, statements }) => {
  const found = statementsIn(text, county, (clause) => lexicon.mentionsIn(clause));
  expect(found.map((one) => one.text)).toEqual(statements);
  const [first, second] = found;
  if (text.includes('排水')) expect(second?.mentions.projects).toEqual(first?.mentions.projects);
});

test.each([
  ['弄错了，是20号受理的', undefined],
  ['搞错了，20号受理的', undefined],
  ['3号登错了，改回办理中', 3],
])('“%s”里的编号是 %s', (text, serial) => {
  expect(corrections[0]?.recognise(said(text))?.serial).toBe(serial);
});
