import { can } from './access.ts';
import { tells } from './cases/facts.ts';
import { disputes } from './intents/request-cues.ts';
import { asks } from './intents/rule.ts';
import {
  type Case,
  type CaseKind,
  type Intent,
  isOpen,
  type Project,
  serialOf,
  type Turn,
  type View,
} from './model.ts';
import { casesTalkedOf, isPrivate, TALK_MS } from './talked-of.ts';
import { alike, opensAnother } from './utterance.ts';

/** A case by what people type: `QH-2026-000012` or just 12. Only among those the asker may see. */
export function caseBySerial(view: View, serial: number): Case | undefined {
  return view.cases.find((kase) => serialOf(kase.number) === serial);
}

/** What is typed in the same breath as a report belongs to it. */
const BREATH_MS = 3_000;

/** Share of pairs of characters in common from which two reports say the same. */
const SAME_WORDS = 0.8;

const since = (turn: Turn, now: Date): number => now.getTime() - turn.at.getTime();
const shareItem = (kase: Case, { items }: Intent['mentions']): boolean =>
  kase.items.some((item) => items.includes(item));

/**
 * The cases that may be meant when somebody follows up, the likeliest first: the quoted or numbered one, else the
 * asker's open ones that share an item or department with the text (all, when it names nothing). Of several the one
 * talked of within half an hour, else those the asker reported.
 */
export function casesMeant(view: View, { mentions, text }: Intent, now: Date): Case[] {
  if (view.quotedCase) return isOpen(view.quotedCase) ? [view.quotedCase] : [];
  const { items, departments } = mentions;
  if (opensAnother(text) && items.length + departments.length === 0) return [];
  const talkedOf = casesTalkedOf(view, now);
  const named = view.projects.filter((project) => names(mentions, project)).map(({ code }) => code);
  const fitting = view.cases.filter(
    (kase) =>
      isOpen(kase) &&
      concernsAsker(view, kase) &&
      (named.length === 0 || named.includes(kase.project ?? '')) &&
      // What was told in private is no talk of a group's that names nothing.
      (items.length > 0 || view.chat.kind === 'direct' || !isPrivate(kase)) &&
      // What was told in confidence is named only to who goes on about it.
      (kase.kind !== 'integrity' || kase === talkedOf[0]) &&
      (items.length > 0
        ? shareItem(kase, mentions)
        : departments.length === 0 || departments.includes(kase.department)),
  );
  const likeliest = talkedOf.find((kase) => fitting.includes(kase));
  if (likeliest) return [likeliest];
  const own = fitting.filter((kase) => kase.reporter === view.asker?.id);
  return own.length ? own : fitting;
}

/** What the last 补件 of a case asked for. */
export const supplementAsked = ({ hops }: Case): string | undefined =>
  hops.findLast(({ reason }) => reason.startsWith('补件：'))?.reason.slice('补件：'.length);

/**
 * Cases of the asker's enterprise that wait for a 补件 which the words may answer: the quoted or numbered one; of
 * several those whose missing paper or item the words name.
 */
export function supplementsMeant(view: View, { text, mentions }: Intent): Case[] {
  const waiting = (view.quotedCase ? [view.quotedCase] : view.cases).filter(
    (kase) => kase.status === 'waiting-enterprise' && concernsAsker(view, kase),
  );
  const fitting = waiting.filter(
    (kase) => shareItem(kase, mentions) || alike(supplementAsked(kase) ?? '', text) > 0,
  );
  const saysWhich = fitting.length > 0 || (mentions.items.length > 0 && !view.quotedCase);
  return saysWhich ? fitting : waiting;
}

/** 我们还有个新项目: of one that is not on record nothing in talk is meant. */
export const ofNewProject = (text: string): boolean =>
  /(?:(?:还有|另(?:外)?(?:有|一)|又有)[一个]*|(?:一个|个|的|做|搞|上))新项目|另(?:外)?一?个项目|新项目[,，]/.test(
    text,
  );

