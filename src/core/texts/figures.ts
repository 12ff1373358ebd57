import type { Measure, Span } from '../intents/figures.ts';

/** So many of one name. */
export interface Group {
  name: string;
  count: number;
}

interface Count {
  label: string;
  unit?: string;
  count: number;
  groups: Group[];
}

const MOST_GROUPS = 8;
const MOST_NAMED = 12;

export const nobody = '未定';
export const measureNames: Record<Measure, string> = {
  running: '在办',
  overdue: '超期',
  received: '收件',
  accepted: '受理',
  concluded: '办结',
  'on-time': '按时办结率',
  average: '平均用时',
};
const spanNames: Record<Span, [now: string, past: string]> = {
  day: ['今天', '昨天'],
  week: ['本周', '上周'],
  month: ['本月', '上月'],
  year: ['今年', '去年'],
};
/** 本周, 上周; without a span everything on record. */
export const spanText = (span: Span | undefined, past: boolean): string =>
  span === undefined ? '累计' : spanNames[span][past ? 1 : 0];

/** 全县现在超期2件：城管局1件、住建局1件。 */
export function countLine(where: string, { label, unit = '件', count, groups }: Count): string {
  const shown = groups.slice(0, MOST_GROUPS).map((one) => `${one.name}${one.count}${unit}`);
  const rest = groups.length > MOST_GROUPS ? '等' : '';
  return `${where}${label}${count}${unit}${shown.length && count ? `：${shown.join('、')}${rest}` : ''}。`;
}

export const averageLine = (where: string, count: number, days: number): string =>
  count === 0
    ? `${where}台账里还没有办结的件，算不出平均用时。`
    : `${where}办结的${count}件，平均${days.toFixed(1)}个工作日（从受理次日起算，暂停不计）。`;

interface InTime {
  all: number;
  inTime: number;
}
const share = ({ all, inTime }: InTime): string =>
  `${Math.round((100 * inTime) / all)}%（${inTime}/${all}件）`;

/** 全县本周按时办结率100%（3/3件）. */
export function onTimeLine(
  where: string,
  { all, inTime, groups }: InTime & { groups: (InTime & { name: string })[] },
): string {
  if (all === 0) return `${where}没有办结的件，算不出按时办结率。`;
  const each = groups.slice(0, MOST_GROUPS).map((one) => `${one.name}${share(one)}`);
  return `${where}按时办结率${share({ all, inTime })}${each.length ? `：${each.join('、')}` : ''}。`;
}
/** What is late and undecided is in no such rate. */
export const lateUndecided = (late: number): string => `现在还有超期没办结的${late}件，没算在里面。`;

/** What became of the cases that were counted. */
export const sinceThen = (answered: number, concluded: number): string =>
  `其中现在已答复待确认${answered}件、已办结${concluded}件。`;

export const notBegun = (where: string, projects: string[]): string =>
  projects.length === 0
    ? `${where}都已领施工许可证。`
    : `${where}还没领施工许可证的${projects.length}个：${projects.join('、')}。工地实际开没开工，台账里不记。`;

/** The figures, then what they count where that was asked. */
export function figureLines(lines: string[], named: string[]): string {
  const list = named.slice(0, MOST_NAMED).map((one) => `· ${one}`);
  const rest = named.length > MOST_NAMED ? [`另有${named.length - MOST_NAMED}件。`] : [];
  return [...lines, ...list, ...rest].join('\n');
}

/** What was under way or late at an earlier time. */
export const notKept = (now: string): string =>
  `过去哪天在办、超期几件，这里没有留数，不敢估。${now}每周的情况在 /board/week。`;
export const replyRateNotKept =
  '诉求哪天答复的，这里没有单独留数，算不出按时答复率。没接单、没答复的可以问“谁还没接单”“在办的诉求”，每周的情况在 /board/week。';
export const onPage = '这个时间段的诉求我数不全，请看 /board/week，或请管理员导出台账。';
