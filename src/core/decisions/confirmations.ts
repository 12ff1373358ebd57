import { can } from '../access.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import { type Decision, type Intent, isDecided, type Proposal, say, silence, type View } from '../model.ts';
import * as texts from '../texts/filings.ts';
import { correctFiling, mayTellHere, moved, noteFiling } from './filings.ts';

/** 确认 or 不对, by number, by quoting the question, or for the one proposal that is open. */
export function settleProposal(intent: Intent, view: View, now: Date): Decision {
  const quoted = new Set(view.quote?.match(/\bP\d+\b/g));
  const [only] = quoted.size === 1 ? quoted : [];
  const id = typeof intent.slots.id === 'string' ? intent.slots.id : only;
  const open = view.proposals.filter((proposal) => id === undefined || proposal.id === id);
  const [proposal] = open;
  const instead = typeof intent.slots.instead === 'string' ? intent.slots.instead : undefined;
  if (!proposal) {
    const lapsed = view.expiredProposals?.find((one) => one.id === id);
    if (!lapsed && instead !== undefined) return correctFiling(intent.text, view);
    if (id === undefined) return silence;
    return lapsed ? tellSteps(texts.lapsed(lapsed.what), [lapsed], view) : say(texts.nothingToConfirm);
  }
  if (open.length > 1) {
    const list = texts.whichProposal(open.map((one) => `${one.id} ${one.what}`));
    return tellSteps(list, open, view);
  }
  const accepted = intent.slots.accepted !== false;
  const filing = view.filings.find((one) => one.id === proposal.filing);
  if (!filing) return say(texts.nothingToConfirm);
  const settled = { kind: 'proposal-settled', id: proposal.id, accepted } as const;
  if (!accepted) {
    const dropped: Decision = { changes: [settled], posts: [{ to: 'here', text: texts.stepDropped }] };
    const project = view.county.projects.get(filing.project);
    if (instead === undefined || !project) return dropped;
    // 不对 P736 是环评收件: the right step is asked about in turn.
    const mentions = { ...intent.mentions, items: [filing.item], projects: [filing.project] };
    const right = noteFiling({ ...intent, text: instead, mentions }, { ...view, project }, now);
    return right.changes.length ? { changes: [settled, ...right.changes], posts: right.posts } : dropped;
  }
  // The right is the person's; the place matters only for who reads along.
  if (!can(view.asker, 'move-filing', {}, 'direct') || !mayTellHere(view, filing))
    return say(texts.notInGroup);
  if (isDecided(filing))
    return {
      changes: [{ ...settled, accepted: false }],
      posts: [{ to: 'here', text: texts.filingClosed(filing, view.county) }],
    };
  const { changes, posts } = moved(filing, proposal.set, proposal.what, view);
  return { changes: [settled, ...changes], posts };
}

/** Steps that were asked about, with project and gap: to be read where each may be. */
function tellSteps(text: string, steps: Proposal[], view: View): Decision {
  const codes = steps.map((step) => view.filings.find(({ id }) => id === step.filing)?.project);
  return hereOrPrivately(text, view, { may: mayHearOf(view.chat, codes), neutral: texts.toldPrivately });
}
