import { can } from '../access.ts';
import { type Action, act } from '../cases/actions.ts';
import { takeOver } from '../cases/hand-over.ts';
import { specialistFor } from '../cases/index.ts';
import { relay } from '../cases/relay.ts';
import { undo } from '../cases/reopen.ts';
import { filingMeant } from '../filings/meant.ts';
import type { TypedAction } from '../intents/office-talk.ts';
import { refusesAgent, reschedules, withdraws } from '../intents/request-cues.ts';
import { isOfficial } from '../intents/rule.ts';
import { caseBySerial, concernsAsker } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Filing,
  type Intent,
  isOpen,
  type Post,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { targetOf } from '../places.ts';
import { clockOf } from '../progress.ts';
import { casesInTalk, withAbout } from '../talked-of.ts';
import * as texts from '../texts/cases.ts';
import { caseAsked, filingAsked, filingTold } from '../texts/filings.ts';
import { exampleOf, peopleList, whichOfYours, whichToTake } from '../texts/office.ts';
import { alike } from '../utterance.ts';
import { isAside, isKeptInside, toColleagues } from './asides.ts';
import { correctListed } from './corrections.ts';
import { actOnFiling, noteFiling, stepOnListed } from './filings.ts';
import { merge } from './follow-ups.ts';
import { answerPress } from './press.ts';
import { forward } from './requests.ts';
import { takeBack } from './take-backs.ts';
import { visitSaid } from './visits.ts';

/** 接单, 退回, 转办, 补件, 答复, 办结: buttons and typed lines end here alike; several cases in one message. */
export function actOnCases(intent: Intent, view: View, now: Date): Decision {
  const changes: Decision['changes'] = [];
  const posts: Post[] = [];
  const typedLines = (intent.slots.actions ?? []) as Line[];
  const lines = typedLines.flatMap((line) =>
    line.all ? ofAllWaiting(line, view) : line.of ? ofProjects(line, typedLines, view) : [line],
  );
  for (const typed of lines) {
    const line = lines.length === 1 ? { ...typed, items: intent.mentions.items } : typed;
    // One message has room for one proposal: its number is the message's.
    const proposed = changes.some(({ kind }) => kind === 'proposal-made');
    const decision = withAbout(
      actOn(proposed && line.loose ? { ...line, action: 'ask' } : line, intent, view, now),
    );
    changes.push(...decision.changes);
    // Where the group is told anyway, the holder needs no second receipt in the same chat.
    const told = decision.posts.some(
      (post) => post.to !== 'here' && 'chat' in post.to && post.to.chat === view.chat.id,
    );
    posts.push(...decision.posts.filter((post) => !(told && post.to === 'here')));
  }
  return { changes, posts };
}

/** One line of an office-holder may act on several cases; a button carries its version. */
type Line = TypedAction & Pick<Action, 'version' | 'items'>;

/** 都接了: each case that waits for the speaker; of none the line is as it stands. */
function ofAllWaiting(line: Line, view: View): Line[] {
  const waiting = waitingFor(view);
  return waiting.length ? waiting.map((kase) => ({ ...line, serial: serialOf(kase.number) })) : [line];
}

/** 4和城北的都给他: each of a project that the speaker has, but for what is numbered besides. */
function ofProjects(line: Line, typed: Line[], view: View): Line[] {
  const has = openOf(view).filter(
    ({ project = '', number }) =>
      line.of?.includes(project) && !typed.some(({ serial }) => serial === serialOf(number)),
  );
  return has.length ? has.map((kase) => ({ ...line, serial: serialOf(kase.number) })) : [line];
}

const openOf = (view: View): Case[] =>
  view.cases.filter((kase) => isOpen(kase) && kase.owner === view.asker?.id);
const waitingFor = (view: View): Case[] => openOf(view).filter((kase) => kase.status === 'assigned');

