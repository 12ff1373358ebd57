import { addDays } from '../calendar.ts';
import { caseBySerial, isStuck, names } from '../meant.ts';
import {
  type Case,
  type County,
  type Day,
  dayOf,
  type Intent,
  instantOf,
  isOpen,
  type Meeting,
  type Project,
  type View,
} from '../model.ts';
import { withoutPlace } from './appointment.ts';

/** 会商 settles what is stuck; a consultation or 代办 needs none. */
export const meets = (kase: Case): boolean => isOpen(kase) && (isStuck(kase.kind) || kase.kind === 'meeting');

/** So many characters in a row make out a project by a part of its name. */
const PART = 3;
const generic = /项目|新建|改造|迁建/g;

/** 城北污水这个事: the only project of which the text says three characters in a row. */
function projectByWords({ projects }: View, text: string): Project | undefined {
  const says = (name: string) =>
    name
      .split(generic)
      .some((part) =>
        Array.from({ length: Math.max(0, part.length - PART + 1) }, (_, n) => part.slice(n, n + PART)).some(
          (piece) => text.includes(piece),
        ),
      );
  const found = projects.filter(({ name, aliases }) => [name, ...aliases].some(says));
  return found.length === 1 ? found[0] : undefined;
}

/** A name as it is written, whatever its characters mean in a pattern. */
const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const namesOf = ({ shortName, name, aliases }: { shortName: string; name: string; aliases: string[] }) => [
  shortName,
  name,
  ...aliases,
];

/** 供电通信城管参加: names of departments one behind another, up to where something else begins. */
function called(text: string, county: County): string[] {
  const all = [...county.departments.values()];
  const longestFirst = all.flatMap(namesOf).sort((a, b) => b.length - a.length);
  const name = `(?:${longestFirst.map(escaped).join('|')})`;
  const runs = text.matchAll(
    new RegExp(`(?:${name}[、和跟与及]?)+(?=[^\\u4e00-\\u9fa5]|[都也和要来到派岗]|参加|出席|$)`, 'g'),
  );
  const said = [...runs].flatMap(([run]) => run.match(new RegExp(name, 'g')) ?? []);
  return all.filter((one) => namesOf(one).some((word) => said.includes(word))).map(({ code }) => code);
}

/** 叫上消防: the only department whose name begins so. */
function calledInShort(text: string, { departments }: County): string[] {
  const [, list = ''] = /[叫喊约请带]上([^，,。;；]{2,30})/.exec(text) ?? [];
  return list.split(/[、和跟与及]/).flatMap((word) => {
    const found = [...departments.values()].filter(({ shortName }) => shortName.startsWith(word.trim()));
    return word.trim().length > 1 && found.length === 1 ? found.map(({ code }) => code) : [];
  });
}

const joins = /^(.*?)(?:[都也要]|的人|那边|岗)*(?:参加|出席|到场|来人|派人|[都也]来)/;
/** 环评和能评都参加: who is called by what their office handles. */
function calledByItem(text: string, items: string[], { items: catalogue, ambiguities }: County): string[] {
  const said = text
    .split(/[，,。;；\s]+/)
    .flatMap((clause) => joins.exec(clause)?.[1]?.split(/[、和跟与及]/) ?? []);
  const words = said.map((word) => word.replace(/^(?:请|叫|让|通知)/, ''));
  const isCalled = (code: string) => {
    const item = catalogue.get(code);
    const shared = ambiguities.filter((one) => one.items.includes(code)).map(({ word }) => word);
    return [item?.name ?? '', ...(item?.aliases ?? []), ...shared].some((name) => words.includes(name));
  };
  return items.filter(isCalled).flatMap((code) => catalogue.get(code)?.departments[0] ?? []);
}

/** 审批局不用来, 不是审批局: a clause that calls nobody. */
const uncalls = /不是|(?:不用|不必|不需要?|别|不)(?:再)?(?:来|去|参加|到场)|不(?:叫|请|喊|通知)/;
const clausesBy = (text: string, uncalling: boolean): string =>
  text
    .split(/(?=不是)|[，,。；;]/)
    .filter((clause) => uncalls.test(clause) === uncalling)
    .join('，');

/** Departments that a line says need not come. */
export function uncalledBy(text: string, { departments }: County): string[] {
  const clauses = clausesBy(text, true);
  const named = [...departments.values()].filter((one) =>
    namesOf(one).some((word) => clauses.includes(word)),
  );
  return named.map(({ code }) => code);
}

/**
 * Departments a notice calls to a meeting: named outright, or by a word that otherwise means other things (规划). The
 * place is nobody who is called.
 */
export function calledTo({ county }: View, { text, mentions }: Intent): string[] {
  const rest = clausesBy(withoutPlace(text), false);
  const ofPlaceOnly = (code: string) => {
    const words = namesOf(county.departments.get(code) ?? { shortName: code, name: code, aliases: [] });
    return words.some((word) => text.includes(word)) && !words.some((word) => rest.includes(word));
  };
  const outright = mentions.departments.filter((code) => !ofPlaceOnly(code));
  const byItem = calledByItem(rest, mentions.items, county);
  return [...new Set([...outright, ...called(rest, county), ...calledInShort(rest, county), ...byItem])];
}

/** The project meant: named outright or by a part of its name, else that of the chat. */
export function projectMeant(view: View, { text, mentions }: Intent): Project | undefined {
  const named = view.projects.filter((project) => names(mentions, project));
  if (named.length === 1) return named[0];
  return projectByWords(view, text) ?? (view.chat.kind === 'project' ? view.project : undefined);
}

