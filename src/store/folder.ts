import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { calendarYear, withLocalDays } from '../core/calendar.ts';
import type { CalendarYear, County, Filing, Person } from '../core/model.ts';
import { checkCalendar } from './folder/calendar.ts';
import { checkCounty } from './folder/checks.ts';
import { checkPapers, readPaper } from './folder/policies.ts';
import { readQuestions } from './folder/questions.ts';
import * as shapes from './folder/shapes.ts';
import { type Mistake, mistakeAt, readSheet, type Sheet } from './folder/sheet.ts';

/** All mistakes of a folder at once; nothing of it was used. */
export class FolderMistakes extends Error {
  readonly mistakes: Mistake[];
  constructor(mistakes: Mistake[]) {
    const lines = mistakes.map(({ file, line, problem, cure }) => {
      return `  ${file}${line === undefined ? '' : ` 第${line}行`}：${problem}。${cure}。`;
    });
    super(`数据有 ${mistakes.length} 处要改，改好前什么都不会导入：\n${lines.join('\n')}`);
    this.name = 'FolderMistakes';
    this.mistakes = mistakes;
  }
}

const QUESTIONS = 'questions.tsv';

/** A county folder, checked. `fingerprint` changes with any byte of its data. */
export interface CountyFolder {
  county: County;
  filings: Filing[];
  fingerprint: string;
}

/** Reads a county folder. Throws `FolderMistakes` with every mistake there is: file, line, problem and cure. */
export async function readCountyFolder(dir: string): Promise<CountyFolder> {
  const mistakes: Mistake[] = [];
  const hash = createHash('sha256');

  async function text(file: string): Promise<string | undefined> {
    const content = await readFile(join(dir, file), 'utf8').catch(() => undefined);
    if (content === undefined)
      mistakes.push(mistakeAt(file, undefined, '读不到这个文件', `请确认 ${join(dir, file)} 存在并且可读`));
    else if (content.includes('\uFFFD'))
      mistakes.push(mistakeAt(file, undefined, '不是 UTF-8 编码', '请另存为 UTF-8'));
    else hash.update(`${file}\n${content.length}\n${content}`);
    return content?.includes('\uFFFD') ? undefined : content;
  }
  async function read<T>(file: string, shape: z.ZodType<T>): Promise<Sheet<T> | undefined> {
    const content = await text(file);
    return content === undefined ? undefined : readSheet(file, content, shape, mistakes);
  }
  /** All files below a folder; undefined as soon as one of them cannot be used. */
  async function readAll<T>(
    folder: string,
    ending: string,
    one: (file: string) => Promise<T | undefined>,
  ): Promise<T[] | undefined> {
    const names = await readdir(join(dir, folder), { recursive: true }).catch(() => []);
    const files = names.filter((name) => name.endsWith(ending)).sort();
    if (files.length === 0)
      mistakes.push(
        mistakeAt(folder, undefined, `没有 ${ending} 文件`, `请在 ${join(dir, folder)} 放上数据`),
      );
    const sheets: (T | undefined)[] = [];
    for (const name of files) sheets.push(await one(`${folder}/${name.replaceAll('\\', '/')}`));
    return files.length > 0 && sheets.every((sheet) => sheet !== undefined) ? (sheets as T[]) : undefined;
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
  const items = await readAll('items', '.yaml', (file) => read(file, shapes.itemFile));
  const years = await readAll('calendar', '.json', async (file) => {
    const sheet = await read(file, shapes.calendarFile);
    if (sheet) mistakes.push(...checkCalendar(sheet));
    return sheet;
  });
  const papers = await readAll('policies', '.md', async (file) => {
    const content = await text(file);
    return content === undefined ? undefined : readPaper(file, content, mistakes);
  });
  mistakes.push(...checkPapers(papers ?? []));
  // A county may have no such list yet.
  const asked = existsSync(join(dir, QUESTIONS)) ? await text(QUESTIONS) : undefined;
  const questions = readQuestions(QUESTIONS, asked ?? '', papers, mistakes);
  mistakes.push(
    ...checkCounty({
      settings,
      departments,
      stages,
      items,
      plans,
      words,
      people,
      enterprises,
      projects,
      chats,
      papers,
    }),
  );
  if (
    mistakes.length > 0 ||
    !settings ||
    !departments ||
    !stages ||
    !plans ||
    !words ||
    !people ||
    !enterprises ||
    !projects ||
    !chats ||
    !items ||
    !years
  ) {
    throw new FolderMistakes(mistakes);
  }

  const catalogue = new Map(
    items.flatMap(({ value: { stage, items: list } }) => list.map((item) => [item.code, { ...item, stage }])),
  );
  // The shapes say `| undefined` where the glossary says "absent"; zod leaves absent fields out, so both hold.
  const county = {
    ...settings.value,
    calendar: new Map(
      years.map(({ value }) => [
        value.year,
        withLocalDays(calendarOf(value), settings.value.settings.localDays),
      ]),
    ),
    departments: new Map(departments.value.departments.map((one) => [one.code, one])),
    stages: new Map(stages.value.stages.map((one) => [one.code, one])),
    items: catalogue,
    stagePlans: new Map(plans.value.stagePlans.map((one) => [one.projectType, one])),
    ...words.value,
    questions,
    people: new Map(people.value.people.map((one) => [one.id, toPerson(one)])),
    chats: new Map(chats.value.chats.map((one) => [one.id, one])),
    enterprises: new Map(enterprises.value.enterprises.map((one) => [one.id, one])),
    projects: new Map(projects.value.projects.map(({ filings: _, ...one }) => [one.code, one])),
  } as County;
  const filings = projects.value.projects.flatMap((project) =>
    project.filings.map((filing) => ({
      ...filing,
      project: project.code,
      department: filing.department ?? catalogue.get(filing.item)?.departments[0] ?? '',
    })),
  ) as Filing[];
  return { county, filings, fingerprint: hash.digest('hex') };
}

/** Reads one calendar file `{year, status?, source?, papers?, days}` with the checks of a county folder. */
export async function readCalendarFile(path: string): Promise<CalendarYear> {
  const file = basename(path);
  const content = await readFile(path, 'utf8').catch(() => {
    throw new FolderMistakes([mistakeAt(file, undefined, '读不到这个文件', '请检查路径')]);
  });
  const mistakes: Mistake[] = [];
  const sheet = readSheet(file, content, shapes.calendarFile, mistakes);
  if (sheet) mistakes.push(...checkCalendar(sheet));
  if (!sheet || mistakes.length > 0) throw new FolderMistakes(mistakes);
  return calendarOf(sheet.value);
}

/** Absent fields stay absent, as `calendarYear` wants them. */
const calendarOf = (raw: z.output<typeof shapes.calendarFile>): CalendarYear =>
  calendarYear(raw as Parameters<typeof calendarYear>[0]);

/** What the post needs from the person it belongs to stands once in the file. */
function toPerson({ duty, ...person }: z.output<typeof shapes.people>['people'][number]): Person {
  if (!duty) return person as Person;
  const post = { ...duty, id: person.id, department: person.department ?? '', leave: person.leave ?? [] };
  return { ...person, duty: post } as Person;
}
