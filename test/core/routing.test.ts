import { expect, test } from 'vitest';
import type { Case, Liaison } from '../../src/core/model.ts';
import { ladderDue, nextRung, type RouteRequest, route } from '../../src/core/routing.ts';
import { county } from '../county-data.ts';

const today = '2026-11-23';

function post(
  id: string,
  part: Partial<Omit<Liaison, 'scope'>> & { scope?: Partial<Liaison['scope']> } = {},
): Liaison {
  const { scope, ...rest } = part;
  return {
    id,
    department: 'ZJ',
    rank: 'liaison',
    post: 'A',
    pair: `pair-${id.split('-')[0]}`,
    display: id,
    leave: [],
    capacity: 10,
    ...rest,
    scope: { items: ['*'], stages: ['*'], regions: ['*'], projectTypes: ['*'], ...scope },
  };
}

const away = [{ from: '2026-11-20', to: '2026-11-25' }];

function send(
  request: Partial<RouteRequest>,
  people: Liaison[],
  load: Record<string, number> = {},
  last: Record<string, string> = {},
) {
  return route({ items: [], departments: [], urgency: 'normal', ...request }, county, people, {
    load: new Map(Object.entries(load)),
    lastAssigned: new Map(Object.entries(last).map(([id, at]) => [id, new Date(at)])),
    today,
  });
}

test.each([
  ['事项的主办部门', { items: ['S3-05'] }, 'ZJ'],
  ['原话点名协办部门时由它接', { items: ['S3-10'], departments: ['GA'] }, 'GA'],
  ['没有事项看点名的部门', { departments: ['SL'] }, 'SL'],
  ['都没有看阶段牵头部门', { stage: 'S1' }, 'ZRZY'],
  ['什么都没有归帮办中心', {}, 'SP'],
])('部门：%s', (_name, request, department) => {
  expect(send(request, []).department).toBe(department);
});

test('范围最符合的岗优先：事项8 阶段4 片区2 类型1', () => {
  const wide = post('wide');
  const byStage = post('stage', {
    scope: { stages: ['S3'], regions: ['县城'], projectTypes: ['SOC_GENERAL'] },
  });
  const byItem = post('item', { scope: { items: ['S3-05'] } });
  const request = { items: ['S3-05'], region: '县城', projectType: 'SOC_GENERAL' };
  expect(send(request, [wide, byStage, byItem]).owner).toBe('item');
  expect(send(request, [wide, byStage]).owner).toBe('stage');
});

test('范围不包含的岗不接', () => {
  const other = post('other', { scope: { items: ['S3-01'] } });
  const far = post('far', { scope: { regions: ['乡镇'] } });
  expect(send({ items: ['S3-05'], region: '县城' }, [other, far]).owner).toBeUndefined();
});

test.each`
  name                    | people                                                                                                     | load            | last                                                                | owner
  ${'A 岗先于 B 岗'}      | ${[post('x-b', { post: 'B' }), post('x-a')]}                                                               | ${{}}           | ${{}}                                                               | ${'x-a'}
  ${'A 岗休假由 B 岗顶'}  | ${[post('x-a', { leave: away }), post('x-b', { post: 'B' })]}                                              | ${{}}           | ${{}}                                                               | ${'x-b'}
  ${'件满的让给有空的'}   | ${[post('x-a', { capacity: 1 }), post('y-a', { post: 'B' })]}                                              | ${{ 'x-a': 1 }} | ${{}}                                                               | ${'y-a'}
  ${'全满也要有人接'}     | ${[post('x-a', { capacity: 1 })]}                                                                          | ${{ 'x-a': 5 }} | ${{}}                                                               | ${'x-a'}
  ${'件少的先接'}         | ${[post('x-a'), post('y-a')]}                                                                              | ${{ 'x-a': 2 }} | ${{}}                                                               | ${'y-a'}
  ${'一样多闲得久的先接'} | ${[post('x-a'), post('y-a')]}                                                                              | ${{}}           | ${{ 'x-a': '2026-11-20T01:00:00Z', 'y-a': '2026-11-01T01:00:00Z' }} | ${'y-a'}
  ${'都不在找业务负责人'} | ${[post('x-a', { leave: away }), post('x-b', { post: 'B', leave: away }), post('o', { rank: 'officer' })]} | ${{}}           | ${{}}                                                               | ${'o'}
`('$name', ({ people, load, last, owner }) => {
  expect(send({ items: ['S3-05'] }, people, load, last).owner).toBe(owner);
});

test('没有人时不丢件：给专员，并提醒管理员补名单', () => {
  expect(send({ items: ['S3-05'] }, [])).toMatchObject({
    owner: undefined,
    level: 'L0',
    reason: expect.stringContaining('请管理员补充名单'),
  });
});

test('几个部门：一个主办，其余协办', () => {
  expect(send({ items: ['S2-01', 'S2-04'] }, [])).toMatchObject({ department: 'ZRZY', assisting: ['RF'] });
});

const kase = (part: Partial<Case>): Case =>
  ({
    number: 'QH-2026-000001',
    department: 'ZJ',
    level: 'L1',
    owner: 'zj-drawing-a',
    hops: [{ at: new Date(), to: 'zj-drawing-a', reason: '' }],
    ...part,
  }) as Case;

test.each`
  level   | owner              | had                                 | next               | rung
  ${'L1'} | ${'zj-drawing-a'}  | ${['zj-drawing-a']}                 | ${'zj-drawing-b'}  | ${'L1'}
  ${'L1'} | ${'zj-drawing-b'}  | ${['zj-drawing-a', 'zj-drawing-b']} | ${'zj-officer'}    | ${'L2'}
  ${'L2'} | ${'zj-officer'}    | ${['zj-officer']}                   | ${'zj-supervisor'} | ${'L3'}
  ${'L3'} | ${'zj-supervisor'} | ${['zj-supervisor']}                | ${undefined}       | ${'L4'}
  ${'L0'} | ${'specialist-1'}  | ${['specialist-1']}                 | ${'specialist-2'}  | ${'L0'}
  ${'L0'} | ${'specialist-2'}  | ${['specialist-1', 'specialist-2']} | ${'zj-supervisor'} | ${'L3'}
`('$owner 超时以后是 $next，不来回转', ({ level, owner, had, next, rung }) => {
  const hops = had.map((to: string) => ({ at: new Date('2026-11-23T01:00:00Z'), to, reason: '' }));
  const found = nextRung(kase({ level, owner, hops }), county, {
    load: new Map(),
    lastAssigned: new Map(),
    today,
  });
  expect(found).toMatchObject({ owner: next, level: rung });
});

test.each`
  urgency       | accept                    | reply
  ${'normal'}   | ${'2026-11-23T03:00:00Z'} | ${'2026-11-24T09:30:00Z'}
  ${'critical'} | ${'2026-11-23T02:00:00Z'} | ${'2026-11-23T06:45:00Z'}
`('$urgency 的接单和答复时限', ({ urgency, accept, reply }) => {
  const rung = county.settings.ladder.find((one) => one.level === 'L1');
  const due =
    rung &&
    ladderDue(
      rung,
      urgency,
      new Date('2026-11-23T09:00:00+08:00'),
      county.calendar,
      county.settings.businessHours,
    );
  expect(due).toEqual({ acceptDue: new Date(accept), replyDue: new Date(reply) });
});