function actOn(line: Line, intent: Intent, view: View, now: Date): Decision {
  const filing = listedFiling(line, view);
  if (filing) return actOnListed(filing, line, view);
  if (speaksOfFiling(line, intent, view)) return noteFiling(intent, view, now);
  const { action, serial } = line;
  if (action === 'take') return take(line, intent, view, now);
  const kase = caseOf(line, view, now);
  if ('posts' in kase) return kase;
  if (action === 'ask')
    return kase.one ? say(caseAsked(kase.one, view.county, now)) : act(kase.one, noStep, view, now, serial);
  if (action === 'merge') return mergeSame(serial ?? 0, Number(line.text), view, now);
  if (action === 'undo')
    return kase.one ? undo(kase.one, line.text ?? '', view, now) : say(texts.refusals.noSuchCase(serial));
  const wanted = line.orTell !== undefined && !goesSomewhere(line, kase.one, view) ? 'tell' : action;
  const said = wanted === 'tell' || wanted === 'step';
  const words = said ? { text: line.orTell ?? line.text ?? '', told: true } : {};
  const passed = said && kase.one ? relay(kase.one, words.text ?? '', view) : undefined;
  if (passed) return passed;
  const spoken = words.text ?? line.text ?? '';
  const aside = said ? isAside(spoken, kase.one) : answering.includes(wanted) && isKeptInside(spoken);
  if (kase.one && aside && isOpen(kase.one) && can(view.asker, 'reply', { case: kase.one }, view.chat.kind)) {
    const kept = toColleagues(kase.one, spoken, view);
    // 接了，先别告诉企业: taken on, without the words.
    const { text, ...bare } = line;
    const taken =
      wanted === 'accept' ? act(kase.one, { ...bare, action: 'accept' }, view, now, serial) : silence;
    return { changes: [...taken.changes, ...kept.changes], posts: [...taken.posts, ...kept.posts] };
  }
  const step = {
    ...line,
    ...words,
    ...(goesToSpeaker(line) && view.asker ? { department: view.asker.name } : {}),
    action: said ? ('reply' as const) : wanted,
    certain: isCertain(intent, view),
  };
  const done = act(kase.one, step, view, now, serial);
  const moved = done.changes.some(({ kind }) => kind === 'case-changed');
  return kase.one && moved
    ? { ...done, changes: [...done.changes, ...visitSaid(kase.one, step.text ?? '', view)] }
    : done;
}

/** 那件, 这个: the case in talk. */
const pointsTo = /^把?(?:刚才)?[这那][个件](?:件|事)?(?=[,，\s]|[转交派给我])/;

/** Steps whose words the enterprise reads. */
const answering: Line['action'][] = ['accept', 'reply', 'conclude', 'supplement'];

/** The numbered or quoted case, the one just talked of, or the open one of whom is named that is likest to the words. */
function take({ serial }: Line, { mentions, text }: Intent, view: View, now: Date): Decision {
  const numbered = serial === undefined ? view.quotedCase : caseBySerial(view, serial);
  if (serial !== undefined && !numbered) return say(texts.refusals.noSuchCase(serial));
  if (numbered) return takeOver(numbered, text, view, now);
  const [spokenOf, another] = casesInTalk(view, now).filter(
    (kase) => isOpen(kase) && kase.owner !== view.asker?.id,
  );
  const named = [...mentions.projects, ...mentions.enterprises];
  if (spokenOf && !another && named.length === 0 && pointsTo.test(text))
    return takeOver(spokenOf, text, view, now);
  const own = ({ project = '', enterprise = '' }: Case) =>
    named.includes(project) || named.includes(enterprise);
  const open = view.cases.filter((kase) => isOpen(kase) && (named.length === 0 || own(kase)));
  const near = open.map((kase) => ({ kase, likeness: alike(kase.summary, text) }));
  const most = Math.max(0, ...near.map(({ likeness }) => likeness));
  const likest = near.filter(({ likeness }) => most > 0 && likeness === most).map(({ kase }) => kase);
  const meant = open.length === 1 || likest.length === 0 ? open : likest;
  const sure = named.length > 0 || most > 0;
  if (meant.length === 1 && sure) return takeOver(meant[0], text, view, now);
  const others = meant.filter(({ owner }) => owner !== view.asker?.id);
  return say(others.length ? whichToTake(others) : texts.refusals.nothingOpen);
}

/** 9号跟7号是一件事，并了: the later one goes on with the earlier. */
const mergeSame = (one: number, other: number, view: View, now: Date): Decision =>
  merge(Math.max(one, other), Math.min(one, other), view, now);

/** 1号件转给我，我来跟. */
const goesToSpeaker = ({ action, department = '' }: Line): boolean =>
  action === 'transfer' && /^我(?:们|来|自己|吧)*$/.test(department);

/** 14让企业补承诺 names nobody who could take a case, 1让城管去看看 who has it. */
function goesSomewhere({ department = '' }: Line, kase: Case | undefined, { county }: View): boolean {
  const target = kase && targetOf(county, kase, department);
  if (!kase || !target) return false;
  if ('person' in target) return target.person.id !== kase.owner;
  const { department: at, pair } = target.place;
  return (
    at.code !== kase.department || (pair !== undefined && county.people.get(kase.owner)?.duty?.pair !== pair)
  );
}

/** Quoted, or typed a second time within the half hour. */
const isCertain = ({ text }: Intent, { quote, turns, asker, chat }: View): boolean =>
  quote !== undefined ||
  turns.some(
    (turn) => turn.person === asker?.id && chat.kind === 'direct' && turn.text.trim() === text.trim(),
  );

/** What is refused where there is no such case. */
const noStep: Action = { action: 'accept' };

