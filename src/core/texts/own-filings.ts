import { addWorkingDays } from '../calendar.ts';
import type { Facet } from '../intents/own-matter.ts';
import { type Case, type County, type Day, type Filing, type Person, serialOf } from '../model.ts';
import type { Clock } from '../progress.ts';
import { dayText, dueText, postName } from './cases.ts';
import { itemName, stateNames, statusNames } from './filings.ts';

/** What is missing, and what happens once it is there. */
export const gapTold = (filing: Filing, clock: Clock, county: County): string =>
  `${itemName(filing, county)}还要补：${(filing.remark ?? '').replace(/^[还尚]?缺/, '')}。补齐后交综合窗口或原来的承办岗位，${
    clock.paused ? '确认收齐后接着计时' : '受理后开始计时'
  }。`;

/** Where what is missing goes. */
export const whereTold = (filing: Filing, holder: Person | undefined, county: County): string =>
  `${itemName(filing, county)}的补正材料交综合窗口或${postName(holder)}，也可以在审批系统里上传。交了在这里说一声，我转去核对。`;

/** Until when a filing is decided on. */
export function dayTold(filing: Filing, clock: Clock, county: County, today: Day, wanted?: Day): string {
  const name = itemName(filing, county);
  if (filing.state === 'supplement' && filing.remark)
    return `${name}在等补正（${filing.remark}），补齐以后才接着往下走，现在还说不准哪天。`;
  if (clock.paused && !clock.resumesOn)
    return `${name}现在暂停计时（${stateNames[filing.state]}），恢复后还剩${clock.remainingDays ?? 0}个工作日。`;
  if (clock.due === undefined)
    return `${name}：${stateNames[filing.state]}，受理的次日起${filing.limitDays}个工作日内办结${ifAcceptedToday(filing, county, today)}。`;
  if ((clock.remainingDays ?? 0) < 0) return `${name}还没办结，${overBy(clock)}。`;
  return `${name}按时限最晚${dayText(clock.due, clock.provisional)}办结${daysLeft(clock)}${besideWanted(clock.due, wanted)}，办好了我会在这里说。`;
}

/** What is not accepted has no last day yet; accepted today it had this one. */
function ifAcceptedToday({ limitDays }: Filing, { calendar }: County, today: Day): string {
  const { day, provisional } = addWorkingDays(calendar, today, limitDays);
  return `，今天受理的话最晚${dayText(day, provisional)}`;
}

/** Whether the last day is in time for the day that was asked about. */
function besideWanted(due: Day, wanted: Day | undefined): string {
  if (wanted === undefined) return '';
  return due <= wanted
    ? `，按时限算赶得上${dayText(wanted)}`
    : `，按时限不一定赶得上${dayText(wanted)}，要赶请说一声，我去催`;
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

/** What one's filing is known by, and who may be named. */
interface Asked {
  clock: Clock;
  holder: Person | undefined;
  /** What is wrong with it may be read here. */
  why: boolean;
  county: County;
  today: Day;
}

/** One thing asked of one's own filing, answered first. */
export function facetOfFiling(facet: Facet, filing: Filing, asked: Asked): string {
  const { clock, holder, why, county, today } = asked;
  const name = itemName(filing, county);
  const day = dayTold(filing, clock, county, today);
  const known = why
    ? (filing.remark ?? filing.suspensions.find(({ to }) => to === undefined)?.reason)
    : undefined;
  if (facet === 'holder') {
    const phone = holder?.duty?.phone;
    return `${name}由${postName(holder)}在办${phone ? `，办公电话${phone}` : ''}。`;
  }
  if (facet === 'day') return day;
  if (filing.state === 'supplement' && known) return gapTold(filing, clock, county);
  const nothing = facet === 'gap' ? `台账里没有要您补的材料${known ? `，只记着：${known}` : ''}。` : '';
  const reason = known ? `台账里记的是：${known}。` : '台账里没有记原因。';
  return `${nothing || reason}${day}`;
}

/** The same of what was reported about it. */
export function facetOfCase(
  facet: Facet,
  kase: Case,
  lacks: string | undefined,
  county: County,
  now: Date,
): string {
  const post = postName(county.people.get(kase.owner));
  const serial = `${serialOf(kase.number)}号件`;
  const phone = county.people.get(kase.owner)?.duty?.phone;
  if (kase.status === 'waiting-enterprise' && lacks && facet !== 'holder')
    return `${serial}在等您补：${lacks}。`;
  if (kase.status === 'answered' && facet !== 'holder')
    return `${serial}${post}答复过：${kase.result ?? ''}。还有疑问请接着说，我转过去。`;
  const until = `${statusNames[kase.status]}，${dueText(kase, now)}`;
  return facet === 'holder'
    ? `您反映的${serial}在${post}${phone ? `（${phone}）` : ''}，${until}。`
    : `您反映的${serial}${post}${until}。`;
}
