import { can } from '../access.ts';
import { otherExtension } from '../filings/extensions.ts';
import { stepIn } from '../filings/steps.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import type { Settlement } from '../intents/confirmations.ts';
import {
  type Decision,
  type Filing,
  type Intent,
  isDecided,
  type Proposal,
  say,
  silence,
  type View,
} from '../model.ts';
import { toldPrivately } from '../texts/filings.ts';
import * as texts from '../texts/steps.ts';
import { affirmed, correctProposal, withWordOf } from './corrections.ts';
import { noteFiling } from './filings.ts';
import { newFiling, stepOf } from './new-filings.ts';
import { mayTellHere, moved, reportOf } from './steps.ts';

/** 确认 or 不对, by number, by quoting the question, or for the one proposal that is open; several in one message. */
export function settleProposal(intent: Intent, view: View, now: Date): Decision {
  const said = intent.slots.settlements as Settlement[];
  const decisions = said.flatMap((one) => {
    if (!one.others) return settleOne(one, intent, view, now);
    const rest = othersOf(one, said, intent, view);
    // Which of several is the other one has to be said, and all the more where the first was none.
    if (!one.all && rest.length > 1) return tellSteps(whichOf(rest), rest, view);
    return rest.map(({ id }) => settleOne({ accepted: one.accepted, id }, intent, view, now));
  });
  return {
    changes: decisions.flatMap(({ changes }) => changes),
    posts: decisions.flatMap(({ posts }) => posts),
  };
}

/** What waits for the speaker besides those named; nothing where one of these is unknown. */
function othersOf({ accepted }: Settlement, said: Settlement[], intent: Intent, view: View): Proposal[] {
  const among = intent.slots.among as string[] | undefined;
  const named = said.flatMap(({ id }) => id ?? []);
  const known = named.every((id) => view.proposals.some((one) => one.id === id));
  return settleable(accepted, view).filter(
    (one) => known && waits(one, view) && !named.includes(one.id) && (!among || among.includes(one.id)),
  );
}

/** Who asked may take a step back, though another has to confirm it. */
const settleable = (accepted: boolean, { proposals, asker }: View): Proposal[] =>
  proposals.filter(({ confirmers }) => !accepted || confirmers.includes(asker?.id ?? ''));

/** What was asked of a filing that has been decided since is no longer what a bare 确认 means. */
const waits = ({ filing, what }: Proposal, { filings }: View): boolean =>
  texts.isCorrection(what) || !filings.some((one) => one.id === filing && isDecided(one));

const whichOf = (steps: Proposal[]): string =>
  texts.whichProposal(steps.map(({ id, what }) => `${id} ${what}`));

function settleOne({ accepted, id: typed }: Settlement, intent: Intent, view: View, now: Date): Decision {
  const quoted = new Set(view.quote?.match(/\bP\d+\b/g));
  const [only] = quoted.size === 1 ? quoted : [];
  const id = typed ?? only;
  const among = intent.slots.among as string[] | undefined;
  const instead = intent.slots.instead as string | undefined;
  const open = settleable(accepted, view).filter((one) =>
    id === undefined ? waits(one, view) && (!among || among.includes(one.id)) : one.id === id,
  );
  const [proposal] = open;
  if (!proposal) {
    const lapsed = view.expiredProposals?.find((one) => one.id === id);
    if (!lapsed && id !== undefined && instead !== undefined) return correctProposal(id, instead, view);
    if (id === undefined) return silence;
    return lapsed ? tellSteps(texts.lapsed(lapsed.what), [lapsed], view) : say(texts.nothingToConfirm);
  }
  if (open.length > 1) return tellSteps(whichOf(open), open, view);
  const onRecord = view.filings.find((one) => one.id === proposal.filing);
  const filing = onRecord ?? newFiling(proposal);
  if (!filing) return say(texts.nothingToConfirm);
  const settled = { kind: 'proposal-settled', id: proposal.id, accepted } as const;
  const other = otherStep(proposal, filing, intent, view);
  if (!accepted || other) return dropped(proposal, filing, instead ?? other, intent, view, now);
  // The right is the person's; the place matters only for who reads along.
  if (!can(view.asker, 'move-filing', {}, 'direct') || !mayTellHere(view, filing))
    return say(texts.notInGroup);
  if (isDecided(filing) && !texts.isCorrection(proposal.what))
    return {
      changes: [{ ...settled, accepted: false }],
      posts: [{ to: 'here', text: texts.filingClosed(filing, view.county) }],
    };
  const opened = onRecord ? [] : [{ kind: 'filing-opened', filing, what: '新增办件' } as const];
  const { what } = proposal;
  const { changes, posts } = moved(filing, { set: stepOf(proposal), what, proposal: proposal.id }, view);
  return { changes: [settled, ...opened, ...changes], posts };
}

/** 对，批了, where 受理 was asked about: a yes that says another step is none. */
function otherStep({ set }: Proposal, filing: Filing, { slots }: Intent, view: View): string | undefined {
  if (slots.again === undefined) return undefined;
  const again = slots.again as string;
  const step = stepIn(reportOf(again, filing, view));
  return 'set' in step && step.set.state !== set.state ? again : undefined;
}

/** A step that is wrong is not registered; where the right one is said, that is asked about in turn. */
export function dropped(
  proposal: Proposal,
  filing: Filing,
  instead: string | undefined,
  intent: Intent,
  view: View,
  now: Date,
): Decision {
  const settled = { kind: 'proposal-settled', id: proposal.id, accepted: false } as const;
  const plain: Decision = { changes: [settled], posts: [{ to: 'here', text: texts.stepDropped }] };
  const project = view.county.projects.get(filing.project);
  // 还没受理 says what is wrong, and nothing of what is right.
  if (instead === undefined || !project || !affirmed(instead, view.today).text) return plain;
  const mentions = { ...intent.mentions, items: [filing.item], projects: [filing.project] };
  const text = otherExtension(proposal.set, instead) ?? withWordOf(proposal.set, instead, filing, view);
  const right = noteFiling({ ...intent, text, mentions }, { ...view, project }, now);
  if (right.changes.length) return { changes: [settled, ...right.changes], posts: right.posts };
  const [why, ...others] = right.posts;
  if (why?.to !== 'here') return { changes: [settled], posts: [...plain.posts, ...right.posts] };
  return { changes: [settled], posts: [{ ...why, text: `${texts.stepDropped}${why.text}` }, ...others] };
}

/** Steps that were asked about, with project and gap: to be read where each may be. */
function tellSteps(text: string, steps: Proposal[], view: View): Decision {
  const codes = steps.map(
    (step) => step.set.project ?? view.filings.find(({ id }) => id === step.filing)?.project,
  );
  return hereOrPrivately(text, view, { may: mayHearOf(view.chat, codes), neutral: toldPrivately });
}
