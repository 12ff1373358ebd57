import type { Reported } from '../filings/steps.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import type { Statement } from '../intents/statements.ts';
import {
  type Change,
  type Chat,
  type Decision,
  directChat,
  type Filing,
  type FilingSet,
  type Intent,
  type Post,
  type Proposal,
  type View,
  withSet,
} from '../model.ts';
import { clockOf } from '../progress.ts';
import * as texts from '../texts/steps.ts';

/** A filing's matters are told in the 1:1 chat and in a group that was made for its project. */
export const mayTellHere = ({ chat }: View, filing: Filing): boolean => mayHearOf(chat, [filing.project]);

/** Says it where a filing's matters may be read, else to the asker alone. */
export const tellOfFiling = (text: string, filing: Filing, view: View): Decision =>
  hereOrPrivately(text, view, { may: mayTellHere(view, filing), neutral: texts.askedPrivately });

/** A sentence about a filing, with what is needed to read it. */
export function reportOf(text: string, filing: Filing, { county, today, asker }: View): Reported {
  const item = county.items.get(filing.item);
  const project = county.projects.get(filing.project);
  const enterprise = county.enterprises.get(project?.enterprise ?? '');
  const called = [item, project, enterprise].flatMap((one) => (one ? [one.name, ...one.aliases] : []));
  const { supplementSuspends } = county.settings;
  const by = asker?.id ?? '';
  return { text, filing, names: called, by, today, calendar: county.calendar, supplementSuspends };
}

/**
 * Asks whether a step is to be registered: the reporter, the filing's liaison or who else must confirm it. A message
 * has room for one, which bears its number; who says it again in other words means the later one.
 */
export function propose(
  filing: Filing,
  {
    set,
    what,
    note = '',
    confirmers,
  }: { set: FilingSet; what: string; note?: string; confirmers?: string[] },
  view: View,
): Decision {
  const by = view.asker?.id ?? '';
  const proposal: Proposal = {
    id: `P${view.messageId}`,
    filing: filing.id,
    set,
    what,
    by,
    confirmers: confirmers ?? [...new Set([by, ...(filing.liaison ? [filing.liaison] : [])])],
  };
  const asked = texts.confirmStep(what, proposal.id, note);
  const own = proposal.confirmers.includes(by);
  const dropped = view.proposals
    .filter((one) => one.filing === filing.id && one.by === by)
    .map((one): Change => ({ kind: 'proposal-settled', id: one.id, accepted: false }));
  const others = confirmers?.filter((id) => id !== by) ?? [];
  return {
    changes: [...dropped, { kind: 'proposal-made', proposal }],
    posts: [
      ...tellOfFiling(own ? asked : texts.headConfirms(what, proposal.id), filing, view).posts,
      ...others.map((id): Post => ({ to: { person: id }, text: asked })),
    ],
  };
}

/**
 * Of a line that tells of several filings the first that can be registered is asked about, as a question bears one
 * number; it says which words are left.
 */
export function oneOfSeveral(intent: Intent, take: (one: Intent) => Decision): Decision {
  const said = (intent.slots.statements ?? []) as Statement[];
  if (said.length < 2) return take(intent);
  const taken = said.map((one) => ({ one, decision: take({ ...intent, ...one }) }));
  const first = taken.find(({ decision }) => decision.changes.length > 0) ?? taken[0];
  if (!first) return take(intent);
  const left = texts.notTaken(said.filter((one) => one !== first.one).map(({ text }) => text));
  const asked = first.decision.changes.flatMap((one) =>
    one.kind === 'proposal-made' ? one.proposal.id : [],
  );
  const posts = first.decision.posts.map((post) =>
    asked.some((id) => post.text.includes(id)) ? { ...post, text: `${post.text}${left}` } : post,
  );
  return { ...first.decision, posts };
}

/** 行政许可法第四十二条: an extension is the head's to approve, where the department has one here. */
export function headsOf(filing: Filing, { county }: View): string[] | undefined {
  const heads = [...county.people.values()].filter(
    ({ role, department }) => role === 'officer' && department === filing.department,
  );
  return heads.length ? heads.map(({ id }) => id) : undefined;
}

const valuesOf = (filing: Filing, set: FilingSet): FilingSet =>
  Object.fromEntries(Object.keys(set).map((key) => [key, filing[key as keyof Filing] ?? null]));

/** A step put right stands in the place of the wrong one: what came before that is what came before it. */
function replacedBy(filing: Filing, set: FilingSet, { moves }: View): FilingSet | undefined {
  const before = moves.find((move) => move.filing === filing.id)?.was;
  const onlySetBack = JSON.stringify(valuesOf(withSet(filing, before ?? {}), set)) === JSON.stringify(set);
  return before && !onlySetBack ? before : undefined;
}

/** The change, its receipt, and the enterprise told: in the project's own groups, else its people in the 1:1 chat. */
export function moved(
  filing: Filing,
  { set, what, proposal }: { set: FilingSet; what: string; proposal?: string },
  view: View,
): Decision {
  const { county, today } = view;
  const after = withSet(filing, set);
  const clock = clockOf(after, county.calendar, today);
  const corrects = texts.isCorrection(what);
  const was = (corrects && replacedBy(filing, set, view)) || valuesOf(filing, set);
  const toldIn = (chat: Pick<Chat, 'kind' | 'level'>) =>
    texts.stepDone(after, clock, county, { gaps: chat.kind === 'direct' || chat.level === 'D2', corrects });
  const groups = [...county.chats.values()].filter(
    ({ kind, level, projects }) => kind === 'project' && level !== 'D0' && projects.includes(filing.project),
  );
  const owner = county.projects.get(filing.project)?.enterprise;
  const handlers = [...county.people.values()].filter(({ enterprise }) => enterprise === owner);
  // A group may be too open for what is missing: then its people hear that in the 1:1 chat.
  const privately = { kind: 'direct', level: 'D2' } as const;
  const whole = toldIn(privately);
  const inGroups = groups.some((group) => toldIn(group) === whole);
  return {
    changes: [{ kind: 'filing-changed', id: filing.id, set, was, what, ...(proposal ? { proposal } : {}) }],
    posts: [
      { to: 'here', text: toldIn(view.chat.kind === 'staff' ? privately : view.chat) },
      ...groups
        .filter(({ id }) => id !== view.chat.id)
        .map((group): Post => ({ to: { chat: group.id }, text: toldIn(group) })),
      ...(inGroups ? [] : handlers.map(({ id }): Post => ({ to: { chat: directChat(id) }, text: whole }))),
    ],
  };
}
