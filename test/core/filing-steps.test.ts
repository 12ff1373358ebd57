import { expect, test } from 'vitest';
import { gapOf } from '../../src/core/filings/gaps.ts';
import { statedDay } from '../../src/core/filings/stated-day.ts';
import { stepIn } from '../../src/core/filings/steps.ts';
import type { Filing } from '../../src/core/model.ts';
import { county } from '../county-data.ts';

const today = '2026-11-30';
const names = ['拓岩机械二期', '拓岩', '建筑工程施工许可证核发', '施工许可证', '施工许可', '施工证'];
const base: Filing = {
  id: 'f',
  project: 'QH-XM-2026-02',
  item: 'S3-05',
  department: 'ZJ',
  state: 'received',
  receivedOn: '2026-11-24',
  limitDays: 5,
  limitBasis: '',
  extensionDays: 0,
  suspensions: [],
  changedOn: '2026-11-24',
};
const running: Filing = { ...base, state: 'accepted', acceptedOn: '2026-11-24' };
const states: Record<string, Filing> = {
  已收件: base,
  办理中: running,
  未受理待补正: { ...base, state: 'supplement', remark: '缺监理合同' },
  补正暂停: {
    ...running,
    state: 'supplement',
    remark: '缺监理合同',
    suspensions: [{ from: '2026-11-25', kind: 'supplement', reason: '缺监理合同', by: 'x' }],
  },
  评审暂停: {
    ...running,
    state: 'suspended',
    suspensions: [{ from: '2026-11-25', kind: 'special-procedure', reason: '专家评审', by: 'x' }],
  },
  未申报: { ...base, state: 'planned', receivedOn: undefined as never },
};

const { calendar } = county;
const read = (state: string, text: string) =>
  stepIn({
    text,
    filing: states[state] as Filing,
    names,
    by: 'x',
    today,
    calendar,
    supplementSuspends: true,
  });

test.each`
  state             | text                                        | becomes         | day
  ${'已收件'}       | ${'拓岩机械二期施工许可证核发11月27日受理'} | ${'accepted'}   | ${'2026-11-27'}
  ${'已收件'}       | ${'拓岩施工许可证核发受理时间是11月27日'}   | ${'accepted'}   | ${'2026-11-27'}
  ${'已收件'}       | ${'受理了 昨天'}                            | ${'accepted'}   | ${'2026-11-29'}
  ${'已收件'}       | ${'材料齐全，符合法定形式，周五受理'}       | ${'accepted'}   | ${'2026-11-27'}
  ${'已收件'}       | ${'缺监理合同，已容缺受理'}                 | ${'accepted'}   | ${today}
  ${'已收件'}       | ${'缺监理合同 让他们补'}                    | ${'supplement'} | ${today}
  ${'已收件'}       | ${'缺监理合同，补齐后再受理'}               | ${'supplement'} | ${today}
  ${'已收件'}       | ${'请企业11月30日前补齐监理合同'}           | ${'supplement'} | ${today}
  ${'已收件'}       | ${'施工许可证核发不予受理'}                 | ${'refused'}    | ${today}
  ${'未受理待补正'} | ${'拓岩施工许可补齐了 今天受理'}            | ${'accepted'}   | ${today}
  ${'未受理待补正'} | ${'施工许可材料补齐，受理'}                 | ${'accepted'}   | ${today}
  ${'未受理待补正'} | ${'登记 拓岩施工许可 今天补正材料收齐'}     | ${'received'}   | ${today}
  ${'未受理待补正'} | ${'让他们补的合同送来了'}                   | ${'received'}   | ${today}
  ${'未受理待补正'} | ${'施工许可已补正'}                         | ${'received'}   | ${today}
  ${'未受理待补正'} | ${'材料收到了，还缺工伤保险缴费凭证'}       | ${'supplement'} | ${today}
  ${'补正暂停'}     | ${'施工许可证核发补正材料收齐，恢复计时'}   | ${'accepted'}   | ${today}
  ${'补正暂停'}     | ${'施工许可证核发补正材料今天收到了'}       | ${'accepted'}   | ${today}
  ${'补正暂停'}     | ${'施工许可补正材料11月27日交齐了'}         | ${'accepted'}   | ${'2026-11-27'}
  ${'补正暂停'}     | ${'补件都交上来了'}                         | ${'accepted'}   | ${today}
  ${'补正暂停'}     | ${'之前缺的合同补来了'}                     | ${'accepted'}   | ${today}
  ${'补正暂停'}     | ${'恢复计时'}                               | ${'accepted'}   | ${today}
  ${'补正暂停'}     | ${'还没补齐'}                               | ${undefined}    | ${undefined}
  ${'补正暂停'}     | ${'补齐了，今天核发'}                       | ${'concluded'}  | ${today}
  ${'评审暂停'}     | ${'专家评审11月27日通过了'}                 | ${'accepted'}   | ${'2026-11-27'}
  ${'评审暂停'}     | ${'恢复计时'}                               | ${'accepted'}   | ${today}
  ${'办理中'}       | ${'施工许可证核发了'}                       | ${'concluded'}  | ${today}
  ${'办理中'}       | ${'施工许可证11月27号办结'}                 | ${'concluded'}  | ${'2026-11-27'}
  ${'办理中'}       | ${'施工许可证核发要开专家评审'}             | ${'suspended'}  | ${today}
  ${'办理中'}       | ${'施工许可证还没核发'}                     | ${undefined}    | ${undefined}
  ${'办理中'}       | ${'施工许可证核发补正材料收齐'}             | ${undefined}    | ${undefined}
  ${'未申报'}       | ${'11月26日收件'}                           | ${'received'}   | ${'2026-11-26'}
`('$state：“$text” → $becomes $day', ({ state, text, becomes, day }) => {
  const step = read(state, text);
  expect('set' in step ? [step.set.state, step.day] : [undefined, undefined]).toEqual([becomes, day]);
});