/**
 * An enterprise's words that name nothing, with the matter they are about: what was told here since it last spoke, else
 * what it spoke of within half an hour.
 */
export function inTalk(view: View, intent: Intent, now: Date): Intent {
  const { mentions, text } = intent;
  const { items, departments, stage, topic } = mentions;
  if (view.asker?.role !== 'enterprise' || opensAnother(text) || ofNewProject(text)) return intent;
  if (items.length + departments.length > 0 || stage !== undefined || topic !== undefined) return intent;
  const own = view.turns.find(
    (turn) =>
      turn.person === view.asker?.id &&
      since(turn, now) <= TALK_MS &&
      (turn.items.length > 0 || turn.case !== undefined),
  );
  const kase = view.cases.find(({ number, kind }) => number === own?.case && kind !== 'integrity');
  const meant = view.told ?? {
    items: own?.items.length ? own.items : (kase?.items ?? []),
    departments: kase ? [kase.department] : [],
  };
  const likely = meant.items[0] ?? meant.departments.find((code) => view.county.departments.has(code));
  return likely === undefined
    ? intent
    : { ...intent, mentions: { ...mentions, items: meant.items.slice(0, 2), topic: likely } };
}

/** The likeliest of them. */
export const caseMeant = (view: View, intent: Intent, now: Date): Case | undefined =>
  casesMeant(view, intent, now)[0];

/**
 * The difficulty the asker reported just before, or quotes, and goes on about: a fact it waits for is told, or it is
 * seconds old. Another matter is another case, and so is a difficulty after a consultation.
 */
export function caseGoingOn(view: View, { mentions, text }: Intent, now: Date): Case | undefined {
  const { asker, quotedCase } = view;
  const last = view.turns.find(
    ({ person, case: number }) => person === asker?.id && (!quotedCase || number === quotedCase.number),
  );
  const kase = view.cases.find((one) => one.number === last?.case);
  if (!last || !kase || !isOpen(kase) || !isStuck(kase.kind)) return undefined;
  const inOneBreath = since(last, now) <= BREATH_MS && !soundsElse(kase, mentions, view.county);
  const told = last.lacks !== undefined && since(last, now) <= TALK_MS && tells(last.lacks, mentions, text);
  if ((!inOneBreath && !told) || (opensAnother(text) && !shareItem(kase, mentions))) return undefined;
  const tellsMatter = kase.items.length === 0 && (inOneBreath || last.lacks?.includes('matter'));
  return mentions.items.length === 0 || tellsMatter || shareItem(kase, mentions) ? kase : undefined;
}

/** Names nothing and sounds like another office's matter: a gas pipe hit is not about the case just reported. */
export function soundsElse(kase: Case, { topic }: Intent['mentions'], county: View['county']): boolean {
  if (topic === undefined || kase.items.includes(topic)) return false;
  return (county.items.get(topic)?.departments[0] ?? topic) !== kase.department;
}

/** So long after a case was closed a bare 没解决 is about it. */
const LATELY_MS = 3 * 86_400_000;

/**
 * The case that 没解决 speaks of: the numbered or quoted one, else what was closed last for the enterprise in this
 * chat, unless it has reported something since; of several the one whose item is named.
 */
export function caseDisputed(view: View, { mentions, text }: Intent, now: Date): Case | undefined {
  if (view.quotedCase) return view.quotedCase;
  const { asker, chat } = view;
  if (asker?.enterprise === undefined || !disputes.test(text)) return undefined;
  const here = view.cases.filter((kase) => kase.enterprise === asker.enterprise && kase.chat === chat.id);
  const closed = here
    .filter(
      ({ status, concludedAt }) =>
        status === 'concluded' && concludedAt && now.getTime() - concludedAt.getTime() <= LATELY_MS,
    )
    .filter(({ concludedAt }) => !here.some((kase) => isOpen(kase) && kase.openedAt > (concludedAt ?? now)))
    .sort((a, b) => (b.concludedAt?.getTime() ?? 0) - (a.concludedAt?.getTime() ?? 0));
  return closed.find((kase) => shareItem(kase, mentions)) ?? closed[0];
}

