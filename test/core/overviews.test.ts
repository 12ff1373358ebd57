import { describe, expect, test } from 'vitest';
import { figureWanted } from '../../src/core/intents/figures.ts';
import { listWanted } from '../../src/core/intents/overviews.ts';
import { pickedCase } from '../../src/core/intents/picked.ts';
import { openLexicon } from '../../src/core/lexicon.ts';
import { county } from '../county-data.ts';

test.each`
  text                        | lamps         | more
  ${'超期的都有哪些'}         | ${['red']}    | ${{}}
  ${'全县现在几个超期'}       | ${['red']}    | ${{}}
  ${'超期清单发我'}           | ${['red']}    | ${{}}
  ${'超期'}                   | ${['red']}    | ${{}}
  ${'今天到期的有哪些'}       | ${['orange']} | ${{}}
  ${'哪些件快到期了'}         | ${['yellow']} | ${{}}
  ${'本周到期的有哪些'}       | ${[]}         | ${{ thisWeek: true }}
  ${'本周最急的几个'}         | ${[]}         | ${{ worst: true }}
  ${'谁还没接单'}             | ${[]}         | ${{ cases: 'unaccepted' }}
  ${'我手上有哪些诉求'}       | ${[]}         | ${{ cases: 'open', mine: true }}
  ${'所有在办的诉求'}         | ${[]}         | ${{ cases: 'open' }}
  ${'三天没人接的有吗'}       | ${[]}         | ${{ cases: 'unaccepted' }}
  ${'全县项目什么情况'}       | ${[]}         | ${{ overall: true }}
  ${'今天的清单'}             | ${[]}         | ${{ mine: true }}
  ${'今天我要跑的几家'}       | ${[]}         | ${{ mine: true }}
  ${'我下午的活还有哪些没弄'} | ${[]}         | ${{ mine: true, running: true }}
  ${'今天我要干啥'}           | ${[]}         | ${{ mine: true }}
  ${'有我的没'}               | ${[]}         | ${{ mine: true }}
  ${'今天有没有人找我'}       | ${[]}         | ${{ mine: true }}
  ${'我手上还有几个件'}       | ${[]}         | ${{ mine: true, running: true }}
  ${'我这边还有啥没弄'}       | ${[]}         | ${{ mine: true, running: true }}
  ${'我名下今天还剩啥'}       | ${[]}         | ${{ mine: true, running: true }}
  ${'我手上还剩啥'}           | ${[]}         | ${{ mine: true, running: true }}
  ${'我还有哪几件没办'}       | ${[]}         | ${{ mine: true, running: true }}
  ${'我手上有啥'}             | ${[]}         | ${{ mine: true, running: true }}
  ${'我没办完的还有哪些'}     | ${[]}         | ${{ mine: true, running: true }}
  ${'早，我手上今天要盯啥'}   | ${[]}         | ${{ mine: true }}
  ${'今天我要盯的有哪些'}     | ${[]}         | ${{ mine: true }}
  ${'我项目里哪些部门没回话'} | ${[]}         | ${{ cases: 'open', mine: true }}
`('$text', ({ text, lamps, more }) => {
  expect(listWanted(text)).toEqual({
    lamps,
    thisWeek: false,
    worst: false,
    mine: false,
    overall: false,
    ...more,
  });
});

test.each([
  '图审超期三天了',
  '拓岩咋样了',
  '施工许可证已受理',
  '这个项目难点不少',
  '周四的会谁没回',
  '有我的电话吗',
  '我有什么权限',
  '我们这边有啥政策',
  '我还有几天年假',
  '还有啥材料没交',
])('不是要清单：%s', (text) => {
  expect(listWanted(text)).toBeUndefined();
});

test('还有啥没弄完的：单聊里问的是自己的', () => {
  expect(listWanted('还有啥没弄完的', true)).toMatchObject({ mine: true, running: true });
  expect(listWanted('还有啥没弄完的')).toBeUndefined();
  expect(listWanted('还有啥材料没交的', true)).toBeUndefined();
});

