import type { Mentions } from '../model.ts';
import type { Context } from '../ports.ts';
import { isOfMeeting } from '../talked-of.ts';
import { asks, type Utterance } from './rule.ts';
import { callsOthers } from './talk.ts';

/** A part of a message with what is known of its speaker and of the talk before it; `bare`: names and nothing else. */
export function heardAs(text: string, mentions: Mentions, bare: boolean, context: Context): Utterance {
  const { role, atBot, mentionsOthers, goingOn, quote, chatKind, recent, steps, meets, spoken } = context;
  const asking = quote ? recent.find((turn) => turn.case && quote.includes(turn.case)) : recent[0];
  return {
    text,
    mentions,
    role,
    addressed: atBot || (goingOn === true && !mentionsOthers && !callsOthers(text) && asks(text)),
    mentionsOthers,
    quote,
    lacks: asking?.lacks ?? [],
    chatKind,
    bare,
    answered: recent.some((turn) => turn.answered !== undefined),
    reported: recent.some((turn) => turn.case !== undefined),
    ...(steps ? { steps } : {}),
    meets,
    onMeeting: isOfMeeting(spoken),
  };
}