test.each`
  state       | text                  | trouble
  ${'办理中'} | ${'12月2日办结'}      | ${'future'}
  ${'办理中'} | ${'明天办结'}         | ${'future'}
  ${'办理中'} | ${'11月20日办结'}     | ${'too-early'}
  ${'办理中'} | ${'补正材料收齐'}     | ${'not-waiting'}
  ${'已收件'} | ${'施工许可证说一下'} | ${'unclear'}
  ${'办理中'} | ${'缺合同，已办结'}   | ${'unclear'}
`('$state：“$text”登记不了：$trouble', ({ state, text, trouble }) => {
  expect(read(state, text)).toMatchObject({ trouble });
});

test('补正材料收齐，受理以后不再带原来缺的东西', () => {
  expect(read('未受理待补正', '补齐了，受理')).toMatchObject({ set: { remark: '' } });
  expect(read('补正暂停', '补正材料11月27日收齐')).toMatchObject({
    set: { remark: '', suspensions: [{ from: '2026-11-25', to: '2026-11-27' }] },
  });
});

test('收件后5个工作日内没有一次告知的，从收件那天算；那以前受理的照说的那天算', () => {
  const long = { ...base, receivedOn: '2026-11-16' };
  const on = (text: string) =>
    stepIn({ text, filing: long, names, by: 'x', today, calendar, supplementSuspends: true });
  expect(on('受理')).toMatchObject({ set: { acceptedOn: '2026-11-16' } });
  expect(on('11月20日受理')).toMatchObject({ set: { acceptedOn: '2026-11-20' } });
});

test.each`
  text                                                    | gap
  ${'拓岩施工许可缺监理合同 让他们补'}                    | ${'缺监理合同'}
  ${'登记 拓岩施工许可证核发 补正：缺日照分析、公示照片'} | ${'缺日照分析、公示照片'}
  ${'补件 拓岩施工许可 还缺工伤保险缴费凭证'}             | ${'缺工伤保险缴费凭证'}
  ${'施工许可缺消防意见，请企业3日内补来，暂停计时'}      | ${'缺消防意见'}
`('“$text”缺的是“$gap”', ({ text, gap }) => {
  expect(gapOf(text, names)).toBe(gap);
});

