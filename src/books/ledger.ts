import writeExcelFile from 'write-excel-file/node';
import {
  type Case,
  type County,
  type Day,
  dayOf,
  type Filing,
  type LedgerEntry,
  type Project,
} from '../core/model.ts';
import { clockOf } from '../core/progress.ts';
import { kindNames, postName } from '../core/texts/cases.ts';
import { lampNames, statusNames } from '../core/texts/filings.ts';
import { column, departmentName, head, line } from './sheet.ts';

/** What goes in, cut to a time and a project if wanted. */
export interface LedgerRange {
  from?: Day | undefined;
  to?: Day | undefined;
  project?: string | undefined;
}

const columns = [
  ...[
    '序号',
    '登记日期',
    '项目名称',
    '项目代码',
    '项目单位',
    '项目类型',
    '总投资',
    '片区',
    '服务方式',
    '服务阶段',
  ],
  ...[
    '协议编号',
    '帮办专员',
    '当前阶段',
    '当前事项',
    '责任部门',
    '联络员',
    '收件日期',
    '受理日期',
    '承诺办结日期',
    '实际办结日期',
  ],
  ...['已用工作日', '剩余工作日', '灯色', '问题', '措施', '层级', '解决情况', '评价', '回访', '备注'],
];

/**
 * 台账 in the county's column order: a line for every filing and every case, by date of registration, and the
 * append-only entries behind them on a second sheet. Integrity matters are not in it.
 */
export async function ledgerBook(
  record: { filings: Filing[]; cases: Case[]; entries: LedgerEntry[] },
  county: County,
  today: Day,
  { from = '0000-00-00', to = '9999-99-99', project }: LedgerRange = {},
): Promise<Buffer> {
  const within = (day: Day) => from <= day && day <= to;
  const filings = record.filings
    .filter((one) => one.state !== 'planned' && (project === undefined || one.project === project))
    .map((one) => ({ day: one.receivedOn ?? one.changedOn, cells: filingCells(one, county, today) }));
  const cases = record.cases
    .filter((one) => one.kind !== 'integrity' && (project === undefined || one.project === project))
    .map((one) => ({ day: dayOf(one.openedAt), cells: caseCells(one, county) }));
  const rows = [...filings, ...cases]
    .filter(({ day }) => within(day))
    .sort((a, b) => a.day.localeCompare(b.day));
  const hidden = new Set(record.cases.filter((one) => one.kind === 'integrity').map((one) => one.number));
  const numbers = new Set(
    record.cases.filter((one) => project === undefined || one.project === project).map((one) => one.number),
  );
  const ids = new Set(
    record.filings.filter((one) => project === undefined || one.project === project).map((one) => one.id),
  );
  const entries = record.entries.filter(
    ({ subject, at }) =>
      !hidden.has(subject) &&
      within(dayOf(at)) &&
      (project === undefined || numbers.has(subject) || ids.has(subject)),
  );
  return writeExcelFile([
    {
      sheet: '台账',
      data: [head(columns), ...rows.map(({ day, cells }, n) => line([n + 1, day, ...cells]))],
      columns: columns.map((name) => column(/问题|措施|解决|备注/.test(name) ? 36 : 14)),
      stickyRowsCount: 1,
    },
    {
      sheet: '流水',
      data: [
        head(['时间', '谁', '对象', '做了什么', '起因']),
        ...entries.map((one) =>
          line([one.at.toISOString(), nameOf(one.actor, county), one.subject, one.what, one.cause]),
        ),
      ],
      columns: [24, 20, 22, 60, 24].map(column),
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

const nameOf = (actor: string, county: County) => postName(county.people.get(actor)) || actor;

function projectCells(project: Project | undefined, county: County): string[] {
  if (!project) return Array(11).fill('');
  return [
    project.name,
    project.code,
    county.enterprises.get(project.enterprise)?.name ?? project.enterprise,
    county.stagePlans.get(project.projectType)?.name ?? project.projectType,
    project.investment ?? '',
    project.region,
    project.serviceMode === 'act' ? '代办' : '帮办',
    county.stages.get(project.stage)?.name ?? project.stage,
    '',
    county.people.get(project.specialist)?.name ?? project.specialist,
    county.stages.get(project.stage)?.name ?? project.stage,
  ];
}

function filingCells(filing: Filing, county: County, today: Day): (string | number)[] {
  const clock = clockOf(filing, county.calendar, today);
  return [
    ...projectCells(county.projects.get(filing.project), county),
    county.items.get(filing.item)?.name ?? filing.item,
    departmentName(county, filing.department),
    filing.liaison ? postName(county.people.get(filing.liaison)) : '',
    filing.receivedOn ?? '',
    filing.acceptedOn ?? '',
    clock.due ? `${clock.due}${clock.provisional ? '（暂定）' : ''}` : '',
    filing.concludedOn ?? '',
    clock.usedDays,
    clock.remainingDays ?? '',
    lampNames[clock.lamp],
    filing.remark ?? '',
    filing.suspensions.map((one) => `${one.from}起${one.reason}`).join('；'),
    '',
    filing.result ?? '',
    '',
    '',
    filing.limitBasis,
  ];
}

function caseCells(kase: Case, county: County): (string | number)[] {
  const items = kase.items.map((code) => county.items.get(code)?.name ?? code).join('、');
  return [
    ...projectCells(county.projects.get(kase.project ?? ''), county),
    items,
    departmentName(county, kase.department),
    postName(county.people.get(kase.owner)),
    dayOf(kase.openedAt),
    kase.acceptedAt ? dayOf(kase.acceptedAt) : '',
    dayOf(kase.replyDue),
    kase.concludedAt ? dayOf(kase.concludedAt) : '',
    '',
    '',
    '',
    `${kase.number} ${kindNames[kase.kind]}：${kase.summary}`,
    [kase.reason, ...kase.hops.map((hop) => `${dayOf(hop.at)} ${hop.reason}`)].join('；'),
    kase.level,
    `${statusNames[kase.status]}${kase.result ? `：${kase.result}` : ''}`,
    '',
    '',
    '',
  ];
}
