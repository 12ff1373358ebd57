import { createHash } from 'node:crypto';
import { workday } from '../../../src/core/calendar.ts';
import { planProject } from '../../../src/core/filings/plan.ts';
import { dayOf, instantOf } from '../../../src/core/model.ts';
import { clockOf } from '../../../src/core/progress.ts';
import { dueReminders } from '../../../src/core/reminders.ts';
import { county, filings } from '../../county-data.ts';

/** Everything that depends on days, of a whole autumn, as one fingerprint. */
const hash = createHash('sha256');
const start = Date.parse('2026-09-18T16:30:00Z');
for (let hour = 0; hour < 75 * 24; hour += 6) {
  const now = new Date(start + hour * 3_600_000);
  const today = dayOf(now);
  hash.update(
    JSON.stringify([
      today,
      workday(county.calendar, today),
      dueReminders({ county, filings, cases: [] }, now),
    ]),
  );
  hash.update(JSON.stringify(filings.map((one) => clockOf(one, county.calendar, today))));
}
for (const project of county.projects.values())
  hash.update(JSON.stringify(planProject(project, filings, county, dayOf(instantOf('2026-11-23', '00:10')))));
process.stdout.write(hash.digest('hex'));
