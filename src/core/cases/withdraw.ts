import type { Case, Decision, Post, View } from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/withdrawals.ts';
import { change } from './index.ts';
import { tellHolders } from './tell.ts';

/**
 * 撤回: the enterprise takes back its own request, or the specialist does it for them. Nothing of an approval changes.
 * Whoever had it is told, of what was confided nobody else. What the enterprise calls solved is concluded.
 */
export function withdraw(kase: Case, why: string, view: View, now: Date, ended = false): Decision {
  const { asker, county } = view;
  const by = asker?.role === 'enterprise' ? '企业' : postName(asker);
  const others = asker?.role === 'enterprise' ? [] : [kase.reporter].filter(Boolean);
  const posts: Post[] = [
    { to: 'here', text: ended ? texts.ended(kase, county) : texts.withdrawn(kase, county) },
    ...tellHolders(
      kase,
      ended ? texts.endedNotice(kase, why) : texts.withdrawnNotice(kase, by, why),
      asker?.id,
    ),
    ...others.map((person) => ({
      to: { chat: kase.chat },
      text: texts.withdrawnFor(kase, by),
      mentions: [person],
    })),
  ];
  const set = { status: 'withdrawn', concludedAt: now, result: `撤回${why ? `：${why}` : ''}` } as const;
  const solved = { status: 'concluded', concludedAt: now, result: `企业确认已解决：${why}` } as const;
  return {
    changes: [ended ? change(kase, solved, `${by}确认已解决`) : change(kase, set, `${by}撤回`)],
    posts,
  };
}
