import { type IntentKind, questionKinds, talkKinds } from '../model.ts';
import { isAlarming, isGrave } from './alarms.ts';
import { speaksOfMeeting } from './meetings.ts';
import { standInNamed } from './notices.ts';
import { isElsewhere, isPrivateLife } from './private-life.ts';
import {
  disputes,
  meetingConcluded,
  meetingInGeneral,
  meetingPlaced,
  promises,
  refusesAgent,
} from './request-cues.ts';
import { doubtsAnswer } from './requests.ts';
import { asks, asksInOwnGroup, isOfficial, onTopic, type Slots, type Utterance } from './rule.ts';
import { lines } from './settle.ts';
import { isBareCourtesy } from './talk.ts';

export interface Found {
  kind: IntentKind;
  slots: Slots;
}

/** What a rule's word counts against the examples, in nats: 10 to 18 do alike on 828 sayings by other hands. */
const RULE = 14;
/** A question that no narrower rule knew. */
const QUESTION = 4;
/**
 * By so much must a text resemble business more than talk where no rule spoke, and more so to open a case: one that
 * names an item, an office or a project; one that speaks of building; one that does neither; and one that tells of
 * home, meals and games or of other places, in whatever words.
 */
const MARGIN = { named: 0, business: 0, idle: 9, private: 20 };
const OPENING = { named: 2, business: 6, idle: 12, private: 40 };

/**
 * Nats by which the examples must prefer the kind that a rule heard for a model not to be asked: of 940 sayings by other
 * hands 360 are such, 343 of them right; a model was right in 350 of these.
 */
const AGREED = 10;

const overviews: IntentKind[] = ['ask_list', 'ask_page', 'ask_bot'];
/** Said by shape or by name: no resemblance speaks against them. */
const certain: IntentKind[] = [
  ...lines,
  'notice_leave',
  'join_case',
  'ask_why_case',
  'ask_plan',
  'ask_meeting',
  'reply_meeting',
  'ask_why_date',
  ...overviews,
];

/** What would open a case; a likeness to talk speaks against it. */
const opening: IntentKind[] = [
  'report_difficulty',
  'request_help',
  'request_agent',
  'urge_complaint',
  'join_case',
];
/** Slots of what was said by shape. */
const shaped = [
  'integrity',
  'pressing',
  'ordered',
  'named',
  'concluded',
  'callBack',
  'phone',
  'certain',
  'numbered',
  'takesBack',
  'remaining',
  'visit',
  'changes',
];
/** Both say that something is wrong: which of the two the rules know better. */
const wrongs: IntentKind[] = ['report_difficulty', 'urge_complaint'];
const notices: IntentKind[] = ['notice_status', 'notice_correction', 'notice_meeting', 'notice_leave'];

/** What somebody was taken to mean. */
export interface Weighed {
  meant: Found[];
  /** The rules were not overruled. */
  sure: boolean;
  /** No model could tell better: said by shape, or the rules and the examples say the same by far. */
  settled: boolean;
}

/**
 * The rules' word against the examples': what the rules told stands unless the text resembles another kind by far,
 * and where they told nothing the likest kind is meant.
 */
