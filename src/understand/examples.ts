import { readFileSync } from 'node:fs';
import { type Example, factsOf } from '../core/intents/likeness.ts';
import type { Lexicon } from '../core/lexicon.ts';
import { type IntentKind, intentKinds, type Role } from '../core/model.ts';

const roles: Record<string, Role | 'other'> = {
  企业: 'enterprise',
  部门: 'liaison',
  领导: 'leader',
  其他: 'other',
};

const isKind = (word: string | undefined): word is IntentKind => intentKinds.some((kind) => kind === word);

/**
 * The sentences in `examples.tsv` (kind, side of the counter, sentence), read with the county's words. Throws, so that the
 * program does not start, on a line with an unknown kind or side.
 */
export function loadExamples({ outline, mentionsIn }: Lexicon): Example[] {
  const lines = readFileSync(new URL('./examples.tsv', import.meta.url), 'utf8').split('\n');
  return lines.flatMap((line, n) => {
    if (line === '' || line.startsWith('#')) return [];
    const [kind, side = '', text = ''] = line.split('\t');
    const role = roles[side];
    if (!isKind(kind) || role === undefined || text === '')
      throw new Error(`examples.tsv 第 ${n + 1} 行读不懂`);
    return [{ kind, outline: outline(text), facts: factsOf({ role, text, mentions: mentionsIn(text) }) }];
  });
}
