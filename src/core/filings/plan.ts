import { addWorkingDays } from '../calendar.ts';
import type { County, Day, Filing, Item, Project } from '../model.ts';
import { clockOf, startOf } from '../progress.ts';

/** One line of a plan 排期. */
export interface Planned {
  item: Item;
  /** 主办部门. */
  department: string;
  state: 'done' | 'running' | 'ahead';
  /** Day 0: the application is in, or is to be. */
  start: Day;
  /** Decided on, due, or to be expected if everything is applied for in time. */
  due: Day;
  provisional: boolean;
  /** Working days promised, or by law. */
  limitDays: number;
  /** Items of the plan that it waits for. */
  after: string[];
  /** Done before the county kept its record: its days are not known, and `start` and `due` only hold the place. */
  unrecorded?: true;
  /** On the longest chain: a day lost here is a day lost in all. */
  critical: boolean;
}

/** A project's plan; `finish` is the earliest day on which everything can be done. */
export interface ProjectPlan {
  rows: Planned[];
  finish: Day;
  provisional: boolean;
  critical: string[];
}

/**
 * Which item when: what has been decided stands, what is running ends on its due day (today when that is past, and not
 * before what it waits for), and everything else follows its prerequisites as early as it can, in parallel where
 * nothing is waited for. Times are those promised; the enterprise's own preparations are not known and not counted.
 */
export function planProject(project: Project, filings: Filing[], county: County, today: Day): ProjectPlan {
  const own = new Map(
    filings
      .filter((one) => one.project === project.code && one.state !== 'refused')
      .map((one) => [one.item, one]),
  );
  const stages = county.stagePlans.get(project.projectType)?.items ?? {};
  const codes = [...new Set([...Object.values(stages).flat(), ...own.keys()])].filter((code) =>
    county.items.has(code),
  );
  const rows = new Map<string, Planned>();
  const under = new Set<string>();

  function schedule(code: string): Planned {
    const known = rows.get(code);
    if (known) return known;
    const item = county.items.get(code) as Item;
    under.add(code);
    const after = waitsFor(item).filter((one) => !under.has(one));
    const before = after.map(schedule);
    under.delete(code);
    const ready = before.map((one) => one.due).reduce((a, b) => (a > b ? a : b), today);
    const row = { ...rowOf(item, own.get(code), ready, { project, county, today }), after };
    rows.set(code, row);
    return row;
  }

  /** What names no prerequisite still comes after the main stage before its own. */
  function waitsFor(item: Item): string[] {
    const named = namedBefore(item, codes);
    return named.length > 0 || own.has(item.code) ? named : lastOfStageBefore(item.stage);
  }

  function lastOfStageBefore(stage: string): string[] {
    const main = mainStages(county);
    const before = main[main.indexOf(stage) - 1];
    const last = before === undefined ? undefined : stages[before]?.findLast((one) => county.items.has(one));
    return last === undefined ? [] : [last];
  }

  const all = codes.map(schedule);
  const last = latestOf(all);
  return {
    rows: all,
    finish: last?.due ?? today,
    provisional: all.some((row) => row.state !== 'done' && row.provisional),
    critical: markChain(last, rows),
  };
}

/** In a plan: every `all`, of each group the one that is there, and the `optional` ones the project has. */
function namedBefore({ prerequisites: { all, any, optional }, code }: Item, codes: string[]): string[] {
  const here = (one: string) => codes.includes(one) && one !== code;
  return [
    ...all.filter(here),
    ...any.flatMap((group) => group.filter(here).slice(0, 1)),
    ...optional.filter(here),
  ];
}

interface Planning {
  project: Project;
  county: County;
  today: Day;
}

type Row = Omit<Planned, 'after'>;

/** An item in its project's plan, which may begin on the day on which all that it waits for is there. */
function rowOf(item: Item, filing: Filing | undefined, ready: Day, planning: Planning): Row {
  const { county, today } = planning;
  const limitDays = filing ? filing.limitDays + filing.extensionDays : daysOf(item);
  const department = filing?.department ?? item.departments[0] ?? '';
  const base = { item, department, limitDays, critical: false };
  if (filing?.state === 'concluded') return { ...base, ...concluded(filing, planning) };
  if (!filing && isBehind(item.stage, planning))
    return { ...base, state: 'done', start: today, due: today, provisional: false, unrecorded: true };
  const clock = filing && filing.state !== 'planned' ? clockOf(filing, county.calendar, today) : undefined;
  if (filing && clock?.due) {
    const due = clock.due > ready ? clock.due : ready;
    const start = filing.receivedOn ?? startOf(filing, county.calendar, today) ?? today;
    return { ...base, state: 'running', start, due, provisional: clock.provisional };
  }
  const { day: begin } = addWorkingDays(county.calendar, ready, 0);
  const { day: due, provisional } = addWorkingDays(county.calendar, begin, limitDays);
  const start = filing?.receivedOn ?? begin;
  return { ...base, state: filing?.receivedOn ? 'running' : 'ahead', start, due, provisional };
}

