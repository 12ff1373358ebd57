import type { County, Day, Department } from '../model.ts';
import { workingDeadlineIn } from './appointment.ts';

/** 城管12月1日前批: what an office is to do by a day of its own. */
export interface Term {
  office: Department;
  day: Day;
  words: string;
}

/** The parts of a conclusion; no space parts them, or 城管 12月1日前批 would lose its office. */
export const partsOf = (text: string): string[] => text.split(/[，,。；;]/).filter(Boolean);

/** Before a short name that is an office: nothing, or a word that hands it something. */
const handed = /(?:^|[由请让叫和与跟及、向对])\s*$/;
/** Behind it: what only an office does. */
const acting =
  /^(?:局|这边|那边)?(?:\d|来|在|于|[今明后]天|[本下这]?周|牵头|负责|落实|配合|协助|[出批办定管交拿给起报做])/;
/** 交通组织方案, 消防通道: a matter that begins with the name of an office. */
const matter =
  /^(?:组织|方案|影响|评价|审[查批核]|许可|设施|通道|红线|手续|工程|费|图|门|管[网线道]|线路?|用地|指标)/;

/** Where a clause names an office as one, else beyond it: by its full name, or by what stands around a short one. */
function namedAt(clause: string, { shortName, name, aliases }: Department): number {
  const outright = [shortName, name].map((word) => clause.indexOf(word)).filter((at) => at >= 0);
  const short = aliases.flatMap((word) => {
    const at = clause.indexOf(word);
    const behind = clause.slice(at + word.length);
    if (at < 0 || matter.test(behind)) return [];
    return handed.test(clause.slice(0, at)) || acting.test(behind) || behind === '' ? [at] : [];
  });
  return Math.min(...outright, ...short, Number.MAX_SAFE_INTEGER);
}

/** Offices that clauses name, in the order in which they are named. */
export const officesIn = (clauses: string[], { departments }: County): Department[] =>
  clauses.flatMap((clause) =>
    [...departments.values()]
      .map((office) => ({ office, at: namedAt(clause, office) }))
      .filter(({ at }) => at < clause.length)
      .sort((a, b) => a.at - b.at)
      .map(({ office }) => office),
  );

/** The limits a conclusion sets to one office each. */
export const termsIn = (text: string, county: County, today: Day): Term[] =>
  partsOf(text).flatMap((words) => {
    const day = workingDeadlineIn(words, today, county.calendar);
    return day ? officesIn([words], county).map((office) => ({ office, day, words })) : [];
  });
