import {
  type Case,
  type CaseStatus,
  type ChatLevel,
  type County,
  type Filing,
  type FilingState,
  isDecided,
  isOpen,
  type Lamp,
  type Project,
  serialOf,
} from '../model.ts';
import type { Clock } from '../progress.ts';
import { dayText, dueText, kindNames, postName, whenText } from './cases.ts';

export const lampNames: Record<Lamp, string> = {
  green: '🟢正常',
  yellow: '🟡临期',
  orange: '🟠今日到期',
  red: '🔴超期',
  grey: '⚪暂停计时',
  blue: '🔵未受理',
  done: '✅已办结',
};

export const stateNames: Record<FilingState, string> = {
  planned: '未申报',
  received: '已收件待受理',
  accepted: '办理中',
  supplement: '待补正',
  suspended: '特别程序中',
  concluded: '已办结',
  refused: '不予受理',
};

export const statusNames: Record<CaseStatus, string> = {
  assigned: '待接单',
  accepted: '办理中',
  'waiting-enterprise': '待企业补充',
  answered: '已答复',
  concluded: '已办结',
  arbitration: '待工改办指定',
  withdrawn: '已撤回',
};

/** Neutral, and the same whether the project exists or not. */
export const notYours = '进度只答给项目单位自己。请由已绑定的经办人来问，或联系帮办专员。';
/** To an office about its own matter in a project that has brought it nothing. */
export const notHandedIn = (project: string, item: string) =>
  `台账里${project}还没有${item}的收件记录。收了件请说一句“${project} ${item} 已受理”，由项目的帮办专员登记。`;
export const noProject = '我还不知道您问的是哪个项目，请带上项目名称，例如“××项目到哪一步了”。';
export const sentPrivately = '进度已单聊发给您。';
/** For what is no progress: a list to choose from, a meeting. */
export const toldPrivately = '已单聊发给您。';
export const noRecord = (item: string) => `台账里还没有${item}的收件记录。`;

export const itemName = (filing: Filing, county: County) =>
  county.items.get(filing.item)?.name ?? filing.item;

/** One filing for one chat: how much it says follows the chat's level. */
export function filingLine(filing: Filing, clock: Clock, county: County, level: ChatLevel): string {
  const department = county.departments.get(filing.department)?.shortName ?? filing.department;
  if (level === 'D0') return `${lampNames[clock.lamp]} ${department}`;
  const days = daysText(filing, clock);
  const why = filing.remark ?? filing.suspensions.find(({ to }) => to === undefined)?.reason;
  const gap = level === 'D2' && why && filing.state !== 'concluded' ? `；${why}` : '';
  return `${lampOf(filing, clock)} ${itemName(filing, county)}：${stateName(filing, clock)}${days}（${department}）${gap}`;
}

/** What was refused is decided, and not done. */
const lampOf = (filing: Filing, { lamp }: Clock): string =>
  filing.state === 'refused' ? '⛔未办成' : lampNames[lamp];

/** Once acceptance is deemed the clock runs, so a filing no longer waits for it. */
export const stateName = (filing: Filing, clock: Clock): string =>
  filing.state === 'received' && clock.due !== undefined
    ? '视同已受理'
    : filing.state === 'refused'
      ? (filing.result ?? stateNames.refused)
      : stateNames[filing.state];

export function daysText(filing: Filing, clock: Clock): string {
  if (isDecided(filing)) return filing.concludedOn ? `，${dayText(filing.concludedOn)}` : '';
  if (clock.due === undefined) return '';
  const due = `${dayText(clock.due, clock.provisional)}到期`;
  if (clock.resumesOn) return `，已用${clock.usedDays}个工作日，${dayText(clock.resumesOn)}起接着计，${due}`;
  if (clock.paused) return `，已用${clock.usedDays}个工作日，恢复后继续计`;
  const left = clock.remainingDays ?? 0;
  return left < 0
    ? `，${due}，已超${-left}个工作日`
    : `，已用${clock.usedDays}个工作日、还剩${left}个，${due}`;
}

/** Number, state, holder and time of a case. */
export function caseLine(kase: Case, county: County, now: Date): string {
  return `${kase.number} ${kindNames[kase.kind]}：${statusNames[kase.status]}（${postName(county.people.get(kase.owner))}）${runsUntil(kase, now)}`;
}

/** Where the time runs, until when; elsewhere the state says all. */
const runsUntil = (kase: Case, now: Date): string =>
  kase.status === 'answered' || kase.status === 'waiting-enterprise' ? '' : `，${dueText(kase, now)}`;

/** One case that was asked about: where it stands, who has it, by when; what was answered where that may be read. */
export function caseStatus(kase: Case, county: County, now: Date, detailed: boolean): string {
  const post = postName(county.people.get(kase.owner));
  const head = `${kase.number}（${kindNames[kase.kind]}）：${statusNames[kase.status]}`;
  const result = detailed && kase.result ? `，结果：${kase.result}` : '';
  if (!isOpen(kase)) {
    const when = kase.concludedAt ? `${whenText(kase.concludedAt, now)}` : '';
    return `${head}（${post}${when ? `，${when}` : ''}）${result}。`;
  }
  if (kase.status === 'answered') return `${head}（${post}）${result}。`;
  const accept =
    kase.status === 'assigned' && kase.acceptDue && kase.acceptDue > now
      ? `，${whenText(kase.acceptDue, now)}前接单`
      : '';
  return `${head}，在${post}${accept}${runsUntil(kase, now)}。`;
}

export const noCaseHere = (number: string, inGroup: boolean): string =>
  `这里没有您能看的${/^\d+$/.test(number) ? `${Number(number)}号件` : number}，请核对编号${inGroup ? '，或在单聊里问我' : ''}。`;

export const moreCases = (count: number): string => `另有${count}件，回编号可以看，例如“3号件”。`;

/** A step that somebody asked about or could not take: nothing changed. */
export function caseAsked(kase: Case, county: County, now: Date): string {
  const n = serialOf(kase.number);
  const next = `我没有改动。办好请回“${n} 办结 结果”，要告诉企业请回“${n} 回复 …”。`;
  return `${caseStatus(kase, county, now, true)}${isOpen(kase) ? next : ''}`;
}

/** The same of a filing on the morning's list. */
export const filingAsked = (filing: Filing, clock: Clock, county: County, n: number): string =>
  `${worklistLine(filing, clock, county)}。我没有改动。要登记请回“${n} 办结 结果”或“${n} 缺 …”。`;

export const filingTold = (n: number) =>
  `${n}是您今早清单里的办件，这句话我没有登记。要记成备注请回“${n} 回复 …”。`;

/** Where a project stands, in a few lines. */
export function projectBrief(
  project: Project,
  stage: string,
  filings: string[],
  cases: string[],
  concluded: number,
): string {
  const none = filings.length ? [] : [`目前没有在办的审批事项${cases.length ? '，在办的诉求：' : '。'}`];
  return [`${project.name}：${stage}阶段，已办结${concluded}项。`, ...none, ...filings, ...cases].join('\n');
}

/** One line of an office-holder's list. */
export function worklistLine(filing: Filing, clock: Clock, county: County): string {
  const project = county.projects.get(filing.project)?.name ?? filing.project;
  return `${project} · ${filingLine(filing, clock, county, 'D2')}`;
}

export const noDateToExplain = '没有找到正在计时的办件，请带上项目和事项，例如“××项目的工规证为什么是这天”。';
