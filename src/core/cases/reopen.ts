import { can } from '../access.ts';
import { type Case, type Decision, type Person, say, type View } from '../model.ts';
import * as texts from '../texts/cases.ts';
import { saidNow } from '../texts/follow-ups.ts';
import { concludedByMistake, relayedNotice } from '../texts/office.ts';
import { goesOn, goesOnNotice } from '../texts/withdrawals.ts';
import { cardFor, change, dueTimes, notice, SUMMARY } from './index.ts';
import { relay } from './relay.ts';
import { copyToFirstContact, tell, tellHolders } from './tell.ts';

/** How long an enterprise may say that a concluded case is not solved (days). */
const DISPUTE_DAYS = 15;

/**
 * 没解决, or anger at an answer: the enterprise reopens its own case; the number, the post and the 首问 responsibility
 * stay. What is wrong now goes to both.
 */
export function reopen(kase: Case, words: string, view: View, now: Date): Decision | undefined {
  const since = kase.concludedAt ? now.getTime() - kase.concludedAt.getTime() : Number.POSITIVE_INFINITY;
  const own = view.asker?.enterprise !== undefined && kase.enterprise === view.asker.enterprise;
  const over =
    kase.status === 'answered' || (kase.status === 'concluded' && since <= DISPUTE_DAYS * 86_400_000);
  if (!over || !own) return undefined;
  const set = {
    status: 'assigned' as const,
    summary: `${kase.summary}；${words}`.slice(-SUMMARY),
    ...dueTimes(view.county, kase.level, kase.urgency, now),
    hops: [...kase.hops, { at: now, to: kase.owner, reason: '企业认为没有解决，重开' }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const text = texts.reopened(changed, texts.postName(view.county.people.get(kase.owner)), now);
  return {
    changes: [change(kase, set, `企业重开：${words}`)],
    posts: [
      { to: 'here', text },
      notice(changed, view.county, now),
      ...copyToFirstContact(changed, view, `${text}\n${saidNow(words)}`),
    ],
  };
}

/** 不是撤回啊: what the bot took for a withdrawal was none, and whoever was told to stop goes on. */
export function notWithdrawn(kase: Case, words: string, view: View, now: Date): Decision {
  const status = kase.acceptedAt ? ('accepted' as const) : ('assigned' as const);
  const set = { status, ...dueTimes(view.county, kase.level, kase.urgency, now) };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const holder = texts.postName(view.county.people.get(kase.owner));
  return {
    changes: [change(kase, set, `企业更正，没有撤回：${words}`)],
    posts: [
      { to: 'here', text: goesOn(changed, holder, now) },
      ...tellHolders(changed, goesOnNotice(changed, words, now)),
    ],
  };
}

/** So long after it was closed who closed it by mistake may open it again. */
const UNDO_MS = 3 * 86_400_000;

/** 2 点错了: the case that the speaker closed goes on where it was, and the enterprise hears so. */
export function undo(kase: Case, words: string, view: View, now: Date): Decision {
  const actor = view.asker;
  const since = kase.concludedAt ? now.getTime() - kase.concludedAt.getTime() : Number.POSITIVE_INFINITY;
  const may = actor !== undefined && can(actor, 'conclude', { case: kase }, view.chat.kind);
  const own = may && actor.id === kase.owner;
  if (may && !own && actor.role === 'specialist') return openAgain(kase, actor, words, view, now);
  if (kase.status !== 'concluded' || !actor || !own || since > UNDO_MS)
    return say(texts.refusals.nothingToUndo(kase, texts.postName(view.county.people.get(kase.owner))));
  const by = texts.postName(actor);
  const times = kase.replyDue > now ? {} : dueTimes(view.county, kase.level, kase.urgency, now);
  const set = { status: 'accepted' as const, ...times };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const text = concludedByMistake(changed, by, now);
  return {
    changes: [change(kase, set, `${by}更正：${words}`)],
    posts: [
      ...tell(changed, view, text),
      ...copyToFirstContact(changed, view, text),
      { to: 'here', text: texts.done.undo(kase), card: cardFor(changed, view.county) },
    ],
  };
}

/**
 * 8号弄错了，重新打开: the specialist, who answers for the case to the enterprise, opens what its holder closed or
 * answered. What is open still is told its holder.
 */
function openAgain(kase: Case, actor: Person, words: string, view: View, now: Date): Decision {
  const since = kase.concludedAt ? now.getTime() - kase.concludedAt.getTime() : 0;
  const over = ['answered', 'concluded'].includes(kase.status) && since <= DISPUTE_DAYS * 86_400_000;
  const passed = over ? undefined : relay(kase, words, view);
  if (passed) return passed;
  if (!over) return say(texts.refusals.noLongerOpened(kase));
  const set = {
    status: 'assigned' as const,
    ...dueTimes(view.county, kase.level, kase.urgency, now),
    hops: [...kase.hops, { at: now, to: kase.owner, reason: `专员重开：${words}` }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const by = texts.postName(actor);
  const holder = texts.postName(view.county.people.get(kase.owner));
  return {
    changes: [change(kase, set, `${by}重开：${words}`)],
    posts: [
      ...tell(changed, view, texts.reopened(changed, holder, now)),
      notice(changed, view.county, now),
      { to: { person: kase.owner }, text: relayedNotice(changed, by, words) },
      { to: 'here', text: texts.done.reopen(kase, holder) },
    ],
  };
}
