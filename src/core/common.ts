import { isWeekStart } from './calendar.ts';
import type { Asked, County, Day, Post } from './model.ts';
import { commonQuestions } from './texts/knowledge.ts';
import { alike } from './utterance.ts';

/** 共性问题: what so many enterprises asked within so many days. */
const ENTERPRISES = 3;
export const COMMON_DAYS = 30;
/** Share of the pairs of characters that two wordings of one question have in common. */
const ALIKE = 0.5;
const MOST = 10;

/** Questions that are one question, shown in its fullest wording. */
export interface Asking {
  question: Asked;
  enterprises: number;
  times: number;
  /** How often nothing was found. */
  refused: number;
}

/** What is asked most: by how many enterprises, then how often. */
export function askedMost(asked: Asked[]): Asking[] {
  const groups: Asked[][] = [];
  for (const one of [...asked].reverse()) {
    const group = groups.find(([first]) => first !== undefined && isSame(first, one));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups
    .map((group) => {
      const question = group.reduce((a, b) => (characters(b.text) > characters(a.text) ? b : a));
      const enterprises = new Set(group.flatMap(({ enterprise }) => enterprise ?? [])).size;
      const refused = group.filter(({ outcome }) => outcome === 'refuse').length;
      return { question, enterprises, times: group.length, refused };
    })
    .sort((a, b) => b.enterprises - a.enterprises || b.times - a.times);
}

/** Those that three enterprises or more asked. */
export const commonOf = (asked: Asked[]): Asking[] =>
  askedMost(asked).filter(({ enterprises }) => enterprises >= ENTERPRISES);

/** Those that found no answer, for the next training. */
export const unansweredOf = (asked: Asked[]): Asking[] =>
  askedMost(asked.filter(({ outcome }) => outcome === 'refuse'));

/** On the first working day of a week the staff group hears what many ask. */
export function commonPosts(county: County, asked: Asked[], today: Day): Post[] {
  const common = commonOf(asked).slice(0, MOST);
  if (common.length === 0 || !isWeekStart(county.calendar, today)) return [];
  return [...county.chats.values()]
    .filter(({ kind }) => kind === 'staff')
    .map(({ id }) => ({
      to: { chat: id },
      text: commonQuestions(common),
      key: `common/${today}/${id}`,
      guarantee: 'at-most-once',
    }));
}

const characters = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** The same thing asked of the same matter, or nearly the same words. */
function isSame(one: Asked, other: Asked): boolean {
  const shared = one.items.some((code) => other.items.includes(code));
  if (one.kind === other.kind && one.kind !== 'ask_procedure' && shared) return true;
  if (one.items.length > 0 && other.items.length > 0 && !shared) return false;
  return alike(one.text, other.text) >= ALIKE;
}
