import { join } from 'node:path';
import { readPolicies } from './knowledge/library.ts';
import { listCounties, saveCalendarYear, saveCounty, touchCounty } from './store/county.ts';
import type { Db } from './store/db.ts';
import { readCalendarFile, readCountyFolder } from './store/folder.ts';
import { type PolicyDifference, savePolicies } from './store/policies.ts';

/**
 * Reads a county folder and its policies and saves both, all or nothing; gives back the difference in words.
 * Throws `FolderMistakes`: every mistake with file, line and cure.
 */
export async function importCounty(db: Db, dir: string, now: Date): Promise<string> {
  const folder = await readCountyFolder(dir);
  const library = await readPolicies(join(dir, 'policies'));
  return db.transaction(async (tx) => {
    const county = await saveCounty(tx, folder, now);
    const policies = await savePolicies(tx, folder.county.id, library);
    const lines = Object.entries(county).map(([name, one]) => `${name}：${changes(one)}`);
    const documents = policyLine(policies);
    const all = documents ? [...lines, documents] : lines;
    return all.length ? all.join('\n') : '没有变化。';
  });
}

/** Reads policy files of any folder into the one county of the database. */
export async function importPolicies(db: Db, dir: string, now: Date): Promise<string> {
  const [county] = await listCounties(db);
  if (!county) throw new Error('还没有县的数据，请先运行 npm run -s bangban -- import county 目录');
  const library = await readPolicies(dir);
  return db.transaction(async (tx) => {
    const difference = await savePolicies(tx, county, library);
    await touchCounty(tx, county, now);
    const problems = library.problems.map(({ file, problem, cure }) => `${file}：${problem}。${cure}`);
    return [policyLine(difference) ?? '没有变化。', ...problems].join('\n');
  });
}

/** Reads one year of working days into the one county of the database. */
export async function importCalendar(db: Db, path: string, now: Date): Promise<string> {
  const [county] = await listCounties(db);
  if (!county) throw new Error('还没有县的数据，请先运行 npm run -s bangban -- import county 目录');
  const year = await readCalendarFile(path);
  const changed = await saveCalendarYear(db, county, year, now);
  const status = year.status === 'official' ? '正式' : '暂定';
  return changed
    ? `${year.year}年日历已更新（${status}）：放假${Object.keys(year.off).length}天，调休上班${year.work.length}天。`
    : '没有变化。';
}

function changes({
  added,
  changed,
  removed,
}: {
  added: string[];
  changed: string[];
  removed: string[];
}): string {
  const part = (name: string, ids: string[]) =>
    ids.length ? [`${name}${ids.length}（${ids.slice(0, 5).join('、')}${ids.length > 5 ? '…' : ''}）`] : [];
  return [...part('新增', added), ...part('修改', changed), ...part('删除', removed)].join('，');
}

function policyLine(difference: PolicyDifference): string | undefined {
  const text = changes(difference);
  return text ? `政策文件：${text}` : undefined;
}
