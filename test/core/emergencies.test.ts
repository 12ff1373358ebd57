import { expect, test } from 'vitest';
import { concernedBy } from '../../src/core/decisions/emergencies.ts';
import { emergencyIn } from '../../src/core/intents/emergencies.ts';
import { emergencyReceipt } from '../../src/core/texts/emergencies.ts';
import { county } from '../county-data.ts';

test.each`
  text                                  | kind
  ${'工地挖断了燃气管 有气味 咋办！！'} | ${'gas'}
  ${'工地煤气泄露了 快点'}              | ${'gas'}
  ${'工棚着火了'}                       | ${'fire'}
  ${'工人触电了'}                       | ${'electric'}
  ${'基坑边坡垮了一块'}                 | ${'collapse'}
  ${'有人从架子上掉下来了'}             | ${'injury'}
  ${'钢筋砸到一个工友的脚'}             | ${'injury'}
  ${'滑坡治理方案要不要审'}             | ${undefined}
  ${'燃气管道要迁改找谁'}               | ${undefined}
  ${'我们办证等得要着火了'}             | ${undefined}
  ${'去年工人受伤，工伤保险怎么办'}     | ${undefined}
  ${'规划把我们困住了'}                 | ${undefined}
  ${'项目倒了怎么办'}                   | ${undefined}
  ${'气管被挖断了'}                     | ${'gas'}
  ${'天然气漏了，人都跑出来了'}         | ${'gas'}
  ${'燃气管断了'}                       | ${'gas'}
  ${'厂房起了大火'}                     | ${'fire'}
  ${'脚手架倒了'}                       | ${'collapse'}
  ${'楼塌了'}                           | ${'collapse'}
  ${'有人被埋在下面'}                   | ${'injury'}
  ${'工人被埋了'}                       | ${'injury'}
  ${'工人从楼上掉下来'}                 | ${'injury'}
  ${'楼板上吊车倒下来了'}               | ${'collapse'}
  ${'楼道倒了垃圾'}                     | ${undefined}
  ${'燃气报装漏了一份材料，卡住了'}     | ${undefined}
  ${'燃气报装漏填了一项'}               | ${undefined}
  ${'我们大火锅店消防验收卡住了'}       | ${undefined}
  ${'今年房价大火'}                     | ${undefined}
  ${'这个项目大火爆'}                   | ${undefined}
  ${'管线被埋在路下，报装一直没人管'}   | ${undefined}
  ${'供地合同从系统里掉下'}             | ${undefined}
  ${'燃气中断了服务'}                   | ${undefined}
`('$text：$kind', ({ text, kind }) => {
  expect(emergencyIn(text)).toBe(kind);
});

test('险情通知谁按本县部门的叫法找，不按编码', () => {
  expect(concernedBy('gas', county)).toEqual(['RQ', 'YJ']);
  expect(concernedBy('fire', county)).toEqual(['XF', 'YJ']);
  expect(concernedBy('electric', county)).toEqual(['GD', 'YJ', 'ZJ']);
  const named = (code: string, shortName: string, aliases: string[]) =>
    [code, { code, name: `某县${shortName}`, shortName, aliases }] as const;
  const departments = new Map([
    named('JS', '建设局', ['消防科']),
    named('AQ', '安全局', ['应急办']),
    named('X1', '消防救援大队', []),
  ]);
  expect(concernedBy('fire', { departments })).toEqual(['X1', 'AQ']);
  expect(concernedBy('collapse', { departments })).toEqual(['JS', 'AQ']);
  expect(concernedBy('gas', { departments: new Map() })).toEqual([]);
});

test('没通知到人就不说通知了', () => {
  expect(emergencyReceipt('gas', undefined, [])).not.toContain('通知');
  expect(emergencyReceipt('gas', 'QH-2026-000001', [])).toContain('已登记 QH-2026-000001（特急）。');
});
