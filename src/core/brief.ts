import type { County, Filing } from './model.ts';
import type { Running } from './reminders.ts';
import * as texts from './texts/brief.ts';

/** One of the worst matters of the county, with what a leader can do about it today. */
export interface Worst extends Running {
  project: string;
  reason: string;
  today: string;
}

/** The filings that are latest, the worst first, at most `most`; for the leaders' Monday and the staff group. */
export function worstOf(county: County, running: Running[], most = 3): Worst[] {
  return running
    .filter(({ clock }) => clock.lamp === 'red' || clock.lamp === 'orange')
    .sort(
      (a, b) =>
        (a.clock.remainingDays ?? 0) - (b.clock.remainingDays ?? 0) || a.filing.id.localeCompare(b.filing.id),
    )
    .slice(0, most)
    .map((one) => ({
      ...one,
      project: county.projects.get(one.filing.project)?.name ?? one.filing.project,
      reason: one.filing.remark || texts.noReason,
      today: doToday(one.filing, county),
    }));
}

/** The state of a filing tells who has to move: the enterprise, the experts, or the department itself. */
function doToday(filing: Filing, county: County): string {
  const department = county.departments.get(filing.department)?.shortName ?? filing.department;
  switch (filing.state) {
    case 'supplement':
      return texts.helpSupplement(filing.remark ?? '');
    case 'suspended':
      return texts.fixReviewEnd(department);
    case 'received':
      return texts.acceptOrTell(department);
    default:
      return texts.fixDay(department);
  }
}
