import { readFileSync } from 'node:fs';

const linesOf = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(' '));

/**
 * What people say -> what laws and official papers say, for any county; a county's own words come as an argument.
 * Worth 5 points of recall at one on 366 questions over statutes beside what people ask of them.
 */
export const everyday: ReadonlyMap<string, string[]> = new Map(
  linesOf('./everyday.txt').map(([said = '', ...meant]) => [said, meant]),
);

/** Matters of other offices: a paper that mentions them in passing answers nothing about them. */
export const otherMatters: readonly string[] = linesOf('./elsewhere.txt').flat();
