import type { Calendar, Day, Filing } from './model.ts';
import { startOf } from './progress.ts';
import { statedDay } from './stated-day.ts';

/** What a sentence reports of a filing, or why that cannot be put on record. */
export type Step =
  | { set: Partial<Filing>; day: Day }
  | { trouble: 'unclear' | 'not-waiting' }
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
  '(?<!(?:没有?|未|尚|待|不|预计|预估|估计|计划|争取|准备|打算|即将|马上|快要?|等|才|再|方可)[^,，。]{0,3})';
const accepts = new RegExp(`${negated}(?<!后)受理(?!不了|条件|窗口)|后受理了`);
const concludes = new RegExp(
  `${negated}(?:办结|批下来|下来了|核发|发证|出证|取证|领证|批复了|批了|已批|登簿了|已出)(?!不了|不下)`,
);
const receives = new RegExp(`${negated}(?:收件|接件|收到|收了|收下)`);
/** 暂不受理 waits for more. */
const refuses = /(?<!暂时?|先)(?:不予受理|不受理)/;
const special = /评审|听证|检测|检验|检疫|鉴定|招标|拍卖|公示/;
const specialOver =
  /(?:评审|听证|检测|检验|检疫|鉴定|招标|拍卖|公示)[^,，。]{0,8}(?:结束|完成|完了|通过|出来)/;
const resumes = /(?<!未|不|没有?)(?:恢复|继续|重新(?:开始)?|接着)计时/;
const onTolerance = /容缺受理/;

const lacks =
  /(?<!容|不)[缺差](?!陷)|漏|补正|补件|不齐|不全|不完整|(?:请|让|叫|喊|通知|要求|需要?|要)[^,，。]{0,10}补/;
/** What was missing has come. */
const came = [
  /(?:补|收|交|送|备|凑|集|报)齐|齐全|(?<!不)齐了|不[缺差]/,
  /补(?:好|完|全|上|来|到|交|过来|正)(?=.*了)|已经?(?:全部|都)?补/,
  /[补缺差漏][^,，。通告]{0,14}(?:收(?:到|了|下|悉)|交(?:来|了|到|过来|上来|回)|送(?:来|到|过来)|到(?:了|位)|来了|完成|完毕|完了|结束|通过|合格)/,
  /收到[^,，。通告]{0,6}[补缺差]|(?:材料|资料)[^,，。]{0,6}(?:收到|收了|交来|送来|到了)/,
  resumes,
];
/** Wished for, conditional or still to come. */
const notYet =
  /没(?!问题)|未|尚|还不|^等|等(?:他|她|企业|申请|你)|明[天日]|后天|下周|[日天号]之?前|[日天]内|尽快|务必|限期|齐之?后|才|再受理|如果|若|的话/;
/** An order, unless it says that it was done. */
const ordered = /请|让|叫|喊|要求|须|需|要/;
const done = /了|已|收到|计时|[今昨前][天日]|\d[日号]/;

/** Whether what was missing has come or is still missing; what is said last counts. */
function gapIn(text: string): 'came' | 'lacks' | undefined {
  const verdicts = text.split(/[,，。;；!！\s]+/).map((clause) => {
    const arrived = came.some((cue) => cue.test(clause));
    if (arrived && !notYet.test(clause) && (!ordered.test(clause) || done.test(clause))) return 'came';
    return lacks.test(clause) ? 'lacks' : undefined;
  });
  return verdicts.findLast((one) => one !== undefined);
}

/** Stands for a name that was taken out. */
const blank = '\uE010';
/** 核发, 审批 at the end of an item's name, which people leave on its short forms too. */
const blankWithTail = new RegExp(`${blank}(?:核发|审批|审核|审查|办理|备案|登记)?`, 'g');

/** The text without the names it speaks of. */
function withoutNames(text: string, names: string[]): string {
  const longestFirst = [...names].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((rest, name) => rest.replaceAll(name, blank), text)
    .replace(blankWithTail, ' ')
    .trim();
}

const MOST_GAP_CHARACTERS = 60;
const opening =
  /^(?:(?:登记|今[天日]|的|还|需要?|要|请|通知|一次性告知|告知|企业|补正|补件|中止计时|暂停计时|[:：])\s*)+(?=.)/;
const order =
  /(?:请|让|叫|喊|通知|要求|催|需要?|要)(?:他们|他|企业|申请人|对方|您|你们?)?[^,，。]{0,6}(?:补|再报|重报).*$/;

/** What is missing, as it may be read by everybody: without names, orders and remarks to the bot. */
export function gapOf(text: string, names: string[] = []): string {
  const clauses = withoutNames(text, names)
    .split(/[,，。;；!！\s]+/)
    .map((clause) => clause.replace(order, '').replace(opening, ''))
    .filter(
      (clause) => clause.length > 1 && !/^(?:登记$|补正|补件|(?:中止|暂停)计时|谢谢|麻烦)/.test(clause),
    );
  return clauses.join('，').slice(0, MOST_GAP_CHARACTERS);
}

