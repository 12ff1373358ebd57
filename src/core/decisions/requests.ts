import { can } from '../access.ts';
import { chase } from '../cases/chase.ts';
import { specialistFor } from '../cases/index.ts';
import { reopen } from '../cases/reopen.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { caseDisputed, caseGoingOn, caseMeant, casesMeant, isStuck, turnMeant } from '../meant.ts';
import {
  type Case,
  type Change,
  type Decision,
  directChat,
  type Intent,
  isOpen,
  type Post,
  questionKinds,
  say,
  silence,
  type Turn,
  type View,
} from '../model.ts';
import { postsNamed } from '../places.ts';
import * as texts from '../texts/cases.ts';
import { callBackNext } from '../texts/contacts.ts';
import { toldPrivately } from '../texts/filings.ts';
import * as followUps from '../texts/follow-ups.ts';
import { confide } from './confidences.ts';
import { complete } from './facts.ts';
import { answerFromRecord } from './from-record.ts';
import { isAngryAt, join, open, passOn } from './open.ts';
import { orderIn, press, pressedByOffice, raise, raises } from './press.ts';

/**
 * 难点堵点: a case. What goes on with the report just made completes that; what concerns the quoted or numbered one is
 * added to it, or reopens it.
 */
export function reportDifficulty(intent: Intent, view: View, now: Date): Decision {
  if (view.opened) return silence;
  const goingOn = caseGoingOn(view, intent, now);
  if (goingOn) return complete(goingOn, intent, view, now);
  const quoted = view.quotedCase;
  const disputed = caseDisputed(view, intent, now);
  const reopened = disputed && reopen(disputed, intent.text, view, now);
  if (reopened) return reopened;
  const meant = view.caseWanted === 'attach' ? caseMeant(view, intent, now) : quoted;
  const mine = meant && isOpen(meant) && view.asker?.role === 'enterprise';
  return mine ? join(meant, intent, view, now) : open(intent, view, now, 'difficulty');
}

/** 帮办: the specialist's own case, with what to bring; a call-back is the post's that shall call. */
export function requestHelp(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.callBack === true) {
    const [post] = postsNamed(view.county, intent.text, view.today);
    const next = callBackNext(intent.text.includes('[电话]'), view.chat.kind !== 'direct');
    return open(intent, view, now, 'help', false, next, post?.id);
  }
  const onsite = /现场|上门|来看看|到场/.test(intent.text);
  if (onsite) return open(intent, view, now, 'onsite', false, texts.onsiteNext);
  return open(intent, view, now, 'help', true, texts.helpNext);
}

/** 代办: only with a written 委托协议 (民法典第一百六十五条), so the receipt says what to bring. */
export function requestAgent(intent: Intent, view: View, now: Date): Decision {
  return open(intent, view, now, 'agent', true, texts.agentNext);
}

/** 催一下, 到底管不管: so short a line says nothing that a case could hold. */
const BARE = 8;

/** 催办: chases the case meant; without one a complaint is registered. Integrity matters leave the group at once. */
export function urge(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.integrity === true) return confide(intent, view, now);
  if (view.opened) return silence;
  const onRecord = intent.slots.pressing === true ? undefined : answerFromRecord(intent, view, now);
  if (onRecord) return onRecord;
  const goingOn = caseGoingOn(view, intent, now);
  if (goingOn) return complete(goingOn, intent, view, now);
  const ofOffice = pressedByOffice(intent, view);
  if (ofOffice) return ofOffice;
  const meant = casesMeant(view, intent, now);
  const [kase] = meant;
  if (meant.length > 1 || (kase && strays(kase, intent, view))) return askWhichToChase(meant, view);
  if (kase && intent.slots.likely === true && view.asker?.role === 'enterprise')
    return passOn(kase, intent.text, view);
  if (view.asker && view.asker.role !== 'enterprise' && !kase) return press(intent, view);
  if (kase && isAngryAt(kase, intent.text) && view.asker?.role === 'enterprise') {
    const again = isStuck(kase.kind) ? reopen(kase, intent.text, view, now) : undefined;
    return again ?? open(intent, view, now, 'complaint');
  }
  if (kase && raises(intent, view)) return raise(kase, intent.text, view, now);
  if (kase && can(view.asker, 'chase', { case: kase }, view.chat.kind))
    return chase(kase, view, now, intent.urgency, orderIn(intent, view));
  const { items, departments } = intent.mentions;
  const bare = intent.text.length <= BARE && items.length + departments.length === 0;
  if (!bare) return open(intent, view, now, 'complaint');
  // 明天上午 among people only sounds like a reminder.
  const overheard = intent.slots.likely === true && view.chat.kind !== 'direct';
  return overheard ? silence : say(followUps.nothingToChase);
}

