import { expect, test } from 'vitest';
import { can } from '../../src/core/access.ts';
import { escalate } from '../../src/core/cases/escalate.ts';
import { heeded } from '../../src/core/heeded.ts';
import { confidenceIn } from '../../src/core/intents/confidences.ts';
import type { Case, Reading } from '../../src/core/model.ts';
import { county } from '../county-data.ts';

const now = new Date('2026-11-23T09:00:00+08:00');
const head = county.settings.integrityPerson;
const kase: Case = {
  number: 'QH-2026-000001',
  kind: 'integrity',
  status: 'assigned',
  level: 'L0',
  urgency: 'critical',
  summary: '有人暗示我们找指定的测绘公司',
  items: ['S4-01'],
  department: 'SP',
  assisting: [],
  owner: head,
  reason: '专人受理',
  firstContact: head,
  reporter: 'hegufeng-1',
  watchers: [],
  chat: 'dm:hegufeng-1',
  openedAt: now,
  replyDue: now,
  refusals: 0,
  hops: [],
  version: 1,
};

test('廉政线索超时只提醒本人，不往上往下转', () => {
  const load = { load: new Map(), lastAssigned: new Map() };
  const { changes, posts } = escalate(kase, county, load, new Date('2026-11-25T09:00:00+08:00'));
  expect(posts.map((post) => post.to)).toEqual([{ person: head }]);
  expect(changes).toMatchObject([{ set: { level: 'L4' } }]);
  expect(changes[0]).not.toHaveProperty('set.owner');
});

test.each`
  who               | place       | sees
  ${'hegufeng-1'}   | ${'county'} | ${false}
  ${'hegufeng-1'}   | ${'direct'} | ${true}
  ${'head'}         | ${'staff'}  | ${false}
  ${'head'}         | ${'direct'} | ${true}
  ${'hegufeng-2'}   | ${'direct'} | ${false}
  ${'specialist-1'} | ${'direct'} | ${false}
  ${'oversight-1'}  | ${'direct'} | ${false}
`('$who 在 $place 看得到吗：$sees', ({ who, place, sees }) => {
  const person = county.people.get(who === 'head' ? head : who);
  expect(can(person, 'see-case', { case: kase }, place)).toBe(sees);
});

test('廉政线索说到的事项不进后面的话', () => {
  const mentions = { items: ['S4-01'], departments: [], enterprises: [], projects: [], caseNumbers: [] };
  const intent = { kind: 'urge_complaint', text: '', mentions, urgency: 'critical', slots: {} } as const;
  const reading: Reading = { intents: [intent], case: 'new', coverage: 'no', followUp: false };
  const opened = { changes: [{ kind: 'case-opened', case: kase } as const], posts: [] };
  expect(heeded(reading, opened).items).toEqual([]);
  expect(heeded(reading, { changes: [], posts: [] }).items).toEqual(['S4-01']);
});

test.each`
  text                                        | told
  ${'听说评审专家要我们安排一顿饭才给过'}     | ${'integrity'}
  ${'窗口那个大姐暗示要送两条烟'}             | ${'integrity'}
  ${'测绘的说不用他们家就一直给你拖着'}       | ${'integrity'}
  ${'有人让必须找某家公司做测绘'}             | ${'integrity'}
  ${'环评那边的人老叫我们请吃饭'}             | ${'integrity'}
  ${'窗口说包个红包能快点，真的假的'}         | ${'integrity'}
  ${'窗口那个女的态度太差了'}                 | ${'person'}
  ${'昨天接电话的骂人，还挂我电话'}           | ${'person'}
  ${'我要举报水利局的经办人'}                 | ${'person'}
  ${'我就是问问，不要写我名字'}               | ${'secrecy'}
  ${'那件别往局里发'}                         | ${'secrecy'}
  ${'中午请大家吃饭，感谢支持'}               | ${undefined}
  ${'消防让我们请专家来论证'}                 | ${undefined}
  ${'窗口让我们找设计院改图'}                 | ${undefined}
  ${'多测合一必须找哪家单位做'}               | ${undefined}
  ${'要不要写公司名字'}                       | ${undefined}
  ${'监测仪要不要跟环保局连起来'}             | ${undefined}
  ${'投诉住建局，图审拖了十天'}               | ${undefined}
  ${'经办不接电话，占道没人管'}               | ${undefined}
  ${'窗口服务态度很好'}                       | ${undefined}
  ${'林地报告审核员就一个人，请假就全停'}     | ${undefined}
  ${'不投诉那个经办了'}                       | ${undefined}
  ${'我不想投诉，但是窗口那个大姐老吼我们'}   | ${'person'}
  ${'拓岩那个图审有人送礼了，查一下'}         | ${'integrity'}
  ${'隔壁厂给规划那边送了两条烟，当天就批了'} | ${'integrity'}
  ${'人家打点过了，我们排队'}                 | ${'integrity'}
  ${'严禁收礼，有人送礼一律拒绝了'}           | ${undefined}
  ${'有人送资料过来'}                         | ${undefined}
  ${'我们给窗口送了面锦旗'}                   | ${undefined}
`('$text：$told', ({ text, told }) => {
  expect(confidenceIn(text)).toBe(told);
});
