import { z } from 'zod';
import { openLexicon } from '../core/lexicon.ts';
import type { Liaison, Urgency } from '../core/model.ts';
import { route } from '../core/routing.ts';
import { printFigures } from './figures.ts';
import { type Evaluation, readRows, writeRows } from './jsonl.ts';

const words = z.array(z.string()).nullish();
const span = z.object({ from: z.string(), to: z.string() });
const scope = z.object({ items: words, stages: words, regions: words, project_types: words }).partial();

const liaison = z.object({
  id: z.string(),
  dept: z.string(),
  rank: z.string().nullish(),
  post: z.string().nullish(),
  pair_id: z.string().nullish(),
  display: z.string().nullish(),
  scope: scope.nullish(),
  duty: z.object({ leave: z.array(span).nullish() }).nullish(),
  leave: z.array(span).nullish(),
  on_leave: z.boolean().nullish(),
  capacity: z.number().nullish(),
  open_cases: z.number().nullish(),
  open: z.number().nullish(),
  load: z.number().nullish(),
  last_assigned: z.string().nullish(),
  idle_since: z.string().nullish(),
});

const row = z.object({
  id: z.union([z.string(), z.number()]),
  items: words,
  dept_text: z.union([z.string(), z.array(z.string())]).nullish(),
  stage: z.string().nullish(),
  region: z.string().nullish(),
  project_type: z.string().nullish(),
  urgency: z.string().nullish(),
  roster: z.array(liaison),
  today: z.string().nullish(),
  open_cases: z.record(z.string(), z.number()).nullish(),
  /** Labelled answer, where the set has one. */
  liaison_id: z.string().nullish(),
});

const ranks: Record<string, Liaison['rank']> = {
  business_lead: 'officer',
  officer: 'officer',
  vice_leader: 'supervisor',
  supervisor: 'supervisor',
  expert: 'expert',
};

/** Chooses a post from the row's own roster, one JSON object a line in and out. */
export async function evalRouting({ in: from, out, county }: Evaluation): Promise<void> {
  const lexicon = openLexicon(county);
  const rows = await readRows(from, row);
  const results = rows.map((one) => {
    const today = one.today ?? '2026-11-23';
    const people = one.roster.map((entry) => toLiaison(entry, today));
    const said = [one.dept_text ?? []].flat();
    const departments = said.flatMap((text) =>
      county.departments.has(text) ? [text] : lexicon.mentionsIn(text).departments,
    );
    const load = new Map(
      one.roster.map((entry) => [
        entry.id,
        one.open_cases?.[entry.id] ?? entry.open_cases ?? entry.open ?? entry.load ?? 0,
      ]),
    );
    const lastAssigned = new Map(
      one.roster.flatMap((entry) => {
        const at = entry.last_assigned ?? entry.idle_since;
        return at ? [[entry.id, new Date(at)] as const] : [];
      }),
    );
    const chosen = route(
      {
        items: one.items ?? [],
        departments,
        stage: one.stage ?? undefined,
        region: one.region ?? undefined,
        projectType: one.project_type ?? undefined,
        urgency: (one.urgency ?? 'normal') as Urgency,
      },
      county,
      people,
      { load, lastAssigned, today },
    );
    return { id: one.id, liaison_id: chosen.owner ?? null, reason: chosen.reason };
  });
  await writeRows(out, results);
  printFigures({
    责任岗位: rows.map((gold, n) =>
      gold.liaison_id ? gold.liaison_id === results[n]?.liaison_id : undefined,
    ),
  });
}

function toLiaison(entry: z.infer<typeof liaison>, today: string): Liaison {
  const all = (list: string[] | null | undefined) => (list?.length ? list : ['*']);
  return {
    id: entry.id,
    department: entry.dept,
    rank: ranks[entry.rank ?? ''] ?? 'liaison',
    post: entry.post === 'B' ? 'B' : 'A',
    pair: entry.pair_id ?? entry.id,
    display: entry.display ?? entry.id,
    scope: {
      items: all(entry.scope?.items),
      stages: all(entry.scope?.stages),
      regions: all(entry.scope?.regions),
      projectTypes: all(entry.scope?.project_types),
    },
    leave: [
      ...(entry.duty?.leave ?? entry.leave ?? []),
      ...(entry.on_leave ? [{ from: today, to: today }] : []),
    ],
    capacity: entry.capacity ?? Number.POSITIVE_INFINITY,
  };
}
