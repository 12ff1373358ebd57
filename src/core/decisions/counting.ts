import { addDays, mondayOf } from '../calendar.ts';
import type { Span } from '../intents/figures.ts';
import type { Day } from '../model.ts';
import type { Group } from '../texts/figures.ts';

/** Days from and to, both counted; open where nothing is said. */
export interface Days {
  from?: Day | undefined;
  to?: Day | undefined;
}

/** Whether a day is known and counted. */
export const within = (day: Day | undefined, { from, to }: Days): boolean =>
  day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to);

/** The span under way until today, or the whole one before it. */
export function spanOf(span: Span | undefined, past: boolean, today: Day): Days {
  const from = firstDay(span, today);
  if (!past || from === undefined) return { from, to: past ? undefined : today };
  const to = addDays(from, -1);
  return { from: firstDay(span, to), to };
}

function firstDay(span: Span | undefined, today: Day): Day | undefined {
  if (span === undefined) return undefined;
  if (span === 'day') return today;
  if (span === 'week') return mondayOf(today);
  return span === 'month' ? `${today.slice(0, 8)}01` : `${today.slice(0, 5)}01-01`;
}

/** How many of each name, the largest first; equals in the order met. */
export const sizes = (groups: string[]): Group[] =>
  [...Map.groupBy(groups, (name) => name)]
    .map(([name, all]) => ({ name, count: all.length }))
    .sort((a, b) => b.count - a.count);
