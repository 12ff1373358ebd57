import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, splitText } from '../src/chat/split.ts';

const size = (text: string) => Buffer.byteLength(text, 'utf8');
const unmarked = (part: string) => part.replace(/（\d+\/\d+）$/, '');

test('不长的话原样', () => {
  expect(splitText('施工许可证2个工作日。', 100)).toEqual(['施工许可证2个工作日。']);
});

test('按段落、句子切，每段不超长，编号，内容不少', () => {
  const text = `${'一二三四五六七八九十。'.repeat(30)}\n${'甲乙丙丁。'.repeat(60)}`;
  const parts = splitText(text, 300);
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(size(part)).toBeLessThanOrEqual(300);
  expect(parts[0]).toMatch(new RegExp(`（1/${parts.length}）$`));
  expect(parts.map(unmarked).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  for (const part of parts) expect(unmarked(part)).toMatch(/。$/);
});

test('出处不拆开', () => {
  const source = '依据：《清禾县审批事项清单》第三部分第5项；《建筑工程施工许可管理办法（摘编）》第三条。';
  for (let length = 0; length < 60; length += 1) {
    const parts = splitText(`${'审批时限按工作日算。'.repeat(8)}${'注'.repeat(length)}${source}`, 260);
    expect(parts.filter((part) => part.includes(source))).toHaveLength(1);
  }
});

test('任何文字：字节不超，半个字没有，一个不少', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.integer({ min: 60, max: 200 }),
      (text, limit) => {
        const parts = splitText(text, limit);
        for (const part of parts) {
          expect(size(part)).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
        }
        if (parts.length > 1)
          expect(parts.map(unmarked).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});

test('截短不截半个字', () => {
  expect(clip('😀😀😀', 2)).toBe('😀…');
  expect(clip('接单', 10)).toBe('接单');
});
