import type { Calendar, Day, Filing } from '../model.ts';
import { startOf } from '../progress.ts';
import { extension, extensionIn, withoutItsApproval } from './extensions.ts';
import { came, clausesOf, gapIn, gapOf, lacks, MOST_GAP_CHARACTERS, resumes, withoutNames } from './gaps.ts';
import { cameOut, tellsIssue } from './issued.ts';
import { promisesIn, withoutPromises } from './promises.ts';
import { firstDayAhead, statedDay } from './stated-day.ts';

/** What a sentence reports of a filing, or why that cannot be put on record. */
export type Step =
  | { set: Partial<Filing>; day: Day }
  | { trouble: 'unclear' }
  | { trouble: 'not-waiting' }
  | { trouble: 'future' | 'too-early'; day: Day };

/** What a step is read against. */
export interface Reported {
  text: string;
  /** As it is on record. */
  filing: Filing;
  /** Names of the item, its project and enterprise: 核发 in 施工许可证核发 says nothing of a step. */
  names: string[];
  by: string;
  today: Day;
  calendar: Calendar;
  /** Whether 补正 stops the clock in this county. */
  supplementSuspends: boolean;
}

// ---------------------------------------------------------------- words

const negated =
  '(?<!(?:没有?|未|尚|待|不|预计|预估|估计|计划|争取|准备|打算|即将|马上|快要?|[天日周月]后|等|才|再|方可|延期|延后|推迟)[^,，。]{0,3})';
const accepts = new RegExp(`${negated}(?<!后)受理(?!不了|条件|窗口)|后受理了`);
const concludes = new RegExp(
  `${negated}(?:办结|批下来|下来了|核发|发证|出证|取证|领证|批复了|批了|已批|登簿了|已出|(?<=[天日号午]|周[一二三四五])批的)(?!不了|不下|[是时])`,
);
const receives = new RegExp(`${negated}(?:收件|接件|收到|收了|收下)`);
/** 暂不受理 waits for more. */
const refuses = /(?<!暂时?|先)(?:不予(?:受理|许可|批准)|不受理)/;
/** 退件, 退回去重报; 退回水利局 hands it on. */
const sendsBack = new RegExp(
  `${negated}(?:退了?件|退回?(?:去|来|掉)|退回(?:了|重|给?(?:企业|申请人|他们|对方|建设单位)|[让请叫]|$|[\\s,，。])|退(?:掉)?重[新报]|打回)`,
);
/** 公示照片 and 评审材料 are papers. */
const special = /(?:评审|听证|检测|检验|检疫|鉴定|招标|拍卖|公示)(?!照片|图|牌|材料|资料|稿)/;
const specialOver =
  /(?:评审|听证|检测|检验|检疫|鉴定|招标|拍卖|公示)[^,，。]{0,8}(?:结束|完成|完了|通过|过了|出来)/;
const onTolerance = /容缺受理/;
/** 等周五看完再办结, 修改完就能恢复, 公示到周四: what is to come, or what it depends on. */
const planned =
  /^等(?!级)|等[^,，。]{1,12}[再才]|[完好齐]了?(?:[再才]|就(?:能|可以|会|(?:恢复|受理|办|批)(?!.{0,6}了)))|[才就](?:能|可以|会(?!议)|好办)|(?<![收送交报接拿得看查轮])[到至](?:[本这下]个?)?(?:(?:周|星期|礼拜)[一二三四五六日天末]|\d{1,2}[日号]|月底|[明后]天)(?:为?止|结束)?[的了哦哈吧]?$|如果|要是|只要|的话/;

// ---------------------------------------------------------------- steps

/** Accepted from receipt when no notice came in time (行政许可法第三十二条): a step after that cannot undo it. */
export function asDeemed(filing: Filing, calendar: Calendar, day: Day): Filing {
  const start = filing.acceptedOn === undefined ? startOf(filing, calendar, day) : undefined;
  return start === undefined ? filing : { ...filing, acceptedOn: start };
}

const isPaused = ({ suspensions }: Filing): boolean => suspensions.some((span) => span.to === undefined);

/** Every pause that is still open ends on a day. */
export const pausesEnded = (filing: Filing, day: Day): Filing['suspensions'] =>
  filing.suspensions.map((span) => (span.to === undefined ? { ...span, to: day } : span));