function concluded(filing: Filing, { county, today }: Planning) {
  const due = filing.concludedOn ?? today;
  return {
    state: 'done' as const,
    start: filing.receivedOn ?? startOf(filing, county.calendar, due) ?? due,
    due,
    provisional: false,
    ...(filing.concludedOn === undefined ? { unrecorded: true as const } : {}),
  };
}

/** A project that stands in a later stage has been through this one, on record here or not. */
function isBehind(stage: string, { project, county }: Planning): boolean {
  const main = mainStages(county);
  return main.includes(stage) && main.indexOf(stage) < main.indexOf(project.stage);
}

const latestOf = (rows: Planned[]): Planned | undefined =>
  rows.reduce<Planned | undefined>((a, b) => (a && a.due >= b.due ? a : b), undefined);

/** Marks the chain that decides when all is done, from its end back to what is done already; first item first. */
function markChain(last: Planned | undefined, rows: ReadonlyMap<string, Planned>): string[] {
  const chain: string[] = [];
  for (let row = last; row && row.state !== 'done'; ) {
    row.critical = true;
    chain.unshift(row.item.code);
    row = latestOf(row.after.map((code) => rows.get(code) as Planned));
  }
  return chain;
}

/** As it was planned when the project began: the same rules without anything that happened since. */
export function firstPlan(project: Project, filings: Filing[], county: County, today: Day): ProjectPlan {
  const begun = filings
    .filter((one) => one.project === project.code && one.receivedOn !== undefined)
    .map((one) => one.receivedOn as Day)
    .reduce((a, b) => (a < b ? a : b), today);
  const [stage = project.stage] = mainStages(county);
  return planProject({ ...project, stage }, [], county, begun);
}

const mainStages = (county: County): string[] =>
  [...county.stages.values()].filter((one) => one.track === 'main').map((one) => one.code);

/** Working days of an item: promised, else by law where that counts working days, else at once. */
function daysOf({ promised, statutory }: Item): number {
  if (promised?.limitDays !== undefined) return promised.limitDays;
  if (promised === undefined && statutory?.unit === 'working') return statutory.limitDays ?? 0;
  return 0;
}

/** 施工许可证: what 开工 waits for. */
export const allowsBuilding = ({ result }: Item): boolean => result.includes('施工许可证');

/** What a project may turn to next. */
export interface Next {
  running: Planned[];
  /** Of the main stages, what may be applied for now; where nothing may, `waiting` comes first of what is ahead. */
  ready: Planned[];
  waiting?: Planned | undefined;
  /** What is applied for once the works are finished; they have not been begun, or are under way. */
  afterWorks: Planned[];
}

/**
 * What comes next: nothing that a paper already granted stood on, on record here or not, and nothing of the stages after
 * the works before anybody can have finished them.
 */
export function nextOf(project: Project, { rows }: ProjectPlan, county: County): Next {
  const main = mainStages(county);
  const byCode = new Map(rows.map((row) => [row.item.code, row]));
  const passed = new Set<string>();
  const pass = (codes: string[]): void => {
    for (const code of codes) {
      if (passed.has(code)) continue;
      passed.add(code);
      pass(byCode.get(code)?.after ?? []);
    }
  };
  for (const row of rows) if (row.state === 'done') pass(row.after);
  const ahead = rows
    .filter(({ item, state }) => state === 'ahead' && main.includes(item.stage) && !passed.has(item.code))
    .sort((a, b) => a.start.localeCompare(b.start));
  const permit = rows.find(({ item }) => allowsBuilding(item))?.item.stage ?? '';
  const isAfter = (stage: string) => main.includes(permit) && main.indexOf(stage) > main.indexOf(permit);
  const finished =
    isAfter(project.stage) || rows.some(({ item, state }) => isAfter(item.stage) && state !== 'ahead');
  const [afterWorks, open] = [
    ahead.filter(({ item }) => !finished && isAfter(item.stage)),
    ahead.filter(({ item }) => finished || !isAfter(item.stage)),
  ];
  const ready = open.filter((row) =>
    row.after.every((code) => byCode.get(code)?.state === 'done' || passed.has(code)),
  );
  return { running: rows.filter(({ state }) => state === 'running'), ready, waiting: open[0], afterWorks };
}
