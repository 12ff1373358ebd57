import { can } from '../access.ts';
import { specialistFor } from '../cases/index.ts';
import { clausesOf, withoutNames } from '../filings/gaps.ts';
import { isServedBy } from '../filings/meant.ts';
import { statedDay } from '../filings/stated-day.ts';
import { type Step, stepIn } from '../filings/steps.ts';
import { names } from '../meant.ts';
import {
  type Day,
  type Decision,
  type Filing,
  type FilingSet,
  type Intent,
  type Mentions,
  type Move,
  say,
  type View,
  withSet,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/steps.ts';
import { forward } from './requests.ts';
import { headsOf, propose, reportOf, tellOfFiling } from './steps.ts';

/** The registration under a number that somebody calls wrong, with what is right. */
export function correctProposal(id: string, text: string, view: View): Decision {
  const wrong = ownMoves(view).find(({ move }) => move.proposal === id);
  return wrong ? proposeRight(wrong, text, view) : toSpecialist(text, view);
}

/** A filing of the morning's list that was registered by mistake. */
export function correctListed(filing: Filing, text: string, view: View): Decision {
  const wrong = ownMoves(view).find((one) => one.filing.id === filing.id);
  return wrong ? proposeRight(wrong, text, view) : toSpecialist(text, view);
}

/** 施工许可证11月20日受理, where another day is on record. */
export function otherDay(filing: Filing, text: string, view: View): Decision | undefined {
  const wrong = ownMoves(view).find((one) => one.filing.id === filing.id);
  const right = wrong && rightStep(wrong, affirmed(text, view.today).text, view);
  return right && ('trouble' in right || right.set.state === wrong?.move.set.state)
    ? proposeRight(wrong, text, view)
    : undefined;
}

export interface Registered {
  move: Move;
  filing: Filing;
}

/** What the asker may correct, the latest first. */
function ownMoves({ moves, filings, asker }: View): Registered[] {
  return moves.flatMap((move) => {
    const filing = filings.find(({ id }) => id === move.filing);
    return filing && asker && can(asker, 'move-filing', {}, 'direct') && isServedBy(filing, asker)
      ? [{ move, filing }]
      : [];
  });
}

/** By number, by the project and item named, else what the asker registered last. */
export function registered({ mentions, slots }: Intent, view: View): Registered | undefined {
  const own = ownMoves(view);
  if (slots.proposal) return own.find(({ move }) => move.proposal === slots.proposal);
  const { items, projects, enterprises } = mentions;
  const listed = view.listed.get(Number(slots.serial));
  if (listed) return own.find(({ filing }) => filing.id === listed);
  if (items.length + projects.length + enterprises.length === 0)
    return (
      own.find(({ move }) => move.by === view.asker?.id) ??
      own.find(({ filing }) => filing.project === view.project?.code)
    );
  const meant = isMeant(mentions, view);
  const fitting = own.filter(({ filing }) => meant(filing));
  // Posts of one department may correct each other's, but mean their own first.
  return fitting.find(({ move }) => move.by === view.asker?.id) ?? fitting[0];
}

/** Whether a filing is of the item named, and of the project named or in talk. */
export const isMeant =
  (mentions: Mentions, view: View) =>
  (filing: Filing): boolean => {
    const { items, projects, enterprises } = mentions;
    const project = view.county.projects.get(filing.project);
    const ofProject =
      projects.length + enterprises.length > 0
        ? project !== undefined && names(mentions, project)
        : view.project === undefined || view.project.code === filing.project;
    return ofProject && (items.length === 0 || items.includes(filing.item));
  };

/**
 * Asks to set the filing back to what it was, and on to what is right where that is said. Where only the day is wrong
 * the step stands, and is put on another day.
 */
export function proposeRight(wrong: Registered, text: string, view: View): Decision {
  const { move, filing } = wrong;
  const { county } = view;
  const before = withSet(filing, move.was);
  const said = affirmed(text, view.today);
  const earlier = said.ofDay ? dayNamed(said.text, before, view) : undefined;
  if (earlier && earlier.field !== dayOfState[move.set.state ?? filing.state])
    return proposeDay(filing, earlier, said.text, view);
  const right = rightStep(wrong, said.text, view);
  if (right && 'trouble' in right)
    return tellOfFiling(texts.stepTrouble(before, right, county), filing, view);
  if (!right && said.ofDay)
    return proposeDay(filing, dayNamed(said.text, filing, view) ?? lastOf(filing), said.text, view);
  const set = { ...move.was, ...right?.set };
  const what = right
    ? texts.stepText(before, right.set, right.day, county)
    : texts.setBackText(before, county);
  if (right?.set.state === 'supplement' && !right.set.remark)
    return tellOfFiling(texts.whatIsMissing, filing, view);
  const heads = 'extensionDays' in { ...move.set, ...right?.set } ? headsOf(filing, view) : undefined;
  const confirmers = heads ? { confirmers: heads } : {};
  return propose(filing, { set, what: texts.correctionOf(what), ...confirmers }, view);
}

interface Dated {
  field: 'concludedOn' | 'acceptedOn' | 'receivedOn';
  /** What people call the step of that day. */
  called: RegExp;
}
/** The days on record, the latest step first. */
const dated: Dated[] = [
  { field: 'concludedOn', called: /办结|批(?!前)|核发|[发出取领制]证|[出发]的/ },
  { field: 'acceptedOn', called: /受理/ },
  { field: 'receivedOn', called: /[收接]件/ },
];
const dayOfState: Partial<Record<Filing['state'], Dated['field']>> = {
  received: 'receivedOn',
  accepted: 'acceptedOn',
  concluded: 'concludedOn',
  refused: 'concludedOn',
};

/** The day on record of the step that a text names. */
const dayNamed = (text: string, filing: Filing, view: View): Dated | undefined => {
  const said = withoutNames(text, reportOf(text, filing, view).names);
  return dated.find(({ field, called }) => called.test(said) && filing[field] !== undefined);
};
const lastOf = (filing: Filing): Dated | undefined => dated.find(({ field }) => filing[field] !== undefined);

/** A step on the day that is given; nothing else of the filing changes. */
function proposeDay(filing: Filing, step: Dated | undefined, text: string, view: View): Decision {
  const { county, today } = view;
  const day = statedDay(text, step?.called ?? /^/, today);
  if (!step || day === undefined) return tellOfFiling(texts.whichDay, filing, view);
  const { field } = step;
  const what = texts.dayOfStep(filing, field, day, county);
  if (filing[field] === day) return tellOfFiling(texts.sameDay(what), filing, view);
  if (day > today)
    return tellOfFiling(texts.stepTrouble(filing, { trouble: 'future', day }, county), filing, view);
  const moved = withSet(filing, { [field]: day });
  const { receivedOn = day, acceptedOn = receivedOn, concludedOn = today, suspensions } = moved;
  const days = [receivedOn, acceptedOn, ...suspensions.map(({ from }) => from), concludedOn];
  if (days.some((one, n) => one < (days[n - 1] ?? one)))
    return tellOfFiling(texts.daysOutOfOrder(what), filing, view);
  return propose(filing, { set: { [field]: day }, what: texts.correctionOf(what) }, view);
}

/** 没有办结, 撤销受理, 改回办理中: what is denied or taken back says nothing of what is right. */
const denied = /(?:撤|取消|没|未|不是|改回|恢复(?:成|为|到)?办理)/;
/** 登错了, 不对不对: it only says that there is something to correct, and is no reason of a step. */
const announced =
  /^(?:不好意思|抱歉|对不起|哎呀?|我|刚才?|刚刚|上面|[那这]个|又|是){0,3}(?:不对|不是|错|[登搞弄说讲写打记看点按报填]错){1,3}[了的啊呀哦吧]*$/;
/** 不是昨天: another day, and the step stands. */
const notThen = /^(?:而|并)?不是/;
/** 刚才那个: which one, and not when. */
const justNow = /刚[才刚](?=[那这登说点发报])/g;
const ofDay = /日期|时间|[哪那]天|[早晚]了/;

/** What a correction says is right, and whether it finds fault with the day of a step, and not with the step. */
export function affirmed(text: string, today: Day): { text: string; dated: boolean; ofDay: boolean } {
  const phrases = clausesOf(text.replace(justNow, '')).flatMap((clause) =>
    clause.split(/(?=(?<!是)不是)|(?<=[天日号的])(?=(?:应该?|应当|而)?是)/),
  );
  const kept = phrases.filter((phrase) => !denied.test(phrase));
  const right = kept.filter((phrase) => !announced.test(phrase));
  const said = (right.length > 0 ? right : kept).join('，');
  const isDated = statedDay(said, /^/, today) !== undefined;
  const deniesStep = phrases.some(
    (phrase) => denied.test(phrase) && !(notThen.test(phrase) && statedDay(phrase, /^/, today) !== undefined),
  );
  return { text: said, dated: isDated, ofDay: !deniesStep && (isDated || ofDay.test(text)) };
}

const words: Partial<Record<Filing['state'], string>> = {
  received: '收件',
  accepted: '受理',
  concluded: '办结',
  refused: '不予受理',
};

/** 昨天, 今天批的 in place of a step asked about or registered: that step, on the day it gives. */
export function withWordOf(set: FilingSet, text: string, filing: Filing, view: View): string {
  const step = stepIn(reportOf(text, filing, view));
  const unclear = 'trouble' in step && step.trouble === 'unclear';
  const word = words[set.state ?? filing.state];
  return unclear && word && statedDay(text, /^/, view.today) !== undefined ? `${text}${word}` : text;
}

/** The step that is right instead of the registered one; undefined where only that one is wrong. */
function rightStep(
  { move, filing }: Registered,
  said: string,
  view: View,
): Extract<Step, { day: Day }> | undefined {
  const before = withSet(filing, move.was);
  const stated = statedDay(said, /^/, view.today) !== undefined;
  const state = move.set.state ?? filing.state;
  const step = stepIn(reportOf(withWordOf({ state }, said, before, view), before, view));
  if ('trouble' in step) return 'day' in step ? step : undefined;
  const after = withSet(before, step.set);
  const dates = ['state', 'receivedOn', 'acceptedOn', 'concludedOn'] as const;
  const spans = ({ suspensions }: Filing) => suspensions.map(({ from, to }) => `${from}-${to}`).join();
  const same = dates.every((field) => after[field] === filing[field]) && spans(after) === spans(filing);
  return same || (step.set.state === filing.state && !stated) ? undefined : step;
}

export const toSpecialist = (text: string, view: View): Decision => {
  const specialist = specialistFor(view);
  if (specialist === undefined || specialist.id === view.asker?.id) return say(texts.nothingToCorrect);
  return forward(specialist.id, texts.filingToCorrect, texts.filingCorrection(postName(view.asker), text));
};
