import { describe, expect, test } from 'vitest';
import { points } from '../../src/core/intents/meetings.ts';
import {
  appointmentIn,
  appointmentText,
  withoutPlace,
  workingDeadlineIn,
} from '../../src/core/meetings/appointment.ts';
import { officesIn, termsIn } from '../../src/core/meetings/conclusion.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county } from '../county-data.ts';

const today = '2026-11-23';

test.each([
  ['1号会商 明天下午三点 政务中心三楼会议室 城管局', '11月24日（周二）下午3:00', '政务中心三楼会议室'],
  ['联席会议定周四下午3点，工改办会议室，住建规划都来', '11月26日（周四）下午3:00', '工改办会议室'],
  ['4号提前到明早九点半', '11月24日（周二）上午9:30', undefined],
  ['15申请联席会议 下周三两点 中心三楼 供电参加', '12月2日（周三）下午2:00', '中心三楼'],
  ['本周五14:00在302会议室召开', '11月27日（周五）下午2:00', '302会议室'],
  ['28号晚上七点一刻', '11月28日（周六）晚上7:15', undefined],
  ['大后天上午踏勘', '11月26日（周四）上午', undefined],
  ['那就11点', '上午11:00', undefined],
  ['有3点意见，3号会商先不开', '', undefined],
])('什么时候、在哪：%s', (text, when, place) => {
  const found = appointmentIn(text, today);
  expect([appointmentText(found), found.place]).toEqual([when, place]);
});

test.each([
  ['改下午三点', '11月26日（周四）下午3:00'],
  ['我们上午浇筑，改下午四点', '11月26日（周四）下午4:00'],
  ['改今天下午三点', '11月23日（周一）下午3:00'],
  ['改周五上午九点半吧', '11月27日（周五）上午9:30'],
])('只说上午下午，还是原定那天：%s', (text, when) => {
  const before = { day: '2026-11-26', time: '10:00' };
  const clause = text.split('，').at(-1) ?? '';
  expect(appointmentText({ ...before, ...appointmentIn(clause, today, before) })).toBe(when);
});

test.each([
  ['交警出交通组织方案', ['公安局']],
  ['交通组织方案由交警出', ['公安局']],
  ['交通局出方案', ['交通局']],
  ['费用云杉和自来水各半', ['自来水公司']],
  ['城管12月1日前批', ['城管局']],
  ['消防通道让出来', []],
])('结论里点名的部门：%s', (clause, offices) => {
  expect(officesIn([clause], county).map(({ shortName }) => shortName)).toEqual(offices);
});

test('一条结论几个期限，各归各的部门', () => {
  const text = '自来水公司27号前出图，城管12月1日前批，费用各半，12月3日前完工';
  const terms = termsIn(text, county, today).map(({ office, day }) => [office.shortName, day]);
  expect(terms).toEqual([
    ['自来水公司', '2026-11-27'],
    ['城管局', '2026-12-01'],
  ]);
});

test('开会的地点不是被叫来的部门', () => {
  expect(withoutPlace('明天下午三点 行政审批局二楼 城管局参加')).not.toContain('行政审批局');
  expect(withoutPlace('明天下午三点 行政审批局二楼 城管局参加')).toContain('城管局');
});

test.each([
  ['水司三天内出方案，城管当天批', '2026-11-26'],
  ['城管局牵头出方案，下周三前', '2026-12-02'],
  ['供电一周内迁杆', '2026-11-30'],
  ['2个工作日内报方案', '2026-11-25'],
  ['五天内拿出意见', '2026-11-30'],
  ['费用按18万包干', undefined],
])('结论里的期限，落在休息日的顺延：%s', (text, day) => {
  expect(workingDeadlineIn(text, today, county.calendar)).toBe(day);
});

test('纪要按点分开', () => {
  expect(points('【纪要】1.城北挖路待常务会；2.云杉管线再谈一次。')).toEqual([
    '城北挖路待常务会',
    '云杉管线再谈一次',
  ]);
  expect(points('费用1.5万，路宽2.5米')).toEqual([]);
});

describe('设了会、请了会的人说的话', () => {
  const understand = openUnderstanding(county);
  const read = async (role: 'liaison' | 'enterprise', text: string, sets: boolean) => {
    const meets = { sets, invited: sets ? [] : ['2026-11-24'], today };
    const { intents } = await understand(text, contextOf({ role, chatKind: 'direct', atBot: true, meets }));
    const [first] = intents;
    return first?.slots.changes === true ? 'changes' : first?.kind;
  };

  test.each([
    '那就11点',
    '行，改周五',
    '县政府那边派不出人就改后天上午十点吧',
    '地点改到二楼会议室',
    '后天的会取消',
    '让企业把检测报告带上',
    '同意改期',
  ])('改自己定的会：%s', async (text) => expect(await read('liaison', text, true)).toBe('changes'));

  test.each([
    '好的，周五前给你回复',
    '材料改到周五交',
    '施工许可改到明天发',
    '3 转办 水利局',
    '能改到周五吗',
  ])('不改会：%s', async (text) => expect(await read('liaison', text, true)).not.toBe('changes'));

  test.each([
    '明天下午我去，戚工在外面培训',
    '10点半我来不了，11点行不',
    '14 会我们不参加',
    '收到，准时参加',
  ])('被请的岗位回话：%s', async (text) => expect(await read('liaison', text, false)).toBe('reply_meeting'));

  test.each([
    '施工队明天来不了，路被村民堵了',
    '明天没空去领证，能让人代领不',
    '施工许可证能不能改到周五发',
    '批文还没下来',
    '我们周五不在县里',
  ])('被请的企业说别的事：%s', async (text) =>
    expect(await read('enterprise', text, false)).not.toBe('reply_meeting'),
  );
});
