import { calledIn } from '../called.ts';
import type { Mentions } from '../model.ts';
import type { Context } from '../ports.ts';
import { isOfMeeting } from '../talked-of.ts';
import { isAlarming } from './alarms.ts';
import { pushes } from './request-cues.ts';
import { asks, isOfficial, type Utterance } from './rule.ts';
import { callsOthers } from './talk.ts';

/** 赵总，日照分析今天能传上来不: an office asks somebody of an enterprise; 赵总，证批了 is still news for the record. */
const asksFirm = /^[\u4e00-\u9fa5]{1,2}(?:总|经理|老板)[,，:：\s]/;
const callsFirms = /^各位(?:老总|老板|企业)[,，:：\s]/;

/** 金科，月底能批下来不: an enterprise asks or presses a person of the group, who reads it there; danger is for all. */
function asksPerson(text: string, { role, atBot, county, chat }: Context): boolean {
  if (role !== 'enterprise' || atBot || isAlarming(text) || !(asks(text) || pushes.test(text))) return false;
  const person = calledIn(text, county.chats.get(chat), county);
  // What a specialist is asked for is kept with a number.
  return person !== undefined && person.role !== 'specialist';
}

/** A part of a message with what is known of its speaker and of the talk before it; `bare`: names and nothing else. */
export function heardAs(text: string, mentions: Mentions, bare: boolean, context: Context): Utterance {
  const { role, atBot, goingOn, quote, chatKind, recent, steps, meets, spoken } = context;
  const mentionsOthers =
    context.mentionsOthers ||
    asksPerson(text, context) ||
    (isOfficial(role) &&
      chatKind !== 'direct' &&
      (callsFirms.test(text) || (asksFirm.test(text) && asks(text))));
  const asking = quote ? recent.find((turn) => turn.case && quote.includes(turn.case)) : recent[0];
  return {
    text,
    mentions,
    role,
    addressed: atBot || (goingOn === true && !mentionsOthers && !callsOthers(text) && asks(text)),
    called: atBot,
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
