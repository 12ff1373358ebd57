import { act } from '../cases/actions.ts';
import { openCase } from '../cases/index.ts';
import { urgencyOf } from '../intents/urgency.ts';
import { caseBySerial, casesMeant, turnMeant } from '../meant.ts';
import {
  type CaseKind,
  type Change,
  type Decision,
  type Intent,
  isOpen,
  nothingNamed,
  questionKinds,
  say,
  type Turn,
  type View,
} from '../model.ts';
import { bindFirst, refusals } from '../texts/cases.ts';
import * as texts from '../texts/follow-ups.ts';
import { withoutCall } from '../utterance.ts';
import { misrouted } from './facts.ts';

/** What is said about an earlier message; never that message itself. */
const aboutOthers = ['ask_why_case', 'register_case', 'split_case'];

/** The asker's own words that a follow-up is about. */
const ownTurn = (view: View, fits: (turn: Turn) => boolean = () => true): Turn | undefined =>
  turnMeant(
    view,
    (turn) => turn.person === view.asker?.id && !aboutOthers.includes(turn.kinds[0] ?? '') && fits(turn),
  );

/** 为什么转给住建局, 为什么没登记: the routing rule's reason, or what the message was taken for. */
export function explainCase(intent: Intent, view: View, now: Date): Decision {
  if (!view.asker) return say(bindFirst(view.county));
  if (intent.slots.about === 'none') return say(texts.whyNone(ownTurn(view)));
  if (intent.slots.wrong === true && view.asker.role === 'enterprise') {
    const [wrong] = casesMeant(view, withoutMatter(intent), now);
    return wrong ? misrouted(wrong, intent, view, now) : say(texts.whichPost);
  }
  const meant = casesMeant(view, intent, now);
  const [kase] = meant.length ? meant : casesMeant(view, withoutMatter(intent), now);
  return say(kase ? texts.whyPost(kase, view.county) : texts.whichPost);
}

/** 为什么不是城管局 names a department that has not got it. */
const withoutMatter = (intent: Intent): Intent => ({
  ...intent,
  mentions: { ...intent.mentions, items: [], departments: [] },
});

/** 登记: the asker's last words become a case after all. */
export function registerCase(_: Intent, view: View, now: Date): Decision {
  if (!view.asker) return say(bindFirst(view.county));
  const turn = ownTurn(view);
  if (!turn) return say(texts.nothingToRegister);
  const number = turn.case ?? view.turns.find((later) => later.corrects === turn.id)?.case;
  if (number !== undefined) return say(texts.registeredAlready(number));
  const asked = turn.kinds.some((kind) => questionKinds.some((one) => one === kind));
  return opened(turn, asked ? 'question' : 'difficulty', view, now);
}

/** 拆分: what was taken for the same as before becomes a case of its own, and the asker hears of the other no more. */
export function splitCase({ slots }: Intent, view: View, now: Date): Decision {
  if (slots.divide !== undefined) return say(texts.cannotDivide(slots.divide as number));
  if (slots.into !== undefined) return merge(slots.from as number, slots.into as number, view, now);
  const turn = ownTurn(
    view,
    (one) => one.joined === true && !view.turns.some((later) => later.corrects === one.id),
  );
  if (!turn?.joined || turn.case === undefined) return say(texts.nothingToSplit);
  const number = turn.case;
  const from = view.cases.find((kase) => kase.number === number);
  const department = from && from.department !== 'SP' && turn.items.length === 0 ? [from.department] : [];
  const { changes, posts } = opened(turn, from?.kind ?? 'difficulty', view, now, department);
  const left: Change = { kind: 'case-left', number, person: turn.person, what: '另立一件' };
  return {
    changes: [left, ...changes],
    posts: posts.map((post) =>
      post.to === 'here' ? { ...post, text: texts.split(number, post.text) } : post,
    ),
  };
}

/** 9号并入2号, both of one enterprise: the first is closed, its words and its reporter go on with the second. */
export function merge(from: number, to: number, view: View, now: Date): Decision {
  const [kase, into] = [caseBySerial(view, from), caseBySerial(view, to)];
  if (!kase || !into) return say(refusals.noSuchCase(kase ? to : from));
  const secret = [kase, into].some(({ kind }) => kind === 'integrity');
  const together = into.enterprise !== undefined && into.enterprise === kase.enterprise;
  if (kase === into || !isOpen(into) || !together || secret) return say(texts.cannotMerge);
  const closed = act(kase, { action: 'conclude', text: texts.mergedInto(into) }, view, now, from);
  if (closed.changes.length === 0) return closed;
  const joined: Change = {
    kind: 'case-joined',
    number: into.number,
    person: kase.reporter,
    what: kase.summary,
  };
  const told = {
    to: { person: into.owner },
    text: texts.mergedNotice(into, kase),
    about: { case: into.number },
  };
  return { changes: [...closed.changes, joined], posts: [...closed.posts, told] };
}

/** The earlier words as a case. */
function opened(turn: Turn, kind: CaseKind, view: View, now: Date, departments: string[] = []): Decision {
  const { id, items, projects } = turn;
  const text = withoutCall(turn.text, view.county.settings.botName).trim();
  const mentions = { ...nothingNamed, items, departments, projects };
  const { changes, posts } = openCase(view, now, {
    kind,
    text,
    mentions,
    urgency: urgencyOf(
      text,
      kind === 'question' ? ['ask_procedure'] : ['report_difficulty'],
      'enterprise',
      mentions,
    ),
    corrects: id,
  });
  return { changes, posts };
}
