import { can } from '../access.ts';
import { chase } from '../cases/chase.ts';
import { openCase } from '../cases/index.ts';
import { reopen } from '../cases/reopen.ts';
import { tellHolders } from '../cases/tell.ts';
import { alarms } from '../intents/alarms.ts';
import { blames, isLate } from '../intents/request-cues.ts';
import { inTalk, isStuck, reportedBefore } from '../meant.ts';
import {
  type Case,
  type CaseKind,
  type Change,
  type Decision,
  type Intent,
  isOpen,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import * as texts from '../texts/cases.ts';
import * as followUps from '../texts/follow-ups.ts';
import { whoseMatter } from '../texts/office.ts';

/**
 * Opens a case from an intent, unless its part of the message has one or the speaker may not. Reported before by
 * the same enterprise it is the case there is.
 */
export function open(
  intent: Intent,
  view: View,
  now: Date,
  kind: CaseKind,
  toSpecialist = false,
  next = '',
  post?: string,
): Decision {
  if (view.opened) return silence;
  if (!view.asker) return say(texts.bindFirst(view.county));
  if (!can(view.asker, 'open-case', {}, view.chat.kind)) return silence;
  const before = reportedBefore(view, kind, intent, now);
  if (before) return join(before, intent, view, now);
  if (speaksForNobody(intent, kind, view)) return say(whoseMatter(ownOpen(view)));
  const { text, mentions, urgency } = toSpecialist ? intent : inTalk(view, intent, now);
  const { kase, changes, posts } = openCase(view, now, { kind, text, mentions, urgency, toSpecialist, post });
  if (reportsOwnWork(view, kase)) return silence;
  const withNext = (post: Post) =>
    post.to === 'here' && next ? { ...post, text: `${post.text}\n${next}` } : post;
  return { changes, posts: posts.map(withNext) };
}

/** An office's words in the 1:1 chat that name no enterprise are about a case it has, not one of its own. */
function speaksForNobody({ mentions, urgency }: Intent, kind: CaseKind, { asker, chat }: View): boolean {
  const office = asker?.role === 'liaison' || asker?.role === 'officer';
  const names = mentions.enterprises.length + mentions.projects.length > 0;
  return office && chat.kind === 'direct' && !names && kind !== 'integrity' && urgency !== 'critical';
}

/** The case that an office-holder has, the newest of several. */
const ownOpen = ({ asker, cases }: View): Case | undefined =>
  cases.find((kase) => isOpen(kase) && kase.owner === asker?.id);

/**
 * A liaison who says in a group what is still to come tells of the own desk, and needs no case for it; what an
 * enterprise must settle, told in the 1:1 chat, is one.
 */
const reportsOwnWork = ({ asker, chat }: View, { owner, kind }: Case): boolean =>
  (asker?.role === 'liaison' || asker?.role === 'officer') &&
  owner === asker.id &&
  (chat.kind !== 'direct' || kind === 'complaint');

/** What goes on about a case without urging: its holder and its specialist read the words, and nothing else changes. */
export function passOn(kase: Case, text: string, view: View): Decision {
  const joined: Change = {
    kind: 'case-joined',
    number: kase.number,
    person: view.asker?.id ?? '',
    what: text,
  };
  return {
    changes: [joined],
    posts: [
      { to: 'here', text: followUps.factsTaken(kase, view.county) },
      ...tellHolders(kase, followUps.factsNotice(kase, text)),
    ],
  };
}

/** No second case: the words are kept, the person hears of the first, and its holder of what is stuck. */
export function join(kase: Case, { text, urgency, slots }: Intent, view: View, now: Date): Decision {
  if (slots.likely === true && isStuck(kase.kind)) return passOn(kase, text, view);
  const again = isAngryAt(kase, text) ? reopen(kase, text, view, now) : undefined;
  if (again) return again;
  const person = view.asker?.id ?? '';
  const joined: Change = { kind: 'case-joined', number: kase.number, person, what: text };
  if (isStuck(kase.kind) && kase.status !== 'answered') {
    const { changes, posts } = chase(kase, view, now, urgency);
    const knows = view.turns.some(
      (turn) => turn.person === person && turn.case === kase.number && turn.joined,
    );
    const note = (post: Post) =>
      post.to === 'here' && !knows ? { ...post, text: `${post.text}\n${followUps.joinedStuck(kase)}` } : post;
    return { changes: [joined, ...changes], posts: posts.map(note) };
  }
  return {
    changes: [joined],
    posts: [
      { to: 'here', text: followUps.joinedOther(kase, view.county, now) },
      { to: { person: kase.owner }, text: followUps.factsNotice(kase, text) },
    ],
  };
}

/** More than 催一下: an answer that left something late or undone is none. */
export const isAngryAt = ({ status }: Case, text: string): boolean =>
  status === 'answered' &&
  (alarms.overdue(text) || alarms.again(text) || [blames, isLate].some((cue) => cue.test(text)));
