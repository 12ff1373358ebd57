import { calledIn } from '../called.ts';
import { change, dueTimes } from '../cases/index.ts';
import { tellHolders } from '../cases/tell.ts';
import { asks } from '../intents/rule.ts';
import { isBareCourtesy } from '../intents/talk.ts';
import { supplementAsked } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Intent,
  type IntentKind,
  isOpen,
  questionKinds,
  talkKinds,
  type View,
} from '../model.ts';
import * as texts from '../texts/follow-ups.ts';
import { alike } from '../utterance.ts';
import { takeMaterial } from './materials.ts';
import { join, passOn } from './open.ts';

/** What words may be taken for that only go on about what was told. */
const loose: IntentKind[] = [...talkKinds, ...questionKinds, 'ask_progress'];
const answers: IntentKind[] = [...loose, 'report_difficulty', 'urge_complaint', 'give_facts'];
/** 谁说的, 哪条, 你说的是哪个证, 没看懂: asked back of the words that were told, and of no rule. */
const asksOfWords =
  /谁(?:说|讲|定|规定|要求)的?|^(?:那|是|到底|具体|请问)*哪[一几两]?(?:条|种|类|样|份|点|个|处|页|版)[啊呀呢?？]*$|[你您]们?(?:刚才?)?(?:说|讲|问|指|要|写)的|(?:什么|啥)意思|没(?:看|听|读)?(?:懂|明白)|[看听]不(?:懂|明白)/;
/** 对, 可以, 好的: to a question an answer; thanks are none. */
const says = /^(?:是|对|可以|行|好|嗯|能|没问题|ok)/i;
const thanks = /谢|收到|知道|明白|辛苦/;

/** A clause has it, so that nobody has to be asked. */
const isCovered = (intents: Intent[]): boolean => intents.some(({ answer }) => answer?.outcome === 'answer');

/**
 * Whether somebody of the enterprise answers what the post asked instead of answering; a rule asked for besides, and
 * papers that came, have their own way.
 */
export function answersPost(text: string, kase: Case, intents: Intent[], view: View): boolean {
  const { turns, asker } = view;
  if (!['answered', 'accepted'].includes(kase.status) || !asks(kase.result ?? '')) return false;
  if (saidToColleague(text, view)) return false;
  // Answered once, 好的 is said to the receipt, unless what they said was a question.
  const last = turns.find(({ person }) => person === asker?.id);
  if (isBareCourtesy(text) && kase.status === 'accepted' && !asks(last?.text ?? '')) return false;
  if (isBareCourtesy(text) && (!says.test(text) || thanks.test(text))) return false;
  if (intents.some(({ slots }) => slots.facet !== undefined || slots.takesBack === true)) return false;
  const own = intents.every(({ kind, slots }) => slots.likely === true || answers.includes(kind));
  return own && (!asks(text) || asksOfWords.test(text) || !isCovered(intents));
}

/** What the post asked is answered: the case is in its hands again, and its time runs. */
export function backToPost(kase: Case, text: string, view: View, now: Date): Decision {
  const { replyDue } = dueTimes(view.county, kase.level, kase.urgency, now);
  const set = { status: 'accepted' as const, replyDue };
  return {
    changes: [change(kase, set, `企业回答：${text}`)],
    posts: [
      { to: 'here', text: texts.answerTaken({ ...kase, ...set }, view.county, now) },
      ...tellHolders(kase, texts.answerNotice(kase, text)),
    ],
  };
}

/** 你跟老板说一声, 小陈你去拿, 明天谁去. */
const toColleague =
  /^(?:[老小阿][\u4e00-\u9fa5])?[你您](?=先|快|去|来|跟|和|把|给|找|打|让|叫)|谁(?:去|有空|方便|跑)/;
const saidToColleague = (text: string, { chat }: View): boolean =>
  chat.kind !== 'direct' && toColleague.test(text);
/** 明天给, 还没有: to come, or not to be had. */
const notThere = /没|不|未|[明后]天|[下这]周|回头|马上|等/;

/**
 * What the asker remarks or asks back on the case that was just told of, and no clause answers, is for its post, with
 * what a 补件 asked for as such. Undefined where it says nothing of the kind.
 */
export function remarked(
  text: string,
  kase: Case,
  intents: Intent[],
  view: View,
  now: Date,
): Decision | undefined {
  const [intent] = intents;
  if (!intent || !isOpen(kase) || isBareCourtesy(text)) return undefined;
  if (calledIn(text, view.chat, view.county)?.department === kase.department) return passOn(kase, text, view);
  if (saidToColleague(text, view)) return undefined;
  const ofIt = intents.every(
    ({ kind, slots }) =>
      slots.facet === undefined &&
      kind !== 'submit_material' &&
      (slots.likely === true || loose.includes(kind)),
  );
  if (!ofIt) return undefined;
  const asked = kase.status === 'waiting-enterprise' ? supplementAsked(kase) : undefined;
  const gives = asked !== undefined && (/\d/.test(text) || alike(asked, text) > 0);
  if (!asks(text) && gives && !notThere.test(text))
    return takeMaterial({ ...intent, text, slots: {} }, view, now);
  if (othersSpoke(view)) return undefined;
  if (!asks(text) || asksOfWords.test(text)) return passOn(kase, text, view);
  // 中午吃啥 is asked of colleagues.
  const idle = intents.every(({ kind }) => talkKinds.includes(kind));
  if (idle || isCovered(intents)) return undefined;
  if (kase.status === 'answered') return join(kase, { ...intent, text, slots: {} }, view, now);
  return kase.status === 'waiting-enterprise' ? passOn(kase, text, view) : undefined;
}

/** Whether somebody else spoke here since the bot did: what follows is perhaps for them. */
const othersSpoke = ({ turns, spoken: [last], asker }: View): boolean =>
  turns.some(({ id, person }) => last !== undefined && id > last.place && person !== asker?.id);
