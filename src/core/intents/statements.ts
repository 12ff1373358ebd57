import { names } from '../meant.ts';
import type { County, IntentKind, Mentions } from '../model.ts';
import type { Slots } from './rule.ts';

/** One thing told of a filing, in a line that tells of several. */
export interface Statement {
  text: string;
  mentions: Mentions;
}

/** What office-holders tell of filings, several in one breath. */
const tellsOfFilings: IntentKind[] = ['notice_status', 'notice_correction', 'correct_filing'];

/** A step of its own; 图审合格书没盖章 is what another filing lacks. */
const step = /受理|收件|接件|不收|[办批]结|批了|批下|核发|发证|退件|不予|暂停|中止|恢复/;
/** A longer line tells a story. */
const MOST_CLAUSES = 12;

/**
 * The statements of a line, clause by clause: one that names another project, or a step of another item, is another
 * statement. What follows without naming a project is of the last one named.
 */
export function statementsIn(
  text: string,
  county: County,
  mentionsOf: (clause: string) => Mentions,
): Statement[] {
  const clauses = text.match(/[^,，。;；!！\s]+[,，。;；!！\s]*/g) ?? [];
  if (clauses.length < 2 || clauses.length > MOST_CLAUSES) return [];
  const projectsOf = (mentions: Mentions) =>
    [...county.projects.values()].filter((one) => names(mentions, one)).map(({ code }) => code);
  const apart = (one: string[], other: string[]) =>
    one.length > 0 && other.length > 0 && !one.some((code) => other.includes(code));
  const said: string[] = [];
  for (const clause of clauses) {
    const [own, before] = [mentionsOf(clause), mentionsOf(said.at(-1) ?? '')];
    const another =
      apart(projectsOf(own), projectsOf(before)) || (apart(own.items, before.items) && step.test(clause));
    if (said.length === 0 || another) said.push(clause);
    else said[said.length - 1] += clause;
  }
  let last: Mentions | undefined;
  return said.map((part) => {
    const own = mentionsOf(part);
    if (last === undefined || own.projects.length + own.enterprises.length > 0) last = own;
    const { projects, enterprises } = last;
    return { text: part.replace(/[,，。;；!！\s]+$/, ''), mentions: { ...own, projects, enterprises } };
  });
}

/** The slots of what tells of filings, with its statements; of everything else as they are. */
export const withStatements = (
  kind: IntentKind,
  slots: Slots,
  text: string,
  county: County,
  mentionsOf: (clause: string) => Mentions,
): Slots =>
  tellsOfFilings.includes(kind) ? { ...slots, statements: statementsIn(text, county, mentionsOf) } : slots;
