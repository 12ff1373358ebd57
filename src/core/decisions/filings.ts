import { can } from '../access.ts';
import type { Action } from '../actions.ts';
import { specialistFor } from '../cases.ts';
import {
  asDeemed,
  dayOpening,
  gapOf,
  pausesEnded,
  type Reported,
  stepIn,
  supplementOf,
} from '../filing-steps.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import { names } from '../meant.ts';
import {
  type Change,
  type Day,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isDecided,
  isOpen,
  type Mentions,
  type Person,
  type Proposal,
  say,
  silence,
  type View,
} from '../model.ts';
import { departmentNamed } from '../places.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/filings.ts';
import { whoseMatter } from '../texts/office.ts';
import { closeInstead } from './finished.ts';
import { forward } from './requests.ts';

/**
 * An office-holder reports 受理, 补正, 特别程序 or 办结 of a filing. Free text only proposes: the clock moves when
 * the same post confirms, because a statutory clock must never turn on a misunderstood sentence. In a group only a
 * step that can be registered is asked about, and in a shared one the asker alone: what a project lacks is its own.
 */
export function noteFiling(intent: Intent, view: View, now: Date): Decision {
  const { asker, county } = view;
  if (!asker || asker.role === 'enterprise') return silence;
  const filing = filingMeant(intent.mentions, view);
  const alone = view.chat.kind === 'direct';
  if (!filing)
    return closeInstead(intent, view, now) ?? (alone ? say(noFiling(intent.mentions, asker, view)) : silence);
  if (!can(asker, 'move-filing', {}, 'direct')) return silence;
  if (!isOwn(filing, asker)) return alone ? say(texts.notYourFiling) : silence;
  const step = stepIn(reportOf(intent.text, filing, view, asker.id));
  if ('trouble' in step) {
    const closed = step.trouble === 'unclear' ? closeInstead(intent, view, now) : undefined;
    if (closed) return closed;
    if (step.trouble === 'unclear' && !alone) return silence;
    return tell(texts.stepTrouble(filing, step, county), filing, view);
  }
  const { set, day } = step;
  if (set.extensionDays && !(/批准|同意|审批/.test(intent.text) && /因|原因|由于/.test(intent.text)))
    return tell(texts.extensionNeeds, filing, view);
  const heads = set.extensionDays ? officersOf(filing, view) : [];
  const what = texts.stepText(filing, set, day, county);
  const proposal: Proposal = {
    ...proposed(filing, set, what, asker.id, view),
    // 行政许可法第四十二条: an extension is the head's to approve, where the department has one here.
    ...(heads.length ? { confirmers: heads } : {}),
  };
  const asked = texts.confirmStep(what, proposal.id);
  const own = heads.length === 0 || heads.includes(asker.id);
  const told = tell(own ? asked : texts.headConfirms(what), filing, view);
  return {
    changes: [...earlierDropped(proposal, view), { kind: 'proposal-made', proposal }],
    posts: [
      ...told.posts,
      ...heads.filter((id) => id !== asker.id).map((id) => ({ to: { person: id }, text: asked })),
    ],
  };
}

/** A step that the reporter or the filing's liaison may confirm; a message has room for one, which bears its number. */
const proposed = (
  filing: Filing,
  set: Partial<Filing>,
  what: string,
  by: string,
  { messageId }: View,
): Proposal => ({
  id: `P${messageId}`,
  filing: filing.id,
  set,
  what,
  by,
  confirmers: [...new Set([by, ...(filing.liaison ? [filing.liaison] : [])])],
});

/** Who says it again in other words means the later ones. */
const earlierDropped = ({ filing, by }: Proposal, view: View): Change[] =>
  view.proposals
    .filter((one) => one.filing === filing && one.by === by)
    .map((one) => ({ kind: 'proposal-settled', id: one.id, accepted: false }));

/** A sentence about a filing, with what is needed to read it. */
function reportOf(text: string, filing: Filing, { county, today }: View, by: string): Reported {
  const item = county.items.get(filing.item);
  const project = county.projects.get(filing.project);
  const enterprise = county.enterprises.get(project?.enterprise ?? '');
  const called = [item, project, enterprise].flatMap((one) => (one ? [one.name, ...one.aliases] : []));
  const { supplementSuspends } = county.settings;
  return { text, filing, names: called, by, today, calendar: county.calendar, supplementSuspends };
}

/** A filing's matters are told in the 1:1 chat and in a group that was made for its project. */
export const mayTellHere = ({ chat }: View, filing: Filing): boolean => mayHearOf(chat, [filing.project]);

const tell = (text: string, filing: Filing, view: View): Decision =>
  hereOrPrivately(text, view, { may: mayTellHere(view, filing), neutral: texts.askedPrivately });

/** Words that name nothing are more likely about a case of the speaker's than about a filing. */
function noFiling(
  { items, departments, enterprises, projects }: Mentions,
  asker: Person,
  { cases, chat }: View,
): string {
  const namesNothing = items.length + departments.length + enterprises.length + projects.length === 0;
  const kase = cases.find((one) => isOpen(one) && one.owner === asker.id);
  return kase && namesNothing && chat.kind === 'direct' ? whoseMatter(kase) : texts.whichFiling;
}

/**
 * A line that answers the morning's list by number: the post itself writes what happened in so many words, which
 * is the confirmation that free text lacks.
 */
