import { describe, expect, it } from 'vitest';
import { actionsIn, commands } from '../../src/core/intents/commands.ts';
import type { TypedAction } from '../../src/core/intents/office-talk.ts';
import type { Utterance } from '../../src/core/intents/rule.ts';
import { nothingNamed } from '../../src/core/model.ts';

const utterance = (text: string): Utterance => ({
  text,
  mentions: nothingNamed,
  role: 'liaison',
  addressed: true,
  mentionsOthers: false,
  quote: undefined,
  lacks: [],
  chatKind: 'direct',
  bare: false,
});
/** 5 tell …, one a case. */
const read = (text: string): string[] =>
  ((commands[0]?.recognise(utterance(text))?.actions ?? []) as TypedAction[]).map(
    ({ serial, action, department, text: words }) =>
      [serial, action, department, words].filter((one) => one !== undefined).join(' '),
  );

describe('编号后面的话', () => {
  it.each`
    line                                            | meant
    ${'41 12月10日前给方案，通电要到年后'}          | ${['41 tell 12月10日前给方案，通电要到年后']}
    ${'12 26号到期，应该能提前批'}                  | ${['12 tell 26号到期，应该能提前批']}
    ${'1明天上午去勘察'}                            | ${['1 tell 明天上午去勘察']}
    ${'8收到，我问下窗口谁要的，明早回你们'}        | ${['8 tell 收到，我问下窗口谁要的，明早回你们']}
    ${'4 我们只批方案，费用企业谈，建议开会'}       | ${['4 tell 我们只批方案，费用企业谈，建议开会']}
    ${'3 在补正，不是我们没办'}                     | ${['3 step 在补正，不是我们没办']}
    ${'11号材料报全了没？让他们先把处置计划传上来'} | ${['11 tell 材料报全了没？让他们先把处置计划传上来']}
    ${'1、2都是变压器的问题，年后才有货'}           | ${['1 tell 都是变压器的问题，年后才有货', '2 tell 都是变压器的问题，年后才有货']}
    ${'7号我来接'}                                  | ${['7 accept']}
    ${'8企业说不用了，办结'}                        | ${['8 conclude 企业说不用了']}
    ${'2退给企业，材料不全'}                        | ${['2 supplement 材料不全']}
    ${'2号这个是图审的，转朱禾七那边'}              | ${['2 transfer 朱禾七那边 这个是图审的']}
    ${'14让姜禾二答，写个承诺就行'}                 | ${['14 transfer 姜禾二 写个承诺就行']}
    ${'5 转账凭证也要带'}                           | ${['5 tell 转账凭证也要带']}
    ${'3家企业都在等'}                              | ${[]}
    ${'10月底前能批'}                               | ${[]}
    ${'2 现在谁在办'}                               | ${[]}
    ${'15收到，去开会'}                             | ${[]}
    ${'4号申请延期到周四'}                          | ${[]}
    ${'9号和2号是一回事，并到一起'}                 | ${['9 merge 2']}
    ${'9号跟7号是一件事，并了'}                     | ${['9 merge 7']}
    ${'6号件登错了，改成自来水公司，压力不够'}      | ${['6 transfer 自来水公司 压力不够']}
    ${'6号时间改到周五'}                            | ${['6 tell 时间改到周五']}
    ${'收到，接12'}                                 | ${['12 accept']}
    ${'两个都接了'}                                 | ${['accept']}
    ${'好的收到'}                                   | ${['accept']}
    ${'接了，明天派人去现场测压'}                   | ${['accept 明天派人去现场测压']}
    ${'现场看过了没有问题，15办结'}                 | ${['15 conclude 现场看过了没有问题']}
    ${'等企业补齐了，15办结'}                       | ${[]}
    ${'4件收到，我们先看意见，退给城管'}            | ${['4 return 城管 收到，我们先看意见']}
    ${'5办完我不在，转给杨禾六去看现场'}            | ${['5 transfer 杨禾六去看现场 办完我不在']}
    ${'8号弄错了，章没刻，重新打开'}                | ${['8 undo 8号弄错了，章没刻，重新打开']}
    ${'5号先别办结，企业不同意'}                    | ${['5 undo 5号先别办结，企业不同意']}
    ${'5号能不能重新打开？'}                        | ${[]}
    ${'3号的我约了企业明天谈'}                      | ${['3 tell 我约了企业明天谈']}
    ${'3那个事我约了周三'}                          | ${['3 tell 我约了周三']}
    ${'3那边说不行，要重报'}                        | ${['3 tell 那边说不行，要重报']}
    ${'3的确打不出来'}                              | ${['3 tell 的确打不出来']}
    ${'3号的接了'}                                  | ${['3 accept']}
    ${'3 给老谢吧'}                                 | ${['3 transfer 老谢']}
    ${'3 给他们了'}                                 | ${['3 tell 给他们了']}
    ${'3 让企业去问设计院'}                         | ${['3 tell 让企业去问设计院']}
    ${'老谢接我的件吧，4和城北的都给他'}            | ${['4 transfer 老谢']}
    ${'老谢来接手我的件，4、7都给他'}               | ${['4 transfer 老谢', '7 transfer 老谢']}
    ${'老谢接我的件吧'}                             | ${['transfer 老谢']}
    ${'谁接我的件'}                                 | ${[]}
    ${'2号企业说看到合格书了，可以结了'}            | ${['2 conclude 企业说看到合格书了']}
    ${'2号企业说没看到，结不了'}                    | ${['2 tell 企业说没看到，结不了']}
    ${'镇里说好了，办结，谢谢'}                     | ${['conclude 镇里说好了']}
    ${'等镇里说好了再办结'}                         | ${[]}
  `('$line', ({ line, meant }) => {
    expect(read(line)).toEqual(meant);
  });
});

describe('一行几件', () => {
  it.each`
    line                                             | serials
    ${'2办结已核发，5缺盖章的迁改方案，1还在等批示'} | ${[2, 5, 1]}
    ${'7和3都办完了，3的批复给企业了'}               | ${[7, 3]}
    ${'1 明天上门，2缺营业执照，3天内补'}            | ${[1, 2]}
    ${'5缺：1营业执照，2身份证复印件'}               | ${[5]}
    ${'5 回复 先交规划，2交土地'}                    | ${[5]}
  `('$line', ({ line, serials }) => {
    expect(actionsIn(line)?.map(({ serial }) => serial)).toEqual(serials);
  });

  it('说哪一件的话只算那一件的结果', () => {
    const [seven, three] = actionsIn('7和3都办完了，3的批复给企业了') ?? [];
    expect([seven?.text, three?.text]).toEqual([undefined, '批复给企业了']);
  });
});
