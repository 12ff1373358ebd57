import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type CalendarYear, type County, type Day, dayOf, directChat, type Filing } from './core/model.ts';
import { clockOf } from './core/progress.ts';
import { dayText } from './core/texts/cases.ts';
import { calendarMoved, movedDue } from './core/texts/duties.ts';
import { readPolicies } from './knowledge/library.ts';
import { listCounties, loadCounty, saveCalendarYear, saveCounty, touchCounty } from './store/county.ts';
import type { Db } from './store/db.ts';
import { readCalendarFile, readCountyFolder } from './store/folder.ts';
import { type Addressed, queue } from './store/outbox.ts';
import { type PolicyDifference, savePolicies } from './store/policies.ts';
import { readRecord } from './store/view.ts';
import { proposePushes, recheckReplies } from './upkeep.ts';

/**
 * Reads a county folder and its policies and saves both, all or nothing; gives back the difference in words.
 * Throws `FolderMistakes`: every mistake with file, line and cure.
 */
export async function importCounty(db: Db, dir: string, now: Date): Promise<string> {
  const folder = await readCountyFolder(dir);
  const library = await readPolicies(join(dir, 'policies'));
  return db.transaction(async (tx) => {
    const isFirst = !(await listCounties(tx)).includes(folder.county.id);
    const county = await saveCounty(tx, folder, now);
    const policies = await savePolicies(tx, folder.county.id, library);
    const lines = Object.entries(county).map(([name, one]) => `${name}：${changes(one)}`);
    const all = [...lines, ...(await followUp(tx, folder.county.id, policies, now, isFirst))];
    const problems = library.problems.map(({ file, problem, cure }) => `${file}：${problem}。${cure}`);
    return [...(all.length ? all : ['没有变化。']), ...problems].join('\n');
  });
}

/** Reads policy files of any folder into the one county of the database. */
export async function importPolicies(
  db: Db,
  dir: string,
  now: Date,
  onProgress?: (read: number, of: number) => void,
  replace = false,
): Promise<string> {
  const [county] = await listCounties(db);
  if (!county) throw new Error('还没有县的数据，请先运行 npm run -s bangban -- import county 目录');
  const library = await readPolicies(dir, onProgress);
  return db.transaction(async (tx) => {
    // A file that could not be read today is not gone.
    const all = replace && library.problems.length === 0;
    const difference = await savePolicies(tx, county, library, all);
    await touchCounty(tx, county, now);
    const lines = await followUp(tx, county, difference, now);
    const problems = library.problems.map(({ file, problem, cure }) => `${file}：${problem}。${cure}`);
    return [...(lines.length ? lines : ['没有变化。']), ...problems].join('\n');
  });
}

/** What changed, and what it sets off, in the operator's words. On the first day nothing is news. */
async function followUp(
  tx: Db,
  id: string,
  difference: PolicyDifference,
  now: Date,
  isFirst = false,
): Promise<string[]> {
  const text = changes(difference);
  if (!text) return [];
  const county = await loadCounty(tx, id);
  const { added, changed, removed } = difference;
  const doubted = await recheckReplies(tx, county, now, [...changed, ...removed]);
  const groups = isFirst ? 0 : await proposePushes(tx, county, [...added, ...changed], now);
  return [
    `政策文件：${text}`,
    ...(doubted > 0 ? [`有${doubted}条部门答复的依据变了，已停用并通知专员复核。`] : []),
    ...(groups > 0 ? [`新政策推送：涉及${groups}个群，已请专员确认。`] : []),
  ];
}

/** Reads one year of working days into the one county of the database. */
export async function importCalendar(db: Db, path: string, now: Date): Promise<string> {
  const [county] = await listCounties(db);
  if (!county) throw new Error('还没有县的数据，请先运行 npm run -s bangban -- import county 目录');
  const year = await readCalendarFile(path);
  return db.transaction(async (tx) => {
    const before = await loadCounty(tx, county);
    if (!(await saveCalendarYear(tx, county, year, now))) return '没有变化。';
    const after = await loadCounty(tx, county);
    const { filings } = await readRecord(tx, county);
    const posts = movedDates({ before, after, filings, year: year.year, today: dayOf(now) });
    await queue(tx, after, posts, now);
    const status = year.status === 'official' ? '正式' : '暂定';
    const head = `${year.year}年日历已更新（${status}）：放假${Object.keys(year.off).length}天，调休上班${year.work.length}天。`;
    return [
      head,
      ...yearDifference(before.calendar.get(year.year), year),
      `到期日有变的通知：${posts.length}条。`,
    ].join('\n');
  });
}

/** What differs between two versions of a year, in the operator's words. */
function yearDifference(old: CalendarYear | undefined, year: CalendarYear): string[] {
  if (!old) return [];
  const only = (a: string[], b: string[]) => a.filter((day) => !b.includes(day));
  const line = (name: string, days: string[]) => (days.length ? [`${name}：${days.join('、')}`] : []);
  return [
    ...line('新增放假', only(Object.keys(year.off), Object.keys(old.off))),
    ...line('不再放假', only(Object.keys(old.off), Object.keys(year.off))),
    ...line('新增调休上班', only(year.work, old.work)),
    ...line('不再调休上班', only(old.work, year.work)),
  ];
}

/** One message to each group and specialist whose open filings' due days have moved. */
function movedDates(given: {
  before: County;
  after: County;
  filings: Filing[];
  year: number;
  today: Day;
}): Addressed[] {
  const { before, after, filings, year, today } = given;
  const lines = new Map<string, string[]>();
  for (const filing of filings) {
    const was = clockOf(filing, before.calendar, today);
    const is = clockOf(filing, after.calendar, today);
    if (was.due === undefined || is.due === undefined || was.due === is.due) continue;
    const project = after.projects.get(filing.project);
    const what = `${project?.name ?? filing.project} · ${after.items.get(filing.item)?.name ?? filing.item}`;
    const line = movedDue(what, dayText(was.due, was.provisional), dayText(is.due, is.provisional));
    const groups = [...after.chats.values()].filter(
      (chat) => chat.kind === 'project' && chat.level !== 'D0' && chat.projects.includes(filing.project),
    );
    const chats = [...groups.map((chat) => chat.id), ...(project ? [directChat(project.specialist)] : [])];
    for (const chat of chats) lines.set(chat, [...(lines.get(chat) ?? []), line]);
  }
  return [...lines].map(([chat, own]) => ({
    chat,
    // The text is part of the key: a corrected notice on the same day is told too, the same one is not.
    key: `calendar/${year}/${today}/${chat}/${createHash('sha256').update(own.join()).digest('hex').slice(0, 8)}`,
    text: calendarMoved(year, own),
  }));
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