/** A number that is said is the case's, even where there is none of that number. */
export const namesCase = ({ mentions }: Intent): boolean => mentions.caseNumbers.length > 0;

/** 15申请联席会议, 14 会我们不参加: in a line about meetings a number in front is a case's. */
function caseInFront(view: View, { text }: Intent): Case | undefined {
  const [, serial] =
    /^\s*#?(\d{1,6})(?:号件?)?\s*[,，]?\s*(?=申请|提请|请|会|联席|开会|我们?)/.exec(text) ?? [];
  return serial === undefined ? undefined : caseBySerial(view, Number(serial));
}

/**
 * The cases a line about a meeting may mean: the numbered or quoted one, else those of the project, item and
 * departments it speaks of. What a line leaves out narrows nothing.
 */
export function casesToMeet(view: View, intent: Intent): Case[] {
  const { asker } = view;
  const quotedCase = view.quotedCase ?? caseInFront(view, intent);
  if (quotedCase) return isOpen(quotedCase) ? [quotedCase] : [];
  if (namesCase(intent)) return [];
  const project = projectMeant(view, intent);
  const mine = view.cases.filter(
    (kase) =>
      meets(kase) &&
      (asker?.role !== 'enterprise' || kase.enterprise === asker.enterprise) &&
      (project === undefined || kase.project === project.code),
  );
  const { items } = intent.mentions;
  const sharing = mine.filter((kase) => kase.items.some((item) => items.includes(item)));
  const rest = sharing.length ? sharing : mine;
  const departments = calledTo(view, intent);
  const hits = (kase: Case) =>
    departments.filter((code) => [kase.department, ...kase.assisting].includes(code)).length;
  const most = Math.max(0, ...rest.map(hits));
  return most > 0 ? rest.filter((kase) => hits(kase) === most) : rest;
}

/** Whether a line says at all what it is about. */
export const saysWhat = (view: View, intent: Intent): boolean =>
  view.quotedCase !== undefined ||
  caseInFront(view, intent) !== undefined ||
  projectMeant(view, intent) !== undefined ||
  intent.mentions.items.length + calledTo(view, intent).length > 0;

/** A meeting without a day is still to come so many days after it was set. */
const OPEN_DAYS = 14;

/**
 * Each meeting and visit as it stands: the newest entry that sets, cancels or concludes it, of entries newest first.
 */
export function standing(meetings: Meeting[]): Meeting[] {
  const words = meetings.filter(({ state }) => state !== 'answered' && state !== 'asked');
  return words.filter(
    (one, n) => words.findIndex(({ about, visit }) => about === one.about && visit === one.visit) === n,
  );
}

/** Those that are set and still to come. */
export const upcoming = (meetings: Meeting[], today: Day): Meeting[] =>
  standing(meetings).filter(
    ({ state, appointment, at }) =>
      state === 'set' && (appointment?.day ?? addDays(dayOf(at), OPEN_DAYS)) >= today,
  );

/** So many days later nobody means it any more who says that the meeting is over. */
const TOLD_DAYS = 3;
/** 下午 is the hour that the afternoon begins. */
const BEGINS: Record<string, string> = { 中午: '12:00', 下午: '13:00', 傍晚: '17:00', 晚上: '18:00' };

/** Those of the last days whose hour has come and of which nobody said yet what came of them. */
export const begunBy = (meetings: Meeting[], now: Date): Meeting[] =>
  standing(meetings).filter(({ state, appointment: { day, time = '00:00' } = {} }) => {
    if (state !== 'set' || day === undefined || day < addDays(dayOf(now), -TOLD_DAYS)) return false;
    return instantOf(day, BEGINS[time] ?? (/^\d/.test(time) ? time : '00:00')) <= now;
  });

/** Those somebody has to do with. */
export const concerning = (meetings: Meeting[], person: string): Meeting[] =>
  meetings.filter(({ by, invited }) => by === person || invited?.includes(person));

/** Whose word it is when a meeting takes place. */
export const setBy = (meetings: Meeting[], person: string): Meeting[] =>
  meetings.filter(({ by }) => by === person);
export const inviting = (meetings: Meeting[], person: string): Meeting[] =>
  meetings.filter(({ invited }) => invited?.includes(person));

/** Those of a case, else the visit to its project. */
function ofCase(meetings: Meeting[], { number, project }: Case): Meeting[] {
  const own = meetings.filter(({ about }) => about === number);
  return own.length ? own : meetings.filter(({ about, visit }) => about === project && visit !== undefined);
}

/** Of meetings those a line speaks of: by number, visit or meeting, project, else all. */
export function meetingsMeant(meetings: Meeting[], view: View, intent: Intent): Meeting[] {
  const { quotedCase, projects } = view;
  const kase = quotedCase ?? caseInFront(view, intent);
  const [numbered] = intent.mentions.caseNumbers;
  if (kase) return ofCase(meetings, kase);
  if (numbered) return meetings.filter(({ about }) => Number(about.split('-').at(-1)) === Number(numbered));
  const named = projectMeant(view, intent);
  const ofProject = ({ about }: Meeting) =>
    about === named?.code || view.cases.find(({ number }) => number === about)?.project === named?.code;
  const here = named && projects.length > 1 ? meetings.filter(ofProject) : meetings;
  const kind = here.filter(
    ({ visit }) => (visit !== undefined) === /踏勘|勘|现场|复验|复查/.test(intent.text),
  );
  return kind.length ? kind : here;
}
