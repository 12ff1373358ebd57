import { isStuck, names } from './meant.ts';
import { type Case, type Intent, isOpen, type Project, type View } from './model.ts';

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

/** Departments a notice calls to a meeting: named outright, or by a word that otherwise means other things (规划). */
export function calledTo({ county }: View, { text, mentions }: Intent): string[] {
  const short = [...county.departments.values()].filter(({ aliases }) =>
    aliases.some((alias) =>
      new RegExp(`${escaped(alias)}(?=[^\\u4e00-\\u9fa5]|都|也|和|要|来|到|派|参加|$)`).test(text),
    ),
  );
  return [...new Set([...mentions.departments, ...short.map(({ code }) => code)])];
}

/** The project meant: named outright or by a part of its name, else that of the chat. */
export function projectMeant(view: View, { text, mentions }: Intent): Project | undefined {
  const named = view.projects.filter((project) => names(mentions, project));
  if (named.length === 1) return named[0];
  return projectByWords(view, text) ?? (view.chat.kind === 'project' ? view.project : undefined);
}

/** A number that is said is the case's, even where there is none of that number. */
export const namesCase = ({ mentions }: Intent): boolean => mentions.caseNumbers.length > 0;

/**
 * The cases a line about a meeting may mean: the numbered or quoted one, else those of the project, item and
 * departments it speaks of. What a line leaves out narrows nothing.
 */
export function casesToMeet(view: View, intent: Intent): Case[] {
  const { quotedCase, asker } = view;
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
  projectMeant(view, intent) !== undefined ||
  intent.mentions.items.length + calledTo(view, intent).length > 0;
