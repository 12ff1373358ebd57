import { addDays, addWorkingDays, nextWorkingDay, weekdayOf, workday } from '../calendar.ts';
import { comingDays } from '../filings/stated-day.ts';
import type { Appointment, Calendar, Day } from '../model.ts';
import { numberOf } from '../numbers.ts';

const part = '凌晨|早上|早晨|上午|中午|下午|傍晚|晚上';
const numeral = '[一二两三四五六七八九十]{1,3}|\\d{1,2}';
const clock = new RegExp(
  `(${part})?[ ，,]?(?<![\\d一二三四五六七八九十第小])(${numeral})(?:[点时](半|[一三]刻|(?:${numeral})分?)?(?!意见|要求|建议|问题)|[:：](\\d{2}))(?!\\d)`,
);
const partAlone = new RegExp(`(${part})`);

/** 4号会商, 4号提前到明天: the number of a case, which is no day; 28号下午 and 28号开会 are. */
const caseNumber =
  /^\s*#?\d{1,6}(?:号(?![上下中]午|[早晚开]|[\d一二两三四五六七八九十])|(?=申请|提请))|\d{1,6}号(?=件|的?(?:会|联席|协调|碰头))/g;
/** What a day is read from: without numbers of cases, 明早 as the two words it is. */
const apart = (text: string): string =>
  text.replace(caseNumber, ' ').replace(/([今明后])(?:天|日)?([早晚])(?!上)/g, '$1天$2上');

const two = (n: number): string => String(n).padStart(2, '0');

/** 下午三点半 -> 15:30; offices meet between seven and six, so 三点 alone is the afternoon's. */
function timeIn(text: string): { time?: string; rest: string } {
  const found = clock.exec(text);
  if (!found) {
    const half = partAlone.exec(text)?.[1];
    return half === undefined ? { rest: text } : { time: half, rest: text.replace(half, ' ') };
  }
  const [whole, half, hour = '', minutes, figures] = found;
  const said = numberOf(hour);
  const later = half === undefined ? said > 0 && said < 7 : /[下傍晚]/.test(half) && said < 12;
  const minute =
    minutes === '半'
      ? 30
      : minutes?.endsWith('刻')
        ? numberOf(minutes.slice(0, -1)) * 15
        : numberOf((figures ?? minutes ?? '0').replace('分', ''));
  const at = said + (later ? 12 : 0);
  if (at > 23 || minute > 59) return { rest: text };
  return { time: `${two(at)}:${two(minute)}`, rest: text.replace(whole, ' ') };
}

const dayWords =
  /(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号](?![楼会件])|[今明]天|大?后天|[上下这本]?个?(?:周|星期|礼拜)[一二三四五六日天]/g;
const room =
  /[\u4e00-\u9fa5A-Za-z0-9]{0,12}?(?:会议室|(?:[一二三四五六七八九十]|\d){1,3}楼(?:[\u4e00-\u9fa5\d]{0,6}?(?:会议室|室|厅))?|大厅|接待室|报告厅|礼堂|项目部|指挥部)/;
/** 政务中心201: a house and the number of a room. */
const numbered = /[\u4e00-\u9fa5]{2,10}?\d{3,4}(?:室|房间)?(?![\d年月日号个名位项亩㎡平米吨万元%.])/;
/** 在住建局开, 地点：工地: whatever stands there. */
const stated =
  /(?:(?<!存|现|正|还|定|实)在|地点[:：是为在]*)(?![今明后上下周本那这哪之会办建场岗线谈座不照同原][^,，。]*)([\u4e00-\u9fa5][\u4e00-\u9fa5A-Za-z0-9]{1,14}?)(?=召?开|碰头|集合|见面|[,，。;；\s]|$)/;
/** 工地现场碰一下. */
const onSite =
  /(?:[你我他]们|企业|[\u4e00-\u9fa5]{2})?(?:工地|厂里|厂区|项目部|现场)(?:现场|门口|大门)?(?=碰|见面|集合|[\s,，。]|$)/;
const withNumber = (text: string): string | undefined =>
  (room.exec(text) ?? numbered.exec(text))?.[0].split(/[在到于至定]|地点/).at(-1) || undefined;
const placeIn = (text: string): string | undefined =>
  withNumber(text) ?? onSite.exec(text)?.[0] ?? stated.exec(text)?.[1];