// ---------------------------------------------------------------- steps

/** Accepted from receipt when no notice came in time (行政许可法第三十二条): a step after that cannot undo it. */
export function asDeemed(filing: Filing, calendar: Calendar, day: Day): Filing {
  const start = filing.acceptedOn === undefined ? startOf(filing, calendar, day) : undefined;
  return start === undefined ? filing : { ...filing, acceptedOn: start };
}

/** Every pause that is still open ends on a day. */
export const pausesEnded = (filing: Filing, day: Day): Filing['suspensions'] =>
  filing.suspensions.map((span) => (span.to === undefined ? { ...span, to: day } : span));

/** 补正: what is missing, and the clock standing still where the county's rule says so and it does not yet. */
export function supplementOf(
  filing: Filing,
  remark: string,
  { day, by, suspends }: { day: Day; by: string; suspends: boolean },
): Partial<Filing> {
  const stands = filing.suspensions.some((span) => span.to === undefined);
  const starts = filing.acceptedOn !== undefined && suspends && !stands;
  const pause = { from: day, kind: 'supplement', reason: remark, by } as const;
  return {
    state: 'supplement',
    remark,
    ...(starts ? { suspensions: [...filing.suspensions, pause] } : {}),
  };
}

/** The step a sentence reports, with the day it gives for it (today, when it gives none). */
export function stepIn(reported: Reported): Step {
  const { text, names, filing, today } = reported;
  // A short form and 核发 may be all that is said: 施工许可证核发了.
  const bare = withoutNames(text, names);
  const found = recognise(bare, reported) ?? recognise(text, reported);
  if (!found) return { trouble: 'unclear' };
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

interface Found {
  /** What says it: the day stands next to it. */
  word: RegExp;
  make: (filing: Filing, day: Day) => Partial<Filing> | undefined;
}

/** The step that a text names and that is possible in the filing's state. */
function recognise(text: string, { filing, names, by, supplementSuspends }: Reported): Found | undefined {
  const paused = filing.suspensions.find((span) => span.to === undefined);
  const extension = Number(/延(?:长|期)\s*(\d{1,2})\s*个?工作日/.exec(text)?.[1]);
  if (extension > 0)
    return {
      word: /延(?:长|期)/,
      make: (one) =>
        one.acceptedOn
          ? {
              extensionDays: one.extensionDays + extension,
              remark: text.trim().slice(0, MOST_GAP_CHARACTERS),
            }
          : undefined,
    };
  if (refuses.test(text))
    return { word: refuses, make: (_, day) => ({ state: 'refused', concludedOn: day, result: '不予受理' }) };
  const gap = gapIn(text);
  if (gap === 'lacks' && !onTolerance.test(text)) {
    if (concludes.test(text)) return undefined;
    const remark = gapOf(text, names);
    return {
      word: lacks,
      make: (one, day) => supplementOf(one, remark, { day, by, suspends: supplementSuspends }),
    };
  }
  if (concludes.test(text))
    return {
      word: concludes,
      make: (one, day) => ({
        state: 'concluded',
        concludedOn: day,
        result: text.trim().slice(0, 40),
        suspensions: pausesEnded(one, day),
      }),
    };
  if (gap === 'came' && (filing.state === 'supplement' || paused || !accepts.test(text)))
    return { word: wordOfGap(text), make: (one, day) => goesOn(one, day, accepts.test(text)) };
  if (paused && (specialOver.test(text) || resumes.test(text)))
    return {
      word: specialOver,
      make: (one, day) => ({ state: 'accepted', remark: '', suspensions: pausesEnded(one, day) }),
    };
  if (special.test(text) && !specialOver.test(text) && !paused)
    return {
      word: special,
      make: (one, day) =>
        one.acceptedOn
          ? {
              state: 'suspended',
              suspensions: [
                ...one.suspensions,
                {
                  from: day,
                  kind: 'special-procedure',
                  reason: text.trim().slice(0, MOST_GAP_CHARACTERS),
                  by,
                },
              ],
            }
          : undefined,
    };
  if (accepts.test(text) && filing.acceptedOn === undefined)
    return {
      word: accepts,
      make: (one, day) => ({
        state: 'accepted',
        acceptedOn: one.acceptedOn ?? day,
        remark: onTolerance.test(text) ? gapOf(text, names) : '',
      }),
    };
  if (receives.test(text) && filing.receivedOn === undefined)
    return { word: receives, make: (_, day) => ({ state: 'received', receivedOn: day }) };
  return undefined;
}

const wordOfGap = (text: string): RegExp =>
  accepts.test(text) ? accepts : (came.find((cue) => cue.test(text)) ?? /补/);

/**
 * What was missing has come. A clock that stood still goes on; one that had not begun begins with 受理, and until
 * then the complete application counts as received on that day.
 */
function goesOn(filing: Filing, day: Day, accepted: boolean): Partial<Filing> | undefined {
  const paused = filing.suspensions.some((span) => span.to === undefined);
  if (filing.acceptedOn !== undefined)
    return paused || filing.state === 'supplement'
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
