import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { numberOf } from '../../src/core/numbers.ts';
import { openLibrary } from '../../src/knowledge/answer.ts';
import { splitClauses } from '../../src/knowledge/clauses.ts';
import { readPolicies } from '../../src/knowledge/library.ts';
import { openUnderstanding } from '../../src/understand.ts';
import { contextOf, county, sampleFolder } from '../county-data.ts';

const documents = await readPolicies(join(sampleFolder, 'policies'));
const library = openLibrary({ county, ...documents });
const understand = openUnderstanding(county);

async function ask(text: string, askedOn = '2026-11-23') {
  const direct = { chat: 'dm:x', chatKind: 'direct', atBot: true, today: askedOn } as const;
  const { intents } = await understand(text, contextOf(direct));
  const [intent] = intents;
  if (!intent) throw new Error('no intent');
  return library.consider({
    text: intent.text,
    intent: intent.kind,
    items: intent.mentions.items,
    askedOn,
    region: '清禾县',
  });
}

const rows = readFileSync(new URL('./questions.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string, string, string]);
const answerable = rows.filter(([, policy]) => policy !== '-');
const unanswerable = rows.filter(([, policy]) => policy === '-');

/** Floors of what was measured; raise them when the figures rise. */
test('样例县的问题：前三条找得到、答得对、该拒的拒', async () => {
  let found = 0;
  let right = 0;
  let refused = 0;
  for (const [question, policies, sections, words] of answerable) {
    const { ranked, text } = await ask(question);
    const top = ranked.slice(0, 3);
    if (
      top.some(
        ({ policy, clause }) =>
          policies.split('|').some((one) => policy.title.includes(one)) &&
          sections.split('|').includes(clause.section),
      )
    )
      found += 1;
    if (words.split('|').some((word) => text.includes(word))) right += 1;
  }
  for (const [question] of unanswerable) if ((await ask(question)).outcome === 'refuse') refused += 1;
  expect(found / answerable.length).toBeGreaterThanOrEqual(0.95);
  expect(right / answerable.length).toBeGreaterThanOrEqual(0.85);
  expect(refused / unanswerable.length).toBeGreaterThanOrEqual(0.95);
});

describe('每个答复', () => {
  test.each(rows.map(([question]) => question))('%s：引文逐字、数字有出处、不超长', async (question) => {
    const { outcome, text, citations } = await ask(question);
    if (outcome === 'refuse') {
      expect({ text, citations }).toEqual({ text: '', citations: [] });
      return;
    }
    for (const { doc, section, quote } of citations) {
      const clause = documents.clauses.find((one) => one.policy === doc && one.section === section);
      expect(clause?.text).toContain(quote);
    }
    if (outcome !== 'answer') return;
    expect(text.length).toBeLessThanOrEqual(180);
    const body = text.replace(/依据：.*$/, '');
    const cited = citations.map(({ quote }) => quote).join('');
    for (const number of body.match(/\d+(?:\.\d+)?/g) ?? []) {
      expect(
        cited.includes(number) ||
          [...cited.matchAll(/[一二三四五六七八九十百]+/g)].some(
            ([word]) => numberOf(word) === Number(number),
          ),
      ).toBe(true);
    }
  });
});

test('旧版清单只答当年的问题', async () => {
  expect((await ask('工规证几个工作日')).text).toContain('5个工作日');
  expect(
    library.search.byReference('清禾县审批事项清单', '第二部分第2项', '2025-06-01')?.clause.text,
  ).toContain('7个工作日');
  expect(
    library.search.byReference('清禾县审批事项清单', '第二部分第2项', '2026-11-23')?.clause.text,
  ).toContain('5个工作日');
});

test('过了期的政策不当现行的说', async () => {
  const { text } = await ask('新开工项目奖励20万元还能领吗');
  expect(text).not.toContain('20万元');
});

test.each(['建筑法第九条怎么说', '《建筑法》第9条', '建筑法第九条'])(
  '点名的条文排第一：%s',
  async (question) => {
    const [first] = (await ask(question)).ranked;
    expect([first?.policy.title.slice(0, 3), first?.clause.section]).toEqual(['建筑法', '第九条']);
  },
);

test.each([
  [
    '法律',
    '# 某法\n\n## 第一章 总则\n\n第一条 为了甲，制定本法。\n\n第二条 乙。\n第二款。',
    ['第一条', '第二条'],
  ],
  [
    '通知',
    '一、总体要求\n依法办。\n二、主要任务\n（一）第一件\n做甲。\n（二）第二件\n做乙。',
    ['一', '二/（一）', '二/（二）'],
  ],
  [
    '清单',
    '## 第三部分 施工许可\n\n第1项 图审：8日。\n\n第2项 施工证：2日。',
    ['第三部分第1项', '第三部分第2项'],
  ],
  ['平文', '没有编号的一段话。\n\n又一段。', ['']],
])('%s 切成条款，一个字不丢', (_name, text, sections) => {
  const clauses = splitClauses('x', text, '某法');
  expect(clauses.map((clause) => clause.section)).toEqual(sections);
  const kept = clauses.map((clause) => `${clause.heading}${clause.text}`).join('');
  for (const line of text
    .split('\n')
    .map((one) => one.replace(/^#+\s*/, '').trim())
    .filter((one) => one && one !== '某法')) {
    expect(kept.replace(/\s/g, '')).toContain(line.replace(/\s/g, ''));
  }
});

test.each([
  ['八', 8],
  ['十', 10],
  ['十二', 12],
  ['四十五', 45],
  ['一百零三', 103],
  ['二百零一', 201],
  ['9', 9],
])('%s 是 %i', (text, n) => {
  expect(numberOf(String(text))).toBe(n);
});
