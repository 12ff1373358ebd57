import type { IntentKind } from '../model.ts';
import { rules } from './index.ts';
import type { Utterance } from './rule.ts';

/** Clauses looked at to tell what was said first. */
const MOST_CLAUSES = 12;

/** What is said first comes first; what only the whole says keeps its weight behind. */
export function inOrderSaid<Found extends { kind: IntentKind }>(found: Found[], said: Utterance): Found[] {
  if (found.length < 2) return found;
  const clauses = said.text.split(/[,，。;；!！?？\s]+/).slice(0, MOST_CLAUSES);
  const place = ({ kind }: Found) => {
    const rule = rules.find((one) => one.kind === kind);
    const at = clauses.findIndex((text) => rule?.recognise({ ...said, text }));
    return at < 0 ? MOST_CLAUSES : at;
  };
  return [...found].sort((a, b) => place(a) - place(b));
}
