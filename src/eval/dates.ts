import { z } from 'zod';
import { addWorkingDays } from '../core/calendar.ts';
import type { Filing, Suspension } from '../core/model.ts';
import { clockOf } from '../core/progress.ts';
import { printFigures } from './figures.ts';
import { type Evaluation, readRows, writeRows } from './jsonl.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期要写成 2026-11-23');
const row = z.object({
  id: z.union([z.string(), z.number()]),
  accepted: day,
  limit_workdays: z.number().int().nonnegative(),
  pauses: z.array(z.object({ from: day, to: day.nullish() })).nullish(),
  extension_workdays: z.number().int().nonnegative().nullish(),
  remaining_on: z.array(day).nullish(),
  /** Labelled answer, where the set has one. */
  due: day.nullish(),
});

/** Computes due days and what remains of them, one JSON object a line in and out. */
export async function evalDates({ in: from, out, county }: Evaluation): Promise<void> {
  const rows = await readRows(from, row);
  const { calendar } = county;
  const results = rows.map((one) => {
    const suspensions = (one.pauses ?? []).map(
      (pause): Suspension => ({
        from: pause.from,
        ...(pause.to ? { to: pause.to } : {}),
        kind: 'special-procedure',
        reason: '',
        by: '',
      }),
    );
    // What comes in on a day off is received on the next working day.
    const acceptedOn = addWorkingDays(calendar, one.accepted, 0).day;
    const filing: Filing = {
      id: String(one.id),
      project: '',
      item: '',
      department: '',
      state: 'accepted',
      acceptedOn,
      limitDays: one.limit_workdays,
      limitBasis: '',
      extensionDays: one.extension_workdays ?? 0,
      suspensions,
      changedOn: acceptedOn,
    };
    const last = [acceptedOn, ...suspensions.map((span) => span.to ?? span.from)].sort().at(-1) ?? acceptedOn;
    const { due, provisional } = clockOf(filing, calendar, last);
    const remaining = Object.fromEntries(
      (one.remaining_on ?? []).map((on) => [on, clockOf(filing, calendar, on).remainingDays]),
    );
    return { id: one.id, due, provisional, remaining };
  });
  await writeRows(out, results);
  printFigures({ 到期日: rows.map((gold, n) => (gold.due ? gold.due === results[n]?.due : undefined)) });
}
