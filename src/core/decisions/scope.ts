import { seesWholeCounty } from '../access.ts';
import { names } from '../meant.ts';
import type { Intent, Project, View } from '../model.ts';
import * as texts from '../texts/overviews.ts';

/** Whether a project is among those a line names; all are where it names none. */
export function inNamed(code: string | undefined, mentions: Intent['mentions'], view: View): boolean {
  if (mentions.projects.length + mentions.enterprises.length === 0) return true;
  const project = code === undefined ? undefined : view.county.projects.get(code);
  return project !== undefined && names(mentions, project);
}

/** A specialist's own; of other offices each that concerns them. */
export const isOwn = (project: Project | undefined, { asker }: View): boolean =>
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
