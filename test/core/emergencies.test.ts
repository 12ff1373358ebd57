import { expect, test } from 'vitest';
import { emergencyIn } from '../../src/core/intents/emergencies.ts';

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
`('$text：$kind', ({ text, kind }) => {
  expect(emergencyIn(text)).toBe(kind);
});
