import { copyToFirstContact } from './actions.ts';
import { change, dueTimes, notice, SUMMARY } from './cases.ts';
import type { Case, Decision, View } from './model.ts';
import * as texts from './texts/cases.ts';

/** How long an enterprise may say that a concluded case is not solved (days). */
const DISPUTE_DAYS = 15;

/**
 * 没解决: the enterprise reopens its own case; the number, the post and the 首问 responsibility stay, and what is wrong
 * now goes along in front of what was asked first.
 */
export function reopen(kase: Case, words: string, view: View, now: Date): Decision | undefined {
  const since = kase.concludedAt ? now.getTime() - kase.concludedAt.getTime() : Number.POSITIVE_INFINITY;
  const own = view.asker?.enterprise !== undefined && kase.enterprise === view.asker.enterprise;
  if (kase.status !== 'concluded' || !own || since > DISPUTE_DAYS * 86_400_000) return undefined;
  const why = words.replace(/^\D{0,4}\d+号?件?\s*(?:没(?:有)?解决|有异议)\s*[,，:：。!！]*/, '').trim();
  const set = {
    ...(why ? { summary: `${why}（重开前：${kase.summary}`.slice(0, SUMMARY - 1).concat('）') } : {}),
    status: 'assigned' as const,
    ...dueTimes(view.county, kase.level, kase.urgency, now),
    hops: [
      ...kase.hops,
      { at: now, to: kase.owner, reason: `企业认为没有解决，重开${why ? `：${why}` : ''}` },
    ],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const text = texts.reopened(changed, texts.postName(view.county.people.get(kase.owner)), now);
  return {
    changes: [change(kase, set, '企业重开')],
    posts: [
      { to: 'here', text, about: { case: kase.number } },
      notice(changed, view.county, now),
      ...copyToFirstContact(changed, view, text),
    ],
  };
}
