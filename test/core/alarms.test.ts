import { expect, test } from 'vitest';
import { alarms } from '../../src/core/intents/alarms.ts';
import { weighUrgency } from '../../src/core/intents/urgency.ts';
import type { IntentKind, Urgency } from '../../src/core/model.ts';

const heard = (text: string) =>
  Object.entries(alarms).flatMap(([alarm, sounds]) => (sounds(text) ? [alarm] : []));

test.each`
  alarm          | text
  ${'danger'}    | ${'隔壁工地的围挡被风刮倒半边了，底下就是公交站'}
  ${'danger'}    | ${'配电房一直滋滋响还有糊味，供电的能不能来人'}
  ${'danger'}    | ${'挖机把天然气管子碰破了，闻得到味'}
  ${'danger'}    | ${'地库顶板渗水越来越大，钢筋都露出来了'}
  ${'danger'}    | ${'楼上砖头往下掉，差点砸到接孩子的家长'}
  ${'danger'}    | ${'污水井里熏倒两个人'}
  ${'danger'}    | ${'高支模支架在晃，监理叫停总包不听'}
  ${'danger'}    | ${'化粪池边上没护栏，小孩在那玩'}
  ${'danger'}    | ${'桥面开了个大窟窿，车还在走'}
  ${'unrest'}    | ${'包工头卷钱跑了，三十几个工人围在项目部要说法'}
  ${'unrest'}    | ${'班组说不结工资就爬塔吊'}
  ${'unrest'}    | ${'业主们约好去信访局集体反映'}
  ${'integrity'} | ${'有人跟我说要想快就得“表示”一下'}
  ${'integrity'} | ${'科长让我去他老婆开的店里买灭火器才给验'}
  ${'integrity'} | ${'检测报告不交两千块就不给出'}
  ${'integrity'} | ${'不用他家的水表就不给通水'}
  ${'integrity'} | ${'代理公司说跟审批那边熟，多给一万保证三天出证'}
  ${'integrity'} | ${'评审单位年年是那两家，里头怕是有猫腻'}
  ${'integrity'} | ${'打字店老板说他认识局里的人，可以帮着快点批'}
  ${'deadline'}  | ${'今晚十二点前系统不放行，土地就流拍了'}
  ${'deadline'}  | ${'还有三个小时投标就截止了，登不进去'}
  ${'deadline'}  | ${'银行说今天五点前见不到证就取消授信'}
  ${'deadline'}  | ${'明早六点商混车就到，夜间施工证还卡着'}
  ${'overdue'}   | ${'讲的是五天，眼下都第九天了，拿我们当傻子'}
  ${'overdue'}   | ${'说三天三天，都六天咯，没得一句准话'}
  ${'again'}     | ${'窗口又说还差一份，第四回了'}
  ${'overdue'}   | ${'办结时间写的是上周三，现在还显示审核中，你们自己看着办'}
  ${'overdue'}   | ${'逾期一周还在经办人审核，打电话就挂'}
  ${'overdue'}   | ${'说月底前肯定批，这都下个月中旬了，拿我们当猴耍'}
  ${'overdue'}   | ${'系统显示剩余-6天了，问谁谁不知道'}
  ${'again'}     | ${'补了五回了，每回都有新说法'}
  ${'again'}     | ${'次次都说差一样，从不一次说完'}
  ${'again'}     | ${'补正通知发了四次，四次内容都不同'}
`('该警觉：$alarm $text', ({ alarm, text }) => {
  expect(heard(text)).toContain(alarm);
});

test.each([
  '变形缝的做法图审有意见，说和规范不一致',
  '危险性较大工程清单在哪下载',
  '火灾自动报警系统检测报告要不要交',
  '消防验收要不要做沉降观测',
  '基坑边坡已经加固好了，没有人受伤',
  '厂房漏报了两百平，规划核实过不了',
  '房子漏水保修找谁',
  '加急要收费吗',
  '有没有推荐的测绘公司名单',
  '谢谢王科长，改天请你吃饭',
  '村民不同意征地，进不了场',
  '工人工资专户在哪个银行开',
  '今天窗口几点下班',
  '水司今天下班前书面报我',
  '周五之前能拿到证吗，银行在催',
  '逾期交土地款滞纳金怎么算',
  '第二次退件了，还是缺章',
  '供电说容量不够，要等明年',
])('不该警觉：%s', (text) => {
  expect(heard(text)).toEqual([]);
});

test.each<[string, Urgency, IntentKind, string, Urgency]>([
  ['danger stays, whatever it resembles', 'critical', 'report_difficulty', '墙往外鼓，要塌了', 'critical'],
  ['a deadline may be none', 'critical', 'urge_complaint', '今天之前必须给批下来', 'normal'],
  ['offices against each other are high at least', 'high', 'report_difficulty', '两家互相推', 'high'],
  ['so they are where they seemed critical', 'critical', 'urge_complaint', '承诺三天，两家互相推', 'high'],
  ['a question is left as told', 'high', 'ask_procedure', '急，要办哪些手续', 'high'],
])('%s', (_name, told, kind, text, meant) => {
  const likeness = new Map<Urgency, number>([
    ['normal', 0],
    ['high', -30],
    ['critical', -100],
  ]);
  expect(weighUrgency(told, text, [kind], likeness)).toBe(meant);
});