export function weigh(
  told: Found[],
  said: Utterance,
  likeness: ReadonlyMap<IntentKind, number>,
  bare: boolean,
): Weighed {
  const firm = told.filter(({ slots }) => slots.overheard !== true);
  const reports = firm.some(({ kind }) => wrongs.includes(kind)) && !isOfficial(said.role);
  if (
    said.mentionsOthers ||
    firm.some(({ kind, slots }) => certain.includes(kind) || shaped.some((slot) => slots[slot] === true)) ||
    firm.some(({ slots }) => slots.news !== undefined) ||
    (firm.some(({ kind }) => kind === 'kb_correction') && said.quote !== undefined) ||
    (reports && (isGrave(said.text) || said.mentions.caseNumbers.length > 0))
  )
    return { meant: told, sure: true, settled: true };
  if (
    (firm.some(({ kind }) => talkKinds.includes(kind)) && !names(said) && !onTopic(said)) ||
    (reports && (isAlarming(said.text) || disputes.test(said.text)))
  )
    return { meant: told, sure: true, settled: isBareCourtesy(said.text) };
  const score = (kind: IntentKind) =>
    (likeness.get(kind) ?? Number.NEGATIVE_INFINITY) +
    (firm.some((one) => one.kind === kind) ? RULE : told.some((one) => one.kind === kind) ? QUESTION : 0);
  const open = [...likeness.keys()].filter((kind) => allowed(kind, said));
  const likest = (kinds: IntentKind[]) => kinds.reduce((a, b) => (score(b) > score(a) ? b : a));
  const likely = likest(open);
  const needed = (opening.includes(likely) ? OPENING : MARGIN)[nearness(said, firm)];
  const fallback = safest();
  const kind = (bare && firm.length === 0) || score(likely) - score(fallback) < needed ? fallback : likely;
  if (firm.some((one) => one.kind === kind)) return { meant: told, sure: true, settled: isSettled(kind) };
  // What was handed in stands where the likeness would only take it for talk to others.
  const handed = firm.some((one) => one.kind === 'submit_material');
  if (handed && !questionKinds.includes(kind) && isOverheard(kind, said))
    return { meant: told, sure: true, settled: false };
  if (firm.length === 0 && questionKinds.includes(kind) && tellsOthers(said))
    return { meant: [{ kind: 'not_for_bot', slots: {} }], sure: false, settled: false };
  return { meant: [{ kind, slots: likelySlots(kind, said, firm) }], sure: false, settled: false };

  /** 这个答案不对 is said by shape, though what follows may sound like a complaint. */
  function isSettled(kind: IntentKind): boolean {
    const of = (one: IntentKind) => likeness.get(one) ?? Number.NEGATIVE_INFINITY;
    const agreed = open.every((one) => one === kind || of(kind) - of(one) > AGREED);
    return kind === 'kb_correction' || (names(said) && agreed);
  }

  /** What a text is taken for when it resembles nothing well enough. */
  function safest(): IntentKind {
    if (firm.length > 0 || (told.length > 0 && opening.includes(likely)))
      return likest(told.map((one) => one.kind));
    if (!said.addressed) return likest([...talkKinds]);
    return bare ? 'ask_procedure' : likest([...questionKinds]);
  }
}

/** 要的，我们就是先验收再办证; of an office-holder whatever does not ask. */
const tellsOn =
  /^(?:要的|对的?|是的?|不用|不要|有的|没有|可以的?|行的?|能的?)[,，\s]|(?:我们?|俺们?|咱们?)(?:家|厂|公司|这边)?(?:都是|就是|当时|上次|上回|那次|已经)/;

/** Said to each other in a group, without a shape of asking: no question to the bot, however like one it sounds. */
const tellsOthers = ({ addressed, quote, text, role }: Utterance): boolean =>
  !addressed && quote === undefined && !asks(text) && (isOfficial(role) || tellsOn.test(text.trim()));

/** 超了会咋样, 什么情况下开, 是啥意思: no filing's state. */
const ofTheRule = /会(?:咋|怎么?)样|情况下|意思|(?:啥|什么)叫|(?:哪些|什么|啥)[^,，。]{0,4}政策/;

const asksRule =
  /^(?:请问|想问|问一?下|咨询)|是不是(?:每|都|所有|一定|必须|全)|都(?:要|得|必须)[^,，。]{0,6}吗|(?:要|得|需要?)(?:来|到|去)(?:哪些|几个|多少|什么)人/;

const isDone = /(?:拿到|到手|下来|领到|解决|搞定|办好|弄好|批|通)[了啦]/;

