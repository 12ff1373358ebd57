import { z } from 'zod';
import { rules } from '../core/intents/index.ts';
import { asks, isOfficial, type Utterance } from '../core/intents/rule.ts';
import {
  type County,
  type Intent,
  type IntentKind,
  type Item,
  questionKinds,
  speakerNames,
  talkKinds,
  type Urgency,
} from '../core/model.ts';
import type { Context, Prompted } from '../core/ports.ts';
import { quoted } from '../core/utterance.ts';

/** So many of the names people have for an item are told. */
const ALIASES = 4;

/** So many items that somebody filed or spoke of. */
const MOST_NAMED = 6;
/** Characters of what the bot said last. */
const BEFORE = 200;

/** What a model took a text for: what is wanted, the main thing first, and how pressing it is. */
export interface Meant {
  kinds: { kind: IntentKind; items: string[] }[];
  urgency: Urgency;
}

const reply = z.object({
  intents: z
    .array(z.object({ kind: z.string(), items: z.array(z.string()).max(6).default([]) }))
    .min(1)
    .max(4),
  urgency: z.enum(['normal', 'high', 'critical']).default('normal'),
});

/**
 * Orders, confirmations and notices are never read out of free text by a model, and what goes on with the bot's own
 * words is known by what it said: a model proposes questions, requests and talk only.
 */
const byRulesOnly = new Set<IntentKind>([
  'case_action',
  'confirm',
  'correct_filing',
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
  'expand',
  'ask_why_case',
  'ask_why_date',
  'ask_page',
  'ask_list',
  'ask_plan',
  'ask_meeting',
  'ask_bot',
]);
const offered = rules.filter(({ kind }) => !byRulesOnly.has(kind));
/** Where the rules' reading stands: they know what is open and who may do what. */
const forRules = {
  office_order: '办公人员通知进展、补正、会议、请假，对某件下指令，或要清单、数字、报表',
  goes_on: '接着机器人刚才的话：答它问的、补充或更正刚说的那件、选一样、确认；说自己项目有了进展',
};

const choices = [
  ...offered.map(({ kind, means }) => `${kind}：${means}`),
  ...Object.entries(forRules).map(([kind, means]) => `${kind}：${means}`),
];

export const isForRules = (kind: IntentKind): boolean => byRulesOnly.has(kind);

/**
 * Asks a model what a text means. It chooses from the intents' own lines and the county's own items; anything else it
 * says is dropped. Undefined when it is not to be had or had nothing to offer.
 */
export async function askModel(
  text: string,
  { role, atBot, quote, stage, filed, recent, before }: Context,
  county: County,
  { complete, prompt }: Prompted,
): Promise<Meant | undefined> {
  const named = (codes: string[]) => {
    const names = codes.map((code) => county.items.get(code)?.name ?? code);
    return [...new Set(names)].slice(0, MOST_NAMED).join('、') || '没有';
  };
  const slots = {
    role: speakerNames[role],
    called: atBot ? '是' : '否',
    quote: quote === undefined ? '没有' : quoted(quote),
    before: before === undefined ? '没有' : quoted(before.slice(0, BEFORE)),
    stage: county.stages.get(stage ?? '')?.name ?? '不明',
    filed: named(filed ?? []),
    recent: named(recent.flatMap(({ items }) => items)),
    kinds: choices.join('\n'),
    items: [...county.items.values()].map(lineOf).join('；'),
    text: quoted(text),
  };
  const said = await complete(prompt(slots), reply).catch(() => undefined);
  if (!said || (said.intents[0]?.kind ?? '') in forRules) return undefined;
  const known = said.intents.flatMap(({ kind, items }) => {
    const rule = offered.find((one) => one.kind === kind);
    return rule ? [{ kind: rule.kind, items: items.filter((code) => county.items.has(code)) }] : [];
  });
  // The same asked of two matters is one thing wanted, and talk beside it wants nothing.
  const wanted = known.filter(({ kind }) => !talkKinds.includes(kind));
  const byKind = Map.groupBy(wanted.length > 0 ? wanted : known, ({ kind }) => kind);
  const kinds = [...byKind].map(([kind, same]) => ({ kind, items: same.flatMap(({ items }) => items) }));
  return kinds.length > 0 ? { kinds, urgency: said.urgency } : undefined;
}

/**
 * The intents that a model proposes for what the rules read as `guess`: with what they heard of a kind, where they heard
 * it too. What only a model heard is known as likely: it orders nothing, and a question put to nobody by name is
 * answered when the library is sure.
 */
export function proposals(
  { kinds, urgency }: Meant,
  [guess, ...others]: Intent[],
  said: Utterance,
  filed: string[] = [],
): Intent[] {
  if (!guess) return [];
  const { topic: _topic, ...named } = guess.mentions;
  // Who asks where to bring it has handed in nothing yet, and an office-holder who asks presses nobody.
  const isOffice = isOfficial(said.role) || said.role === 'leader';
  const own = named.items.filter((item) => filed.includes(item));
  // An alarm that the rules heard is let go only where nothing presses.
  const pressing = guess.urgency === 'critical' && urgency !== 'normal' ? guess.urgency : urgency;
  return kinds
    .filter(
      ({ kind }) =>
        !(asks(said.text) && (kind === 'submit_material' || (kind === 'urge_complaint' && isOffice))),
    )
    .map(({ kind, items }) => {
      const heard = [guess, ...others].find((one) => one.kind === kind);
      const { amongPeople: _, ...slots } = heard?.slots ?? {};
      const fresh = questionKinds.includes(kind) ? { overheard: !said.addressed } : { likely: true };
      const all = [...new Set([...own, ...items, ...named.items])];
      const mentions = all.length > 0 ? { ...named, items: all } : guess.mentions;
      return { kind, text: guess.text, mentions, urgency: pressing, slots: heard ? slots : fresh };
    });
}

/** P-02 环境影响报告表审批（环评表）: with what people call it. */
const lineOf = ({ code, name, aliases }: Item): string =>
  `${code} ${name}${aliases.length > 0 ? `（${aliases.slice(0, ALIASES).join('、')}）` : ''}`;
