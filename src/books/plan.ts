import writeExcelFile from 'write-excel-file/node';
import { firstPlan, type Planned, planProject } from '../core/filings/plan.ts';
import type { County, Day, Filing, Project } from '../core/model.ts';
import { responsible } from '../core/reminders.ts';
import { column, departmentName, head, line } from './sheet.ts';

const states: Record<Planned['state'], string> = { done: '已办结', running: '在办', ahead: '未报' };

/**
 * A project's workbook: 排期 (each item with its plan, the first plan beside it, and the longest chain) and
 * 批前服务清单 (departments, materials, limits, posts and the source of each line).
 */
export async function planBook(
  project: Project,
  filings: Filing[],
  county: County,
  today: Day,
): Promise<Buffer> {
  const plan = planProject(project, filings, county, today);
  const first = new Map(firstPlan(project, filings, county, today).rows.map((row) => [row.item.code, row]));
  const name = (code: string) => county.items.get(code)?.name ?? code;
  const from = (row: Planned) => (row.unrecorded ? '' : row.start);
  const rows = [...plan.rows].sort((a, b) => from(a).localeCompare(from(b)) || a.due.localeCompare(b.due));
  const own = new Map(filings.filter((one) => one.project === project.code).map((one) => [one.item, one]));
  const schedule = [
    line([`${project.name}（${project.code}）排期，${today} 制，按承诺时限；准备材料的时间不算`]),
    head(['阶段', '事项', '主办', '状态', '工作日', '报件', '办结', '原计划办结', '先要办完', '最长线']),
    ...rows.map((row) =>
      line([
        county.stages.get(row.item.stage)?.name ?? row.item.stage,
        row.item.name,
        departmentName(county, row.department),
        states[row.state],
        row.limitDays,
        row.unrecorded ? '' : row.start,
        row.unrecorded ? '' : `${row.due}${row.provisional && row.state !== 'done' ? '（暂定）' : ''}`,
        first.get(row.item.code)?.due ?? '',
        row.after.map(name).join('、'),
        row.critical ? '★' : '',
      ]),
    ),
  ];
  const checklist = [
    line([`${project.name}（${project.code}）批前服务清单，${today} 制`]),
    head(['事项', '部门', '岗位', '要交的材料', '承诺时限', '法定时限', '办出', '出处']),
    ...rows.map(({ item, department }) => {
      const filing = own.get(item.code);
      const holder = responsible(county, filing ?? { department, item: item.code }, today);
      return line([
        item.name,
        item.departments.map((code) => departmentName(county, code)).join('、'),
        county.people.get(holder ?? '')?.duty?.display ?? '',
        item.materials.map((one) => `${one.name}${one.tolerable ? '（可容缺）' : ''}`).join('、'),
        item.promised?.text ?? '',
        item.statutory?.text ?? '',
        item.result,
        [item.promised?.basis, item.statutory?.basis].filter(Boolean).join('；'),
      ]);
    }),
  ];
  return writeExcelFile([
    {
      data: schedule,
      sheet: '排期',
      columns: [16, 34, 14, 8, 8, 12, 18, 14, 34, 8].map(column),
      stickyRowsCount: 2,
    },
    {
      data: checklist,
      sheet: '批前服务清单',
      columns: [30, 16, 20, 44, 18, 18, 22, 50].map(column),
      stickyRowsCount: 2,
    },
  ]).toBuffer();
}
