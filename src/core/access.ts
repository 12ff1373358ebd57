import type { Case, Chat, Person, Project, Role } from './model.ts';

/** What a person may try. Everything not listed for a role and place is refused. */
export type Action =
  | 'ask'
  | 'open-case'
  | 'see-case'
  | 'see-project'
  | 'accept'
  | 'return'
  | 'transfer'
  | 'supplement'
  | 'reply'
  | 'conclude'
  | 'chase'
  | 'retype'
  /** 召集会商. */
  | 'convene'
  | 'withdraw'
  | 'move-filing'
  | 'oversee'
  /** Approve replies, settle doubts, send policies out. */
  | 'keep-knowledge';

/** G in a group, P in a 1:1 chat, W on a page. */
type Places = string;

/**
 * Who may do what and where; scope (own enterprise, own projects, own department) is judged apart.
 * Deny by default: an empty cell is a refusal.
 */
const matrix: Record<Action, Partial<Record<Role, Places>>> = {
  ask: {
    enterprise: 'GP',
    specialist: 'GPW',
    liaison: 'GPW',
    officer: 'GPW',
    supervisor: 'GPW',
    oversight: 'GPW',
    window: 'GPW',
    leader: 'GPW',
    administrator: 'GP',
  },
  'open-case': {
    enterprise: 'GP',
    specialist: 'GPW',
    liaison: 'GPW',
    officer: 'GPW',
    supervisor: 'W',
    oversight: 'W',
    window: 'GPW',
  },
  'see-case': {
    enterprise: 'GPW',
    specialist: 'GPW',
    liaison: 'GPW',
    officer: 'GPW',
    supervisor: 'PW',
    oversight: 'PW',
    window: 'PW',
    leader: 'PW',
  },
  'see-project': {
    enterprise: 'GPW',
    specialist: 'GPW',
    liaison: 'GPW',
    officer: 'GPW',
    supervisor: 'PW',
    oversight: 'PW',
    window: 'PW',
    leader: 'GPW',
  },
  accept: { specialist: 'GP', liaison: 'GPW', officer: 'GPW', supervisor: 'PW', oversight: 'W' },
  return: { specialist: 'PW', liaison: 'PW', officer: 'PW', oversight: 'W' },
  transfer: { specialist: 'PW', liaison: 'PW', officer: 'PW', supervisor: 'PW', oversight: 'PW' },
  supplement: { specialist: 'PW', liaison: 'PW', officer: 'PW' },
  reply: { specialist: 'GPW', liaison: 'GPW', officer: 'GPW', supervisor: 'PW' },
  conclude: { specialist: 'PW', liaison: 'PW', officer: 'PW', supervisor: 'PW', oversight: 'W' },
  chase: {
    enterprise: 'GP',
    specialist: 'GPW',
    officer: 'PW',
    supervisor: 'PW',
    oversight: 'GPW',
    leader: 'GPW',
  },
  retype: { specialist: 'PW' },
  convene: { specialist: 'GPW', supervisor: 'PW', oversight: 'PW', leader: 'GPW' },
  withdraw: { enterprise: 'GP', specialist: 'PW' },
  'move-filing': { specialist: 'PW', liaison: 'PW', officer: 'PW', window: 'PW' },
  'keep-knowledge': { specialist: 'PW', oversight: 'PW' },
  oversee: { supervisor: 'PW', oversight: 'PW', leader: 'PW' },
};

const seeing: Action[] = ['see-case', 'see-project'];
/** What the head of the service centre may do with any case: to answer and close one is its department's. */
const overlooking: Action[] = ['see-case', 'chase', 'oversee', 'transfer'];

/** 政务服务中心负责人: the centre answers for the helping of every project. */
const leadsCentre = ({ role, department }: Person): boolean => role === 'supervisor' && department === 'SP';

/** Whom the whole county concerns. */
export const seesWholeCounty = (actor: Person): boolean =>
  ['oversight', 'leader', 'window'].includes(actor.role) || leadsCentre(actor);

/** What the action is about; absent parts do not restrict. */
export interface Subject {
  case?: Case;
  project?: Project;
  /** Departments that have a filing of the project. */
  departments?: string[];
}

/**
 * The one place that decides: role, place and scope must all agree. A person nobody has bound may only ask
 * (callers pass `undefined`). Foreign and missing objects must be answered alike by the caller.
 */
export function can(
  actor: Person | undefined,
  action: Action,
  subject: Subject,
  place: Chat['kind'] | 'web',
): boolean {
  if (!actor) return action === 'ask';
  const open = place !== 'web' && place !== 'direct';
  // The office's own group hears of projects and cases what a 1:1 chat hears; it acts on them as a group.
  const letter = place === 'web' ? 'W' : !open || (place === 'staff' && seeing.includes(action)) ? 'P' : 'G';
  if (!matrix[action][actor.role]?.includes(letter)) return false;
  // Not even a number of an integrity matter is shown to a group.
  if (subject.case?.kind === 'integrity' && open) return false;
  const overlooks = leadsCentre(actor) && overlooking.includes(action) && subject.case?.kind !== 'integrity';
  if (subject.case && !overlooks && !concernsCase(actor, subject.case)) return false;
  if (subject.project && !concernsProject(actor, subject.project, subject.departments ?? [])) return false;
  return true;
}

/** Whether a case lies in the person's scope. Integrity matters reach only who reported and who owns them. */
export function concernsCase(actor: Person, kase: Case): boolean {
  if (kase.owner === actor.id || kase.reporter === actor.id) return true;
  if (kase.kind === 'integrity') return false;
  if (kase.watchers.includes(actor.id)) return true;
  switch (actor.role) {
    case 'enterprise':
      return actor.enterprise !== undefined && kase.enterprise === actor.enterprise;
    case 'specialist':
      return kase.firstContact === actor.id || kase.firstContact === actor.substitute;
    case 'liaison':
    case 'officer':
    case 'supervisor':
      return kase.department === actor.department || kase.assisting.includes(actor.department ?? '');
    case 'oversight':
    case 'leader':
      return true;
    default:
      return false;
  }
}

/** Whether a case is the person's to move: of a department that only helps with it nobody moves it. */
export function holdsCase(actor: Person, kase: Case, action?: Action): boolean {
  const office = ['liaison', 'officer', 'supervisor'].includes(actor.role);
  const overlooks = action === 'transfer' && leadsCentre(actor);
  return !office || overlooks || kase.owner === actor.id || kase.department === actor.department;
}

/**
 * Whether a case is expected to be the person's: held, reported or answered for, of the same post, or of those the
 * person is set over. A substitute and a colleague may act too, but may as well have mistyped a number.
 */
export function answersFor(actor: Person, kase: Case, owner: Person | undefined, away: boolean): boolean {
  if ([kase.owner, kase.firstContact, kase.reporter].includes(actor.id)) return true;
  if (actor.role === 'specialist') return away;
  return actor.role !== 'liaison' || owner?.duty?.rank !== 'liaison' || owner.duty.pair === actor.duty?.pair;
}

/** Whether a project lies in the person's scope. */
export function concernsProject(actor: Person, project: Project, departments: string[]): boolean {
  switch (actor.role) {
    case 'enterprise':
      return project.enterprise === actor.enterprise;
    case 'specialist':
      return project.specialist === actor.id || project.specialist === actor.substitute;
    case 'liaison':
    case 'officer':
    case 'supervisor':
      return leadsCentre(actor) || departments.includes(actor.department ?? '');
    case 'oversight':
    case 'leader':
    case 'window':
      return true;
    default:
      return false;
  }
}
