import { answersFor, can, holdsCase } from '../access.ts';
import { draftReply } from '../decisions/knowledge.ts';
import { convene } from '../decisions/meetings.ts';
import { callsMeeting } from '../intents/request-cues.ts';
import { asks } from '../intents/rule.ts';
import { namesWhen } from '../meetings/appointment.ts';
import {
  type Case,
  type CaseAction,
  type Decision,
  isOpen,
  type Person,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { otherNamed } from '../places.ts';
import { isAway } from '../routing.ts';
import * as texts from '../texts/cases.ts';
import {
  acceptedSaying,
  answerCorrected,
  closedForYou,
  isItThisOne,
  meanwhileDone,
  notYoursToMove,
  saidMeanwhile,
  saysAnother,
} from '../texts/office.ts';
import { withdrawnAlready } from '../texts/withdrawals.ts';
import { assist } from './assist.ts';
import { chase, orderOf } from './chase.ts';
import { reroute } from './hand-over.ts';
import { cardFor, change } from './index.ts';
import { relay } from './relay.ts';
import { retype } from './retype.ts';
import { copyToFirstContact, copyToHolder, heardBy, tell, tellAnswer, tellEnterprise } from './tell.ts';
import { withdraw } from './withdraw.ts';

/** What an office-holder wants done with a case, by button or by line. */
export interface Action {
  action: CaseAction;
  /** Department as written. */
  department?: string;
  /** Reason, result, missing material or answer. */
  text?: string;
  /** Taken back because it is solved. */
  ended?: boolean;
  /** Items that the line names. */
  items?: string[];
  /** Version on the pressed card; an older one is refused (a typed line carries none). */
  version?: number;
  /** Words that nobody called an answer: those that put it off are none. */
  told?: boolean;
  /** An answer in place of the one given before. */
  corrects?: boolean;
  /** Meant for certain: the line was quoted with its case or typed a second time. */
  certain?: boolean;
}

/**
 * One handler for buttons and typed lines: checks actor, place, state and version, then decides.
 * Cases out of the actor's reach and cases that do not exist are answered alike.
 */
export function act(
  kase: Case | undefined,
  action: Action,
  view: View,
  now: Date,
  serial?: number,
): Decision {
  const actor = view.asker;
  if (!kase || !actor) return say(texts.refusals.noSuchCase(serial));
  if (!can(actor, action.action, { case: kase }, view.chat.kind))
    return say(refusal(kase, action, actor, view, serial));
  if (!isOpen(kase))
    return say(
      kase.status === 'withdrawn'
        ? withdrawnAlready(kase)
        : texts.refusals.closed(kase, actor.role === 'specialist'),
    );
  if (!holdsCase(actor, kase, action.action)) return assist(kase, action, actor, view);
  const sure = action.certain || action.version !== undefined;
  if (!sure && isFarFrom(actor, kase, action, view)) return say(isItThisOne(kase, ...partiesOf(kase, view)));
  const other = sure ? undefined : strangerIn(kase, action, view);
  if (other) return say(saysAnother(kase, other));
  const instead = insteadOfAccepting(kase, action, actor, view, now, serial);
  if (instead) return instead;
  if (action.version !== undefined && action.version !== kase.version) return say(texts.refusals.stale(kase));
  switch (action.action) {
    case 'accept':
      return accept(kase, action, actor, view, now);
    case 'reply':
      return reply(kase, action, actor, view, now);
    case 'conclude':
      return conclude(kase, action, actor, view, now);
    case 'supplement':
      return supplement(kase, action, actor, view, now);
    case 'return':
    case 'transfer':
      return reroute(kase, action, view, now);
    case 'chase':
      return (
        (action.text && kase.lastChasedOn === view.today && relay(kase, action.text, view)) ||
        chase(kase, view, now, 'high', action.text ? orderOf(action.text, view.today) : undefined)
      );
    case 'convene':
      return convene(kase, view, now, action.text);
    case 'withdraw':
      return withdraw(kase, action.text ?? '', view, now, action.ended);
    case 'retype':
      return retype(kase, action.text, view);
    default:
      return action.action satisfies never;
  }
}

/** Why somebody may not: not here, not theirs, or no case they may know of. */
function refusal(kase: Case, { action }: Action, actor: Person, view: View, serial?: number): string {
  const { chat, county } = view;
  const alone = chat.kind === 'direct';
  if (!alone && can(actor, action, { case: kase }, 'direct')) return texts.refusals.notAllowedHere;
  const seen = alone && can(actor, 'see-case', { case: kase }, 'direct');
  if (!seen || actor.role === 'enterprise') return texts.refusals.noSuchCase(serial ?? serialOf(kase.number));
  const holder = kase.owner === actor.id ? undefined : texts.postName(county.people.get(kase.owner));
  return notYoursToMove(kase, holder);
}

/**
 * 接单4，周四上午开会: the meeting is the step, and takes the case on. What was taken on before is not taken on again,
 * but what is said with it is new.
 */
function insteadOfAccepting(
  kase: Case,
  action: Action,
  actor: Person,
  view: View,
  now: Date,
  serial?: number,
): Decision | undefined {
  if (action.action !== 'accept') return undefined;
  const { text = '' } = action;
  if (callsMeeting.test(text) && namesWhen(text) && !asks(text)) return convene(kase, view, now, text);
  if (kase.status === 'assigned') return undefined;
  if (text && kase.status === 'accepted' && kase.owner === actor.id)
    return act(kase, { ...action, action: 'reply', told: true }, view, now, serial);
  return say(texts.acceptedAlready(kase, texts.postName(view.county.people.get(kase.owner))));
}

function accept(kase: Case, { text }: Action, actor: Person, view: View, now: Date): Decision {
  const by = texts.postName(actor);
  const changed: Case = { ...kase, owner: actor.id, status: 'accepted', version: kase.version + 1 };
  if (text && putsOff.test(text)) return sayMeanwhile(kase, text, by, view, now);
  if (text && saysMore(text)) return acceptAndReply(changed, text, by, view, now);
  return {
    changes: [change(kase, { status: 'accepted', acceptedAt: now, owner: actor.id }, `${by}接单`)],
    posts: [
      ...tell(changed, view, texts.accepted(changed, by, now)),
      { to: 'here', text: texts.done.accept(kase), card: cardFor(changed, view.county) },
    ],
  };
}

function reply(kase: Case, { text, told, corrects }: Action, actor: Person, view: View, now: Date): Decision {
  if (!text) return say(texts.refusals.needReply(serialOf(kase.number)));
  const by = texts.postName(actor);
  if (told && (kase.kind === 'integrity' || putsOff.test(text)))
    return sayMeanwhile(kase, text, by, view, now);
  const first = kase.acceptedAt ? {} : { acceptedAt: now };
  const draft = draftReply(kase, text, view);
  const answered = corrects ? answerCorrected(kase, by, text) : texts.answered(kase, by, text);
  const what = corrects ? `${by}更正答复` : `${by}答复`;
  const { posts, heard } = tellAnswer(kase, view, answered, text);
  return {
    changes: [
      change(kase, { status: 'answered', owner: actor.id, result: text, ...first }, what),
      ...draft.changes,
    ],
    posts: [...posts, { to: 'here', text: texts.done.reply(kase, heard) }, ...draft.posts],
  };
}

function conclude(kase: Case, { text }: Action, actor: Person, view: View, now: Date): Decision {
  if (!text) return say(texts.refusals.needResult(serialOf(kase.number)));
  const by = texts.postName(actor);
  // What was answered already is drafted already.
  const draft = kase.status === 'answered' ? silence : draftReply(kase, text, view);
  const told = texts.concluded(kase, by, text);
  return {
    changes: [
      change(kase, { status: 'concluded', concludedAt: now, result: text, owner: actor.id }, `${by}办结`),
      ...draft.changes,
    ],
    posts: [
      ...tell(kase, view, told, 'detail', texts.concludedNeutral(kase)),
      ...copyToFirstContact(kase, view, told),
      ...copyToHolder(kase, view, closedForYou(kase, by, text)),
      { to: 'here', text: texts.done.conclude(kase, heardBy(kase, view)) },
      ...draft.posts,
    ],
  };
}

function supplement(kase: Case, { text }: Action, actor: Person, view: View, now: Date): Decision {
  if (!text) return say(texts.refusals.needMissing(serialOf(kase.number)));
  const by = texts.postName(actor);
  const set = {
    status: 'waiting-enterprise' as const,
    owner: actor.id,
    ...(kase.acceptedAt ? {} : { acceptedAt: now }),
    hops: [...kase.hops, { at: now, to: actor.id, reason: `补件：${text}` }],
  };
  const told = texts.needsSupplement(kase, by, text);
  return {
    changes: [change(kase, set, `${by}要求补件：${text}`)],
    posts: [
      ...tell(kase, view, told, 'detail', texts.needsSupplementNeutral(kase)),
      ...tellEnterprise(kase, view, told),
      { to: 'here', text: texts.done.supplement(kase) },
    ],
  };
}

/** Another enterprise in words that this one would read: most often a number mistyped. */
const strangerIn = (
  { enterprise }: Case,
  { action, text = '' }: Action,
  { county }: View,
): string | undefined =>
  enterprise !== undefined && ['reply', 'conclude', 'supplement'].includes(action)
    ? otherNamed(text, enterprise, county)
    : undefined;

/** What cannot be taken back once the enterprise has read it. */
const telling: CaseAction[] = ['reply', 'conclude', 'supplement', 'return', 'transfer', 'withdraw'];

/** A number mistyped by somebody whom the case hardly concerns. */
function isFarFrom(actor: Person, kase: Case, { action }: Action, { county, today }: View): boolean {
  const first = county.people.get(kase.firstContact);
  const away = first !== undefined && isAway(first, today);
  return telling.includes(action) && !answersFor(actor, kase, county.people.get(kase.owner), away);
}

/** Who has a case, and whose it is. */
const partiesOf = (kase: Case, { county }: View): [string, string] => [
  texts.postName(county.people.get(kase.owner)),
  county.enterprises.get(kase.enterprise ?? '')?.name ?? '企业',
];

/** 我问下窗口，明早回你们: an answer is to come. */
const putsOff =
  /(?:[今明后][天早晚]|\d+[号日](?:之?前)?|[上下中]午|晚上|周[一二三四五六日]|[\d一两二三四五]+天内|稍后|回头|等会儿?|尽快|马上|问[^,，。]{0,8}[,，])[^,，。]{0,6}(?:(?<!收)回(?:复|话|电)?(?:给)?(?:你|您|企业|他|对方)|给(?:你|您|企业|他)们?(?:答复|回复|回话|准话)|答复(?:你|您|企业|他)|告诉(?:你|您|企业|他)|[给有](?:个|您|你们?)?(?:答复|回复|回话|准话|准信|说法))/;

/** Passed on, and taken on where it was not: the answer is still due. */
function sayMeanwhile(kase: Case, words: string, by: string, view: View, now: Date): Decision {
  const owner = view.asker?.id ?? kase.owner;
  const what = `${by}回话：${words}`;
  const taken = { status: 'accepted' as const, acceptedAt: now, owner };
  return {
    changes: [
      kase.status === 'assigned'
        ? change(kase, taken, what)
        : { kind: 'note-added', case: kase.number, text: what },
    ],
    posts: [
      ...tell(kase, view, saidMeanwhile(kase, by, words), 'detail'),
      { to: 'here', text: meanwhileDone(kase, now) },
    ],
  };
}

/** 马上办, 今天看: words of one who takes it on, which tell nobody anything. */
const promise =
  /^(?:好的?|行|马上|尽快|抓紧|立即|这就|今天|明天|稍后|正在|在|去|来|先|我们?|了|就|给|处理|落实|安排|看|办|理|弄|一下|哈|啊|吧|谢谢|辛苦|[\s,，。.!！~])+$/;
const saysMore = (text: string): boolean => !promise.test(text) && !asks(text);

/** 5接了，要做防洪影响论证: taken on, and the words are the answer. */
function acceptAndReply(kase: Case, words: string, by: string, view: View, now: Date): Decision {
  const draft = draftReply(kase, words, view);
  const set = { status: 'answered' as const, acceptedAt: now, owner: kase.owner, result: words };
  const answered: Case = { ...kase, ...set };
  const saying = acceptedSaying(kase, by, words);
  const { posts, heard } = tellAnswer(answered, view, saying, words, texts.accepted(kase, by, now));
  return {
    changes: [change(kase, set, `${by}接单并答复`), ...draft.changes],
    posts: [
      ...posts,
      { to: 'here', text: texts.done.acceptAndReply(kase, heard), card: cardFor(answered, view.county) },
      ...draft.posts,
    ],
  };
}
