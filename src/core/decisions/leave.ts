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
import { personNamed } from '../places.ts';
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

/** 韩工请假，他的件我看看: what the other of the post has in hand; of whomever it is the administrator is told. */
function noteColleague(
  { text }: Intent,
  partner: Person | undefined,
  administrators: Person[],
  { asker, chat, ...view }: View,
): Decision {
  if (chat.kind !== 'direct') return silence;
  const samePost = /^(?:我们?)?[abAB]岗/.test(text) ? partner : undefined;
  const title = /^(?:我们?)?([\u4e00-\u9fa5](?:工|科长?|局长?|主任|专员))/.exec(text)?.[1];
  const isNear = (one: Person) => one === partner;
  const away = samePost ?? personNamed(view.county, title ?? text, isNear);
  const mine = away !== undefined && away === partner;
  const whose = away && `${postName(away)}，${away.name}`;
  const notice = mine
    ? texts.leaveNotice(postName(away), away.name, text)
    : texts.othersLeaveNotice(postName(asker), whose, text);
  const told = administrators.length > 0;
  return {
    changes: [],
    posts: [
      {
        to: 'here',
        text: mine ? texts.colleagueAway(away.name, unansweredOf(away, view), told) : texts.othersAway(told),
      },
      ...administrators.map(({ id }): Post => ({ to: { chat: directChat(id) }, text: notice })),
    ],
  };
}

const unansweredOf = ({ id }: Person, { cases }: Pick<View, 'cases'>): Case[] =>
  cases.filter((kase) => isOpen(kase) && kase.owner === id && kase.status !== 'answered');

/** B of the same post, or the specialist's partner. */
const substituteOf = ({ id, duty, substitute }: Person, { county }: View): Person | undefined =>
  duty
    ? [...county.people.values()].find((one) => one.id !== id && one.duty?.pair === duty.pair)
    : county.people.get(substitute ?? '');
