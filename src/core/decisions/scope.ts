import { seesWholeCounty } from '../access.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import { names } from '../meant.ts';
import type { ChatLevel, Decision, Intent, Project, View } from '../model.ts';
import { sentPrivately } from '../texts/filings.ts';
import * as texts from '../texts/overviews.ts';

/** Whether a project is among those a line names; all are where it names none. */
export function inNamed(code: string | undefined, mentions: Intent['mentions'], view: View): boolean {
  if (mentions.projects.length + mentions.enterprises.length === 0) return true;
  const project = code === undefined ? undefined : view.county.projects.get(code);
  return project !== undefined && names(mentions, project);
}

/** A specialist's own; of other offices each that concerns them. */
export const isOwnProject = (project: Project | undefined, { asker }: View): boolean =>
  asker?.role !== 'specialist' || project?.specialist === asker.id;

/** The department whose filings an office's own people mean where they name none. */
export const ownDepartment = ({ asker }: View): string[] =>
  asker?.duty && !seesWholeCounty(asker) && asker.department ? [asker.department] : [];

/** Of what a list or a figure speaks, in words. */
export function whereOf({ mentions }: Intent, view: View): string {
  const { county, asker } = view;
  const named = view.projects.filter((project) => names(mentions, project)).map(({ name }) => name);
  const departments = mentions.departments.length ? mentions.departments : ownDepartment(view);
  const offices = departments.map((code) => county.departments.get(code)?.shortName ?? code);
  if (named.length + offices.length > 0) return [...named, ...offices].join('、');
  return asker && seesWholeCounty(asker) ? texts.wholeCounty : texts.ownProjects;
}

/** How projects stand, said where it may be read so far, else to the asker alone. */
export const tellOf = (codes: string[], text: string, view: View, level?: ChatLevel): Decision =>
  hereOrPrivately(text, view, { may: mayHearOf(view.chat, codes, level), neutral: sentPrivately });
