import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/core/model.ts';
import { compare, governing } from '../../src/knowledge/agree.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';

const paper = (title: string, effectiveFrom?: string, region?: string): Policy => ({
  id: title,
  title,
  ...(effectiveFrom ? { effectiveFrom } : {}),
  ...(region ? { region } : {}),
});

describe('the higher paper governs, of equals the later', () => {
  test.each([
    ['法律高于行政法规', paper('中华人民共和国道路法'), paper('道路管理条例'), '中华人民共和国道路法'],
    ['办法不是法', paper('道路管理办法'), paper('道路管理条例'), '道路管理条例'],
    [
      '行政法规高于地方性法规',
      paper('青山省道路条例', '2026-01-01'),
      paper('道路条例', '2010-01-01'),
      '道路条例',
    ],
    [
      '地方性法规高于县里的文件',
      paper('道路开挖指引', '2026-01-01', '清禾县'),
      paper('青山省道路条例'),
      '青山省道路条例',
    ],
    ['同级看先后', paper('道路管理条例', '2015-01-01'), paper('道路管线条例', '2020-01-01'), '道路管线条例'],
    ['同级不知先后', paper('道路管理条例'), paper('道路管线条例', '2020-01-01'), undefined],
    ['不是一回事', paper('水土保持法'), paper('建设项目环境保护管理条例'), undefined],
  ])('%s', (_name, a, b, expected) => {
    expect(governing(a, b)?.title).toBe(expected);
    expect(governing(b, a)?.title).toBe(expected);
  });
});

const law: [Policy, string] = [
  paper('中华人民共和国道路法', '2020-01-01'),
  '第一条 为了道路，制定本法。\n第二条 挖掘城市道路的，应当在挖掘前十五日向市政主管部门提出申请。\n第三条 养护道路，每年一次。',
];
const older = (days: string): [Policy, string] => [
  paper('青山省道路管理条例', '2010-01-01'),
  `第一条 为了道路，制定本条例。\n第二条 挖掘城市道路的，应当在挖掘前${days}向市政主管部门提出申请。`,
];
const open = (papers: [Policy, string][]) =>
  openLibrary({
    policies: papers.map(([policy]) => policy),
    clauses: papers.flatMap(([{ id }, text]) => splitClauses(id, text)),
  });
const asked = {
  text: '挖掘城市道路要提前多少天申请',
  intent: 'ask_procedure',
  items: [],
  askedOn: '2026-11-23',
} as const;

describe('two papers in force on one matter', () => {
  test.each([
    ['十日', 'differs'],
    ['15日', 'same'],
    ['十五个工作日', 'differs'],
  ])('%s', (days, expected) => {
    const { search } = open([law, older(days)]);
    const [one, other] = search.find(asked.text, { askedOn: asked.askedOn });
    if (!one || !other) throw new Error('no hits');
    expect(compare(search.read(asked.text), one, other).kind).toBe(expected);
    expect(compare(search.read(asked.text), other, one).kind).toBe(expected);
  });

  test('another figure is said with its place, and which of the two counts', () => {
    const { outcome, text, citations } = open([older('十日'), law]).consider({ ...asked, items: [] });
    expect(outcome).toBe('answer');
    expect(text).toContain('应当在挖掘前十五日');
    expect(text).toContain('另有规定：《青山省道路管理条例》第二条为十日，以《道路法》为准。');
    expect(citations.map(({ doc, quote }) => [doc, quote])).toEqual([
      ['中华人民共和国道路法', expect.stringContaining('十五日')],
      ['青山省道路管理条例', expect.stringContaining('十日')],
    ]);
  });

  test('a repealed paper contradicts nobody', () => {
    const [policy, text] = older('十日');
    const gone: [Policy, string] = [{ ...policy, repealedOn: '2025-01-01' }, text];
    expect(open([gone, law]).consider({ ...asked, items: [] }).text).not.toContain('另有规定');
  });

  test('what says the same is one answer', () => {
    const { outcome, text } = open([older('十五日'), law]).consider({ ...asked, items: [] });
    expect(outcome).toBe('answer');
    expect(text).not.toContain('另有规定');
  });
});
