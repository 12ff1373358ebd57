import { z } from 'zod';
import type { County, IntentKind, Reading, Role, Urgency } from '../core/model.ts';
import type { Context } from '../core/ports.ts';
import { openUnderstanding } from '../understand.ts';
import { printFigures } from './figures.ts';
import { readRows, writeRows } from './jsonl.ts';

const roles: Record<string, Role | 'other'> = {
  企业: 'enterprise',
  联络员: 'liaison',
  专员: 'specialist',
  领导: 'leader',
  窗口: 'window',
  其他: 'other',
};

const row = z.object({
  id: z.union([z.string(), z.number()]),
  role: z.string().default('企业'),
  text: z.string(),
  quote: z.string().nullish(),
  at_bot: z.boolean().nullish(),
  // Labels, where the set has them: figures are printed then.
  intents: z.array(z.string()).nullish(),
  items: z.array(z.string()).nullish(),
  dept: z.array(z.string()).nullish(),
  urgency: z.string().nullish(),
  case: z.string().nullish(),
});

/** The bot's own kinds in the labels of the field's example set. */
export const labels: Partial<Record<IntentKind, string>> = {
  join_case: 'report_difficulty',
  case_action: 'notice_status',
  confirm: 'chitchat',
  ask_why_date: 'ask_time_limit',
  ask_plan: 'ask_procedure',
  ask_why_case: 'ask_procedure',
  register_case: 'report_difficulty',
  split_case: 'withdraw_change',
  give_facts: 'report_difficulty',
};

const rank: Urgency[] = ['normal', 'high', 'critical'];

/** One labelled line, as the door `eval understand` gives it. */
export interface Labelled {
  id: string | number;
  intents: string[];
  items: string[];
  stage: string | null;
  dept: string[];
  urgency: Urgency;
  case: Reading['case'];
  kb: Reading['coverage'];
  ent: string | null;
  proj: string | null;
}

/** Reads messages, one JSON object a line, and writes what they were understood to mean. */
export async function evalUnderstand({
  in: from,
  out,
  county,
}: {
  in: string;
  out: string;
  county: County;
}): Promise<void> {
  const understand = openUnderstanding(county);
  const results: Labelled[] = [];
  const rows = await readRows(from, row);
  for (const one of rows)
    results.push({ id: one.id, ...label(await understand(one.text, contextOf(one, county)), county) });
  await writeRows(out, results);
  const compare = (judge: (gold: z.infer<typeof row>, got: Labelled) => boolean | undefined) =>
    rows.map((gold, n) => judge(gold, results[n] as Labelled));
  printFigures({
    首要意图: compare((gold, got) => (gold.intents ? got.intents[0] === gold.intents[0] : undefined)),
    事项前三: compare((gold, got) =>
      gold.items?.length ? gold.items.some((item) => got.items.slice(0, 3).includes(item)) : undefined,
    ),
    部门: compare((gold, got) => (gold.dept?.length ? gold.dept.includes(got.dept[0] ?? '') : undefined)),
    立件: compare((gold, got) => (gold.case ? gold.case === got.case : undefined)),
    紧急程度: compare((gold, got) => (gold.urgency ? gold.urgency === got.urgency : undefined)),
  });
}

/** What may be known of a message that stands alone. */
export function contextOf(
  { role, text, quote, at_bot }: Pick<z.infer<typeof row>, 'role' | 'text' | 'quote' | 'at_bot'>,
  county: County,
): Context {
  const atBot = at_bot ?? text.includes(`@${county.settings.botName}`);
  return {
    county,
    person: undefined,
    role: roles[role] ?? 'other',
    chat: 'eval',
    chatKind: 'county',
    atBot,
    mentionsOthers: !atBot && /@[^\s@]{1,10}(?:\s|$)/.test(text),
    quote: quote ?? undefined,
    today: '2026-11-23',
    stage: undefined,
    recent: [],
  };
}

/**
 * Who would be asked: the items' leads, the blamed department first where something is stuck; 代办 and changes of
 * it are the service centre's, and so is a case that names nobody. A word of several meanings names nobody.
 */
function departmentsOf({ intents, case: kase }: Reading, items: string[], county: County): string[] {
  const has = (...kinds: IntentKind[]) => intents.some((intent) => kinds.includes(intent.kind));
  if (intents.some((intent) => intent.slots.integrity === true)) return ['SP'];
  const named = intents.flatMap((intent) => intent.mentions.departments);
  const leads = [...new Set(items.flatMap((code) => county.items.get(code)?.departments.slice(0, 1) ?? []))];
  const unclear = leads.length > 1 && intents.some((intent) => intent.mentions.ambiguous);
  const own = unclear ? [] : leads;
  const found = has('report_difficulty', 'urge_complaint') ? [...named, ...own] : [...own, ...named];
  if (has('request_agent', 'withdraw_change')) return [...new Set(['SP', ...found])];
  if (found.length > 0) return [...new Set(found)];
  const stage = intents.find((intent) => intent.mentions.stage)?.mentions.stage;
  const lead = stage === undefined ? undefined : county.stages.get(stage)?.leadDepartment;
  if (lead) return [lead];
  return kase === 'new' || has('request_help') ? ['SP'] : [];
}

/** A reading in the labels of the example set. */
export function label(reading: Reading, county: County): Omit<Labelled, 'id'> {
  const { intents } = reading;
  const quiet = intents.every((intent) => intent.kind === 'chitchat' || intent.kind === 'not_for_bot');
  const all = <T>(pick: (intent: Reading['intents'][number]) => T[]) => [...new Set(intents.flatMap(pick))];
  const items = quiet ? [] : all((intent) => intent.mentions.items).slice(0, 4);
  const stages = [...new Set(items.map((code) => county.items.get(code)?.stage))];
  const dept = quiet ? [] : departmentsOf(reading, items, county);
  const names = (ids: string[], of: (id: string) => string | undefined) =>
    ids.map((id) => of(id) ?? id).join('|') || null;
  return {
    intents: [...new Set(intents.map((intent) => labels[intent.kind] ?? intent.kind))],
    items,
    stage:
      (stages.length === 1 ? stages[0] : intents.find((intent) => intent.mentions.stage)?.mentions.stage) ??
      null,
    dept,
    urgency: quiet
      ? 'normal'
      : (rank.findLast((level) => intents.some((intent) => intent.urgency === level)) ?? 'normal'),
    case: reading.case,
    kb: reading.coverage,
    ent: quiet
      ? null
      : names(
          all((intent) => intent.mentions.enterprises),
          (id) => county.enterprises.get(id)?.aliases[0],
        ),
    proj: quiet
      ? null
      : names(
          all((intent) => intent.mentions.projects),
          (code) => county.projects.get(code)?.name,
        ),
  };
}