/** 补正: what is missing, and the clock standing still where the county's rule says so and it does not yet. */
export function supplementOf(
  filing: Filing,
  remark: string,
  { day, by, suspends }: { day: Day; by: string; suspends: boolean },
): Partial<Filing> {
  const starts = filing.acceptedOn !== undefined && suspends && !isPaused(filing);
  const pause = { from: day, kind: 'supplement', reason: remark, by } as const;
  return {
    state: 'supplement',
    remark,
    ...(starts ? { suspensions: [...filing.suspensions, pause] } : {}),
  };
}

/** The step a sentence reports, with the day it gives for it (today, when it gives none). */
export function stepIn(reported: Reported): Step {
  const { names, filing, today } = reported;
  const text = told(reported);
  // A short form and 核发 may be all that is said: 施工许可证核发了.
  const bare = withoutNames(text, names);
  const found =
    recognise(bare, reported) ??
    recognise(text, reported) ??
    (tellsIssue(text, names) ? { word: cameOut, make: concluded(text) } : undefined);
  if (!found) return promisedDay(reported);
  const { word, make } = found;
  const day = statedDay(bare, word, today) ?? today;
  if (day > today) return { trouble: 'future', day };
  const earliest = [filing.receivedOn, filing.acceptedOn, ...filing.suspensions.map((span) => span.from)];
  if (earliest.some((one) => one !== undefined && one > day)) return { trouble: 'too-early', day };
  const deemed = asDeemed(filing, reported.calendar, day);
  const set = make(deemed, day);
  if (!set) return { trouble: 'not-waiting' };
  const fromReceipt =
    filing.acceptedOn === undefined && set.state !== 'refused' ? deemed.acceptedOn : undefined;
  return { set: fromReceipt === undefined ? set : { ...set, acceptedOn: fromReceipt }, day };
}

/** Nothing is told but perhaps what is promised for a day. */
function promisedDay({ text, today }: Reported): Step {
  const day = firstDayAhead(promisesIn(text).join('，'), today);
  return day !== undefined && day > today ? { trouble: 'future', day } : { trouble: 'unclear' };
}

/**
 * What a text tells of as done; a clause that says what is missing is told whatever it asks for. Where only the end
 * of a procedure has a day (公示到周四), nothing is said of its beginning.
 */
function told({ text: whole, today }: Reported): string {
  const text = withoutPromises(whole);
  const clauses = clausesOf(text);
  const plans = clauses.filter((clause) => planned.test(clause) && !lacks.test(clause));
  if (plans.length === 0) return text;
  const rest = clauses.filter((clause) => !plans.includes(clause));
  const begins = (clause: string) =>
    statedDay(clause, special, today) !== undefined || /开始|启动|进入/.test(clause);
  const ends = plans.some((clause) => special.test(clause)) && !rest.some(begins);
  return rest.filter((clause) => !ends || !special.test(clause)).join('，');
}

interface Found {
  /** What says it: the day stands next to it. */
  word: RegExp;
  make: (filing: Filing, day: Day) => Partial<Filing> | undefined;
}

/** A text against what it reports of: `words` may lack the names, which the whole of it bears. */
interface Said extends Reported {
  words: string;
  gap: ReturnType<typeof gapIn>;
}

/** The step that a text names and that is possible in the filing's state. */
function recognise(words: string, reported: Reported): Found | undefined {
  const said = { ...reported, words, gap: gapIn(words) };
  const first = longer(said) ?? refusalIn(said);
  if (first || contradictsItself(said)) return first;
  return (
    gapFound(said) ??
    conclusionIn(said) ??
    gapClosed(said) ??
    specialEnded(said) ??
    specialBegun(said) ??
    acceptanceIn(said) ??
    receiptIn(said)
  );
}

function longer({ words }: Said): Found | undefined {
  const days = extensionIn(words);
  if (days === 0) return undefined;
  const remark = words.trim().slice(0, MOST_GAP_CHARACTERS);
  return {
    word: extension,
    make: (one) => (one.acceptedOn ? { extensionDays: one.extensionDays + days, remark } : undefined),
  };
}

function refusalIn({ words, text, names }: Said): Found | undefined {
  const word = [refuses, sendsBack].find((one) => one.test(words));
  if (!word) return undefined;
  const ofPermit = /许可|批准/.test(refuses.exec(words)?.[0] ?? '');
  const result = word === sendsBack ? '退件' : ofPermit ? '不予许可' : '不予受理';
  const remark = gapOf(text, names);
  return {
    word,
    make: (one, day) => ({
      state: 'refused',
      concludedOn: day,
      result,
      remark,
      suspensions: pausesEnded(one, day),
    }),
  };
}

const tellsGap = ({ gap, words }: Said): boolean => gap === 'lacks' && !onTolerance.test(words);
/** What lacks something is not concluded: nobody knows which of the two is meant. */
const contradictsItself = (said: Said): boolean => tellsGap(said) && concludes.test(said.words);

