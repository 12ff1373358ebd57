import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { calendarYear } from '../core/calendar.ts';
import type { CalendarYear, County, Filing, Person } from '../core/model.ts';
import { checkCalendar, checkCounty } from './folder-checks.ts';
import * as shapes from './folder-shapes.ts';

/** One mistake in a county folder, and what to do about it. */
export interface Mistake {
  file: string;
  line?: number;
  problem: string;
  cure: string;
}

/** All mistakes of a folder at once; nothing of it was used. */
export class FolderMistakes extends Error {
  readonly mistakes: Mistake[];
  constructor(mistakes: Mistake[]) {
    const lines = mistakes.map(({ file, line, problem, cure }) => `  ${file}${line ? ` 第${line}行` : ''}：${problem}。${cure}`);
    super(`县数据有 ${mistakes.length} 处要改，改好前什么都不会导入：\n${lines.join('\n')}`);
    this.name = 'FolderMistakes';
    this.mistakes = mistakes;
  }
}

/** A file's content with the way back to its lines. */
interface Source {
  file: string;
  lineOf(path: PropertyKey[]): number | undefined;
}

/** Finds the line of a value by its key in a list, so that a cross-check can name it: `at('projects.yaml', '"QH-..."')`. */
export type Locate = (file: string, needle: string) => number | undefined;

/** A county folder, checked. `fingerprint` changes with any byte of it. */
export interface CountyFolder {
  county: County;
  filings: Filing[];
  fingerprint: string;
}

/** Reads a county folder. Throws `FolderMistakes` with every mistake: file, line and cure. */
export async function readCountyFolder(dir: string): Promise<CountyFolder> {
  const mistakes: Mistake[] = [];
  const hash = createHash('sha256');
  const texts = new Map<string, string>();

  async function text(file: string): Promise<string | undefined> {
    try {
      const content = await readFile(join(dir, file), 'utf8');
      hash.update(file).update(content);
      texts.set(file, content);
      return content;
    } catch {
      mistakes.push({ file, problem: '读不到这个文件', cure: `请确认 ${join(dir, file)} 存在并且可读` });
      return undefined;
    }
  }

  async function read<T>(file: string, shape: z.ZodType<T>): Promise<T | undefined> {
    const content = await text(file);
    return content === undefined ? undefined : parse(file, content, shape, mistakes);
  }

  const settings = await read('county.yaml', shapes.county);
  const departments = await read('departments.yaml', shapes.departments);
  const stages = await read('stages.yaml', shapes.stages);
  const plans = await read('stage-plans.yaml', shapes.stagePlans);
  const words = await read('words.yaml', shapes.vocabulary);
  const people = await read('people.yaml', shapes.people);
  const enterprises = await read('enterprises.yaml', shapes.enterprises);
  const projects = await read('projects.yaml', shapes.projects);
  const chats = await read('chats.yaml', shapes.chats);
  const items: z.infer<typeof shapes.itemFile>[] = [];
  for (const file of await filesIn(dir, 'items', '.yaml', mistakes)) {
    const list = await read(file, shapes.itemFile);
    if (list) items.push(list);
  }
  const years: CalendarYear[] = [];
  for (const file of await filesIn(dir, 'calendar', '.json', mistakes)) {
    const raw = await read(file, shapes.calendarFile);
    if (raw) years.push(checkedYear(file, raw, mistakes, texts.get(file) ?? ''));
  }
  for (const file of await filesIn(dir, 'policies', '', [])) await text(file);
  if (!settings || !departments || !stages || !plans || !words || !people || !enterprises || !projects || !chats) {
    throw new FolderMistakes(mistakes);
  }

  const county: County = {
    id: settings.id,
    settings: settings.settings,
    calendar: new Map(years.map((year) => [year.year, year])),
    departments: new Map(departments.departments.map((one) => [one.code, one])),
    stages: new Map(stages.stages.map((one) => [one.code, one])),
    items: new Map(items.flatMap(({ stage, items: list }) => list.map((item) => [item.code, { ...item, stage }]))),
    stagePlans: new Map(plans.stagePlans.map((one) => [one.projectType, one])),
    ambiguities: words.ambiguities,
    spellings: words.spellings,
    people: new Map(people.people.map((one) => [one.id, toPerson(one)])),
    chats: new Map(chats.chats.map((one) => [one.id, one])),
    enterprises: new Map(enterprises.enterprises.map((one) => [one.id, one])),
    projects: new Map(projects.projects.map(({ filings: _, ...one }) => [one.code, one])),
  } as County;
  const filings = projects.projects.flatMap((project) => filingsOf(project, county));
  const locate: Locate = (file, needle) => lineWith(texts.get(file), needle);
  mistakes.push(...checkCounty(county, filings, locate, texts));
  if (mistakes.length > 0) throw new FolderMistakes(mistakes);
  return { county, filings, fingerprint: hash.digest('hex') };
}

