import {
  type Case,
  type CaseStatus,
  type ChatLevel,
  type County,
  type Day,
  type Filing,
  type FilingState,
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

const stateNames: Record<FilingState, string> = {
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

const itemName = (filing: Filing, county: County) => county.items.get(filing.item)?.name ?? filing.item;

/** One filing for one chat: how much it says follows the chat's level. */
export function filingLine(filing: Filing, clock: Clock, county: County, level: ChatLevel): string {
  const department = county.departments.get(filing.department)?.shortName ?? filing.department;
  if (level === 'D0') return `${lampNames[clock.lamp]} ${department}`;
  const days = daysText(filing, clock);
  const why = filing.remark ?? filing.suspensions.find(({ to }) => to === undefined)?.reason;
  const gap = level === 'D2' && why && filing.state !== 'concluded' ? `；${why}` : '';
  return `${lampNames[clock.lamp]} ${itemName(filing, county)}：${stateName(filing, clock)}${days}（${department}）${gap}`;
}

/** Once acceptance is deemed the clock runs, so a filing no longer waits for it. */
const stateName = (filing: Filing, clock: Clock): string =>
  filing.state === 'received' && clock.due !== undefined ? '视同已受理' : stateNames[filing.state];

function daysText(filing: Filing, clock: Clock): string {
  if (filing.state === 'concluded') return filing.concludedOn ? `，${dayText(filing.concludedOn)}` : '';
  if (clock.due === undefined) return '';
  const due = `${dayText(clock.due, clock.provisional)}到期`;
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

/** Of a filing that was registered by mistake. */
export const filingToCorrect =
  '这条没有在等确认；已经登记的我不能自己改回，已转专员核实更正。请写明正确的情况。';
export const filingCorrection = (who: string, text: string) =>
  `【登记要更正】${who}：${text}。请核实后更正台账。`;

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

// ---------------------------------------------------------------- asked of one's own filing

/** What is missing, and what happens once it is there. */
export const gapTold = (filing: Filing, clock: Clock, county: County): string =>
  `${itemName(filing, county)}还要补：${(filing.remark ?? '').replace(/^[还尚]?缺/, '')}。补齐后交综合窗口或原来的承办岗位，${
    clock.paused ? '确认收齐后接着计时' : '受理后开始计时'
  }。`;

/** Until when a filing is decided on. */
export function dayTold(filing: Filing, clock: Clock, county: County): string {
  const name = itemName(filing, county);
  if (filing.state === 'supplement' && filing.remark)
    return `${name}在等补正（${filing.remark}），补齐以后才接着往下走，现在还说不准哪天。`;
  if (clock.paused) return `${name}现在暂停计时（${stateNames[filing.state]}），恢复后再往下数。`;
  if (clock.due === undefined)
    return `${name}：${stateNames[filing.state]}，受理的次日起${filing.limitDays}个工作日内办结，受理了就能说出是哪天。`;
  if ((clock.remainingDays ?? 0) < 0) return `${name}还没办结，${overBy(clock)}。`;
  return `${name}按时限最晚${dayText(clock.due, clock.provisional)}办结${daysLeft(clock)}，办好了我会在这里说。`;
}

const daysLeft = ({ remainingDays = 0 }: Clock): string =>
  remainingDays === 0 ? '（就是今天）' : `（还剩${remainingDays}个工作日）`;

/** Whether a filing is late, and by how much. */
export function lateTold(filing: Filing, clock: Clock, county: County): string {
  const left = clock.remainingDays ?? 0;
  const name = itemName(filing, county);
  if (left < 0) return `是的，${name}${overBy(clock)}。`;
  if (left === 0) return `${name}今天到期，今天下班前没有办结就算超期。`;
  return `${name}没有超期：${dueDay(clock)}，还剩${left}个工作日。`;
}

const dueDay = ({ due, provisional }: Clock) => `${due ? dayText(due, provisional) : ''}到期`;
const overBy = (clock: Clock) => `${dueDay(clock)}，已经超了${-(clock.remainingDays ?? 0)}个工作日`;

/** Who hears of what is late, and what the enterprise can do. */
export function lateNext(filing: Filing | undefined, late: boolean, county: County): string {
  const item = county.items.get(filing?.item ?? '');
  const short = item?.aliases[0] ?? item?.name ?? '';
  const urge = `要催办就说“催一下${short}”，我登记并转承办岗位。`;
  return late
    ? `到期、超期的每天早上提醒承办岗位和业务负责人，超期3个工作日报工改办。${urge}`
    : `临期会提醒承办岗位。${urge}`;
}

// ---------------------------------------------------------------- steps of a filing

export const whichFiling =
  '请写明是哪个项目的哪个事项、办到哪一步，例如“××项目施工许可证已受理”，我再请您确认。';

/** What a proposed step would put on record, with its day. */
export function stepText(filing: Filing, set: Partial<Filing>, day: Day, county: County): string {
  const extended = set.extensionDays
    ? `，时限延长到${filing.limitDays + set.extensionDays}个工作日（${set.remark ?? ''}）`
    : `，${stepDay(filing, set, day)}`;
  return `${filingName(filing, county)}：${stateNames[set.state ?? filing.state]}${extended}`;
}

function stepDay(filing: Filing, set: Partial<Filing>, day: Day): string {
  const on = dayText(day);
  switch (set.state) {
    case 'received':
      return filing.state === 'supplement' ? `补正材料${on}收齐` : `${on}收件`;
    case 'accepted':
      if (filing.state === 'suspended') return `${on}恢复计时`;
      if (filing.acceptedOn !== undefined) return `补正材料${on}收齐，恢复计时`;
      return set.acceptedOn === undefined || set.acceptedOn === day
        ? `${on}受理`
        : `收件后5个工作日内没有一次告知，视同${dayText(set.acceptedOn)}受理`;
    case 'supplement':
      return `${on}告知补正${set.remark ? `（${set.remark}）` : ''}`;
    case 'suspended':
      return `${on}起不计时`;
    default:
      return `${on}${stateNames[set.state ?? filing.state].replace(/^已/, '')}`;
  }
}

/** Why what was said of a filing cannot be put on record, and what to write instead. */
export function stepTrouble(
  filing: Filing,
  { trouble, day }: { trouble: string; day?: Day },
  county: County,
): string {
  const on = day ? dayText(day) : '';
  const now = `${filingName(filing, county)}现在是“${stateNames[filing.state]}”`;
  switch (trouble) {
    case 'future':
      return `${on}还没到，办了再登记；日期写错了就改一下再发。`;
    case 'too-early':
      return `${now}，登记过比${on}更晚的日期，请核对日期再发。`;
    case 'not-waiting':
      return `${now}，没有在等的补正，也没有暂停计时，不用登记。`;
    default:
      return `${now}。没看出要登记哪一步，请写“已受理”“缺什么”“补正材料收齐”或“已办结”，可以带日期。`;
  }
}

const filingName = (filing: Filing, county: County) =>
  `${county.projects.get(filing.project)?.name ?? filing.project} · ${itemName(filing, county)}`;

/** 行政许可法第四十二条: with the approval of the head of the organ, and the applicant is told why. */
export const extensionNeeds =
  '延长时限要写明谁批准、什么原因，例如“××项目工规证延长10个工作日，李局长批准，因方案需论证”。';

export const confirmStep = (what: string, id: string) =>
  `要登记为“${what}”吗？回复“确认 ${id}”生效，“不对 ${id}”作废。确认前时限不变。`;
export const notInGroup = '办件的登记请到和我的单聊里回。';
export const askedPrivately = '这件的登记我在单聊里请您确认。';
export const notYourFiling = '这件不在您的部门，我不能登记。';
export const filingClosed = (filing: Filing, county: County) =>
  `${itemName(filing, county)}已经办结，不再登记。`;
export const acceptedBefore = (filing: Filing, county: County) =>
  `${itemName(filing, county)}${filing.acceptedOn ? dayText(filing.acceptedOn) : ''}已经受理。`;
export const whatIsMissing = '缺什么请写明，例如“5 缺消防意见”。';
export const whichDepartment = '转给哪个部门请写明，例如“9 转人防办”。';

/** To the liaison a filing was handed to. */
export function filingHandedOver(filing: Filing, county: County, why: string): string {
  const project = county.projects.get(filing.project)?.name ?? filing.project;
  return `【办件转来】${project} · ${itemName(filing, county)}${why ? `：${why}` : ''}。请接着办，不归您管的请回工改办。`;
}
/** An extension waits for the head of the business. */
export const headConfirms = (what: string) => `已请业务负责人确认：“${what}”。确认前时限不变。`;
export const nothingToConfirm = '没有等您确认的登记。';
export const lapsed = (what: string) =>
  `“${what}”过了三天没有确认，已经作废，时限没有变。要登记请重新写一遍。`;
export const whichProposal = (open: string[]) => `有几条等您确认，请带编号：\n${open.join('\n')}`;
export const stepDropped = '好的，不登记，时限不变。';

/** A step that is on record now. */
export function stepDone(filing: Filing, clock: Clock, county: County): string {
  const project = county.projects.get(filing.project)?.name ?? filing.project;
  return `${project} · ${itemName(filing, county)}：${stateName(filing, clock)}${daysText(filing, clock)}。`;
}
