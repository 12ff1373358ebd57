import type { Frequent } from './model.ts';

/**
 * Reads lines of title, clause, key and question, parted by tabs; empty ones and remarks after # are passed over. Lines
 * count from 1.
 */
export function readFrequent(text: string): {
  questions: { line: number; frequent: Frequent }[];
  unreadable: number[];
} {
  const questions: { line: number; frequent: Frequent }[] = [];
  const unreadable: number[] = [];
  text.split(/\r?\n/).forEach((raw, n) => {
    if (raw.trim() === '' || raw.startsWith('#')) return;
    const [title, section, key, question, ...more] = raw.split('\t').map((cell) => cell.trim());
    if (title && section && key && question && more.length === 0)
      questions.push({ line: n + 1, frequent: { title, section, key, question } });
    else unreadable.push(n + 1);
  });
  return { questions, unreadable };
}
