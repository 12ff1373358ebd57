import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ledgerBook } from '../src/books/ledger.ts';
import { planBook } from '../src/books/plan.ts';
import type { Case } from '../src/core/model.ts';
import { county, filings } from './county-data.ts';

/** The named entry of a zip file, by its central directory. */
function entry(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const length = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const size = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(data, data + size);
    return (zip.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)).toString('utf8');
  }
  throw new Error(`no ${name} in the workbook`);
}

test('排期和批前服务清单两张表，每一行有出处', async () => {
  const project = county.projects.get('QH-XM-2026-01')!;
  const book = await planBook(project, filings, county, '2026-11-23');
  expect(entry(book, 'xl/workbook.xml')).toMatch(/排期[\s\S]*批前服务清单/);
  const texts = entry(book, 'xl/sharedStrings.xml');
  for (const words of [
    '建筑工程施工许可证核发',
    '住建局',
    '★',
    '《清禾县审批事项清单》第三部分第5项',
    '工程规划许可证',
  ])
    expect(texts).toContain(words);
});

test('清单上的岗位都是本县有的；早就办过、没有记录的不写日期', async () => {
  const posts = new Set([...county.people.values()].flatMap(({ duty }) => duty?.display ?? []));
  for (const project of county.projects.values()) {
    const book = await planBook(project, filings, county, '2026-11-23');
    const texts = [...entry(book, 'xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)</g)].map(
      ([, text]) => text,
    );
    const named = texts.filter((text) => /^[^，。；]{2,12}岗$/.test(text ?? ''));
    expect(named.filter((text) => !posts.has(text ?? ''))).toEqual([]);
  }
  // A Saturday: nothing is handed in or due on it.
  const late = county.projects.get('QH-XM-2026-07')!;
  const sheet = entry(await planBook(late, filings, county, '2026-11-21'), 'xl/sharedStrings.xml');
  expect(sheet).not.toMatch(/>2026-11-21</);
});

test('台账按县里的列，办件和诉求各一行；廉政线索不在里面；按项目和日期筛', async () => {
  const kase = (number: string, kind: Case['kind'], project: string): Case => ({
    number,
    kind,
    status: 'accepted',
    level: 'L1',
    urgency: 'normal',
    summary: `${number}的原话`,
    project,
    items: ['S3-01'],
    department: 'ZJ',
    assisting: [],
    owner: 'zj-drawing-a',
    reason: '图审归住建局',
    firstContact: 'specialist-1',
    reporter: 'tuoyan-1',
    watchers: [],
    chat: 'group-tuoyan',
    openedAt: new Date('2026-11-20T10:00:00+08:00'),
    replyDue: new Date('2026-11-24T17:30:00+08:00'),
    refusals: 0,
    hops: [],
    version: 1,
  });
  const cases = [
    kase('QH-2026-000001', 'difficulty', 'QH-XM-2026-02'),
    kase('QH-2026-000002', 'integrity', 'QH-XM-2026-02'),
    kase('QH-2026-000003', 'question', 'QH-XM-2026-01'),
  ];
  const entries = cases.map(({ number }) => ({
    at: new Date('2026-11-20T10:00:00+08:00'),
    actor: 'tuoyan-1',
    subject: number,
    what: '登记',
    cause: 'inbox/1',
  }));
  const record = { filings, cases, entries };
  const all = entry(await ledgerBook(record, county, '2026-11-23'), 'xl/sharedStrings.xml');
  for (const word of ['登记日期', '剩余工作日', '解决情况', 'QH-2026-000001 难点堵点', '🔴超期'])
    expect(all).toContain(word);
  expect(all).not.toContain('QH-2026-000002');
  const one = entry(
    await ledgerBook(record, county, '2026-11-23', { project: 'QH-XM-2026-01' }),
    'xl/sharedStrings.xml',
  );
  expect(one).toContain('QH-2026-000003');
  expect(one).not.toContain('QH-2026-000001');
  const late = entry(
    await ledgerBook(record, county, '2026-11-23', { from: '2026-12-01' }),
    'xl/sharedStrings.xml',
  );
  expect(late).not.toContain('QH-2026-000003');
});
