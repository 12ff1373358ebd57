import { addWorkingDays } from '../calendar.ts';
import type { Calendar, County, Day, Filing, FilingSet } from '../model.ts';
import type { Clock } from '../progress.ts';
import { dayText } from './cases.ts';
import { daysText, itemName, stateName, stateNames } from './filings.ts';

/** Of a filing that was registered by mistake. */
export const filingToCorrect =
  '没有找到您近一个月登记的这一步，已转专员核实更正。请写明是哪个项目的哪个事项、正确的情况。';
export const filingCorrection = (who: string, text: string) =>
  `【登记要更正】${who}：${text}。请核实后更正台账。`;

export const nothingToCorrect =
  '没有找到近一个月登记的这一步。请写明是哪个项目的哪个事项登错了、正确的情况，例如“××项目施工许可证登错了，改回办理中”。';

/** What is asked about and registered as a correction says so itself. */
const corrected = '更正：';
export const correctionOf = (what: string): string => `${corrected}${what}`;
export const isCorrection = (what: string): boolean => what.startsWith(corrected);
export const setBackText = (before: Filing, county: County): string =>
  `${filingName(before, county)}：先前登错了，改回“${stateNames[before.state]}”`;

const dayNames = { receivedOn: '收件', acceptedOn: '受理', concludedOn: '办结' } as const;
/** A step of a filing on another day; the filing stands as it is. */
export const dayOfStep = (filing: Filing, field: keyof typeof dayNames, day: Day, county: County): string =>
  `${filingName(filing, county)}：${stateNames[filing.state]}，${dayText(day)}${dayNames[field]}`;
export const sameDay = (what: string): string => `登记的就是“${what}”，不用改。`;
export const whichDay = '正确的是哪一天？请带上日期再说一遍，例如“受理日期应该是11月20日”，我请您确认后改。';
export const daysOutOfOrder = (what: string): string =>
  `“${what}”和登记的收件、受理、办结日期先后对不上，请核对日期再发。`;

export const whichFiling =
  '请写明是哪个项目的哪个事项、办到哪一步，例如“××项目施工许可证已受理”，我再请您确认。';

/** What a proposed step would put on record, with its day. */
export function stepText(filing: Filing, set: FilingSet, day: Day, county: County): string {
  const extended = set.extensionDays
    ? `，时限延长到${filing.limitDays + set.extensionDays}个工作日（${set.remark ?? ''}）`
    : `，${stepDay(filing, set, day, county.calendar)}`;
  const state = stateNames[set.state ?? filing.state];
  return set.state === 'refused'
    ? `${filingName(filing, county)}：${stepDay(filing, set, day, county.calendar)}`
    : `${filingName(filing, county)}：${state}${extended}`;
}

function stepDay(filing: Filing, set: FilingSet, day: Day, calendar: Calendar): string {
  const on = dayText(day);
  const next = dayText(addWorkingDays(calendar, day, 1).day);
  switch (set.state) {
    case 'received':
      return filing.state === 'supplement' ? `补正材料${on}收齐` : `${on}收件`;
    case 'accepted':
      if (filing.state === 'suspended') return `${on}恢复计时（${next}起算）`;
      if (filing.acceptedOn !== undefined) return `补正材料${on}收齐，恢复计时（${next}起算）`;
      return !set.acceptedOn || set.acceptedOn === day
        ? `${on}受理`
        : `收件后5个工作日内没有一次告知，视同${dayText(set.acceptedOn)}受理`;
    case 'supplement':
      return `${on}告知补正${set.remark ? `（${set.remark}）` : ''}`;
    case 'refused':
      return `${on}${set.result ?? '不予受理'}${set.remark ? `（${set.remark}）` : ''}`;
    case 'suspended':
      return `${on}起不计时（${set.suspensions?.at(-1)?.reason ?? ''}）`;
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
      return `好的，${on}还没到，到时办了再回我一句，我请您确认后登记；日期写错了就改一下再发。`;
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

export const confirmStep = (what: string, id: string, note = '') =>
  `要登记为“${what}”吗？${note}回复“确认 ${id}”生效，“不对 ${id}”作废。确认前时限不变。`;
/** Words of the same line about other filings. */
export const notTaken = (left: string[]): string =>
  `一次只登记一件：${left.map((text) => `“${text}”`).join('、')}还没有登记，请另发一条。`;
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
export const headConfirms = (what: string, id: string) =>
  `已请业务负责人确认：“${what}”。确认前时限不变；写错了回“不对 ${id}”。`;
export const nothingToConfirm = '没有等您确认的登记。';
export const lapsed = (what: string) =>
  `“${what}”过了三天没有确认，已经作废，时限没有变。要登记请重新写一遍。`;
export const whichProposal = (open: string[]) => `有几条等您确认，请带编号：\n${open.join('\n')}`;
export const stepDropped = '好的，不登记，时限不变。';

/** What the day or the step itself should make who registers it stop and think. */
export function stepNote(set: FilingSet, day: Day, calendar: Calendar): string {
  if (set.state === 'refused')
    return '登记后时限停止，企业要重新申报。只是缺材料、补齐接着办的是一次性告知补正，请回“不对，补正 缺…”。';
  const first = addWorkingDays(calendar, day, 0).day;
  if (first === day || set.extensionDays) return '';
  return set.state === 'accepted' || set.state === 'received'
    ? `${dayText(day)}不是工作日，按${dayText(first)}起算；日期不对请回“不对，是哪天”。`
    : `${dayText(day)}不是工作日，请核对。`;
}

/** An item handed in that the ledger does not have yet. */
export const newFilingText = (filing: Filing, set: FilingSet, day: Day, county: County): string =>
  `${stepText(filing, set, day, county)}（台账里还没有这件，确认后新增，时限${filing.limitDays}个工作日）`;

/** One that the program cannot add: its list gives no working days. */
export const notInLedger = (item: string, who: string): string =>
  `台账里还没有${item}，清单里也没有它的工作日时限，我没有登记；已转${who}补录台账，补录后再登记。`;
export const toBeAdded = (who: string, text: string): string =>
  `【台账要补录】${who}：${text}。台账里还没有这件，请核实后补录。`;

/** A step that is on record now; what is missing only where that may be read. */
export function stepDone(
  filing: Filing,
  clock: Clock,
  county: County,
  { gaps, corrects }: { gaps: boolean; corrects: boolean },
): string {
  const open = filing.suspensions.find(({ to }) => to === undefined);
  const reason = filing.state === 'suspended' ? open?.reason : filing.remark || open?.reason;
  const gap = gaps && filing.state !== 'concluded' ? reason : undefined;
  const said = `${filingName(filing, county)}：${stateName(filing, clock)}${daysText(filing, clock)}`;
  return `${corrects ? '【更正】先前通知的有误，以这条为准。' : ''}${said}${gap ? `；${gap}` : ''}。`;
}
