import type { z } from 'zod';
import { distinct, type Entry, entriesOf, keysOf, known, partsOf } from './entries.ts';
import { checkFiling } from './filings.ts';
import { checkPeople } from './people.ts';
import { type Paper, standing } from './policies.ts';
import type * as shapes from './shapes.ts';
import { type Mistake, mistakeAt, type Sheet } from './sheet.ts';

/** The sheets of a folder; one that could not be read is missing, and nothing is held against it. */
export interface Sheets {
  settings: Sheet<z.output<typeof shapes.county>> | undefined;
  departments: Sheet<z.output<typeof shapes.departments>> | undefined;
  stages: Sheet<z.output<typeof shapes.stages>> | undefined;
  items: Sheet<z.output<typeof shapes.itemFile>>[] | undefined;
  plans: Sheet<z.output<typeof shapes.stagePlans>> | undefined;
  words: Sheet<z.output<typeof shapes.vocabulary>> | undefined;
  people: Sheet<z.output<typeof shapes.people>> | undefined;
  enterprises: Sheet<z.output<typeof shapes.enterprises>> | undefined;
  projects: Sheet<z.output<typeof shapes.projects>> | undefined;
  chats: Sheet<z.output<typeof shapes.chats>> | undefined;
  papers: Paper[] | undefined;
}

const levels = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'].join('、');

