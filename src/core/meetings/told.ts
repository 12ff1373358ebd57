import { postFor } from '../cases/index.ts';
import { tell } from '../cases/tell.ts';
import {
  type About,
  type Case,
  type County,
  directChat,
  type Intent,
  type Meeting,
  type Person,
  type Post,
  type Project,
  type View,
} from '../model.ts';
import { otherNamed, peopleTitled, postsNamed } from '../places.ts';
import { postName } from '../texts/cases.ts';
import { withoutPlace } from './appointment.ts';
import { calledTo } from './meant.ts';

/** What a meeting is about, as far as telling goes: a case, or a project. */
export interface Matter {
  about: string;
  kase?: Case;
  project?: Project;
}

export const matterOf = (kase: Case, { projects }: County): Matter => {
  const project = projects.get(kase.project ?? '');
  return { about: kase.number, kase, ...(project ? { project } : {}) };
};

/** What is said of a meeting as its enterprise may read it: no clause that names another enterprise or its project. */
export function ownWords(
  text: string,
  { kase, project }: Pick<Matter, 'kase' | 'project'>,
  county: County,
): string {
  const own = kase?.enterprise ?? project?.enterprise;
  return text
    .split(/(?<=[，,；;。])/)
    .filter((clause) => otherNamed(clause, own, county) === undefined)
    .join('')
    .replace(/[，,；;。]$/, '');
}

/** A meeting with nothing about others in it. */
export function ofOwn(meeting: Meeting, matter: Pick<Matter, 'kase' | 'project'>, county: County): Meeting {
  const notes = ownWords(meeting.appointment?.notes ?? '', matter, county);
  const { notes: _, ...appointment } = meeting.appointment ?? {};
  return {
    ...meeting,
    text: ownWords(meeting.text, matter, county),
    ...(meeting.appointment ? { appointment: { ...appointment, ...(notes ? { notes } : {}) } } : {}),
  };
}

/** Whoever speaks for the enterprise: who reported it, else the project's contacts, else all its people. */
export function speakersOf({ kase, project }: Matter, { people }: County): string[] {
  const reporter = kase && people.get(kase.reporter);
  if (reporter?.role === 'enterprise') return [reporter.id];
  if (project) return project.contacts;
  return [...people.values()]
    .filter(({ enterprise }) => enterprise !== undefined && enterprise === kase?.enterprise)
    .map(({ id }) => id);
}

/** Office-holders a line calls: of departments, of posts (规划岗), by name. */
export function peopleCalled(intent: Intent, { kase, project }: Matter, view: View, now: Date): string[] {
  const { county, today } = view;
  const text = withoutPlace(intent.text);
  const at = kase ?? { project: project?.code ?? '', urgency: 'normal' as const };
  const isNear = ({ department }: Person) =>
    department === kase?.department || intent.mentions.departments.includes(department ?? '');
  const byName = [
    ...[...county.people.values()].filter(({ duty, name }) => duty && text.includes(name)),
    ...peopleTitled(county, text, isNear),
  ];
  const byPost = postsNamed(county, text, today).filter(
    ({ duty }) => !byName.some((one) => one.duty?.pair === duty?.pair),
  );
  const named = [...byName, ...byPost];
  const offices = calledTo(view, intent).filter(
    (code) => !named.some(({ department }) => department === code),
  );
  const posts = offices.flatMap(
    (code) => postFor(code, kase?.items ?? intent.mentions.items, at, view, now) ?? [],
  );
  return [...new Set([...named.map(({ id }) => id), ...posts])];
}

/** The posts that have a case in hand. */
export const postsOf = (kase: Case, view: View, now: Date): string[] => [
  kase.owner,
  ...kase.assisting.flatMap((code) =>
    code === kase.department ? [] : (postFor(code, kase.items, kase, view, now) ?? []),
  ),
];

const isEnterprise = (person: string, { people }: County): boolean =>
  people.get(person)?.role === 'enterprise';

/** Where a line was typed and is read anyway; a reminder is typed nowhere. */
type Place = Pick<View, 'county'> & Partial<Pick<View, 'chat' | 'asker'>>;

/**
 * The enterprise hears where it asked (in a group that may not read so much, alone), of what it did not ask itself in
 * its project's own group, else alone.
 */
export function toEnterprise(matter: Matter, view: Place, text: string): Post[] {
  return postsToEnterprise(matter, view, text).map((post) => ({ ...post, about: aboutOf(matter) }));
}

const aboutOf = ({ about, kase }: Matter): About =>
  kase ? { case: kase.number, meeting: true } : { project: about, meeting: true };

function postsToEnterprise(matter: Matter, view: Place, text: string): Post[] {
  const { kase, project } = matter;
  const { county, chat } = view;
  const people = speakersOf(matter, county);
  if (kase && isEnterprise(kase.reporter, county))
    return kase.chat === chat?.id && chat.kind !== 'county' ? [] : tell(kase, view, text, 'detail');
  const group = [...county.chats.values()].find(
    ({ kind, projects }) => kind === 'project' && project !== undefined && projects.includes(project.code),
  );
  if (group) return group.id === chat?.id ? [] : [{ to: { chat: group.id }, text, mentions: people }];
  return people.map((person) => ({ to: { chat: directChat(person) }, text }));
}

/** Everybody but the speaker, each once; the enterprise by its own text. */
export function tellAll(
  matter: Matter,
  people: string[],
  texts: { office: string; enterprise: string },
  view: Place,
): { posts: Post[]; told: string[] } {
  const { county, asker } = view;
  const about = aboutOf(matter);
  const office = [...new Set(people)].filter((one) => one !== asker?.id && !isEnterprise(one, county));
  const enterprise = people.some((one) => isEnterprise(one, county))
    ? toEnterprise(matter, view, texts.enterprise)
    : [];
  const names = office.map((one) => postName(county.people.get(one)));
  return {
    posts: [...enterprise, ...office.map((person): Post => ({ to: { person }, text: texts.office, about }))],
    told: [...new Set([...names, ...(enterprise.length ? ['企业'] : [])])],
  };
}
