import type { County, Project } from '../model.ts';
import type { Planned, ProjectPlan } from '../plan.ts';
import { dayText } from './cases.ts';

/** A chat shows so many steps; the rest stand in the table. */
const MOST_STEPS = 8;

const short = (name: string) => name.replace(/（.*?）/g, '');
export const departmentName = (county: County, code: string): string =>
  county.departments.get(code)?.shortName ?? code;

const step = (row: Planned, county: County) =>
  `${row.critical ? '★' : '·'}${short(row.item.name)}（${departmentName(county, row.department)}）${
    row.state === 'running' ? '在办，' : `${dayText(row.start)}报，`
  }${dayText(row.due, row.provisional)}前`;

/** What is still ahead of a project, the longest chain marked, and when all can be done. */
export function planText(project: Project, plan: ProjectPlan, county: County, toEnterprise: boolean): string {
  const table = toEnterprise ? '请向帮办专员要' : `在挂图作战 /board/${project.code}.xlsx`;
  const left = plan.rows.filter((row) => row.state !== 'done').sort((a, b) => a.start.localeCompare(b.start));
  const done = plan.rows.length - left.length;
  if (left.length === 0) return `${project.name}：计划里的${done}项都已办结。`;
  const names = plan.critical.map((code) => short(county.items.get(code)?.name ?? code));
  return [
    `${project.name}排期（按承诺时限，已办结${done}项，还有${left.length}项）：`,
    ...left.slice(0, MOST_STEPS).map((row) => step(row, county)),
    ...(left.length > MOST_STEPS ? [`……等共${left.length}项`] : []),
    `同一天报的可以并联办。★是最长的一条线：${names.join('→')}。`,
    `都按时报，最早${dayText(plan.finish, plan.provisional)}办完；准备材料的时间没有算进去。要整张表，${table}。`,
  ].join('\n');
}