/** Reads one calendar file with the same checks. */
export async function readCalendarFile(path: string): Promise<CalendarYear> {
  const mistakes: Mistake[] = [];
  const content = await readFile(path, 'utf8').catch(() => {
    throw new FolderMistakes([{ file: path, problem: '读不到这个文件', cure: '请检查路径' }]);
  });
  const raw = parse(basename(path), content, shapes.calendarFile, mistakes);
  const year = raw && checkedYear(basename(path), raw, mistakes, content);
  if (!year || mistakes.length > 0) throw new FolderMistakes(mistakes);
  return year;
}

function checkedYear(file: string, raw: z.infer<typeof shapes.calendarFile>, mistakes: Mistake[], content: string): CalendarYear {
  const named = Number(basename(file, '.json'));
  if (Number.isInteger(named) && named > 1900 && named !== raw.year) {
    mistakes.push({ file, line: lineWith(content, '"year"') ?? 1, problem: `文件名是${named}年，内容是${raw.year}年`, cure: '请改成一致' });
  }
  const year = calendarYear(raw as Parameters<typeof calendarYear>[0]);
  mistakes.push(...checkCalendar(file, year, raw.days.map((day) => day.date), (needle) => lineWith(content, needle)));
  return year;
}

function toPerson({ duty, ...person }: z.infer<typeof shapes.people>['people'][number]): Person {
  const held = duty && { ...duty, id: person.id, department: person.department ?? '', leave: person.leave ?? [] };
  return { ...person, ...(held ? { duty: held } : {}) } as Person;
}

function filingsOf(project: z.infer<typeof shapes.projects>['projects'][number], county: County): Filing[] {
  return project.filings.map((filing) => ({
    ...filing,
    project: project.code,
    department: filing.department ?? county.items.get(filing.item)?.departments[0] ?? '',
  })) as Filing[];
}

async function filesIn(dir: string, folder: string, ending: string, mistakes: Mistake[]): Promise<string[]> {
  try {
    const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending));
    return files.map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
  } catch {
    mistakes.push({ file: folder, problem: '没有这个文件夹', cure: `请建立 ${join(dir, folder)}` });
    return [];
  }
}

/** Parses YAML (JSON is YAML) and checks its shape; every issue is turned into file, line and cure. */
function parse<T>(file: string, content: string, shape: z.ZodType<T>, mistakes: Mistake[]): T | undefined {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors) {
    const line = lines.linePos(error.pos[0]).line;
    mistakes.push({ file, line, problem: `格式写错了（${error.code}）`, cure: '请检查缩进、引号和冒号' });
  }
  if (document.errors.length > 0) return undefined;
  const source: Source = {
    file,
    lineOf(path) {
      for (let depth = path.length; depth >= 0; depth -= 1) {
        const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lines.linePos(node.range[0]).line;
      }
      return undefined;
    },
  };
  const result = shape.safeParse(document.toJS());
  if (result.success) return result.data;
  mistakes.push(...result.error.issues.map((issue) => explain(issue, source)));
  return undefined;
}

function explain(issue: z.core.$ZodIssue, source: Source): Mistake {
  const where = issue.path.map(String).join('.');
  const line = source.lineOf([...issue.path]);
  const at = { file: source.file, ...(line === undefined ? {} : { line }) };
  if (issue.code === 'unrecognized_keys') {
    return { ...at, problem: `不认识的字段 ${issue.keys.join('、')}`, cure: '请检查拼写或删掉' };
  }
  if (issue.code === 'invalid_type') {
    return { ...at, problem: `${where} 缺少或类型不对`, cure: `这里要填${typeNames[issue.expected] ?? issue.expected}` };
  }
  if (issue.code === 'invalid_value') {
    return { ...at, problem: `${where} 的值不在允许范围`, cure: `可以填：${issue.values.map(String).join('、')}` };
  }
  return { ...at, problem: `${where} 不符合要求（${issue.message}）`, cure: '请对照样例县同名文件修改' };
}

const typeNames: Record<string, string> = { string: '文字', number: '数字', array: '列表', object: '一组字段', boolean: 'true 或 false', record: '一组字段' };

function lineWith(content: string | undefined, needle: string): number | undefined {
  const at = content?.indexOf(needle) ?? -1;
  return at < 0 ? undefined : content?.slice(0, at).split('\n').length;
}
