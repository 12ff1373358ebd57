import { expect, test } from 'vitest';
import { tellsIssue, tellsOfAsked, tellsOfPaper } from '../../src/core/filings/issued.ts';

const names = ['拓岩', '施工许可证', '施工许可', '图审', '施工图设计文件审查'];

test.each([
  '图审今天过了，合格书出了',
  '拓岩施工许可证发了，电子证照自己下',
  '拓岩的施工许可昨天下午下来了',
  '施工许可已经批下来了',
  '图审合格书11月20日发给企业了',
  '拓岩的过了',
])('%s: what was to be issued came', (text) => {
  expect(tellsIssue(text, names)).toBe(true);
});

test.each([
  '图审还没过',
  '图审等消防那边过了再出',
  '图审快出了',
  '图审过了吗',
  '图审过了才能报施工许可',
  '图审初审过了',
  '专家评审过了',
  '拓岩补正通知书发了',
  '图审意见发给设计院了',
  '施工许可受理通知书出了',
  '缺的批文出了',
  '施工许可证明天发',
  '图审报告打印机坏了',
])('%s: nothing came yet, or something else', (text) => {
  expect(tellsIssue(text, names)).toBe(false);
});

test('a line without a subject tells of what was asked, a paper of the only filing there is', () => {
  for (const text of ['出来了 昨天下午出的', '昨天就下来了', '已经过了', '证发了'])
    expect(tellsOfAsked(text), text).toBe(true);
  for (const text of ['还没出来', '快递发了', '出来了吗', '明天出来', '人都出来了', '快出来了'])
    expect(tellsOfAsked(text), text).toBe(false);
  for (const text of ['证出了', '批文昨天发了', '合格书已经出来了'])
    expect(tellsOfPaper(text), text).toBe(true);
  for (const text of ['出来了', '证明出了', '证件发了', '证还没出', '受理通知发了'])
    expect(tellsOfPaper(text), text).toBe(false);
});