function actOnListed(filing: Filing, line: Line, view: View): Decision {
  const { action, serial = 0 } = line;
  const clock = clockOf(filing, view.county.calendar, view.today);
  if (action === 'ask') return say(filingAsked(filing, clock, view.county, serial));
  const step = action === 'step' ? stepOnListed(filing, line.text ?? '', serial, view) : undefined;
  const by = pressedBy(filing, view);
  // 交警意见刚到，明天上午出证 registers nothing, and is what whoever pressed wants to hear.
  if (by && (action === 'tell' || step?.changes.length === 0))
    return answerPress(filing, by, line.text ?? '', view);
  if (action === 'step') return step ?? silence;
  if (action === 'tell' || action === 'take' || action === 'merge') return say(filingTold(serial));
  if (action === 'undo') return correctListed(filing, line.text ?? '', view);
  return actOnFiling(filing, { ...line, action }, view);
}

/** Who pressed the speaker for a filing today. */
function pressedBy({ id }: Filing, { spoken }: View): string | undefined {
  for (const { about } of spoken)
    if ('filings' in about && about.by !== undefined && about.filings.includes(id)) return about.by;
  return undefined;
}

/** A number of the morning's list, unless an open case has come to bear the same. */
function listedFiling({ action, serial, casesOnly }: Line, view: View): Filing | undefined {
  if (serial === undefined || casesOnly) return undefined;
  const kase = caseBySerial(view, serial);
  if (kase && (isOpen(kase) || action === 'undo')) return undefined;
  return view.filings.find((filing) => filing.id === view.listed.get(serial));
}

/** 补件 拓岩施工许可 缺…, without a number: an item is named, and the only case there is does not wait for that. */
function speaksOfFiling({ action, serial }: Line, intent: Intent, view: View): boolean {
  const { mentions } = intent;
  if (serial !== undefined || view.quotedCase || mentions.items.length === 0) return false;
  if (action !== 'supplement' && action !== 'conclude') return false;
  const own = openOf(view);
  const kase = own.length === 1 ? own[0] : undefined;
  const fits = kase?.items.some((item) => mentions.items.includes(item)) && kase.status !== 'answered';
  return !fits && filingMeant(intent, view) !== undefined;
}

/**
 * The numbered case, else the quoted one, else what the speaker touched last where that is taken back, else the one
 * just talked of, else the only one the speaker has: of several it must be named.
 */
function caseOf(
  { action, serial, perhaps }: Line,
  view: View,
  now: Date,
): { one: Case | undefined } | Decision {
  if (serial !== undefined) return { one: caseBySerial(view, serial) };
  if (view.quotedCase) return { one: view.quotedCase };
  if (action === 'undo') {
    const turn = view.turns.find((one) => one.person === view.asker?.id && one.case !== undefined);
    const last = view.cases.find((kase) => kase.number === turn?.case);
    return last ? { one: last } : say(texts.refusals.whatToUndo);
  }
  const [talked, another] = action === 'accept' ? [] : inTalk(view, now);
  if (talked && another) return say(whichOfYours([talked, another], exampleOf(action, talked)));
  if (talked) return { one: talked };
  const own = openOf(view);
  const waiting = waitingFor(view);
  const meant = action === 'accept' && (waiting.length || perhaps) ? waiting : own;
  const [one] = meant;
  // 收到 to something else that was said here.
  const spoken = view.spoken[0]?.about;
  if (perhaps && spoken && !('case' in spoken && waiting.some(({ number }) => number === spoken.case)))
    return silence;
  if (!one) return perhaps ? silence : say(texts.refusals.nothingOpen);
  if (meant.length === 1) return { one };
  return say(whichOfYours(meant, exampleOf(action, one)));
}

/** The open cases in talk that are the speaker's, as their holder or for an enterprise. */
const inTalk = (view: View, now: Date): Case[] =>
  casesInTalk(view, now).filter(
    (kase) => isOpen(kase) && [kase.owner, kase.reporter, kase.firstContact].includes(view.asker?.id ?? ''),
  );

/** 不用管了，我来处理 by an office-holder only sounds like a change. */
const changesHands = (text: string): boolean => withdraws.test(text) || reschedules.test(text);

/**
 * A case the enterprise takes back is closed. 经办人变更, 撤销委托: the specialist verifies; nothing changes on one
 * person's word.
 */
export function noteChange(intent: Intent, view: View, now: Date): Decision {
  if (!view.asker) return say(texts.bindFirst(view.county));
  if (view.asker.role === 'administrator') return say(peopleList);
  const back =
    intent.slots.takesBack === true || leavesAgent(intent, view) ? takeBack(intent, view, now) : undefined;
  if (back) return back;
  if (isOfficial(view.asker.role) && !changesHands(intent.text)) return silence;
  const specialist = specialistFor(view);
  const who = view.project?.name ?? view.county.enterprises.get(view.asker.enterprise ?? '')?.name ?? '企业';
  return {
    ...forward(
      specialist?.id,
      texts.changeNoted(texts.postName(specialist), view.chat.kind !== 'direct'),
      texts.changeNotice(who, intent.text),
    ),
  };
}

/** 不办代办了, before any agreement: the request is taken back like every other. */
const leavesAgent = ({ text }: Intent, view: View): boolean =>
  refusesAgent.test(text) &&
  view.cases.some((kase) => kase.kind === 'agent' && isOpen(kase) && concernsAsker(view, kase));
