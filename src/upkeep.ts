import { doubtReplies } from './core/decisions/knowledge.ts';
import { type County, dayOf, directChat, type Policy, type Push } from './core/model.ts';
import { isNews, pushesFor } from './core/push.ts';
import { policyChanged, pushProposed } from './core/texts/knowledge.ts';
import { openStanding } from './knowledge/known.ts';
import type { Db } from './store/db.ts';
import { keepPush, receiversOf, repliesOf } from './store/knowledge.ts';
import { queue } from './store/outbox.ts';
import { loadClausesOf, loadPolicyHeads } from './store/policies.ts';
import { record } from './store/record.ts';
import { readRecord } from './store/view.ts';

/**
 * Takes replies out of use whose ground has moved: policies among `changed`, or no longer in force today. Tells their
 * keepers and everybody who was given them. Returns how many.
 */
export async function recheckReplies(
  tx: Db,
  county: County,
  now: Date,
  changed: string[] = [],
): Promise<number> {
  const approved = await repliesOf(tx, county.id, 'approved');
  if (approved.length === 0) return 0;
  const policies = await loadPolicyHeads(tx, county.id);
  const inForce = openStanding(policies);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const today = dayOf(now);
  const moved = (id: string) => {
    const policy = byId.get(id);
    return changed.includes(id) || !policy || !inForce(policy, today);
  };
  const doubted = [];
  for (const reply of approved) {
    const gone = reply.basis.filter(moved);
    if (gone.length === 0) continue;
    const why = policyChanged(gone.map((id) => byId.get(id)?.title ?? id));
    doubted.push({ reply, why, receivers: await receiversOf(tx, county.id, reply.number) });
  }
  const cause = { key: `recheck/${now.toISOString()}`, actor: 'scheduler' };
  await record(tx, { county, decision: doubtReplies(doubted), cause }, now);
  return doubted.length;
}

/** 政策找人: proposes new policies to the specialists of the projects they concern. Returns how many groups. */
export async function proposePushes(tx: Db, county: County, fresh: string[], now: Date): Promise<number> {
  const today = dayOf(now);
  const policies = (await loadPolicyHeads(tx, county.id)).filter(
    (policy: Policy) => fresh.includes(policy.id) && isNews(policy, today),
  );
  const { filings } = await readRecord(tx, county.id);
  let groups = 0;
  for (const policy of policies) {
    for (const made of pushesFor(policy, await loadClausesOf(tx, county.id, policy.id), county, filings)) {
      const push = await keepPush(tx, county.id, made, now);
      if (!push) continue;
      groups += push.chats.length;
      await queue(tx, county, [proposalOf(push, county)], now);
    }
  }
  return groups;
}

function proposalOf({ id, specialist, chats }: Push, county: County) {
  const titles = chats.map(({ chat }) => county.chats.get(chat)?.title ?? chat);
  return {
    chat: directChat(specialist),
    key: `push/${id}`,
    text: pushProposed(id, chats[0]?.text ?? '', titles),
  };
}
