import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { planBook } from '../src/plan-book.ts';
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