const askWhichToChase = (cases: Case[], view: View): Decision =>
  hereOrPrivately(followUps.whichCase(cases, view.county), view, {
    may: mayHearWords(view.chat, cases),
    neutral: toldPrivately,
  });

/**
 * An office presses somebody in the middle of the talk of one project: another's case is not meant unless it says so.
 */
function strays(kase: Case, { mentions }: Intent, view: View): boolean {
  const named = [...mentions.projects, ...mentions.enterprises, ...mentions.caseNumbers];
  if (view.asker?.role === 'enterprise' || view.quotedCase || named.length > 0) return false;
  return view.project !== undefined && kase.project !== undefined && kase.project !== view.project.code;
}

/**
 * 同问: a colleague joins the case; another enterprise gets one of its own, linked to the first and sent where it
 * went. Joining in a question needs no case: its answer stands above.
 */
export function joinCase(intent: Intent, view: View, now: Date): Decision {
  const { asker, quotedCase } = view;
  if (!asker) return say(texts.bindFirst(view.county));
  const [named = quotedCase?.number] = intent.mentions.caseNumbers;
  const asked = view.turns.find((turn) => turn.case !== undefined && turn.case === named);
  const turn = asked ?? turnMeant(view, (one) => one.person !== asker.id && wantsSomething(one));
  const number = turn?.case ?? quotedCase?.number;
  if (number === undefined) return say(turn ? followUps.sameAnswer : texts.nothingToJoin);
  const same = view.cases.find((kase) => kase.number === number);
  if (same && same.enterprise === asker.enterprise) {
    const joined: Change = { kind: 'case-joined', number, person: asker.id, what: intent.text };
    return { changes: [joined], posts: [{ to: 'here', text: texts.joined(same) }] };
  }
  const { kind = 'difficulty', items = [], department } = turn?.opened ?? {};
  const departments = department && department !== 'SP' ? [department] : [];
  const mentions = { ...intent.mentions, items: [...intent.mentions.items, ...items], departments };
  const linked = { ...intent, mentions, text: `${intent.text}（同 ${number}）` };
  const { changes, posts } = open(linked, view, now, kind);
  const opened = changes.find((change) => change.kind === 'case-opened');
  const enterprise = view.county.enterprises.get(asker.enterprise ?? '')?.name ?? '';
  const link: Change[] = opened
    ? [{ kind: 'note-added', case: number, text: followUps.alsoAsked(enterprise, opened.case.number) }]
    : [];
  return { changes: [...changes, ...link], posts };
}

const wantsSomething = ({ case: number, kinds }: Turn): boolean =>
  number !== undefined || kinds.some((kind) => questionKinds.some((one) => one === kind));

/** 反馈: thanks are passed on; a poor word opens a complaint with a call-back. */
export function takeFeedback(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.tooLoud === true)
    return forward(
      specialistFor(view)?.id,
      texts.tooLoudNoted,
      texts.tooLoudNotice(view.chat.title, intent.text),
    );
  const marks = (intent.slots.marks ?? {}) as Record<string, number>;
  const project = view.project?.code;
  const given = {
    kind: 'evaluation-given',
    text: intent.text,
    marks,
    ...(project ? { project } : {}),
  } as const;
  if (intent.slots.poor === true) {
    const opened = view.opened ? silence : open(intent, view, now, 'complaint', true);
    const posts = opened.posts.map((post) =>
      post.to === 'here' ? { ...post, text: texts.poorService(post.text) } : post,
    );
    return { changes: [given, ...opened.changes], posts };
  }
  const said = Object.entries(marks).map(([name, mark]) => `${name}${mark}`);
  return {
    changes: [given],
    posts: [{ to: 'here', text: said.length ? texts.evaluationKept(said.join('、')) : texts.thanks }],
  };
}

/** Tells the project's specialist something a person has to look into, and says so here. */
export function forward(specialist: string | undefined, here: string, there: string): Decision {
  const posts: Post[] = [{ to: 'here', text: here }];
  if (specialist) posts.push({ to: { chat: directChat(specialist) }, text: there });
  return { changes: [], posts };
}
