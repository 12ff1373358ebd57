import { can } from '../access.ts';
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
  const open = unansweredOf(asker, view);
  const cover = coverOf(intent, asker, partner, open, view);
  if (intent.slots.out === true) return reply(cover.text, cover.posts);
  const serials = open.map(({ number }) => serialOf(number));
  const noted = texts.leaveNoted(partner?.name, told.length > 0, cover.posts.length ? [] : serials);
  return reply([cover.text, noted].filter(Boolean).join('\n'), [...cover.posts, ...told]);
}

/**
 * 我今天下乡，有事找卫禾二: only the other of the same post can take it on, and is told what waits; a case goes to
 * nobody else by it.
 */
function coverOf(
  { slots, text }: Intent,
  asker: Person,
  partner: Person | undefined,
  open: Case[],
  { county }: View,
): { text: string; posts: Post[] } {
  if (typeof slots.cover !== 'string') return { text: '', posts: [] };
  const meant = personNamed(county, slots.cover, (one) => one === partner);
  if (!partner || meant !== partner)
    return { text: texts.notCovered(meant?.name, slots.cover, partner?.name), posts: [] };
  const shared = open.filter((kase) => can(partner, 'see-case', { case: kase }, 'direct'));
  const notice = texts.coverNotice(postName(asker), asker.name, text, shared);
  return {
    text: texts.covered(partner.name, shared, slots.out === true),
    posts: [{ to: { chat: directChat(partner.id) }, text: notice }],
  };
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
