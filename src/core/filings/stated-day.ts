import { addDays, mondayOf } from '../calendar.ts';
import type { Day } from '../model.ts';
import { numberOf } from '../numbers.ts';

const numeral = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
/** 3日前, 5天内, 5号楼: a term or a place, no day on which something happened. */
const noTerm = '(?!之?前|以前|内|止|到期|截止|[楼车厂地仓件线库机门院宗栋文])';
const written = new RegExp(
  [
    `(?:(20\\d\\d)年?)?(?<!\\d)(${numeral})月(${numeral})(?:[日号]|(?![日号\\d]))${noTerm}`,
    `(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)${noTerm}`,
    `(?<![\\d.])(\\d{1,2})[/.](\\d{1,2})(?![\\d.万亿元%倍米亩㎡顷吨千]|公[顷里斤]|平方)${noTerm}`,
    `(?<![\\d月])(${numeral})(?:日|号(?!那(?!天)|这))${noTerm}`,
    '(大前天|前天|昨[天日晚]|今[天日早晨]|(?<![天日号\\d一二三四五六])[上下]午刚?|刚刚|刚才|明[天日]|大?后天)',
    '(上|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])',
  ].join('|'),
  'g',
);

/** 〔2026〕31号, 建字第2026-58号, 文号清环审31号: the number of a document, which is no day. */
const documentNumber =
  /(?:[〔[【(（]\s*20\d\d\s*[〕\]】)）]\s*第?|第|(?<!签)字|[文证编批]号[:：是为]?[一-龥]{0,10})[\d-]{1,20}号/g;

/** The days a text names, read as past or to come, with where they stand; numbers of documents are none. */
function daysIn(text: string, today: Day, towards: Direction): { day: Day; at: number; said: string }[] {
  const plain = text.replace(documentNumber, (number) => ' '.repeat(number.length));
  return [...plain.matchAll(written)].flatMap((match) => {
    const day = read(match, today, towards);
    return day ? [{ day, at: match.index, said: match[0] }] : [];
  });
}

const spoken: [RegExp, number][] = [
  [/^大前天/, -3],
  [/^前天/, -2],
  [/^昨/, -1],
  [/^明/, 1],
  [/^大后天/, 3],
  [/^后天/, 2],
];

/** A day of the calendar; 2月30日 is none. */
function dayOn(year: number, month: number, date: number): Day | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date
    ? at.toISOString().slice(0, 10)
    : undefined;
}

const distance = (a: Day, b: Day) => Math.abs(Date.parse(a) - Date.parse(b));

/** Whoever leaves the year or the month out means the nearest. */
const nearest = (days: (Day | undefined)[], today: Day): Day | undefined =>
  days.filter((day) => day !== undefined).sort((a, b) => distance(a, today) - distance(b, today))[0];

/** Which of the same weekdays is meant: the last one of what happened, the next one of what is to come. */
type Direction = 'past' | 'ahead';

function weekdayMeant(week: string | undefined, name: string, today: Day, towards: Direction): Day {
  const wanted = '一二三四五六日'.indexOf(name.replace('天', '日'));
  const weeks = { 上: -7, 下: 7 }[week ?? ''] ?? 0;
  const day = addDays(mondayOf(today), weeks + wanted);
  if (week !== undefined) return day;
  if (towards === 'ahead') return day < today ? addDays(day, 7) : day;
  return day > today ? addDays(day, -7) : day;
}

function read(match: RegExpExecArray, today: Day, towards: Direction): Day | undefined {
  const [, y1, m1, d1, y2, m2, d2, m3, d3, date, word, week, weekday] = match;
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const written = y1 ?? y2;
  const [m, d] = [m1 ?? m2 ?? m3, d1 ?? d2 ?? d3];
  if (m && d) {
    const years = written ? [Number(written)] : [year - 1, year, year + 1];
    return nearest(
      years.map((one) => dayOn(one, numberOf(m), numberOf(d))),
      today,
    );
  }
  if (date) {
    const days = [-1, 0, 1].flatMap((n) => {
      const first = new Date(Date.UTC(year, month - 1 + n, 1));
      return dayOn(first.getUTCFullYear(), first.getUTCMonth() + 1, numberOf(date)) ?? [];
    });
    return towards === 'ahead' ? days.find((day) => day >= today) : nearest(days, today);
  }
  if (word) return addDays(today, spoken.find(([cue]) => cue.test(word))?.[1] ?? 0);
  return weekday ? weekdayMeant(week, weekday, today, towards) : undefined;
}

/**
 * The day a text gives for what it reports: the last one before the word that says what happened, else the first
 * behind it, in the same clause before all others. Terms (11月30日前, 3日内) are no such day, nor is one to come that
 * another clause says something else of (批了，批文明天送窗口).
 */
export function statedDay(text: string, happened: RegExp, today: Day): Day | undefined {
  const clauses = text.split(/[,，。;；!！\n]/);
  const own = clauses.find((one) => happened.test(one));
  const rest = clauses.filter((one) => one === own || !tellsOfLater(one, today)).join('，');
  return (own && nextTo(own, happened, today)) ?? nextTo(rest, happened, today);
}

/** Characters around a day, in a clause that gives it and says nothing else: 时间是11月20日. */
const BARE = 4;

const tellsOfLater = (clause: string, today: Day): boolean =>
  daysIn(clause, today, 'past').some(
    ({ day, said }) => day > today && clause.trim().length - said.length > BARE,
  );

function nextTo(text: string, happened: RegExp, today: Day): Day | undefined {
  const at = text.search(happened);
  const days = daysIn(text, today, 'past');
  return (days.findLast((one) => one.at <= at) ?? days[0])?.day;
}

/** Every day a text names for what is still to come, in order; 周三 is the next one. */
export const comingDays = (text: string, today: Day): Day[] =>
  daysIn(text, today, 'ahead').map(({ day }) => day);

/** The day a text looks forward to, terms included: 周五前 is the one to come. */
export const firstDayAhead = (text: string, today: Day): Day | undefined =>
  comingDays(text.replace(/之前|以前|前(?![天期])/g, ' '), today)[0];
