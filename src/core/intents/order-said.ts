import type { Intent, IntentKind } from '../model.ts';
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

/** Of what is said in one breath all is meant for the bot, or nothing. */
export const toOneListener = (intents: Intent[]): Intent[] =>
  intents.every(({ slots }) => slots.overheard === true)
    ? intents
    : intents.map((intent) => ({ ...intent, slots: { ...intent.slots, overheard: false } }));

/** A meeting asked for, then a difficulty, wherever they stand: the rest waits for them. */
export const mattersFirst = (intents: Intent[]): Intent[] => {
  const rank = ({ kind }: Intent) => ['request_meeting', 'report_difficulty', kind].indexOf(kind);
  return [...intents].sort((a, b) => rank(a) - rank(b));
};
