import { expect, test } from 'vitest';
import { type Action, can, concernsProject } from '../../src/core/access.ts';
import type { Case, Person } from '../../src/core/model.ts';
import { county } from '../county-data.ts';

const person = (id: string): Person => {
  const found = county.people.get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

const kase = {
  number: 'QH-2026-000001',
  kind: 'difficulty',
  enterprise: 'tuoyan',
  department: 'ZJ',
  assisting: ['RF'],
  owner: 'zj-drawing-a',
  firstContact: 'specialist-1',
  reporter: 'tuoyan-1',
  watchers: [],
} as unknown as Case;

test.each`
  who                | action        | place        | allowed
  ${'tuoyan-1'}      | ${'see-case'} | ${'direct'}  | ${true}
  ${'tuoyan-2'}      | ${'see-case'} | ${'direct'}  | ${true}
  ${'hegufeng-1'}    | ${'see-case'} | ${'direct'}  | ${false}
  ${'tuoyan-1'}      | ${'accept'}   | ${'direct'}  | ${false}
  ${'tuoyan-1'}      | ${'conclude'} | ${'direct'}  | ${false}
  ${'tuoyan-1'}      | ${'chase'}    | ${'county'}  | ${true}
  ${'zj-drawing-a'}  | ${'accept'}   | ${'county'}  | ${true}
  ${'zj-permit-a'}   | ${'accept'}   | ${'direct'}  | ${true}
  ${'sl-main-a'}     | ${'accept'}   | ${'direct'}  | ${false}
  ${'rf-main-a'}     | ${'see-case'} | ${'direct'}  | ${true}
  ${'zj-drawing-a'}  | ${'conclude'} | ${'project'} | ${false}
  ${'zj-drawing-a'}  | ${'conclude'} | ${'direct'}  | ${true}
  ${'zj-drawing-a'}  | ${'transfer'} | ${'county'}  | ${false}
  ${'zj-officer'}    | ${'conclude'} | ${'direct'}  | ${true}
  ${'zj-supervisor'} | ${'see-case'} | ${'county'}  | ${false}
  ${'specialist-1'}  | ${'reply'}    | ${'county'}  | ${true}
  ${'specialist-3'}  | ${'see-case'} | ${'direct'}  | ${false}
  ${'oversight-1'}   | ${'see-case'} | ${'direct'}  | ${true}
  ${'admin-1'}       | ${'see-case'} | ${'direct'}  | ${false}
  ${'leader-1'}      | ${'conclude'} | ${'direct'}  | ${false}
  ${'head'}          | ${'see-case'} | ${'direct'}  | ${true}
  ${'head'}          | ${'see-case'} | ${'staff'}   | ${true}
  ${'head'}          | ${'see-case'} | ${'county'}  | ${false}
  ${'head'}          | ${'conclude'} | ${'direct'}  | ${false}
  ${'leader-1'}      | ${'see-case'} | ${'staff'}   | ${true}
`('$who $action 在 $place：$allowed', ({ who, action, place, allowed }) => {
  expect(can(person(who), action, { case: kase }, place)).toBe(allowed);
});

test.each`
  who                | sees
  ${'head'}          | ${true}
  ${'leader-1'}      | ${true}
  ${'zj-supervisor'} | ${false}
  ${'specialist-3'}  | ${false}
`('$who 看得到别人名下的项目吗：$sees', ({ who, sees }) => {
  const project = county.projects.get('QH-XM-2026-02');
  if (!project) throw new Error('no project');
  expect(concernsProject(person(who), project, ['HB'])).toBe(sees);
});

test('没有绑定的人只能问', () => {
  const actions: Action[] = [
    'open-case',
    'see-case',
    'see-project',
    'accept',
    'conclude',
    'chase',
    'move-filing',
    'oversee',
  ];
  expect(can(undefined, 'ask', {}, 'county')).toBe(true);
  for (const action of actions) expect(can(undefined, action, {}, 'direct')).toBe(false);
});

test('廉政线索只有受理人和反映人看得到，领导也不行', () => {
  const secret = { ...kase, kind: 'integrity', owner: 'head', reporter: 'tuoyan-1' } as Case;
  const see = (id: string) => can(person(id), 'see-case', { case: secret }, 'direct');
  expect([see('head'), see('tuoyan-1')]).toEqual([true, true]);
  expect([
    see('tuoyan-2'),
    see('oversight-1'),
    see('leader-1'),
    see('specialist-1'),
    see('zj-drawing-a'),
  ]).toEqual(Array(5).fill(false));
});
