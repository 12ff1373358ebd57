import { z } from 'zod';
import { rules } from '../core/intents/index.ts';
import type { County, IntentKind } from '../core/model.ts';
import type { Complete, Context } from '../core/ports.ts';

/** What a model needs to be asked. */
export interface Model {
  complete: Complete;
  prompt: (slots: Record<string, string>) => string;
}

const reply = z.object({
  intents: z
    .array(z.object({ kind: z.string(), items: z.array(z.string()).max(6).default([]) }))
    .min(1)
    .max(3),
});

/** Orders and confirmations are never read out of free text by a model: it proposes questions and requests only. */
const ordering = new Set<IntentKind>([
  'case_action',
  'confirm',
  'settle_reply',
  'settle_doubt',
  'settle_push',
  'notice_status',
  'notice_correction',
  'notice_meeting',
  'reply_meeting',
  'notice_leave',
  'register_case',
  'split_case',
  'give_facts',
]);
const offered = rules.filter(({ kind }) => !ordering.has(kind));

/**
 * Asks a model what the rules could not tell. It chooses from the intents' own lines and the county's own items;
 * anything else it says is dropped. Undefined when it is not to be had or had nothing to offer.
 */
export async function askModel(
  text: string,
  context: Context,
  county: County,
  { complete, prompt }: Model,
): Promise<{ kind: IntentKind; items: string[] }[] | undefined> {
  const name = (code: string) => county.items.get(code)?.name ?? code;
  const slots = {
    role: context.role,
    stage: county.stages.get(context.stage ?? '')?.name ?? '不明',
    recent:
      context.recent
        .flatMap((turn) => turn.items.map(name))
        .slice(0, 4)
        .join('、') || '没有',
    kinds: offered.map(({ kind, means }) => `${kind}：${means}`).join('\n'),
    items: [...county.items.values()].map(({ code, name: full }) => `${code} ${full}`).join('；'),
    text: text.replaceAll('」', '”'),
  };
  const said = await complete(prompt(slots), reply).catch(() => undefined);
  const known = (said?.intents ?? []).flatMap(({ kind, items }) => {
    const rule = offered.find((one) => one.kind === kind);
    return rule ? [{ kind: rule.kind, items: items.filter((code) => county.items.has(code)) }] : [];
  });
  return known.length > 0 ? known : undefined;
}