test.each`
  text                                  | day
  ${'11月27日办结'}                     | ${'2026-11-27'}
  ${'2026年11月27日办结'}               | ${'2026-11-27'}
  ${'办结 2026-11-27'}                  | ${'2026-11-27'}
  ${'11.27办结'}                        | ${'2026-11-27'}
  ${'十一月二十七号办结'}               | ${'2026-11-27'}
  ${'27号办结'}                         | ${'2026-11-27'}
  ${'前天办结的'}                       | ${'2026-11-28'}
  ${'上周五办结'}                       | ${'2026-11-27'}
  ${'周五办结'}                         | ${'2026-11-27'}
  ${'12月30日办结'}                     | ${'2026-12-30'}
  ${'11月20日收件，办结是11月27日'}     | ${'2026-11-27'}
  ${'11月20日收件 11月27日办结'}        | ${'2026-11-27'}
  ${'11月30日前办结'}                   | ${undefined}
  ${'2号楼办结，总投资1.2亿元'}         | ${undefined}
  ${'2月30日办结'}                      | ${undefined}
  ${'昨天下午办结了'}                   | ${'2026-11-29'}
  ${'11月20日上午办结'}                 | ${'2026-11-20'}
  ${'前天上午办结了'}                   | ${'2026-11-28'}
  ${'周五下午办结了'}                   | ${'2026-11-27'}
  ${'下午刚办结'}                       | ${'2026-11-30'}
  ${'1.2公顷办结了'}                    | ${undefined}
  ${'1.2千吨办结了'}                    | ${undefined}
  ${'11.20公示，办结'}                  | ${'2026-11-20'}
  ${'2号那个办结了'}                    | ${undefined}
  ${'27号那天办结了'}                   | ${'2026-11-27'}
  ${'办结，文号清自然资方〔2026〕31号'} | ${undefined}
  ${'办结，清住建〔2026〕第15号'}       | ${undefined}
  ${'建字第2026-18号办结了'}            | ${undefined}
  ${'27号办结，文号清环审12号'}         | ${'2026-11-27'}
  ${'办结了，批文明天送窗口'}           | ${undefined}
  ${'办结了，时间是12月3日'}            | ${'2026-12-03'}
`('“$text”说的是 $day', ({ text, day }) => {
  expect(statedDay(text, /办结/, today)).toBe(day);
});

test.each(['暂不受理，等补齐', '暂时不予受理，等补齐'])('“%s”不是不予受理', (text) => {
  expect(read('已收件', text)).not.toMatchObject({ set: { state: 'refused' } });
});

test.each([
  '等周五看完再办结',
  '公示到周四，所以周五才能批，公示不算时间',
  '要是图没问题就能受理',
  '专家意见改完就批',
  '月底前送电办结',
  '今天答复了，下周能批下来',
  '要延期，局长批了',
  '公示照片不对，换一张',
])('“%s”是打算和条件，不登记', (text) => {
  expect(read('办理中', text)).toEqual({ trouble: 'unclear' });
});

test.each`
  state             | text                                  | becomes         | day
  ${'办理中'}       | ${'从27号起公示，公示到周四，不计时'} | ${'suspended'}  | ${'2026-11-27'}
  ${'办理中'}       | ${'今天批了，等周五再通知企业来领'}   | ${'concluded'}  | ${today}
  ${'办理中'}       | ${'27号批的'}                         | ${'concluded'}  | ${'2026-11-27'}
  ${'未受理待补正'} | ${'缺监理合同，补齐才能受理'}         | ${'supplement'} | ${today}
`('$state：“$text”里办了的照登 → $becomes $day', ({ state, text, becomes, day }) => {
  expect(read(state, text)).toMatchObject({ set: { state: becomes }, day });
});