/** Everything one file says of another must be there, and numbers shown to people must stand in their source. */
export function checkCounty(sheets: Sheets): Mistake[] {
  const mistakes: Mistake[] = [];
  const departments = entriesOf(sheets.departments, 'departments', (value) => value.departments, mistakes);
  const stages = entriesOf(sheets.stages, 'stages', (value) => value.stages, mistakes);
  const plans = entriesOf(sheets.plans, 'stagePlans', (value) => value.stagePlans, mistakes);
  const ambiguities = entriesOf(sheets.words, 'ambiguities', (value) => value.ambiguities, mistakes);
  const people = entriesOf(sheets.people, 'people', (value) => value.people, mistakes);
  const enterprises = entriesOf(sheets.enterprises, 'enterprises', (value) => value.enterprises, mistakes);
  const projects = entriesOf(sheets.projects, 'projects', (value) => value.projects, mistakes);
  const chats = entriesOf(sheets.chats, 'chats', (value) => value.chats, mistakes);
  const filings = projects.flatMap((one) => partsOf(one, 'filings', (project) => project.filings));
  const items = (sheets.items ?? []).flatMap((sheet) =>
    entriesOf(sheet, 'items', ({ stage, items: list }) => list.map((item) => ({ ...item, stage })), mistakes),
  );

  const is = {
    department: known('部门', sheets.departments && keysOf('部门', departments, ({ code }) => code)),
    stage: known('阶段', sheets.stages && keysOf('阶段', stages, ({ code }) => code)),
    item: known('事项', sheets.items && keysOf('事项', items, ({ code }) => code)),
    plan: known('项目类型', sheets.plans && keysOf('项目类型', plans, ({ projectType }) => projectType)),
    person: known('人员', sheets.people && keysOf('人员', people, ({ id }) => id)),
    enterprise: known('企业', sheets.enterprises && keysOf('企业', enterprises, ({ id }) => id)),
    project: known('项目', sheets.projects && keysOf('项目', projects, ({ code }) => code)),
  };
  keysOf('群', chats, ({ id }) => id);
  keysOf('办件', filings, ({ id }) => id);
  keysOf('多义词', ambiguities, ({ word }) => word);

  const meant = new Map(ambiguities.map(({ value }) => [value.word, value.items]));
  const settled = (word: string, codes: string[]) =>
    !sheets.words || codes.every((code) => meant.get(word)?.includes(code));
  distinct(
    departments,
    ({ code }) => code,
    ({ name, shortName, aliases }) => [name, shortName, ...aliases],
  );
  distinct(
    stages,
    ({ code }) => code,
    ({ name, aliases }) => [name, ...aliases],
  );
  distinct(
    items,
    ({ code }) => code,
    ({ name, aliases }) => [name, ...aliases],
    settled,
  );
  distinct(
    enterprises,
    ({ id }) => id,
    ({ name, aliases }) => [name, ...aliases],
  );
  distinct(
    projects,
    ({ code }) => code,
    ({ name, aliases }) => [name, ...aliases],
  );

  for (const one of departments) is.department(one, one.value.supervisedBy, 'supervisedBy');
  for (const one of stages) is.department(one, one.value.leadDepartment, 'leadDepartment');
  for (const sheet of sheets.items ?? []) {
    const say = (problem: string, cure: string) =>
      mistakes.push(mistakeAt(sheet.file, sheet.lineOf(['stage']), problem, cure));
    is.stage({ value: sheet, say }, sheet.value.stage);
  }
  for (const one of items) {
    const { all, any, optional } = one.value.prerequisites;
    is.department(one, one.value.departments, 'departments');
    is.item(one, all, 'prerequisites', 'all');
    is.item(one, optional, 'prerequisites', 'optional');
    for (const [n, group] of any.entries()) is.item(one, group, 'prerequisites', 'any', n);
    if (sheets.papers) checkPromise(one, sheets.papers);
  }
  const stageOfItem = new Map(items.map(({ value }) => [value.code, value.stage]));
  for (const one of plans) {
    for (const code of Object.keys(one.value.stageDays)) is.stage(one, code, 'stageDays', code);
    for (const [track, codes] of Object.entries(one.value.items)) {
      is.stage(one, track, 'items', track);
      is.item(one, codes, 'items', track);
      for (const code of codes.filter((code) => (stageOfItem.get(code) ?? track) !== track)) {
        one.say(
          `${code} 属于 ${stageOfItem.get(code)}，不属于 ${track}`,
          '请挪到它自己的阶段下',
          'items',
          track,
        );
      }
    }
    const sum = Object.values(one.value.stageDays).reduce((total, days) => total + days, 0);
    if (sum !== one.value.totalDays) {
      one.say(`各阶段相加是 ${sum} 天，总数写了 ${one.value.totalDays} 天`, '请改成相等', 'totalDays');
    }
  }
  for (const one of ambiguities) is.item(one, one.value.items, 'items');

  checkPeople(people, is);
  for (const one of people) {
    const { items: codes = [], stages: tracks = [], projectTypes = [] } = one.value.duty?.scope ?? {};
    is.item(one, codes.map(unlessAll), 'duty', 'scope', 'items');
    is.stage(one, tracks.map(unlessAll), 'duty', 'scope', 'stages');
    is.plan(one, projectTypes.map(unlessAll), 'duty', 'scope', 'projectTypes');
  }
  if (sheets.people) {
    const staffed = new Set(
      people.map(({ value }) => (value.duty?.rank === 'liaison' ? value.department : undefined)),
    );
    for (const { value, say } of departments.filter((one) => !staffed.has(one.value.code))) {
      say(`${value.shortName}（${value.code}）没有联络员`, '请在 people.yaml 给它补一名联络员');
    }
  }

  const employer = new Map(people.map(({ value }) => [value.id, value.enterprise]));
  const roles = new Map(people.map(({ value }) => [value.id, value.role]));
  for (const one of projects) {
    const { enterprise, specialist, contacts } = one.value;
    is.enterprise(one, enterprise, 'enterprise');
    is.plan(one, one.value.projectType, 'projectType');
    is.stage(one, one.value.stage, 'stage');
    is.person(one, specialist, 'specialist');
    if ((roles.get(specialist) ?? 'specialist') !== 'specialist') {
      one.say(`${specialist} 不是帮办代办专员`, '请改成角色是 specialist 的人', 'specialist');
    }
    is.person(one, contacts, 'contacts');
    for (const id of contacts.filter((id) => employer.has(id) && employer.get(id) !== enterprise)) {
      one.say(`经办人 ${id} 不是 ${enterprise} 的人`, '请改成本企业的人', 'contacts');
    }
  }
  for (const one of filings) {
    is.item(one, one.value.item, 'item');
    is.department(one, one.value.department, 'department');
    is.person(one, one.value.liaison, 'liaison');
    for (const [n, { by }] of one.value.suspensions.entries()) is.person(one, by, 'suspensions', n, 'by');
    checkFiling(one, sheets.papers ?? []);
  }
  for (const one of chats) {
    is.person(one, one.value.members, 'members');
    is.project(one, one.value.projects, 'projects');
  }
  const { settings } = sheets;
  if (settings) {
    const { integrityPerson, ladder } = settings.value.settings;
    const say: Entry<unknown>['say'] = (problem, cure, ...path) =>
      mistakes.push(mistakeAt(settings.file, settings.lineOf(['settings', ...path]), problem, cure));
    is.person({ value: settings, say }, integrityPerson, 'integrityPerson');
    const rungs = ladder.map(({ level }) => level).join('、');
    if (rungs !== levels) say(`升级阶梯写的是 ${rungs}`, `请从低到高写全 ${levels}，每级一行`, 'ladder');
  }
  return mistakes;
}

/** `*` in a scope names no code. */
const unlessAll = (code: string) => (code === '*' ? undefined : code);

const problems = {
  differs: '里不是这个数',
  'no such place': '里没有这一项',
  'no such paper': '不在 policies 里',
};

/** The bot says only numbers that can be looked up. */
function checkPromise(
  { value, say }: Entry<z.output<typeof shapes.itemFile>['items'][number]>,
  papers: Paper[],
): void {
  const { limitDays, basis = '' } = value.promised ?? {};
  if (limitDays === undefined) return;
  const found = standing(basis, limitDays, papers);
  if (found === 'stands') return;
  const problem = `${value.code} 承诺 ${limitDays} 个工作日，但${basis}${problems[found]}`;
  say(problem, '请改成一致，机器人只说查得到出处的数字', 'promised');
}
