import { commands } from './commands.ts';
import { confirmations } from './confirmations.ts';
import { corrections } from './corrections.ts';
import { followUps } from './follow-ups.ts';
import { notices } from './notices.ts';
import { overviews } from './overviews.ts';
import { questions } from './questions.ts';
import { requests } from './requests.ts';
import type { IntentRule } from './rule.ts';
import { talk } from './talk.ts';
import { upkeep } from './upkeep.ts';

export type { IntentRule, Utterance } from './rule.ts';

/** Everything a message may ask. */
export const rules: IntentRule[] = [
  ...commands,
  ...confirmations,
  ...corrections,
  ...upkeep,
  ...followUps,
  ...overviews,
  ...talk,
  ...notices,
  ...requests,
  ...questions,
];
