import {
  type About,
  type Case,
  type Change,
  type Decision,
  directChat,
  isCaseNumber,
  type Spoken,
  type View,
} from './model.ts';

/** Half an hour later a chat is about something else. */
export const TALK_MS = 30 * 60_000;

/** What a decision is about: the one meeting, case or filing that it changed. */
export function aboutOf(changes: readonly Change[]): About | undefined {
  const cases = new Set<string>();
  const filings = new Set<string>();
  const meetings = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'meeting-noted') meetings.add(change.meeting.about);
    if (change.kind === 'case-opened') cases.add(change.case.number);
    if (change.kind === 'case-changed' || change.kind === 'case-joined') cases.add(change.number);
    if (change.kind === 'note-added') cases.add(change.case);
    if (change.kind === 'filing-changed') filings.add(change.id);
    if (change.kind === 'proposal-made') filings.add(change.proposal.filing);
  }
  const [meeting, ...meetingsElse] = meetings;
  const [kase, ...casesElse] = cases;
  if (meeting !== undefined && meetingsElse.length === 0 && (kase === undefined || kase === meeting))
    return isCaseNumber(meeting) ? { case: meeting, meeting: true } : { project: meeting, meeting: true };
  if (meetings.size > 0 || casesElse.length > 0) return undefined;
  if (kase !== undefined) return { case: kase };
  return filings.size === 1 ? { filings: [...filings] } : undefined;
}

/** Its messages are about that, unless they say otherwise. */
export function withAbout(decision: Decision): Decision {
  const about = aboutOf(decision.changes);
  return about ? { ...decision, posts: decision.posts.map((post) => ({ about, ...post })) } : decision;
}

/** Whether a meeting or a visit is what the bot spoke of last in a chat. */
export const isOfMeeting = ([last]: Spoken[]): boolean => last !== undefined && 'meeting' in last.about;

/** The case that the bot spoke of here last, to nobody else, after whatever the asker last had to do with. */
function heardOf({ spoken, turns, asker }: View, now: Date): string | undefined {
  const [last] = spoken;
  if (!last || !('case' in last.about) || now.getTime() - last.at.getTime() > TALK_MS) return undefined;
  if (last.mentions.length > 0 && !last.mentions.includes(asker?.id ?? '')) return undefined;
  const own = turns.find(({ person, case: number }) => person === asker?.id && number !== undefined);
  return own && own.id > last.place ? undefined : last.about.case;
}

/**
 * Every case that somebody may go on about who names none, the likeliest first: what the bot told of since they last
 * spoke of one, then what they had to do with themselves within half an hour, the latest first.
 */
export function casesTalkedOf(view: View, now: Date): Case[] {
  const own = view.turns
    .filter(({ person, at }) => person === view.asker?.id && now.getTime() - at.getTime() <= TALK_MS)
    .flatMap((turn) => turn.case ?? []);
  return visible([heardOf(view, now), ...own], view);
}

/** The likeliest two: what the bot told of, and what the asker touched last, which an order may mean as well. */
export function casesInTalk(view: View, now: Date): Case[] {
  const heard = heardOf(view, now);
  const touched = view.turns.find(
    ({ person, at, case: number }) =>
      person === view.asker?.id && number !== undefined && now.getTime() - at.getTime() <= TALK_MS,
  )?.case;
  return visible([heard, touched], view);
}

/** Reported in a 1:1 chat, or taken back into one. */
export const isPrivate = ({ chat }: Case): boolean => chat?.startsWith(directChat('')) === true;

/** As far as the asker may see them; what was told in confidence or in private is nobody's talk in a group. */
const visible = (numbers: (string | undefined)[], { cases, chat }: View): Case[] =>
  [...new Set(numbers)].flatMap(
    (number) =>
      cases.find(
        (kase) =>
          kase.number === number &&
          (chat.kind === 'direct' || (kase.kind !== 'integrity' && !isPrivate(kase))),
      ) ?? [],
  );
