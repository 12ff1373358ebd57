import { describe, expect, test } from 'vitest';
import { splitClauses } from '../../src/knowledge/clauses.ts';

const places = (body: string) =>
  splitClauses('p', body).map(({ section, heading, text }) => [section, heading, text]);

describe('a document is cut where people cite it', () => {
  test.each([
    [
      'the 条 of a law with its chapter, paragraphs and items inside',
      '## 第一章 总 则\n\n第一条 甲。\n\n乙。\n\n（一）丙；\n\n第二条 丁。',
      [
        ['第一条', '第一章 总 则', '第一条 甲。\n乙。\n（一）丙；'],
        ['第二条', '第一章 总 则', '第二条 丁。'],
      ],
    ],
    [
      'a 条 without a space behind it, not a line that begins with a reference',
      '第一条为了甲。\n第一条第二款规定的不算。\n第二条乙。',
      [
        ['第一条', '', '第一条为了甲。\n第一条第二款规定的不算。'],
        ['第二条', '', '第二条乙。'],
      ],
    ],
    [
      'the only 条 of an excerpt, not a passage that merely begins with one',
      '## 第三章　预防\n第二十一条　甲。',
      [['第二十一条', '第三章　预防', '第二十一条　甲。']],
    ],
    [
      'a plan that quotes one 条',
      '一、背景\n甲。\n第三条 乙。\n二、做法\n丙。',
      [
        ['一', '一、背景', '甲。\n第三条 乙。'],
        ['二', '二、做法', '丙。'],
      ],
    ],
    ['a passage that speaks of a 条', '第八条规定的甲。\n乙。', [['', '', '第八条规定的甲。\n乙。']]],
    [
      'the 项 of a 部分',
      '## 第三部分　施工许可\n第1项　甲。\n第2项　乙。\n## 第四部分　验收\n第1项　丙。',
      [
        ['第三部分第1项', '第三部分　施工许可', '第1项　甲。'],
        ['第三部分第2项', '第三部分　施工许可', '第2项　乙。'],
        ['第四部分第1项', '第四部分　验收', '第1项　丙。'],
      ],
    ],
    [
      'the numbering of a plan, small numbers merged into their （一）',
      '前言。\n一、总体要求\n以企业为中心。\n二、任务\n（一）精简\n1. 甲。\n2. 乙。\n（二）压缩。丙。',
      [
        ['', '', '前言。'],
        ['一', '一、总体要求', '以企业为中心。'],
        ['二/（一）', '二、任务 / （一）精简', '1. 甲。\n2. 乙。'],
        ['二/（二）', '二、任务', '（二）压缩。丙。'],
      ],
    ],
    [
      'a numbered heading above 条',
      '一、总则\n第一条 甲。\n二、分则\n第二条 乙。',
      [
        ['第一条', '一、总则', '第一条 甲。'],
        ['第二条', '二、分则', '第二条 乙。'],
      ],
    ],
    [
      'headings of Markdown and a table with its heading',
      '## 收费\n免费。\n### 标准\n| 事项 | 元 |\n|---|---|\n| 登记 | 550 |',
      [
        ['收费', '收费', '免费。'],
        ['标准', '收费 / 标准', '| 事项 | 元 |\n|---|---|\n| 登记 | 550 |'],
      ],
    ],
    ['a passage without any structure', '甲。\n1999年乙。', [['', '', '甲。\n1999年乙。']]],
    [
      'a heading with nothing below it',
      '一、甲\n乙。\n附件1',
      [
        ['一', '一、甲', '乙。'],
        ['附件1', '', '附件1'],
      ],
    ],
  ])('%s', (_name, body, expected) => {
    expect(places(body)).toEqual(expected);
  });

  test('a long list is cut at its numbers', () => {
    const long = '很长的话。'.repeat(60);
    const found = splitClauses('p', `一、甲\n（一）乙\n1. ${long}\n2. ${long}`);
    expect(found.map(({ section }) => section)).toEqual(['一/（一）', '一/（一）/2']);
  });

  test('no character is lost', () => {
    const body = '题记\n## 第一章 甲\n## 第二章 乙\n第一条 丙。\n（一）丁。\n第二条 戊。\n## 第三章 己';
    const kept = splitClauses('p', body)
      .map(({ heading, text }) => `${heading}\n${text}`)
      .join('\n');
    for (const line of body.split('\n')) expect(kept).toContain(line.replace(/^#+ /, ''));
  });
});
