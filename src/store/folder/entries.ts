import { type Mistake, mistakeAt, type Sheet } from './sheet.ts';

/** One entry of a list, with a way to complain about it or a part of it. */
export interface Entry<T> {
  value: T;
  say(problem: string, cure: string, ...path: PropertyKey[]): void;
}

/** The entries of a list in a sheet; a sheet that could not be read has none. */
export function entriesOf<S, T>(
  sheet: Sheet<S> | undefined,
  root: string,
  list: (value: S) => T[],
  mistakes: Mistake[],
): Entry<T>[] {
  if (!sheet) return [];
  return list(sheet.value).map((value, n) => ({
    value,
    say: (problem, cure, ...path) =>
      mistakes.push(mistakeAt(sheet.file, sheet.lineOf([root, n, ...path]), problem, cure)),
  }));
}

/** The parts of an entry as entries of their own. */
export function partsOf<T, P>({ value, say }: Entry<T>, root: string, list: (value: T) => P[]): Entry<P>[] {
  return list(value).map((part, n) => ({
    value: part,
    say: (problem, cure, ...path) => say(problem, cure, root, n, ...path),
  }));
}

/** The keys of a list; a second entry with the same key is a mistake, because only one could be kept. */
export function keysOf<T>(what: string, entries: Entry<T>[], key: (value: T) => string): Set<string> {
  const seen = new Set<string>();
  for (const { value, say } of entries) {
    if (seen.has(key(value))) say(`${what} ${key(value)} 写了两次`, '请改成不同的编号，或删掉一个');
    seen.add(key(value));
  }
  return seen;
}

/** Complains of every code that is not one of the known ones. */
export type Known = (
  entry: Entry<unknown>,
  codes: string | undefined | readonly (string | undefined)[],
  ...path: PropertyKey[]
) => void;

/** A check that codes exist; silent while the file that should list them cannot be read. */
export function known(what: string, choices: Set<string> | undefined): Known {
  const few = choices !== undefined && choices.size <= 12;
  const cure = few ? `可以填：${[...choices].join('、')}` : `请改成已有的${what}，或先补上它`;
  return (entry, codes, ...path) => {
    const list: [string | undefined, ...PropertyKey[]][] =
      typeof codes === 'object' ? codes.map((code, n) => [code, n]) : [[codes]];
    for (const [code, ...place] of list) {
      if (code === undefined || !choices || choices.has(code)) continue;
      entry.say(`${what} ${code} 不存在`, cure, ...path, ...place);
    }
  };
}

/** No word may name two entries of one kind unless that is settled elsewhere, or nobody could tell which is meant. */
export function distinct<T>(
  entries: Entry<T>[],
  key: (value: T) => string,
  names: (value: T) => string[],
  settled: (word: string, codes: string[]) => boolean = () => false,
): void {
  const owners = new Map<string, string>();
  for (const { value, say } of entries) {
    for (const word of new Set(names(value))) {
      const owner = owners.get(word) ?? key(value);
      owners.set(word, owner);
      if (owner === key(value) || settled(word, [owner, key(value)])) continue;
      say(
        `“${word}”同时指 ${owner} 和 ${key(value)}`,
        '请只留一处；事项的多义词要写进 words.yaml 的 ambiguities',
      );
    }
  }
}
