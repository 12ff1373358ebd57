import type { Worst } from '../brief.ts';
import type { County, Day } from '../model.ts';
import { dayText } from './cases.ts';

export const noReason = '没有写原因，请承办人补上';
export const helpSupplement = (what: string): string =>
  `请帮办专员今天陪企业把缺的补上${what ? `：${what}` : ''}`;
export const fixReviewEnd = (department: string): string => `请${department}今天告知评审、公示哪天结束`;
export const acceptOrTell = (department: string): string => `请${department}今天受理，或一次性告知缺什么`;
export const fixDay = (department: string): string => `请${department}分管领导今天定下办结日期`;

/** How late something is. */
export const lateText = (remainingDays: number): string =>
  remainingDays < 0 ? `超${-remainingDays}个工作日` : '今天到期';

/** The week's worst matters, for the staff group on its first working day. */
export function weekBrief(
  county: County,
  today: Day,
  worst: Worst[],
  counts: { red: number; orange: number },
): string {
  const lines = worst.map(
    ({ filing, clock, project, reason, today: todo }, n) =>
      `${n + 1}. ${project} · ${county.items.get(filing.item)?.name ?? filing.item}（${lateText(clock.remainingDays ?? 0)}）：${reason}。${todo}。`,
  );
  return [
    `【本周最急】${dayText(today)}，全县超期${counts.red}件、今日到期${counts.orange}件。`,
    ...lines,
    '全部情况看挂图作战。',
  ].join('\n');
}
