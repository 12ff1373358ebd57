import { addWorkingMinutes, replyDueAt } from './calendar.ts';
import type {
  BusinessHours,
  Calendar,
  Case,
  County,
  Day,
  Department,
  Item,
  Level,
  Liaison,
  Person,
  Rung,
  Stage,
  Urgency,
} from './model.ts';

/** What is to be routed. */
export interface RouteRequest {
  items: string[];
  /** Departments the text names. */
  departments: string[];
  stage?: string | undefined;
  region?: string | undefined;
  projectType?: string | undefined;
  urgency: Urgency;
  /** Items and departments are what the text sounds like; it names none. */
  guessed?: boolean;
}

/** The part of a county that routing reads. */
export interface RouteTable {
  departments: ReadonlyMap<string, Department>;
  items: ReadonlyMap<string, Item>;
  stages: ReadonlyMap<string, Stage>;
}

/** Who has how much, and who is away. */
export interface RouteState {
  load: ReadonlyMap<string, number>;
  lastAssigned: ReadonlyMap<string, Date>;
  today: Day;
}

/** Department and post, with the reason that is kept in the case. `owner` is missing when nobody fits. */
export interface Route {
  department: string;
  owner: string | undefined;
  assisting: string[];
  level: Level;
  reason: string;
}

/** The service centre answers for what belongs to nobody else. */
const FALLBACK = 'SP';

/** Item first, then a department the text names, then the stage's lead, then the service centre. */
function departmentFor(
  request: RouteRequest,
  table: RouteTable,
): { department: string; assisting: string[]; why: string } {
  const items = request.items.flatMap((code) => table.items.get(code) ?? []);
  const [first] = items;
  if (first) {
    const leads = items.flatMap((item) => item.departments.slice(0, 1));
    // Of an item's departments the one the text blames leads, else the item's own lead.
    const named = request.departments.find((code) => first.departments.includes(code));
    const department = named ?? first.departments[0] ?? FALLBACK;
    const others = [...new Set([...leads, ...request.departments])].filter((code) => code !== department);
    return { department, assisting: others.slice(0, 3), why: `事项“${first.name}”的主办部门` };
  }
  const [named, ...rest] = request.departments;
  if (named)
    return { department: named, assisting: rest.slice(0, 3), why: request.guessed ? '' : '原话点名的部门' };
  const lead = request.stage === undefined ? undefined : table.stages.get(request.stage)?.leadDepartment;
  if (lead)
    return {
      department: lead,
      assisting: [],
      why: `${table.stages.get(request.stage ?? '')?.name ?? ''}阶段牵头部门`,
    };
  return { department: FALLBACK, assisting: [], why: '未点明事项和部门，由帮办中心先接' };
}

const covers = (list: string[], value: string | undefined) =>
  list.includes('*') || (value !== undefined && list.includes(value));

/** Whether a post's scope admits the request; unknown facts of the project exclude nobody. */
function inScope(liaison: Liaison, request: RouteRequest, stages: string[]): boolean {
  const { items, stages: scoped, regions, projectTypes } = liaison.scope;
  const wanted = request.items.length ? request.items : undefined;
  return (
    (wanted === undefined || items.includes('*') || wanted.some((code) => items.includes(code))) &&
    (stages.length === 0 || scoped.includes('*') || stages.some((stage) => scoped.includes(stage))) &&
    (request.region === undefined || covers(regions, request.region)) &&
    (request.projectType === undefined || covers(projectTypes, request.projectType))
  );
}

/** 8 item + 4 stage + 2 region + 1 type, exact matches only. */
function fitness(liaison: Liaison, request: RouteRequest, stages: string[]): number {
  const { items, stages: scoped, regions, projectTypes } = liaison.scope;
  const exact = (hit: boolean, weight: number) => (hit ? weight : 0);
  return (
    exact(
      request.items.some((code) => items.includes(code)),
      8,
    ) +
    exact(
      stages.some((stage) => scoped.includes(stage)),
      4,
    ) +
    exact(request.region !== undefined && regions.includes(request.region), 2) +
    exact(request.projectType !== undefined && projectTypes.includes(request.projectType), 1)
  );
}

/** Where neither item nor stage tells, the post that does everything (综合岗) gets it. */
const general = ({ scope }: Liaison, stages: string[]): number =>
  stages.length === 0 && scope.items.includes('*') ? 1 : 0;

/** Away on a day: leave spans include both ends. */
export const isAway = ({ leave = [] }: Pick<Person, 'leave'>, day: Day): boolean =>
  leave.some((span) => span.from <= day && day <= span.to);

/**
 * Chooses department and post. Best-fitting scope wins; then A before B, the present before the absent, those with
 * room before the full, the fewest open cases, the longest idle. A absent gives B of the same pair; both absent
 * the 业务负责人; nobody at all leaves `owner` empty and says so in the reason.
 */
