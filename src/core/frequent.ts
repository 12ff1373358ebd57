import type { Frequent } from './model.ts';

/** Titles without 中华人民共和国 and remarks in brackets: what people call a law. */
export const shortTitle = (title: string): string =>
  title
    .replace(/[（(].*?[）)]/g, '')
    .trim()
    .replace(/^《|》$/g, '')
    .replace(/^中华人民共和国/, '');

/**
 * Reads lines of title, clause, key and question, parted by tabs; empty ones and remarks after # are passed over. Lines
 * count from 1, titles become what people call a paper.
 */
export function readFrequent(text: string): {
  questions: { line: number; frequent: Frequent }[];
  unreadable: number[];
} {
  const questions: { line: number; frequent: Frequent }[] = [];
  const unreadable: number[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, n) => {
      if (raw.trim() === '' || raw.startsWith('#')) return;
      const [title, section, key, question, ...more] = raw.split('\t').map((cell) => cell.trim());
      if (title && section && key && question && more.length === 0)
        questions.push({ line: n + 1, frequent: { title: shortTitle(title), section, key, question } });
      else unreadable.push(n + 1);
    });
  return { questions, unreadable };
}
