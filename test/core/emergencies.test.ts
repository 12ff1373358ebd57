import { expect, test } from 'vitest';
import { concernedBy } from '../../src/core/decisions/emergencies.ts';
import { deniesAlarm, emergencyIn, goesOnAbout } from '../../src/core/intents/emergencies.ts';
import { emergencyReceipt } from '../../src/core/texts/emergencies.ts';
import { county } from '../county-data.ts';

test.each`
  text                                                    | kind
  ${'工地挖断了燃气管 有气味 咋办！！'}                   | ${'gas'}
  ${'工地煤气泄露了 快点'}                                | ${'gas'}
  ${'工棚着火了'}                                         | ${'fire'}
  ${'工人触电了'}                                         | ${'electric'}
  ${'基坑边坡垮了一块'}                                   | ${'collapse'}
  ${'有人从架子上掉下来了'}                               | ${'injury'}
  ${'钢筋砸到一个工友的脚'}                               | ${'injury'}
  ${'滑坡治理方案要不要审'}                               | ${undefined}
  ${'燃气管道要迁改找谁'}                                 | ${undefined}
  ${'我们办证等得要着火了'}                               | ${undefined}
  ${'去年工人受伤，工伤保险怎么办'}                       | ${undefined}
  ${'规划把我们困住了'}                                   | ${undefined}
  ${'项目倒了怎么办'}                                     | ${undefined}
  ${'气管被挖断了'}                                       | ${'gas'}
  ${'天然气漏了，人都跑出来了'}                           | ${'gas'}
  ${'燃气管断了'}                                         | ${'gas'}
  ${'厂房起了大火'}                                       | ${'fire'}
  ${'脚手架倒了'}                                         | ${'collapse'}
  ${'楼塌了'}                                             | ${'collapse'}
  ${'有人被埋在下面'}                                     | ${'injury'}
  ${'工人被埋了'}                                         | ${'injury'}
  ${'工人从楼上掉下来'}                                   | ${'injury'}
  ${'楼板上吊车倒下来了'}                                 | ${'collapse'}
  ${'楼道倒了垃圾'}                                       | ${undefined}
  ${'燃气报装漏了一份材料，卡住了'}                       | ${undefined}
  ${'燃气报装漏填了一项'}                                 | ${undefined}
  ${'我们大火锅店消防验收卡住了'}                         | ${undefined}
  ${'今年房价大火'}                                       | ${undefined}
  ${'这个项目大火爆'}                                     | ${undefined}
  ${'管线被埋在路下，报装一直没人管'}                     | ${undefined}
  ${'供地合同从系统里掉下'}                               | ${undefined}
  ${'燃气中断了服务'}                                     | ${undefined}
  ${'管沟里进水了 下面有个人上不来'}                      | ${'flood'}
  ${'下大雨 河水漫上来 料仓快淹了 值班的还在里面'}        | ${'flood'}
  ${'坑底突然冒水，抽不赢'}                               | ${'flood'}
  ${'地下室灌水了，有两个工人没出来'}                     | ${'flood'}
  ${'基坑边裂了条缝 有点往下沉'}                          | ${'collapse'}
  ${'脚手架被风吹歪了 有点晃'}                            | ${'collapse'}
  ${'挡墙鼓出来一大截 下面就是民房'}                      | ${'collapse'}
  ${'隔壁开挖，墙上裂缝一天比一天宽，老人还住着'}         | ${'collapse'}
  ${'支架在下沉，混凝土还在打'}                           | ${'collapse'}
  ${'吊篮一头钢丝绳断了'}                                 | ${'collapse'}
  ${'楼上砖头往下掉，差点砸到人'}                         | ${'collapse'}
  ${'检查井里头有个工人叫不应了'}                         | ${'trapped'}
  ${'电梯困人了，货梯'}                                   | ${'trapped'}
  ${'塔吊上面有人下不来'}                                 | ${'trapped'}
  ${'化粪池下去一个没上来'}                               | ${'trapped'}
  ${'挖机碰了高压线'}                                     | ${'electric'}
  ${'配电箱泡水里了还带电'}                               | ${'electric'}
  ${'材料棚着了，火好大'}                                 | ${'fire'}
  ${'氨气漏了，眼睛睁不开'}                               | ${'fire'}
  ${'挖到一根管子，嘶嘶响'}                               | ${'gas'}
  ${'小工被铲车压到脚了'}                                 | ${'injury'}
  ${'有个人掉到水坑里了'}                                 | ${'injury'}
  ${'冷库里两个人倒了'}                                   | ${'injury'}
  ${'基坑塌了，没人受伤'}                                 | ${'collapse'}
  ${'昨天开始坑边裂了条缝'}                               | ${'collapse'}
  ${'昨天工地触电的事要举一反三，各企业自查一遍临时用电'} | ${undefined}
  ${'前天那个塌方的事故报告交给谁'}                       | ${undefined}
  ${'高处坠落怎么认定工伤'}                               | ${undefined}
  ${'上次基坑进水后的整改材料交了'}                       | ${undefined}
  ${'下周搞坍塌应急演练，要不要报备'}                     | ${undefined}
  ${'深基坑支护方案要专家论证吗'}                         | ${undefined}
  ${'挡土墙高度超过3米要论证吗'}                          | ${undefined}
  ${'竣工验收说外墙有裂缝，让整改'}                       | ${undefined}
  ${'墙面开裂属于质量保修吗'}                             | ${undefined}
  ${'我们被卡在环评上出不来了'}                           | ${undefined}
  ${'批文一直出不来，人都急疯了'}                         | ${undefined}
  ${'燃气公司的人来看过了，说没漏'}                       | ${undefined}
  ${'万一基坑塌了保险赔不赔'}                             | ${undefined}
  ${'地下室防水等级怎么定'}                               | ${undefined}
  ${'排水口进水口标高图审不过'}                           | ${undefined}
  ${'电缆沟要穿人家厂区，人家不答应'}                     | ${undefined}
  ${'预算塌了，钱不够'}                                   | ${undefined}
  ${'网上申报页面崩了'}                                   | ${undefined}
  ${'滑坡点能不能挖砂'}                                   | ${undefined}
  ${'消防水池水压上不来，喷淋过不去'}                     | ${undefined}
  ${'法人的ukey插上去没反应'}                             | ${undefined}
  ${'材料找不着了'}                                       | ${undefined}
  ${'塔吊登记找住建哪个口子'}                             | ${undefined}
  ${'房子歪着盖违建吗'}                                   | ${undefined}
  ${'桩孔里掉进去一个小孩'}                               | ${'injury'}
  ${'围堰渗水越来越大，怕顶不住'}                         | ${'collapse'}
  ${'水漫进配电室了'}                                     | ${'flood'}
  ${'桩机歪了 快倒了'}                                    | ${'collapse'}
  ${'卸料平台翻了'}                                       | ${'collapse'}
  ${'水泵房漏电，跳起来的水都麻手'}                       | ${'electric'}
  ${'平台崩了，那我的件还在吗'}                           | ${undefined}
  ${'漏电保护开关要检测吗'}                               | ${undefined}
  ${'人脸识别过不去，人都要崩溃了'}                       | ${undefined}
  ${'项目部账上资金链断了，楼停了'}                       | ${undefined}
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

test.each`
  text                          | denied
  ${'不是又出事了，是要求自查'} | ${true}
  ${'误报，我们在搞演练'}       | ${true}
  ${'没出事，大家放心'}         | ${true}
  ${'不是着火，是漏气'}         | ${false}
  ${'说错了，是在2号楼'}        | ${false}
  ${'没有发生爆炸，但是还在漏'} | ${false}
`('$text：$denied', ({ text, denied }) => {
  expect(deniesAlarm(text)).toBe(denied);
});

test.each`
  text                            | more
  ${'那个裂缝质安站看了，不影响'} | ${true}
  ${'坑边围起来了，人撤了'}       | ${true}
  ${'施工许可证排除了没'}         | ${false}
  ${'消防来看过了，验收通过'}     | ${false}
  ${'裂缝你们看过了吗'}           | ${false}
`('基坑裂了以后说“$text”：$more', ({ text, more }) => {
  expect(goesOnAbout('基坑边裂了条缝', text)).toBe(more);
});