function nearness(said: Utterance, firm: Found[]): keyof typeof MARGIN {
  const { text } = said;
  const toBot = said.addressed || said.quote !== undefined || asks(text);
  if (!toBot && (isPrivateLife(text) || isElsewhere(text))) return 'private';
  if (firm.length > 0 || said.addressed || said.quote !== undefined || names(said)) return 'named';
  if (asksInOwnGroup(said)) return 'named';
  return onTopic(said) ? 'business' : 'idle';
}

const names = ({ mentions: { items, departments, enterprises, projects } }: Utterance): boolean =>
  items.length + departments.length + enterprises.length + projects.length > 0;

/** What a likeness alone makes of talk among people: a case, a reminder, a look into the record. */
const presumed: IntentKind[] = [
  ...opening,
  'request_meeting',
  'withdraw_change',
  'submit_material',
  'feedback',
  'ask_progress',
];

/**
 * What only resembles a request is known as such: nobody is urged by it, and among people nothing is done. Where the
 * rules know that something is wrong it does not matter which of two kinds it resembles.
 */
function likelySlots(kind: IntentKind, said: Utterance, firm: Found[]): Slots {
  // Perhaps meant for somebody else: answered when the library is sure, else left alone.
  if (questionKinds.includes(kind)) return { overheard: !said.addressed };
  const isWrong = wrongs.includes(kind) && firm.some((one) => wrongs.includes(one.kind));
  if (!presumed.includes(kind) || isWrong) return {};
  return { likely: true, ...(isOverheard(kind, said) ? { amongPeople: true } : {}) };
}

/**
 * Said in a shared group to nobody by name: people answer each other there, so that a mere likeness does nothing but
 * report or ask what the words name; an office-holder's own promise urges nobody in any group, and what they explain
 * reports nothing unless it says of whom.
 */
function isOverheard(kind: IntentKind, said: Utterance): boolean {
  const { role, addressed, quote, chatKind, text } = said;
  if (addressed || quote !== undefined || chatKind === 'direct') return false;
  const { enterprises, projects } = said.mentions;
  if (isOfficial(role))
    return (
      kind === 'urge_complaint' ||
      (kind === 'report_difficulty' && enterprises.length + projects.length === 0)
    );
  if (chatKind !== 'county' || isGrave(text)) return false;
  const isMatter = kind === 'report_difficulty' || (kind === 'ask_progress' && asks(text));
  return !isMatter || !names(said);
}

function allowed(kind: IntentKind, said: Utterance): boolean {
  const { role, text, addressed, called = addressed } = said;
  if (kind === 'notice_meeting')
    return (
      (isOfficial(role) || role === 'leader') &&
      speaksOfMeeting(text) &&
      [meetingPlaced, meetingConcluded].some((cue) => cue.test(text))
    );
  // An office-holder who asks presses nobody unless a rule heard an order in it.
  if (kind === 'urge_complaint' && (isOfficial(role) || role === 'leader')) return !asks(text);
  // 是不是每家都要做, 要来哪些人 ask for the rule; nothing is stuck and nobody has to come.
  if (kind === 'report_difficulty' || kind === 'request_help') return !asksRule.test(text);
  if (kind === 'request_meeting') return !meetingInGeneral.test(text);
  if (kind === 'request_agent') return !refusesAgent.test(text);
  if (kind === 'urge_complaint' && standInNamed(text) !== undefined) return false;
  if (notices.includes(kind)) return isOfficial(role);
  // Who asks how long names time.
  if (kind === 'ask_time_limit') return /[天日久时期月周年快慢长早晚]|几号|礼拜/.test(text);
  // Who tells that something came asks nothing of it, and 超了会咋样 asks what follows.
  if (kind === 'ask_progress') return (asks(text) || !isDone.test(text)) && !ofTheRule.test(text);
  if (kind === 'kb_correction') return doubtsAnswer(said);
  if (talkKinds.includes(kind)) return !(called && asks(text));
  // 扫描件在哪传 asks, 专户下午补 promises; nothing has come yet.
  if (kind === 'submit_material') return !asks(text) && !promises.test(text);
  return true;
}
