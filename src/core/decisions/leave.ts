import {
  type Case,
  type Decision,
  directChat,
  type Intent,
  isOpen,
  type Person,
  type Post,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/office.ts';

/**
 * 请假, 销假: recorded by the administrator alone; whoever is B takes over by rule meanwhile. Said in a group it is
 * answered in the 1:1 chat: the others have read it.
 */
export function noteLeave(intent: Intent, view: View): Decision {
  const { asker, county, chat } = view;
  if (!asker) return silence;
  if (intent.slots.ofOthers === true) return say(texts.peopleList);
  const reply = (text: string, others: Post[] = []): Decision => ({
    changes: [],
    posts: [{ to: chat.kind === 'direct' ? 'here' : { chat: directChat(asker.id) }, text }, ...others],
  });
  if (intent.slots.asked === true)
    return reply(texts.leaveKept((asker.leave ?? []).filter(({ to }) => to >= view.today)));
  const administrators = [...county.people.values()].filter(({ role }) => role === 'administrator');
  const partner = substituteOf(asker, view);
  if (intent.slots.colleague === true) return noteColleague(intent, partner, administrators, view);
  const back = intent.slots.back === true;
  const notice = (back ? texts.backNotice : texts.leaveNotice)(postName(asker), asker.name, intent.text);
  const told = administrators.map(({ id }): Post => ({ to: { chat: directChat(id) }, text: notice }));
  if (back) return reply(texts.backNoted(told.length > 0), told);
  const serials = unansweredOf(asker, view).map(({ number }) => serialOf(number));
  return reply(texts.leaveNoted(partner?.name, told.length > 0, serials), told);
}

/** 韩工请假，他的件我看看: what the other of the post has in hand, and the administrator told. */
function noteColleague(
  intent: Intent,
  partner: Person | undefined,
  administrators: Person[],
  view: View,
): Decision {
  const named = /^(?:我们?)?([\u4e00-\u9fa5])(?:工|科|主任)/.exec(intent.text)?.[1];
  if (!partner || (named !== undefined && !partner.name.startsWith(named)) || view.chat.kind !== 'direct')
    return silence;
  const text = texts.leaveNotice(postName(partner), partner.name, intent.text);
  return {
    changes: [],
    posts: [
      {
        to: 'here',
        text: texts.colleagueAway(partner.name, unansweredOf(partner, view), administrators.length > 0),
      },
      ...administrators.map(({ id }): Post => ({ to: { chat: directChat(id) }, text })),
    ],
  };
}

const unansweredOf = ({ id }: Person, { cases }: View): Case[] =>
  cases.filter((kase) => isOpen(kase) && kase.owner === id && kase.status !== 'answered');

/** B of the same post, or the specialist's partner. */
const substituteOf = ({ id, duty, substitute }: Person, { county }: View): Person | undefined =>
  duty
    ? [...county.people.values()].find((one) => one.id !== id && one.duty?.pair === duty.pair)
    : county.people.get(substitute ?? '');