export function route(request: RouteRequest, table: RouteTable, people: Liaison[], state: RouteState): Route {
  const { department, assisting, why } = departmentFor(request, table);
  const stages = [...new Set(request.items.flatMap((code) => table.items.get(code)?.stage ?? []))];
  if (stages.length === 0 && request.stage !== undefined) stages.push(request.stage);
  const shortName = table.departments.get(department)?.shortName ?? department;
  const staff = people.filter((liaison) => liaison.department === department);
  const liaisons = staff.filter((liaison) => liaison.rank === 'liaison' && inScope(liaison, request, stages));
  const load = (liaison: Liaison) => state.load.get(liaison.id) ?? 0;
  const idle = (liaison: Liaison) => state.lastAssigned.get(liaison.id)?.getTime() ?? 0;
  const present = liaisons.filter((liaison) => !isAway(liaison, state.today));
  const withRoom = present.filter((liaison) => load(liaison) < liaison.capacity);
  const pool = withRoom.length ? withRoom : present;
  const [best] = [...pool].sort(
    (a, b) =>
      fitness(b, request, stages) - fitness(a, request, stages) ||
      general(b, stages) - general(a, stages) ||
      a.post.localeCompare(b.post) ||
      load(a) - load(b) ||
      idle(a) - idle(b) ||
      a.id.localeCompare(b.id),
  );
  if (best) {
    const absent = liaisons.find(
      (liaison) =>
        liaison.pair === best.pair &&
        liaison.post === 'A' &&
        best.post === 'B' &&
        isAway(liaison, state.today),
    );
    const cover = absent ? '，A岗休假由B岗顶岗' : `，${best.post}岗`;
    return {
      department,
      owner: best.id,
      assisting,
      level: 'L1',
      reason: `${why}${shortName}；范围最符合${cover}`,
    };
  }
  const officer = staff.find((liaison) => liaison.rank === 'officer' && !isAway(liaison, state.today));
  if (officer) {
    return {
      department,
      owner: officer.id,
      assisting,
      level: 'L2',
      reason: `${why}${shortName}；AB岗都不在，由业务负责人接`,
    };
  }
  return {
    department,
    owner: undefined,
    assisting,
    level: 'L0',
    reason: `${why}${shortName}；该部门没有可用的联络员，请管理员补充名单，先由专员接`,
  };
}

/** Who gets a case whose holder's time is up; no owner means the ladder's automatic part has ended. */
export function nextRung(
  kase: Case,
  county: County,
  state: RouteState,
): { owner: string | undefined; level: Level; reason: string } {
  const staff = [...county.people.values()].flatMap((person) =>
    person.duty?.department === kase.department ? [person.duty] : [],
  );
  const here = (liaison: Liaison) => !isAway(liaison, state.today) && liaison.id !== kase.owner;
  const holder = county.people.get(kase.owner)?.duty;
  const had = new Set(kase.hops.map((hop) => hop.to));
  const specialist = county.people.get(kase.owner);
  if (kase.level === 'L0' && specialist?.role === 'specialist') {
    const partner = specialist.substitute;
    if (partner && !had.has(partner))
      return { owner: partner, level: 'L0', reason: '专员超时，由B岗专员接手' };
    const head = staff.find((liaison) => liaison.rank === 'supervisor' && here(liaison));
    return head
      ? { owner: head.id, level: 'L3', reason: '专员AB岗都超时，转服务中心负责人' }
      : { owner: undefined, level: 'L4', reason: '专员AB岗都超时' };
  }
  if (kase.level === 'L1' && holder) {
    const partner = staff.find(
      (liaison) =>
        liaison.pair === holder.pair && liaison.rank === 'liaison' && here(liaison) && !had.has(liaison.id),
    );
    if (partner)
      return { owner: partner.id, level: 'L1', reason: `${holder.display}超时，同岗${partner.post}岗接手` };
  }
  const ranks = {
    L0: ['liaison', 'officer', 'supervisor'],
    L1: ['officer', 'supervisor'],
    L2: ['supervisor'],
  } as Record<string, string[]>;
  for (const rank of ranks[kase.level] ?? []) {
    const next = staff.find((liaison) => liaison.rank === rank && here(liaison));
    if (!next) continue;
    const level: Level = rank === 'officer' ? 'L2' : rank === 'supervisor' ? 'L3' : 'L1';
    const title = rank === 'officer' ? '业务负责人' : rank === 'supervisor' ? '分管领导' : '联络员';
    return { owner: next.id, level, reason: `${holder?.display ?? '上一级'}超时，转${title}` };
  }
  return { owner: undefined, level: 'L4', reason: '逐级都已超时' };
}

/** Half the time for critical matters, never under half an hour. */
const halved = (minutes: number, urgency: Urgency) =>
  urgency === 'critical' ? Math.max(30, minutes / 2) : minutes;

/** When a rung must have accepted and answered, counted in working time from an instant. */
export function ladderDue(
  rung: Rung,
  urgency: Urgency,
  from: Date,
  cal: Calendar,
  hours: BusinessHours,
): { acceptDue: Date | undefined; replyDue: Date } {
  const minutes =
    urgency === 'critical' && rung.criticalAcceptMinutes !== undefined
      ? rung.criticalAcceptMinutes
      : rung.acceptMinutes;
  const replyDays = urgency === 'critical' ? rung.replyDays / 2 : rung.replyDays;
  const replyDue = replyDueAt(cal, hours, from, replyDays);
  if (minutes === undefined) return { acceptDue: undefined, replyDue };
  const wanted = rung.criticalAcceptMinutes === undefined ? halved(minutes, urgency) : minutes;
  const acceptDue = addWorkingMinutes(cal, hours, from, wanted);
  return { acceptDue, replyDue: acceptDue > replyDue ? acceptDue : replyDue };
}
