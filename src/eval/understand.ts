import { z } from 'zod';
import {
  type County,
  type IntentKind,
  type Reading,
  type Role,
  talkKinds,
  type Urgency,
} from '../core/model.ts';
import type { Context, Prompted, Understand } from '../core/ports.ts';
import { openUnderstanding } from '../understand.ts';
import { printConfusion, printFigures, printHeading, printTimes } from './figures.ts';
import { type Evaluation, readRows, writeRows } from './jsonl.ts';

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
type Row = z.infer<typeof row>;

/** The bot's own kinds in the labels of the field's example set. */
export const labels: Partial<Record<IntentKind, string>> = {
  join_case: 'report_difficulty',
  case_action: 'notice_status',
  confirm: 'chitchat',
  notice_leave: 'chitchat',
  ask_why_date: 'ask_time_limit',
  ask_plan: 'ask_procedure',
  ask_meeting: 'ask_progress',
  reply_meeting: 'notice_meeting',
  ask_list: 'ask_progress',
  ask_page: 'ask_progress',
  ask_bot: 'ask_procedure',
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

/**
 * Reads messages, one JSON object a line, and writes what they were understood to mean. With a model the figures of the
 * rules alone are printed first, then those of both.
 */
export async function evalUnderstand({ in: from, out, county }: Evaluation, model?: Prompted): Promise<void> {
  const rows = await readRows(from, row);
  const byRules = await measured(openUnderstanding(county), rows, county);
  if (!model) return writeRows(out, byRules);
  printHeading('接上模型');
  await writeRows(out, await measured(openUnderstanding(county, model), rows, county));
}

/** What messages are understood to mean, with figures and times on the screen. */
async function measured(understand: Understand, rows: Row[], county: County): Promise<Labelled[]> {
  const results: Labelled[] = [];
  const times: number[] = [];
  for (const one of rows) {
    const started = performance.now();
    const reading = await understand(one.text, contextOf(one, county));
    times.push(performance.now() - started);
    results.push({ id: one.id, ...label(reading, county, roles[one.role] ?? 'other') });
  }
  judge(rows.map((gold, n) => [gold, results[n] as Labelled]));
  printTimes('每条用时', times);
  return results;
}

/** What may be known of a message that stands alone. */
export function contextOf(
  { role, text, quote, at_bot }: Pick<Row, 'role' | 'text' | 'quote' | 'at_bot'>,
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
    spoken: [],
  };
}

/** Prints how the readings compare with the labels, where there are labels. */
function judge(pairs: [gold: Row, got: Labelled][]): void {
  const each = (right: (gold: Row, got: Labelled) => boolean | undefined) =>
    pairs.map(([gold, got]) => right(gold, got));
  const kinds = pairs.flatMap(([gold, got]): [string, string][] =>
    gold.intents?.[0] ? [[gold.intents[0], got.intents[0] ?? '']] : [],
  );
  printFigures({
    首要意图: each((gold, got) => (gold.intents ? got.intents[0] === gold.intents[0] : undefined)),
    事项前三: each((gold, got) =>
      gold.items?.length ? gold.items.some((item) => got.items.slice(0, 3).includes(item)) : undefined,
    ),
    部门: each((gold, got) => (gold.dept?.length ? gold.dept.includes(got.dept[0] ?? '') : undefined)),
    立件: each((gold, got) => (gold.case ? gold.case === got.case : undefined)),
    紧急程度: each((gold, got) => (gold.urgency ? gold.urgency === got.urgency : undefined)),
    特急召回: each((gold, got) => (gold.urgency === 'critical' ? got.urgency === 'critical' : undefined)),
    特急精确: each((gold, got) =>
      gold.urgency && got.urgency === 'critical' ? gold.urgency === 'critical' : undefined,
    ),
    闲话误立件: each((gold, got) =>
      talkKinds.includes(gold.intents?.[0] as IntentKind) ? got.case !== 'no' : undefined,
    ),
  });
  if (kinds.length > 0) printConfusion(kinds);
}

/**
 * Who would be asked: an item's lead, before it a department the text names that answers for the item too; the
 * blamed department first where something is stuck; 代办 and changes of it are the service centre's, and so is what
 * names nobody, but for what people thought of the service; a leader's question of progress that names no matter is
 * 工改办's.
 */
function departmentsOf({ intents }: Reading, items: string[], county: County, role: string): string[] {
  const has = (...kinds: IntentKind[]) => intents.some((intent) => kinds.includes(intent.kind));
  if (intents.some((intent) => intent.slots.integrity === true)) return ['SP'];
  const named = intents.flatMap(({ mentions }) => [
    ...mentions.departments,
    ...(mentions.topic && county.departments.has(mentions.topic) ? [mentions.topic] : []),
  ]);
  if (role === 'leader' && has('ask_progress', 'ask_list') && named.length + items.length === 0)
    return ['GG'];
  const answering = items.flatMap((code) => county.items.get(code)?.departments ?? []);
  const leads = items.flatMap((code) => county.items.get(code)?.departments.slice(0, 1) ?? []);
  const both = named.filter((code) => answering.includes(code));
  const first = has('report_difficulty', 'urge_complaint', 'ask_policy') ? named : [];
  const found = [...new Set([...both, ...first, ...leads, ...named])];
  if (has('request_agent') || (has('withdraw_change') && items.length === 0))
    return [...new Set(['SP', ...found])];
  if (found.length > 0) return found;
  const stage = intents.find((intent) => intent.mentions.stage)?.mentions.stage;
  const lead = stage === undefined ? undefined : county.stages.get(stage)?.leadDepartment;
  if (lead) return [lead];
  return has('feedback') ? [] : ['SP'];
}

/** A reading in the labels of the example set. */
export function label(reading: Reading, county: County, role: string): Omit<Labelled, 'id'> {
  const { intents } = reading;
  const quiet = intents.every((intent) => talkKinds.includes(intent.kind));
  const all = <T>(pick: (intent: Reading['intents'][number]) => T[]) => [...new Set(intents.flatMap(pick))];
  const topics = all(({ mentions }) =>
    mentions.topic && county.items.has(mentions.topic) ? [mentions.topic] : [],
  );
  const items = quiet ? [] : [...all((intent) => intent.mentions.items), ...topics].slice(0, 4);
  const stages = [...new Set(items.map((code) => county.items.get(code)?.stage))];
  const dept = quiet ? [] : departmentsOf(reading, items, county, role);
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