function gapFound(said: Said): Found | undefined {
  if (!tellsGap(said)) return undefined;
  const { words, text, names, filing, by, supplementSuspends: suspends } = said;
  const remark = gapOf(text, names);
  const comesIn = receives.test(words) && filing.receivedOn === undefined;
  return {
    word: comesIn ? receives : lacks,
    make: (one, day) => ({
      ...(comesIn ? { receivedOn: day } : {}),
      ...supplementOf(one, remark, { day, by, suspends }),
    }),
  };
}

function conclusionIn({ words }: Said): Found | undefined {
  return concludes.test(withoutItsApproval(words)) ? { word: concludes, make: concluded(words) } : undefined;
}

function gapClosed({ gap, words, filing }: Said): Found | undefined {
  const accepted = accepts.test(words);
  const waits = filing.state === 'supplement' || isPaused(filing);
  if (gap !== 'came' || (accepted && !waits)) return undefined;
  return { word: wordOfGap(words), make: (one, day) => goesOn(one, day, accepted) };
}

function specialEnded({ words, filing }: Said): Found | undefined {
  if (!isPaused(filing) || !(specialOver.test(words) || resumes.test(words))) return undefined;
  return {
    word: specialOver,
    make: (one, day) => ({ state: 'accepted', remark: '', suspensions: pausesEnded(one, day) }),
  };
}

function specialBegun({ words, text, filing, by }: Said): Found | undefined {
  if (isPaused(filing) || !special.test(words) || specialOver.test(words)) return undefined;
  const pause = { kind: 'special-procedure', reason: procedureIn(text), by } as const;
  return {
    word: special,
    make: (one, day) =>
      one.acceptedOn
        ? { state: 'suspended', suspensions: [...one.suspensions, { from: day, ...pause }] }
        : undefined,
  };
}

function acceptanceIn({ words, text, names, filing }: Said): Found | undefined {
  if (!accepts.test(words) || filing.acceptedOn !== undefined) return undefined;
  const remark = onTolerance.test(words) ? gapOf(text, names) : '';
  return {
    word: accepts,
    make: (one, day) => ({ state: 'accepted', acceptedOn: one.acceptedOn ?? day, remark }),
  };
}

function receiptIn({ words, filing }: Said): Found | undefined {
  if (!receives.test(words) || filing.receivedOn !== undefined) return undefined;
  return { word: receives, make: (_, day) => ({ state: 'received', receivedOn: day }) };
}

const concluded =
  (text: string): Found['make'] =>
  (one, day) => ({
    state: 'concluded',
    concludedOn: day,
    result: text.trim().slice(0, 40),
    suspensions: pausesEnded(one, day),
  });

/** What the clock waits for, and how long that takes: the applicant is told (行政许可法第四十五条). */
const procedureIn = (text: string): string => {
  const told = clausesOf(text).filter(
    (clause) => special.test(clause) || /预计|大约|工作日|\d天/.test(clause),
  );
  return told.join('，').slice(0, MOST_GAP_CHARACTERS);
};

const wordOfGap = (text: string): RegExp =>
  accepts.test(text) ? accepts : (came.find((cue) => cue.test(text)) ?? /补/);

/**
 * What was missing has come. A clock that stood still goes on; one that had not begun begins with 受理, and until
 * then the complete application counts as received on that day.
 */
function goesOn(filing: Filing, day: Day, accepted: boolean): Partial<Filing> | undefined {
  if (filing.acceptedOn !== undefined)
    return isPaused(filing) || filing.state === 'supplement'
      ? { state: 'accepted', remark: '', suspensions: pausesEnded(filing, day) }
      : undefined;
  if (accepted) return { state: 'accepted', acceptedOn: day, remark: '' };
  if (filing.state === 'supplement' || filing.receivedOn === undefined)
    return { state: 'received', receivedOn: day, remark: '' };
  return undefined;
}

/** The day a result opens with (11月20日 已核发), if it can be; one further in may be of anything. */
export function dayOpening(
  text: string,
  { suspensions, acceptedOn, receivedOn = '' }: Filing,
  today: Day,
): Day {
  const opens = /^(?:[\d一二三四五六七八九十]|昨|前天|上?周)/.test(text);
  const day = opens ? statedDay(text, /^/, today) : undefined;
  const earliest = [acceptedOn ?? receivedOn, ...suspensions.map(({ from }) => from)];
  return day !== undefined && day <= today && earliest.every((one) => one <= day) ? day : today;
}