/** 议题：…, 请带红线图, 拓岩来两个人: what else those who come should know. */
const telling = /议题|五方|到场|带(?!头|队|领)|准备|携|来.{0,4}[个位名]人/;

/** Whether a text names a room. */
export const namesPlace = (text: string): boolean => withNumber(text) !== undefined;

/** Whether a text names a day or an hour. */
export const namesWhen = (text: string): boolean => {
  const plain = apart(text);
  return plain.search(dayWords) >= 0 || clock.test(plain);
};

/** What is left of a text without its days and hours. */
export const withoutWhen = (text: string): string => timeIn(apart(text).replace(dayWords, ' ')).rest.trim();

/** 下午三点: an hour of today, but of another day where one is agreed on already. */
const halves = /[上下]午刚?/g;

const moved = /(?:改|推迟?|提前|延[期后]?|挪|换|调整?)(?:到|为|成|在|至)?/;
/** 原定25号上午的会改到26号9点半, 明天上午我没空 改下午吧: what stands before the word that moves it is over. */
const behindMove = (text: string): string => {
  const after = text.split(moved).at(-1) ?? text;
  return after !== text && (namesWhen(after) || partAlone.test(after)) ? after : text;
};

/** What a line says of an appointment; a weekday is the next one, half a day alone leaves the day that stands. */
export function appointmentIn(text: string, today: Day, before?: Appointment): Appointment {
  const plain = apart(text);
  const when = behindMove(plain);
  const day = [when, ...(before?.day ? [] : [plain])]
    .flatMap((words) => comingDays(before?.day ? words.replace(halves, ' ') : words, today))
    .find((one) => one >= today);
  const { time } = timeIn(when.replace(dayWords, ' '));
  const rest = withoutWhen(plain);
  const place = placeIn(rest);
  const notes = rest
    .split(/[，,。；;\s]+/)
    .filter((clause) => telling.test(clause))
    .map((clause) => clause.replace(/^(?:请|让|叫|通知)(?:他们|企业|对方|业主|建设单位)?/, '请'))
    .join('，');
  return {
    ...(day ? { day } : {}),
    ...(time ? { time } : {}),
    ...(place ? { place } : {}),
    ...(notes ? { notes } : {}),
  };
}

/** A text without the place it names: 政务中心三楼会议室 calls nobody of the 政务中心. */
export function withoutPlace(text: string): string {
  const place = placeIn(withoutWhen(text));
  return place ? text.replace(place, ' ') : text;
}

/**
 * 三天内, 一周内, 下周三前, 今天: the last day by which a text wants something done, put off to a working day. The
 * limit of a 督办 is another thing: it is handed on as it was said, and its day is the one it names.
 */
export function workingDeadlineIn(text: string, today: Day, calendar: Calendar): Day | undefined {
  const within = [
    ...text.matchAll(/(\d{1,3}|[一二两三四五六七八九十]{1,3})个?(天|日|工作日|周|星期|礼拜)(?:之|以)?内/g),
  ].map(([, n = '', unit = '']) =>
    unit === '工作日'
      ? addWorkingDays(calendar, today, numberOf(n)).day
      : addDays(today, numberOf(n) * (/[天日]/.test(unit) ? 1 : 7)),
  );
  const until = text
    .split(/[，,。；;\s]+/)
    .filter((clause) => /前|今天|当天|明天|后天|完成/.test(clause))
    .flatMap((clause) => comingDays(apart(clause).replace(/([日号])(?:之|以)?前/g, '$1 '), today));
  const last = [...within, ...until]
    .filter((day) => day >= today)
    .sort()
    .at(-1);
  return last === undefined || workday(calendar, last).working ? last : nextWorkingDay(calendar, last);
}

/** 11月25日（周三）下午3:00. */
export function appointmentText({ day, time }: Appointment): string {
  const date = day ? `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日（${weekdayOf(day)}）` : '';
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time ?? '') ?? [];
  if (hour === undefined) return `${date}${time ?? ''}`;
  const h = Number(hour);
  const half = h < 12 ? '上午' : h === 12 ? '中午' : h < 18 ? '下午' : '晚上';
  return `${date}${half}${h > 12 ? h - 12 : h}:${minute}`;
}
