import { weekdayOf } from '../calendar.ts';
import { type Case, type ChatLevel, type County, type Day, type Proposal, serialOf } from '../model.ts';
import type { Running } from '../reminders.ts';
import { dayText, dueText, kindNames, postName } from './cases.ts';
import { filingLine } from './filings.ts';

/** A digest longer than a phone screen is not read. */
const MOST_LINES = 12;

/** The title line of a list. */
export const listHead = (title: string, today: Day) => `【${title}】${dayText(today)} ${weekdayOf(today)}`;

const rest = (count: number) => (count > MOST_LINES ? [`……等共${count}件`] : []);

/** A group's own projects, worst first. */
export function digest(
  county: County,
  today: Day,
  worth: Running[],
  alive: number,
  level: ChatLevel,
): string {
  const many = new Set(worth.map(({ filing }) => filing.project)).size > 1;
  const lines = worth.slice(0, MOST_LINES).map(({ filing, clock }) => {
    const project = many ? `${county.projects.get(filing.project)?.aliases[0] ?? filing.project} · ` : '';
    return project + filingLine(filing, clock, county, level);
  });
  const foot = `在办共${alive}项。想知道某一天怎么算的，问“为什么是这天”；有难处直接在群里说。`;
  return [listHead('今日提醒', today), ...lines, ...rest(worth.length), foot].join('\n');
}

/** A shared group hears counts by department, nothing about anybody's project. */
export function neutralDigest(county: County, today: Day, worth: Running[]): string {
  const pressing = worth.filter(({ clock }) => ['red', 'orange', 'yellow'].includes(clock.lamp));
  const departments = [...new Set(pressing.map(({ filing }) => filing.department))];
  const lines = departments.map((code) => {
    const own = pressing.filter(({ filing }) => filing.department === code);
    const count = (lamp: string) => own.filter(({ clock }) => clock.lamp === lamp).length;
    const parts = [
      count('red') ? `🔴超期${count('red')}` : '',
      count('orange') ? `🟠今日到期${count('orange')}` : '',
      count('yellow') ? `🟡临期${count('yellow')}` : '',
    ];
    return `${county.departments.get(code)?.shortName ?? code}：${parts.filter(Boolean).join('、')}`;
  });
  const changed = worth.length - pressing.length;
  return [
    listHead('今日提醒', today),
    ...lines.slice(0, MOST_LINES),
    ...(changed ? [`另有${changed}件有新进展。`] : []),
    '各项目的进度请单聊问我，我只答给项目单位。',
  ].join('\n');
}

const caseRow = (kase: Case, now: Date) =>
  `${serialOf(kase.number)}. ${kindNames[kase.kind]}·${dueText(kase, now)}·${kase.summary.slice(0, 24)}`;

function filingRows(county: County, mine: Running[]): string[] {
  return mine.slice(0, MOST_LINES).map(({ filing, clock }) => {
    const project = county.projects.get(filing.project)?.aliases[0] ?? filing.project;
    return `${project} · ${filingLine(filing, clock, county, 'D2')}`;
  });
}

/** 08:40, for the specialist. */
export function specialistList(
  county: County,
  today: Day,
  mine: Running[],
  cases: Case[],
  now: Date,
): string {
  const count = (lamp: string) => mine.filter(({ clock }) => clock.lamp === lamp).length;
  const lines = [
    listHead('专员清单', today),
    `超期${count('red')}、今日到期${count('orange')}、临期${count('yellow')}、未受理${count('blue')}。`,
    ...filingRows(county, mine),
    ...rest(mine.length),
  ];
  if (cases.length) {
    lines.push(`诉求${cases.length}件：`);
    lines.push(
      ...cases
        .slice(0, MOST_LINES)
        .map((kase) => `${caseRow(kase, now)}（${postName(county.people.get(kase.owner))}）`),
    );
  }
  return lines.join('\n');
}

/** 09:00, for whoever must act; cases can be answered by their number. */
export function holderList(
  county: County,
  today: Day,
  mine: Running[],
  numbers: number[],
  cases: Case[],
  now: Date,
  answerable: boolean,
): string {
  const lines = [listHead('待办提醒', today)];
  if (mine.length) {
    const [first, second] = numbers;
    const example = second === undefined ? '' : `；${second} 缺消防意见`;
    lines.push(
      `办件${mine.length}件${answerable ? `，可按编号回，几件一起也行（例如“${first} 办结 已核发${example}”）` : ''}：`,
      ...filingRows(county, mine).map((row, n) => `${numbers[n]}. ${row}`),
      ...rest(mine.length),
    );
  }
  if (cases.length) {
    lines.push(
      `诉求${cases.length}件，可按编号回（例如“${serialOf(cases[0]?.number ?? '')} 办结 已核发”）：`,
    );
    lines.push(...cases.slice(0, MOST_LINES).map((kase) => caseRow(kase, now)), ...rest(cases.length));
  }
  return lines.join('\n');
}

/** What was asked of a person and not confirmed yet, and what has lapsed that way. */
export function stepsAwaiting(open: Proposal[], lapsed: Proposal[]): string[] {
  const lines: string[] = [];
  if (open.length)
    lines.push(
      `等您确认的登记${open.length}件，确认了才算：`,
      ...open.slice(0, MOST_LINES).map(({ id, what }) => `${id} ${what}（回“确认 ${id}”或“不对 ${id}”）`),
      ...rest(open.length),
    );
  if (lapsed.length)
    lines.push(
      `三天没有确认、已作废的登记${lapsed.length}件，要登记请重新写一遍：`,
      ...lapsed.slice(0, MOST_LINES).map(({ id, what }) => `${id} ${what}`),
      ...rest(lapsed.length),
    );
  return lines;
}
