import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/core/model.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { openSearch } from '../../src/knowledge/search.ts';

const papers: [Policy, string][] = [
  [
    { id: 'road', title: '中华人民共和国道路法', effectiveFrom: '2020-01-01' },
    `第一条 为了加强道路管理，制定本法。
第二条 挖掘城市道路，应当经市政主管部门批准，并在十日内恢复。
第三条 新建道路交付使用后五年内不得挖掘。
## 第二章 法律责任
第四条 违反本法第二条规定的，责令改正，处二万元以下的罚款。`,
  ],
  [
    { id: 'old', title: '县办法', effectiveFrom: '2020-01-01', region: '清禾县', supersededBy: 'new' },
    '第一条 工程规划许可证承诺7个工作日。\n第二条 夜间施工要公告。',
  ],
  [
    { id: 'new', title: '县办法', effectiveFrom: '2026-01-01', region: '清禾县' },
    '第一条 工程规划许可证承诺5个工作日。\n第二条 夜间施工要公告。',
  ],
  [
    { id: 'other', title: '山河县办法', effectiveFrom: '2026-01-01' },
    '第一条 工程规划许可证承诺9个工作日。\n第二条 夜间施工要公告。',
  ],
  [
    { id: 'gone', title: '奖励办法', repealedOn: '2026-07-01' },
    '第一条 新开工项目奖励二十万元。\n第二条 到期。',
  ],
];
const search = openSearch(
  papers.flatMap(([{ id }, body]) => splitClauses(id, body)),
  papers.map(([policy]) => policy),
  new Map([
    ['开膛破肚', ['挖掘城市道路']],
    ['开膛破肚返工', ['剖割']],
  ]),
);
const first = (question: string, askedOn = '2026-11-23', region?: string) => {
  const [hit] = search.find(question, { askedOn, region });
  return hit && `${hit.policy.id} ${hit.clause.section}`;
};

test.each([
  ['everyday words', '马路要开挖找谁批', 'road 第二条'],
  ['words the operator added', '开膛破肚要批吗', 'road 第二条'],
  ['a penalty is found through the article it refers to', '私自挖马路罚多少钱', 'road 第四条'],
  ['no penalty is asked', '新修的路几年不能挖', 'road 第三条'],
  ['a reference in Chinese figures', '《道路法》第三条怎么说', 'road 第三条'],
  ['a reference in digits', '道路法第4条', 'road 第四条'],
])('%s', (_name, question, expected) => {
  expect(first(question)).toBe(expected);
});

test('a word that means what no paper has does not hide a shorter one within it', () => {
  const { terms } = search.read('开膛破肚返工');
  expect(terms).toContainEqual(expect.objectContaining({ word: '开膛破肚', known: true }));
});

describe('only what is in force is found', () => {
  test.each([
    ['now', '2026-11-23', 'new 第一条'],
    ['on the first day of the new paper', '2026-01-01', 'new 第一条'],
    ['a day before', '2025-12-31', 'old 第一条'],
  ])('%s', (_name, askedOn, expected) => {
    expect(first('工程规划许可证要几天', askedOn, '清禾县')).toBe(expected);
  });

  test.each([
    ['2026-06-30', 'gone 第一条'],
    ['2026-07-01', undefined],
  ])('a repealed paper on %s', (askedOn, expected) => {
    const found = search.find('新开工项目奖励', { askedOn }).find(({ policy }) => policy.id === 'gone');
    expect(found && `${found.policy.id} ${found.clause.section}`).toBe(expected);
  });

  test('without a day, what is in force for good', () => {
    const ids = search.find('工程规划许可证承诺', {}).map(({ policy }) => policy.id);
    expect(ids).toContain('new');
    expect(ids).not.toContain('old');
  });
});

test('papers of the asker’s region go first', () => {
  expect(first('夜间施工要公告吗', '2026-11-23', '清禾县')).toBe('new 第二条');
  expect(first('山河县夜间施工要公告吗', '2026-11-23')).toBe('other 第二条');
});
