import { names } from '../meant.ts';
import {
  type County,
  type Filing,
  type Intent,
  isDecided,
  type Mentions,
  type Person,
  type View,
} from '../model.ts';
import { gapIn } from './gaps.ts';

/** Specialists and the window serve every department; everybody else only the own one. */
export const servesAll = ({ role }: Person): boolean => role === 'specialist' || role === 'window';
/** Whether somebody may speak for the department that has a filing. */
export const isServedBy = (filing: Pick<Filing, 'department'>, asker: Person): boolean =>
  servesAll(asker) || asker.department === filing.department;

/** Filings of the projects or enterprises that are named, else of the project in talk. */
function ofProjectsMeant({ items, projects, enterprises }: Mentions, view: View, among: Filing[]): Filing[] {
  const { asker } = view;
  // An office that names no project speaks of the one it has of that item.
  const speaksOfOwn = ({ item, department, state }: Filing) =>
    items.includes(item) && department === asker?.department && state !== 'planned';
  return among.filter((filing) => {
    const project = view.county.projects.get(filing.project);
    if (projects.length === 0 && enterprises.length === 0)
      return view.project ? filing.project === view.project.code : speaksOfOwn(filing);
    return project !== undefined && names({ projects, enterprises } as Mentions, project);
  });
}

/** Where a text first names an item, by its own name or a short one. */
function placeOf(item: string, text: string, county: County): number {
  const { name = '', aliases = [] } = county.items.get(item) ?? {};
  const places = [name, ...aliases].map((word) => text.indexOf(word)).filter((at) => at >= 0);
  return places.length ? Math.min(...places) : text.length;
}

/** Of several items the one spoken of comes first: in 施工许可证缺图审合格书 the other is a paper. */
export const itemsAsSaid = (
  { text, mentions }: Pick<Intent, 'text' | 'mentions'>,
  county: County,
): string[] => [...mentions.items].sort((a, b) => placeOf(a, text, county) - placeOf(b, text, county));

/** What comes behind these is a paper or a reason, and not what the line is about. */
const lacking = /[缺差等]|退[件回]|不予/;

/**
 * The filing a notice is about: by project or enterprise and item, else by the office; a single candidate of the
 * speaker's suffices. In 穗光那个退件，联合验收没过 the item that is named is only a reason.
 */
export function filingMeant(
  intent: Pick<Intent, 'text' | 'mentions'>,
  view: View,
  among = view.filings.filter((filing) => !isDecided(filing)),
): Filing | undefined {
  const { asker, county } = view;
  const { text, mentions } = intent;
  const ofProject = ofProjectsMeant(mentions, view, among);
  const end = text.search(lacking);
  const subjects = mentions.items.filter((item) => {
    const at = placeOf(item, text, county);
    return end < 0 || at < end || at === text.length;
  });
  const named = ofProject.filter(({ item }) => subjects.includes(item));
  const ofOffice = ofProject.filter(({ department }) => mentions.departments.includes(department));
  const awaited =
    subjects.length && named.length === 0 && (gapIn(text) === 'came' || handedIn.test(text))
      ? ofProject.filter((filing) => waitsFor(filing, subjects, county))
      : [];
  const found = awaited.length ? awaited : subjects.length ? named : ofOffice.length ? ofOffice : ofProject;
  if (!asker || servesAll(asker)) return firstSaid(found, intent, county);
  const own = (filings: Filing[]) => filings.filter(({ department }) => department === asker.department);
  const ofOwn = subjects.length || own(found).length ? own(found) : own(ofProject);
  const ofPost = ofOwn.filter(
    ({ item, liaison }) => liaison === asker.id || asker.duty?.scope.items.includes(item),
  );
  return firstSaid(ofPost.length ? ofPost : ofOwn.length ? ofOwn : named, intent, county);
}

/** Said of papers; 收件 and 受理 are a filing's own. */
const handedIn = /收到|收了|[交送补]来/;
/** 稳评收到了 may be the very paper that a filing of the project was sent back for. */
const waitsFor = ({ state, remark = '' }: Filing, items: string[], county: County): boolean =>
  state === 'supplement' && items.some((item) => placeOf(item, remark, county) < remark.length);

/** The only one of several filings, or that of the item said first. */
function firstSaid(
  found: Filing[],
  intent: Pick<Intent, 'text' | 'mentions'>,
  county: County,
): Filing | undefined {
  if (found.length < 2) return found[0];
  const first = itemsAsSaid(intent, county).find((item) => found.some((one) => one.item === item));
  const ofFirst = found.filter(({ item }) => item === first);
  return ofFirst.length === 1 ? ofFirst[0] : undefined;
}
