import { writeFile } from 'node:fs/promises';
import { type LedgerRange, ledgerBook } from './books/ledger.ts';
import { planBook } from './books/plan.ts';
import { addDays } from './core/calendar.ts';
import { type County, dayOf, instantOf } from './core/model.ts';
import { writeRows } from './eval/jsonl.ts';
import { unclearRows } from './eval/unclear.ts';
import { listCounties, loadCounty } from './store/county.ts';
import type { Db } from './store/db.ts';
import { readHeard, readLedger, readSetRight } from './store/reports.ts';
import { readAllCases, readRecord } from './store/view.ts';

/** Writes a project's workbook; gives back what to tell the operator, throws with the codes there are. */
export async function writePlan(db: Db, code: string, out: string, now: Date): Promise<string> {
  const county = await onlyCounty(db);
  const project = county.projects.get(code);
  if (!project)
    throw new Error(`没有项目 ${code}，项目代码有：${[...county.projects.keys()].slice(0, 20).join('、')}`);
  const { filings } = await readRecord(db, county.id);
  await writeFile(out, await planBook(project, filings, county, dayOf(now)));
  return `已写到 ${out}`;
}

/** Writes the 台账 of a time or a project. */
export async function writeLedger(db: Db, out: string, range: LedgerRange, now: Date): Promise<string> {
  const county = await onlyCounty(db);
  if (range.project !== undefined && !county.projects.has(range.project))
    throw new Error(
      `没有项目 ${range.project}，项目代码有：${[...county.projects.keys()].slice(0, 20).join('、')}`,
    );
  const { filings } = await readRecord(db, county.id);
  const record = {
    filings,
    cases: await readAllCases(db, county.id),
    entries: await readLedger(db, county.id),
  };
  await writeFile(out, await ledgerBook(record, county, dayOf(now), range));
  return `已写到 ${out}`;
}

/** Writes the messages of a time that are worth labelling, as lines of `eval understand`. */
export async function writeUnclear(
  db: Db,
  out: string,
  { from, to }: Omit<LedgerRange, 'project'>,
): Promise<string> {
  const county = await onlyCounty(db);
  const start = instantOf(from ?? '2000-01-01');
  const end = instantOf(addDays(to ?? '2999-01-01', 1));
  const heard = await readHeard(db, county.id, start, end);
  const rows = await unclearRows(heard, await readSetRight(db, county.id), county);
  await writeRows(out, rows);
  return `已写${rows.length}行到 ${out}，请逐行核对标注后再用`;
}

async function onlyCounty(db: Db): Promise<County> {
  const [id] = await listCounties(db);
  if (!id) throw new Error('还没有县的数据，请先运行 npm run -s bangban -- import county 目录');
  return loadCounty(db, id);
}
