import { asks } from '../intents/rule.ts';
import { isBareCourtesy } from '../intents/talk.ts';
import { inviting, upcoming } from '../meetings/meant.ts';
import { type Decision, type Reading, say, talkKinds, type View } from '../model.ts';
import { isOfMeeting } from '../talked-of.ts';
import { saidWhat } from '../texts/follow-ups.ts';
import { passToConvener } from './meeting-words.ts';

/** 这样啊, 太好了, 真快: a feeling, and nothing that wants a word. */
const feels =
  /^(?:哦|噢|啊|哈|嘿|哎|唉|原来|难怪|怪不得|太好|真好|真快|不错|厉害|终于|总算|恭喜|祝)|^这样[啊呀子]*$/;
const ofOneself = /我们|俺们|咱们/;

/**
 * What an enterprise says right after the bot spoke, and nothing was made of: of a meeting whoever called it hears it,
 * else it is asked once what is meant, so that nobody is left without a word.
 */
export function leftOpen({ intents, guess }: Reading, view: View): Decision | undefined {
  const { asker, chat, meetings, spoken, today, turns } = view;
  const [intent] = intents;
  if (!view.spokeLast || asker?.role !== 'enterprise' || chat.kind === 'county' || !intent) return undefined;
  const text = intents.map((one) => one.text).join('，');
  // By its shape talk or for somebody else; what only resembles that is said to the bot.
  const forOthers = guess === undefined && intents.some(({ kind }) => kind === 'not_for_bot');
  const idle = intents.some(({ slots }) => slots.certain === true);
  const glad = feels.test(text.trim()) && !asks(text);
  if (forOthers || idle || glad || isBareCourtesy(text)) return undefined;
  // A list of the morning is not said to anybody: only who asks or tells of themselves answers it.
  const ofList = 'filings' in (spoken[0]?.about ?? {}) && turns[0]?.person !== asker.id;
  if (ofList && !asks(text) && !ofOneself.test(text)) return undefined;
  const amongThem = asks(text) && intents.every(({ kind }) => talkKinds.includes(kind));
  const [meeting] = isOfMeeting(spoken) ? inviting(upcoming(meetings, today), asker.id) : [];
  if (meeting) return passToConvener(meeting, intent, view, asker);
  return amongThem ? undefined : say(saidWhat);
}
