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
  transfer: { specialist: 'PW', liaison: 'PW', officer: 'PW', oversight: 'PW' },
  supplement: { specialist: 'PW', liaison: 'PW', officer: 'PW' },
  reply: { specialist: 'GPW', liaison: 'GPW', officer: 'GPW', supervisor: 'PW' },
  conclude: { specialist: 'PW', liaison: 'PW', officer: 'PW', supervisor: 'PW', oversight: 'W' },
  chase: {
    enterprise: 'GP',
    specialist: 'GPW',
    officer: 'PW',
    supervisor: 'PW',
    oversight: 'PW',
    leader: 'GPW',
  },
  retype: { specialist: 'PW' },
  withdraw: { enterprise: 'GP', specialist: 'PW' },
  'move-filing': { specialist: 'PW', liaison: 'PW', officer: 'PW', window: 'PW' },
  'keep-knowledge': { specialist: 'PW', oversight: 'PW' },
  oversee: { supervisor: 'PW', oversight: 'PW', leader: 'PW' },
};

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
  const letter = place === 'web' ? 'W' : place === 'direct' ? 'P' : 'G';
  if (!matrix[action][actor.role]?.includes(letter)) return false;
  // Not even a number of an integrity matter is shown to a group.
  if (subject.case?.kind === 'integrity' && letter === 'G') return false;
  if (subject.case && !concernsCase(actor, subject.case)) return false;
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
      return departments.includes(actor.department ?? '');
    case 'oversight':
    case 'leader':
    case 'window':
      return true;
    default:
      return false;
  }
}