/** Kinds of which an enterprise has one open case for one item. */
const stuck: CaseKind[] = ['difficulty', 'complaint'];
export const isStuck = (kind: CaseKind): boolean => stuck.includes(kind);

/**
 * An open case in which the asker's enterprise reported the same: the same item stuck, much the same words about no
 * other item or department, nothing named and just talked of, or 代办, which is one for a project. Integrity matters
 * stand each for itself.
 */
export function reportedBefore(
  view: View,
  kind: CaseKind,
  { text, mentions, slots }: Intent,
  now: Date,
): Case | undefined {
  if (view.asker?.role !== 'enterprise' || kind === 'integrity') return undefined;
  const { items, departments } = mentions;
  const namesNothing = items.length + departments.length === 0;
  // What only resembles a report, and asks, is no second report of the same.
  const goesOn = namesNothing && !opensAnother(text) && !(slots.likely === true && asks(text));
  const talkedOf = isStuck(kind) && goesOn ? casesTalkedOf(view, now) : [];
  const same = (kase: Case): boolean => {
    if (kind === 'agent') return true;
    if (items.length > 0 && kase.items.length > 0 && !shareItem(kase, mentions)) return false;
    if (items.length === 0 && departments.length > 0 && !departments.includes(kase.department)) return false;
    return (
      alike(kase.summary, text) >= SAME_WORDS ||
      (isStuck(kind) && shareItem(kase, mentions)) ||
      (talkedOf.includes(kase) && !soundsElse(kase, mentions, view.county))
    );
  };
  return view.cases.find(
    (kase) =>
      isOpen(kase) &&
      (kase.status !== 'answered' || isStuck(kind)) &&
      kase.enterprise === view.asker?.enterprise &&
      (kase.project === undefined || view.project === undefined || kase.project === view.project.code) &&
      (kase.kind === kind || (isStuck(kase.kind) && isStuck(kind))) &&
      same(kase),
  );
}

/** Earlier words of this chat that a line is about: the quoted ones if they fit, else the newest that do. */
export function turnMeant({ quote, turns }: View, fits: (turn: Turn) => boolean): Turn | undefined {
  const quoted = quote && turns.find(({ text }) => quote.includes(text) || text.includes(quote));
  if (quoted) return fits(quoted) ? quoted : undefined;
  return turns.find(fits);
}

/** The asker's enterprise's own, or in the asker's hands. */
export function concernsAsker(view: View, kase: Case): boolean {
  const { asker } = view;
  if (!asker) return false;
  if (asker.role === 'enterprise')
    return kase.enterprise === asker.enterprise || kase.watchers.includes(asker.id);
  return can(asker, 'see-case', { case: kase }, view.chat.kind);
}

/** Projects a text names that the asker may not hear of (or that do not exist): answered alike. */
export function foreignProjects(view: View, intent: Intent): boolean {
  const visible = new Set(view.projects.map((project) => project.code));
  const own = new Set(view.projects.map((project) => project.enterprise));
  const named = intent.mentions.projects.some((code) => !visible.has(code));
  const enterprise = intent.mentions.enterprises.some((id) => !own.has(id) && id !== view.asker?.enterprise);
  return named || enterprise;
}

/** Whether a text names a project, by its own name or its enterprise's; its own tells more where one has several. */
export const names = (
  { projects, enterprises }: Intent['mentions'],
  { code, enterprise }: Project,
): boolean => (projects.length > 0 ? projects.includes(code) : enterprises.includes(enterprise));

/** The projects a progress question is about: the named one, the one in talk, or all the asker's. */
export function projectsMeant(view: View, intent: Intent): Project[] {
  const named = view.projects.filter((project) => names(intent.mentions, project));
  if (named.length) return named;
  if (view.project) return [view.project];
  return view.asker?.role === 'enterprise' ? view.projects.slice(0, 3) : [];
}