describe('问是哪一件以后', () => {
  const asked = { kinds: ['urge_complaint'], items: [], projects: [] };
  test.each`
    text                      | last                                      | number
    ${'2'}                    | ${asked}                                  | ${'2'}
    ${'4号件'}                | ${asked}                                  | ${'4'}
    ${'QH-2026-000004'}       | ${asked}                                  | ${'4'}
    ${'就规划证立面那个 2号'} | ${asked}                                  | ${'2'}
    ${'11月2号'}              | ${asked}                                  | ${undefined}
    ${'下个月2号'}            | ${asked}                                  | ${undefined}
    ${'3天'}                  | ${asked}                                  | ${undefined}
    ${'2'}                    | ${{ ...asked, case: 'QH-2026-000001' }}   | ${undefined}
    ${'2'}                    | ${{ ...asked, kinds: ['ask_procedure'] }} | ${undefined}
    ${'2'}                    | ${undefined}                              | ${undefined}
  `('$text：$number', ({ text, last, number }) => {
    expect(pickedCase(text, last)?.number).toBe(number);
  });
});

describe('项目的半截名字', () => {
  const lexicon = openLexicon(county);
  test.each`
    text                    | project
    ${'幼儿园进展'}         | ${'QH-XM-2026-06'}
    ${'城北占道批了没'}     | ${'QH-XM-2026-07'}
    ${'城北污水'}           | ${'QH-XM-2026-07'}
    ${'PET项目为啥停了'}    | ${'QH-XM-2026-04'}
    ${'搅拌站水利办完没'}   | ${'QH-XM-2026-05'}
    ${'新建项目要什么'}     | ${undefined}
    ${'仓库要不要消防验收'} | ${undefined}
    ${'第三方检测'}         | ${undefined}
  `('$text：$project', ({ text, project }) => {
    const [named] = lexicon.mentionsIn(text, { role: 'leader' }).projects;
    expect(named).toBe(project);
  });

  test('企业只叫得出自己的', () => {
    const named = (person: string) => lexicon.mentionsIn('城北那个', { role: 'enterprise', person }).projects;
    expect(named('chengtou-1')).toEqual(['QH-XM-2026-07']);
    expect(named('tuoyan-1')).toEqual([]);
  });
});

test.each`
  text                         | numbers
  ${'1号谁接了没'}             | ${['1']}
  ${'2 现在在谁那'}            | ${['2']}
  ${'2号规划的那个还是没人理'} | ${['2']}
  ${'1号件怎么没了'}           | ${['1']}
  ${'12 没解决'}               | ${['12']}
  ${'2号前能拿到证吗'}         | ${[]}
  ${'3号楼的消防'}             | ${[]}
  ${'2万吨的项目怎么了'}       | ${[]}
  ${'5号到期的有哪些'}         | ${[]}
`('$text 的件号：$numbers', ({ text, numbers }) => {
  expect(openLexicon(county).mentionsIn(text).caseNumbers).toEqual(numbers);
});

test.each`
  text                      | of           | measures         | more
  ${'按时办结率多少'}       | ${'filings'} | ${['on-time']}   | ${{ past: false }}
  ${'住建局本月按期办结率'} | ${'filings'} | ${['on-time']}   | ${{ span: 'month' }}
  ${'哪个局拖得最多'}       | ${'filings'} | ${['overdue']}   | ${{ by: 'department' }}
  ${'昨天来了几件'}         | ${'filings'} | ${['received']}  | ${{ span: 'day', past: true, withCases: true }}
  ${'今天办件收了几件'}     | ${'filings'} | ${['received']}  | ${{ span: 'day' }}
  ${'本周办结比上周多几件'} | ${'filings'} | ${['concluded']} | ${{ past: false, both: true }}
  ${'今天收了几件咨询'}     | ${'cases'}   | ${['received']}  | ${{ kind: 'question' }}
  ${'哪个局难点最多'}       | ${'cases'}   | ${[]}            | ${{ by: 'department', kind: 'difficulty' }}
  ${'平均办多少天'}         | ${'filings'} | ${['average']}   | ${{}}
  ${'诉求按时答复率多少'}   | ${'cases'}   | ${['on-time']}   | ${{}}
`('数字：$text', ({ text, of, measures, more }) => {
  expect(figureWanted(text)).toMatchObject({ of, measures, ...more });
});

test.each(['按时办结率要达到100%', '拖了几个月了', '超期怎么办', '今天有什么新增的要求'])(
  '不是要数：%s',
  (text) => {
    expect(figureWanted(text)).toBeUndefined();
  },
);
