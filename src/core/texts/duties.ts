import type { Day, Project } from '../model.ts';
import { dayText } from './cases.ts';

/** To whoever answers for a department's figures. */
export const quarterStart = (due: Day, provisional: boolean): string =>
  `【季度统计】请在${dayText(due, provisional)}前（本季度前5个工作日内）把上季度帮办代办情况报工改办：服务项目数、办结数、堵点数和解决情况。`;

/** To the specialist of a project whose last item was decided a while ago. */
export const followUp = (project: Project, days: number): string =>
  `【完工回访】${project.name}全部办结满${days}天。完工不脱钩：请回访企业，问投产、用工、用电、融资有没有难处，有就登记。`;

/** When a calendar year is replaced: which dates have moved. */
export const calendarMoved = (year: number, lines: string[]): string =>
  [`【日历更新】${year}年放假安排有更新，下面的到期日按新日历重算：`, ...lines].join('\n');

export const movedDue = (what: string, before: string, after: string): string =>
  `${what}：${before} → ${after}`;
