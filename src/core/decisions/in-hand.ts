import { act } from '../cases/actions.ts';
import { change } from '../cases/index.ts';
import { filingMeant } from '../filings/meant.ts';
import { wordsTo } from '../intents/office-talk.ts';
import { asks, isOfficial } from '../intents/rule.ts';
import { lines } from '../intents/settle.ts';
import { isBareCourtesy } from '../intents/talk.ts';
import { caseBySerial, names, turnMeant } from '../meant.ts';
import {
  type Case,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  type IntentKind,
  isDecided,
  isOpen,
  type Post,
  type Reading,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { casesInTalk, casesTalkedOf, TALK_MS } from '../talked-of.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/office.ts';
import { isAside, toColleagues } from './asides.ts';
import { actOnCases } from './office.ts';
import { answerPress } from './press.ts';

/** Read for certain as something of its own. */
const ownMatters: IntentKind[] = [
  ...lines,
  'ask_list',
  'ask_page',
  'ask_bot',
  'notice_leave',
  'join_case',
  'request_meeting',
  'notice_meeting',
  'reply_meeting',
];
/** What may speak of a filing as well as of a case. */
const steps: IntentKind[] = ['notice_status', 'notice_correction'];
const reports: IntentKind[] = ['report_difficulty', 'urge_complaint'];
/** So few characters answer nobody. */
const SHORTEST = 5;
/** Who takes a case and answers it does both in one go. */
const JUST_TAKEN_MS = 5 * 60_000;
/** Whoever was pressed is heard so long. */
const PRESSED_MS = 4 * 3_600_000;

/**
 * What the holder of a case says in the 1:1 chat right after taking it, or after the bot spoke of it, are words for
 * it, however they sound; of what somebody pressed for, the one who pressed hears. Undefined when they are about
 * something else.
 */
export function saidInHand(reading: Reading, view: View, now: Date): Decision | undefined {
  const { asker, chat, quote } = view;
  if (!asker || !isOfficial(asker.role) || chat.kind !== 'direct' || quote !== undefined) return undefined;
  const [intent] = reading.intents;
  const text = [...new Set(reading.intents.map((one) => one.text))].join('，');
  if (!intent || text.length < SHORTEST || isBareCourtesy(text)) return undefined;
  if (asks(text)) return reportsNobodys(reading, view);
  if (
    reading.intents.some(
      (one) =>
        one.slots.ordered === true ||
        (!beginsWithFigure(one, view) &&
          ((ownMatters.includes(one.kind) && one.slots.visit !== true) ||
            one.mentions.caseNumbers.length > 0)),
    )
  )
    return undefined;
  const corrected = corrects(text, view, now);
  if (corrected) return corrected;
  const pressed = filingPressed(view, now);
  if (pressed && fits(reading, pressed.filing.project, [pressed.filing.item], view))
    return reading.intents.some(({ kind }) => steps.includes(kind))
      ? undefined
      : answerPress(pressed.filing, pressed.by, text, view);
  const fitting = casesInHand(view, now).filter((one) => fits(reading, one.project, one.items, view));
  const taken = fitting.find((one) => isJustTaken(one, view, now));
  const inHand = taken ? [taken] : fitting;
  const [kase, another] = inHand;
  if (!kase) return reportsNobodys(reading, view);
  // Of one that nobody has taken on yet it is asked, unless the words report something of their own.
  if (another) return say(texts.whichOfYours(inHand, texts.exampleOf('reply', kase)));
  if (kase.status === 'assigned') {
    const own = reading.intents.some(({ kind, slots }) => reports.includes(kind) || slots.visit === true);
    return reportsNobodys(reading, view) ?? (own ? undefined : say(texts.whoseMatter(kase)));
  }
  if (isAside(text, kase)) return toColleagues(kase, text, view);
  const told: Intent = {
    ...intent,
    kind: 'case_action',
    text,
    slots: { actions: [{ action: 'tell', serial: serialOf(kase.number), text }] },
  };
  return actOnCases(told, view, now);
}

/** 3200要修地下室: a number above any case's, bare and grown together with its sentence, is an amount. */
function beginsWithFigure({ kind, text }: Intent, { serial }: View): boolean {
  const [, figure] = /^\s*(\d{2,6})(?![\d号#\s,，:：、.])/.exec(text) ?? [];
  return kind === 'case_action' && figure !== undefined && Number(figure) > serial;
}

/** 刚才说错了，是暖通第3条: what was said was wrong, and what is right. */
const misspoke =
  /^(?:哎呀?|哦|啊|不对|不好意思|抱歉|对不起|我|那个|这个|刚才?|上面|前面|那句|那条|答复|[\s,，。!！])*(?:(?:说|写|答|回|讲|看|记|弄|搞|打)(?:复|的)?(?:错|混|反|岔)了?|更正(?:一下)?)(?=$|[\s,，。:：!！])[\s,，。:：!！]*(.*)$/s;

/**
 * The holder sets right the answer that the bot relayed last: the enterprise reads the right one, and the case keeps
 * it. Of several just answered the number is wanted.
 */
function corrects(text: string, view: View, now: Date): Decision | undefined {
  const [all, words = ''] = text.match(misspoke) ?? [];
  if (all === undefined) return undefined;
  const about = view.spoken[0]?.about;
  const answered = casesTalkedOf(view, now).filter(
    (one) => isOpen(one) && one.owner === view.asker?.id && one.result !== undefined,
  );
  const [kase, another] = answered;
  if (!kase || !about || !('case' in about) || about.case !== kase.number) return undefined;
  if (another) return say(texts.whichOfYours(answered, texts.exampleOf('reply', kase)));
  return words.length < 2
    ? say(texts.whatInstead(kase))
    : act(kase, { action: 'reply', text: words, corrects: true }, view, now);
}

/**
 * 线路上级批了没有我还不知道: what a post that has cases says of no enterprise and no other office, or of the very matter
 * of a case it has, is no report, and opens nothing against anybody; 登记一个 orders one.
 */
function reportsNobodys({ intents }: Reading, { asker, cases, county }: View): Decision | undefined {
  const own = cases.filter((kase) => isOpen(kase) && kase.owner === asker?.id && kase.kind !== 'integrity');
  const reported = intents.some(({ kind, slots }) => reports.includes(kind) && slots.ordered !== true);
  if (asker?.role !== 'liaison' || !reported) return undefined;
  const about = (kase: Case) =>
    intents.every(({ mentions }) => {
      const project = county.projects.get(kase.project ?? '');
      return project && names(mentions, project) && mentions.items.some((item) => kase.items.includes(item));
    });
  const named = intents.some(
    ({ mentions: { projects, enterprises, departments } }) =>
      projects.length + enterprises.length > 0 || departments.some((code) => code !== asker.department),
  );
  const meant = named ? own.filter(about) : own;
  const [kase, another] = meant;
  if (!kase) return undefined;
  return say(another ? texts.whichOfYours(meant, texts.exampleOf('reply', kase)) : texts.whoseMatter(kase));
}

/** Names no other project, and as a step no filing of another item. */
function fits({ intents }: Reading, code: string | undefined, items: string[], view: View): boolean {
  const { county } = view;
  const project = county.projects.get(code ?? '');
  return intents.every((intent) => {
    const { kind, mentions } = intent;
    const named = mentions.projects.length + mentions.enterprises.length > 0;
    if (named && !(project && names(mentions, project))) return false;
    if (!steps.includes(kind)) return true;
    const other = filingMeant(intent, view);
    return !named && (!other || items.includes(other.item));
  });
}

/**
 * The speaker's own cases that were just touched, or spoken of by the bot since, and are not answered yet: of two it
 * must be said which is meant, as what is said of one enterprise is not for another.
 */
const casesInHand = (view: View, now: Date): Case[] =>
  casesInTalk(view, now).filter(
    ({ owner, status, kind }) =>
      owner === view.asker?.id && ['assigned', 'accepted'].includes(status) && kind !== 'integrity',
  );

/** 接单5 and then its answer: a notice of another that came in between is not what is spoken of. */
function isJustTaken({ number, status }: Case, { turns, asker }: View, now: Date): boolean {
  const last = turns.find(({ person }) => person === asker?.id);
  const late = now.getTime() - (last?.at.getTime() ?? 0) > JUST_TAKEN_MS;
  return status === 'accepted' && last?.case === number && last.kinds.includes('case_action') && !late;
}

/** What the bot pressed for, and for whom. */
function filingPressed({ spoken, filings }: View, now: Date): { filing: Filing; by: string } | undefined {
  const [last] = spoken;
  if (!last || !('filings' in last.about) || last.about.by === undefined) return undefined;
  const [id] = last.about.filings;
  const filing = filings.find((one) => one.id === id && !isDecided(one));
  const late = now.getTime() - last.at.getTime() > PRESSED_MS;
  return filing && !late ? { filing, by: last.about.by } : undefined;
}

/**
 * 8号：专家要求补监测, or the enterprise's words quoted: what the post that has a case says of it in its group is the
 * answer, which stands there already and is only recorded.
 */
export function answeredInGroup({ intents }: Reading, view: View, now: Date): Decision | undefined {
  const { asker, chat } = view;
  const text = [...new Set(intents.map((intent) => intent.text))].join('，');
  if (!asker?.duty || chat.kind === 'direct' || isBareCourtesy(text) || asks(text)) return undefined;
  if (intents.some(({ kind }) => lines.includes(kind))) return undefined;
  const [step] = wordsTo(text) ?? [];
  const numbered = step && ['tell', 'step'].includes(step.action) ? step : undefined;
  const kase = numbered ? caseBySerial(view, numbered.serial ?? 0) : caseQuoted(view);
  const words = numbered?.text ?? text;
  if (!kase || kase.chat !== chat.id || words.length < SHORTEST || isAside(words, kase)) return undefined;
  if (!['assigned', 'accepted'].includes(kase.status) || kase.department !== asker.department)
    return undefined;
  const { changes, posts } = act(kase, { action: 'reply', text: words, told: true }, view, now);
  if (changes.length === 0) return undefined;
  const here = [chat.id, directChat(kase.reporter)];
  const elsewhere = posts.filter(({ to }) => to !== 'here' && !('chat' in to && here.includes(to.chat)));
  const answered = changes.some((one) => one.kind === 'case-changed' && one.set.status === 'answered');
  const kept: Post = { to: 'here', text: texts.groupAnswerKept(kase, postName(asker)) };
  return { changes, posts: answered ? [kept, ...elsewhere] : elsewhere };
}

/** The case of the quoted words: named in them, or opened by them. */
function caseQuoted(view: View): Case | undefined {
  const turn = view.quote === undefined ? undefined : turnMeant(view, (one) => one.case !== undefined);
  const quoted = turn && view.quote && (view.quote.includes(turn.text) || turn.text.includes(view.quote));
  return view.quotedCase ?? (quoted ? view.cases.find(({ number }) => number === turn.case) : undefined);
}

/**
 * What the holder says in the group right after the enterprise is perhaps the answer: the case counts as taken on, so
 * that it does not climb, and the holder is asked in the 1:1 chat, once.
 */
export function saidInGroup({ intents }: Reading, view: View, now: Date): Decision {
  const { asker, chat, turns, quotedCase } = view;
  const [text = ''] = intents.map((intent) => intent.text);
  const other = intents.some(({ kind }) => lines.includes(kind) || kind === 'notice_leave');
  if (
    !asker?.duty ||
    chat.kind === 'direct' ||
    text.length < SHORTEST ||
    isBareCourtesy(text) ||
    asks(text) ||
    other
  )
    return silence;
  const justHeard = (kase: Case) =>
    kase === quotedCase ||
    turns.some(({ person, at }) => person === kase.reporter && now.getTime() - at.getTime() <= TALK_MS);
  const [kase, another] = view.cases.filter(
    (one) =>
      one.owner === asker.id &&
      one.chat === chat.id &&
      ['assigned', 'accepted'].includes(one.status) &&
      justHeard(one),
  );
  if (!kase || another) return silence;
  if (turns.some(({ person, at }) => person === asker.id && at > kase.openedAt)) return silence;
  const taken = kase.status === 'assigned';
  return {
    changes: taken ? [change(kase, { status: 'accepted', acceptedAt: now }, '在群里回了企业，按接单记')] : [],
    posts: [
      {
        to: { chat: directChat(asker.id) },
        text: texts.saidInGroup(kase, text, taken, now),
        about: { case: kase.number },
      },
    ],
  };
}
