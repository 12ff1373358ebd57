import { can } from '../access.ts';
import { type Case, type Decision, isOpen, type View } from '../model.ts';
import { isAway } from '../routing.ts';
import { postName } from '../texts/cases.ts';
import { relayed, relayedNotice } from '../texts/office.ts';

/** Whether the asker has a case in hand: its holder, the post's other, or a specialist who stands in for one away. */
function hasInHand({ asker, county, today }: View, kase: Case): boolean {
  const owner = county.people.get(kase.owner);
  if (!asker || !owner) return false;
  const samePost = owner.duty !== undefined && owner.duty.pair === asker.duty?.pair;
  const standsIn = asker.substitute === owner.id && isAway(owner, today);
  return owner.id === asker.id || samePost || standsIn;
}

/**
 * What somebody set over a case, or answering for it, says of it while another has it: meant for its holder, who alone
 * answers the enterprise. Undefined for who holds it, helps with it, or is of the same rank and perhaps mistyped.
 */
export function relay(kase: Case, words: string, view: View): Decision | undefined {
  const { asker, county, chat } = view;
  if (!asker || !isOpen(kase) || asker.role === 'liaison' || hasInHand(view, kase)) return undefined;
  if (!can(asker, 'see-case', { case: kase }, chat.kind)) return undefined;
  const by = postName(asker);
  return {
    changes: [{ kind: 'note-added', case: kase.number, text: `${by}的话：${words}` }],
    posts: [
      { to: 'here', text: relayed(kase, postName(county.people.get(kase.owner)), asker) },
      { to: { person: kase.owner }, text: relayedNotice(kase, by, words) },
    ],
  };
}
