import { describe, expect, test } from 'vitest';
import { askedOnDay } from '../../src/core/asked-on.ts';
import { askedMost, commonOf, commonPosts, unansweredOf } from '../../src/core/common.ts';
import type { Asked, Clause, Policy } from '../../src/core/model.ts';
import { isNews, pushesFor } from '../../src/core/push.ts';
import { county, filings } from '../county-data.ts';

test.each`
  text                              | day
  ${'去年的规定，配套费怎么交'}     | ${'2025-12-31'}
  ${'前年那时候办施工许可要几天'}   | ${'2024-12-31'}
  ${'2024年5月的标准是多少'}        | ${'2024-05-31'}
  ${'2024年2月拿地的时候要不要交'}  | ${'2024-02-29'}
  ${'2026年12月的政策是什么'}       | ${'2026-11-23'}
  ${'去年的政策现在还能用吗'}       | ${'2026-11-23'}
  ${'我们2024年拿的地，现在怎么办'} | ${'2026-11-23'}
  ${'施工许可证要几天'}             | ${'2026-11-23'}
`('$text 按 $day 有效的规定答', ({ text, day }) => {
  expect(askedOnDay(text, '2026-11-23')).toBe(day);
});

const ask = (text: string, enterprise: string, more: Partial<Asked> = {}): Asked => ({
  text,
  kind: 'ask_procedure',
  items: [],
  enterprise,
  at: new Date('2026-11-20T02:00:00Z'),
  outcome: 'answer',
  ...more,
});

describe('共性问题', () => {
  const solar = ['a', 'b', 'c'].map((one) => ask('厂房屋顶装光伏要办什么手续', one, { outcome: 'refuse' }));
  const counts = (asked: Asked[]) => askedMost(asked).map(({ enterprises, times }) => [enterprises, times]);

  test('三家问的是一件，两家不算，同一家问三遍不算', () => {
    expect(commonOf(solar)).toMatchObject([{ enterprises: 3, times: 3, refused: 3 }]);
    expect(commonOf(solar.slice(0, 2))).toEqual([]);
    expect(commonOf(solar.map((one) => ({ ...one, enterprise: 'a' })))).toEqual([]);
  });

  test.each<[string, Asked, Asked, boolean]>([
    [
      '说法不同，事项和问法相同',
      ask('sgxkz几天', 'a', { kind: 'ask_time_limit', items: ['S3-05'] }),
      ask('施工许可证多久能拿', 'b', { kind: 'ask_time_limit', items: ['S3-05'] }),
      true,
    ],
    [
      '同一事项问的不同',
      ask('施工许可证几天', 'a', { kind: 'ask_time_limit', items: ['S3-05'] }),
      ask('开工证要什么材料', 'b', { kind: 'ask_materials', items: ['S3-05'] }),
      false,
    ],
    [
      '话相近但事项不同',
      ask('工规证要什么材料', 'a', { kind: 'ask_materials', items: ['S2-02'] }),
      ask('地规证要什么材料', 'b', { kind: 'ask_materials', items: ['S1-10'] }),
      false,
    ],
    ['没有事项，话相近', ask('屋顶装光伏要什么手续', 'a'), ask('屋顶上装光伏要啥手续', 'b'), true],
    ['没有事项，话不同', ask('屋顶装光伏要什么手续', 'a'), ask('食堂隔油池怎么验收', 'b'), false],
  ])('%s', (_name, one, other, same) => {
    expect(counts([one, other])).toEqual(
      same
        ? [[2, 2]]
        : [
            [1, 1],
            [1, 1],
          ],
    );
  });

  test('没答上的另外排，问得多的在前', () => {
    const asked = [...solar, ask('代办收费吗', 'a'), ask('食堂隔油池怎么验收', 'a', { outcome: 'refuse' })];
    expect(unansweredOf(asked).map(({ question, times }) => [question.text, times])).toEqual([
      ['厂房屋顶装光伏要办什么手续', 3],
      ['食堂隔油池怎么验收', 1],
    ]);
  });

  test('每周第一个工作日告诉工作群，别的日子不说', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-29'];
    expect(days.map((day) => commonPosts(county, solar, day).length)).toEqual([1, 0, 0]);
    // 国庆后的第一个工作日是周四。
    expect(commonPosts(county, solar, '2026-10-08')).toHaveLength(1);
  });
});

describe('政策找人', () => {
  const policy = (title: string): Policy => ({ id: 'new', title, effectiveFrom: '2026-12-01' });
  const chatsOf = (title: string, clauses: Clause[] = []) =>
    pushesFor(policy(title), clauses, county, filings).flatMap(({ chats }) => chats.map(({ chat }) => chat));
  const clause = (text: string, n: number): Clause => ({
    policy: 'new',
    section: `第${n}条`,
    heading: '',
    text,
    position: n,
  });

  test.each<[string, string, Clause[], string[]]>([
    ['题目里的事项，只到现在这个阶段有这项的项目', '清禾县建筑工程施工许可管理办法', [], ['group-tuoyan']],
    ['题目里的项目类型', '清禾县标准地项目服务规定', [], ['group-hegufeng', 'group-jintai']],
    [
      '题目没说，看条文说得多的事项',
      '清禾县优化流程若干规定',
      [clause('施工许可证全程网办。', 1)],
      ['group-tuoyan'],
    ],
    ['认不出涉及什么', '清禾县政务公开管理规定', [clause('政务信息依法公开。', 1)], []],
  ])('%s', (_name, title, clauses, chats) => {
    expect(chatsOf(title, clauses)).toEqual(chats);
  });

  test('办完的事项不再有关', () => {
    const done = filings.map((filing) =>
      filing.item === 'S3-05' ? { ...filing, state: 'concluded' as const } : filing,
    );
    const made = pushesFor(policy('清禾县建筑工程施工许可管理办法'), [], county, done);
    expect(made).toEqual([]);
  });

  test.each`
    from            | news
    ${'2026-10-25'} | ${true}
    ${'2027-01-01'} | ${true}
    ${'2026-10-24'} | ${false}
    ${undefined}    | ${false}
  `('$from 施行的文件是不是新的：$news', ({ from, news }) => {
    expect(isNews({ id: 'a', title: 'a', effectiveFrom: from }, '2026-11-23')).toBe(news);
  });
});
