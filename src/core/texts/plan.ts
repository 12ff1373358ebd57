import { nextOf, type Planned, type ProjectPlan } from '../filings/plan.ts';
import type { County, Project } from '../model.ts';
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

const listOf = (rows: Planned[]): string => rows.map(({ item }) => short(item.name)).join('、');
const waitsFor = (row: Planned, { rows }: ProjectPlan): Planned[] =>
  rows.filter(({ item, state }) => row.after.includes(item.code) && state !== 'done');

/**
 * What is under way, what of the main stages may be applied for now, and where nothing may what the next one waits
 * for, or what is left for the time after the works.
 */
export function nextText(project: Project, plan: ProjectPlan, county: County): string {
  const { running, ready, waiting, afterWorks } = nextOf(project, plan, county);
  const step = (row: Planned) => `${short(row.item.name)}（${departmentName(county, row.department)}）`;
  const steps = (rows: Planned[]) => rows.slice(0, MOST_NEXT).map(step).join('、');
  const then = ready.length
    ? `现在就可以报：${steps(ready)}。`
    : waiting
      ? `接下来是${step(waiting)}，要等：${listOf(waitsFor(waiting, plan))}。`
      : afterWorks.length
        ? `计划里开工前的都报了，工程完工以后再报：${steps(afterWorks)}。`
        : '计划里没有别的事项了。';
  return `${project.name}：${running.length ? `在办的有${listOf(running)}；` : ''}${then}`;
}
const MOST_NEXT = 4;

/** When a paper that is not decided on is to be expected, if everything before it goes by the promised times. */
export function expectedText(project: string, row: Planned, plan: ProjectPlan, county: County): string {
  const before = waitsFor(row, plan);
  const waits = before.length ? `，前面还要办完：${listOf(before)}` : '';
  const filed = row.state === 'running' ? '已在办' : `还没报，最早${dayText(row.start, row.provisional)}能报`;
  return `${project}的${short(row.item.name)}（${departmentName(county, row.department)}）${filed}${waits}。按承诺时限排，最早${dayText(row.due, row.provisional)}能办下来；准备材料、招标的时间没有算进去，批不批由部门定。`;
}