export function actOnFiling(
  listed: Filing,
  line: Action & { loose?: boolean; serial?: number },
  view: View,
): Decision {
  const { asker, today, county } = view;
  const filing = asDeemed(listed, county.calendar, today);
  const accepted = filing.acceptedOn === undefined ? {} : { acceptedOn: filing.acceptedOn };
  if (!asker || !can(asker, 'move-filing', {}, view.chat.kind)) return say(texts.notInGroup);
  if (!isOwn(filing, asker)) return say(texts.notYourFiling);
  if (isDecided(filing)) return say(texts.filingClosed(filing, view.county));
  const text = line.text ?? '';
  switch (line.action) {
    case 'accept': {
      if (listed.acceptedOn) return say(texts.acceptedBefore(listed, view.county));
      return moved(listed, { state: 'accepted', remark: '', acceptedOn: today, ...accepted }, '受理', view);
    }
    case 'conclude': {
      const result = text || '已办结';
      const day = dayOpening(text, filing, today);
      const suspensions = pausesEnded(filing, day);
      const set = { state: 'concluded', concludedOn: day, result, suspensions, ...accepted } as const;
      if (line.loose) return propose(filing, set, day, asker.id, view);
      return moved(filing, set, `办结：${result}`, view);
    }
    case 'supplement': {
      if (text === '') return say(texts.whatIsMissing);
      const suspends = county.settings.supplementSuspends;
      const set = supplementOf(filing, gapOf(text) || text, { day: today, by: asker.id, suspends });
      return moved(filing, { ...set, ...accepted }, `补正：${text}`, view);
    }
    case 'transfer':
    case 'return': {
      const to = departmentNamed(view.county, line.department ?? '');
      if (!to || to.code === filing.department) return say(texts.whichDepartment);
      const next: Filing = { ...filing, department: to.code };
      delete next.liaison;
      const holder = responsible(view.county, next, today);
      const decision = moved(
        filing,
        { department: to.code, liaison: holder ?? null },
        `转${to.shortName}`,
        view,
      );
      const notice = texts.filingHandedOver(filing, view.county, text);
      const told = holder ? [{ to: { chat: directChat(holder) }, text: notice }] : [];
      return { ...decision, posts: [...decision.posts, ...told] };
    }
    default: {
      if (line.action === 'reply' && text) return moved(filing, { remark: text }, text, view);
      const clock = clockOf(filing, county.calendar, today);
      return say(texts.filingAsked(filing, clock, county, line.serial ?? 0));
    }
  }
}

/** Not said in the words of the list: the clock moves when the same post confirms. */
function propose(filing: Filing, set: Partial<Filing>, day: Day, by: string, view: View): Decision {
  const what = texts.stepText(filing, set, day, view.county);
  const proposal = proposed(filing, set, what, by, view);
  return {
    changes: [...earlierDropped(proposal, view), { kind: 'proposal-made', proposal }],
    posts: [{ to: 'here', text: texts.confirmStep(what, proposal.id) }],
  };
}

/** What is registered already is corrected from the papers: the specialist looks into it. */
export const correctFiling = (text: string, view: View): Decision =>
  forward(specialistFor(view)?.id, texts.filingToCorrect, texts.filingCorrection(postName(view.asker), text));

/** Specialists and the window serve every department; everybody else only the own one. */
const isOwn = (filing: Filing, asker: Person): boolean =>
  asker.role === 'specialist' || asker.role === 'window' || asker.department === filing.department;

const officersOf = (filing: Filing, view: View): string[] =>
  [...view.county.people.values()]
    .filter((one) => one.role === 'officer' && one.department === filing.department)
    .map((one) => one.id);

/** The change, its receipt, and the project's own groups told. */
export function moved(filing: Filing, set: FilingChange, what: string, view: View): Decision {
  const { liaison, ...rest } = set;
  const after: Filing = { ...filing, ...rest, ...(liaison ? { liaison } : {}) };
  const clock = clockOf(after, view.county.calendar, view.today);
  const { county } = view;
  const groups = [...county.chats.values()].filter(
    ({ kind, level, projects }) => kind === 'project' && level !== 'D0' && projects.includes(filing.project),
  );
  const others = groups.filter(({ id }) => id !== view.chat.id).map(({ id }) => id);
  // An enterprise without a group of its own hears of its clock in the 1:1 chat.
  const owner = county.projects.get(filing.project)?.enterprise;
  const handlers = [...county.people.values()].filter(({ enterprise }) => enterprise === owner);
  const chats = groups.length > 0 ? others : handlers.map(({ id }) => directChat(id));
  const text = texts.stepDone(after, clock, view.county);
  return {
    changes: [{ kind: 'filing-changed', id: filing.id, set, what }],
    posts: [{ to: 'here', text }, ...chats.map((chat) => ({ to: { chat }, text }))],
  };
}

/** Fields of a filing to set; null empties. */
type FilingChange = Extract<Change, { kind: 'filing-changed' }>['set'];

/** The filing a notice is about: by project or enterprise and item; a single candidate of the speaker's suffices. */
export function filingMeant(mentions: Mentions, view: View): Filing | undefined {
  const { projects, enterprises, items } = mentions;
  const live = view.filings.filter((filing) => !isDecided(filing));
  const ofProject = live.filter((filing) => {
    const project = view.county.projects.get(filing.project);
    if (projects.length === 0 && enterprises.length === 0) return filing.project === view.project?.code;
    return project !== undefined && names(mentions, project);
  });
  const ofItem = items.length ? ofProject.filter((filing) => items.includes(filing.item)) : ofProject;
  const ofDepartment = ofItem.filter((filing) => filing.department === view.asker?.department);
  const found = ofItem.length === 1 ? ofItem : ofDepartment;
  return found.length === 1 ? found[0] : undefined;
}
