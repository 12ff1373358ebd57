import { rules, type Utterance } from './core/intents/index.ts';
import { asks, isOfficial, onTopic } from './core/intents/rule.ts';
import { openLexicon } from './core/lexicon.ts';
import {
  type County,
  type Intent,
  type IntentKind,
  type Mentions,
  questionKinds,
  type Reading,
  type Urgency,
} from './core/model.ts';
import type { Context, Understand } from './core/ports.ts';
import {
  integrityHint,
  maskPersonal,
  normalise,
  plain,
  pressing,
  splitAsks,
  urgencyOf,
} from './core/utterance.ts';
import { askModel, type Model } from './understand/model.ts';

/** Intents that open a case unless there is one to attach to. */
const opening: IntentKind[] = ['report_difficulty', 'request_help', 'request_agent', 'join_case'];
const attaching: IntentKind[] = [
  'submit_material',
  'notice_correction',
  'notice_status',
  'request_meeting',
  'notice_meeting',
  'withdraw_change',
  'feedback',
  'case_action',
  'confirm',
];
/** Fixed lines and what was asked for: who types one means nothing else. */
const lines: IntentKind[] = [
  'case_action',
  'confirm',
  'settle_reply',
  'settle_doubt',
  'settle_push',
  'expand',
  'split_case',
  'register_case',
  'give_facts',
];
/** The order in which intents of one message matter. */
const weight: IntentKind[] = [
  ...lines,
  'not_for_bot',
  'chitchat',
  'kb_correction',
  'ask_why_case',
  'withdraw_change',
  'notice_correction',
  'notice_meeting',
  'notice_status',
  'request_agent',
  'join_case',
  'request_meeting',
  'submit_material',
  'feedback',
  'urge_complaint',
  'report_difficulty',
  'request_help',
  'ask_materials',
  'ask_time_limit',
  'ask_contact',
  'ask_fee',
  'ask_why_date',
  'ask_plan',
  'ask_progress',
  'ask_policy',
  'ask_procedure',
];

/** Characters of a question that leaves its matter out. */
const ELLIPTICAL = 8;

/**
 * Rules for one county: text in, intents out; knows nothing of the world but what the context says. What the rules
 * cannot tell a model may, where there is one; what they can tell stands.
 */
export function openUnderstanding(county: County, model?: Model): Understand {
  const lexicon = openLexicon(county);
  const { botName } = county.settings;

  return async (raw, context) => {
    const text = plain(maskPersonal(normalise(raw)), botName, county.spellings);
    const parts = splitAsks(text);
    const whole = readPart(text, context);
    if (whole.some(({ kind }) => lines.includes(kind) || kind === 'chitchat' || kind === 'not_for_bot'))
      return summarise(whole, text, context);
    const each = parts.length > 1 ? parts.map((part) => readPart(part, context)) : [whole];
    const known = each.filter((intents) => intents.length > 0);
    const intents = known.length > 1 ? known.flat() : whole.length ? whole : known.flat();
    if (intents.length > 0) return summarise(intents, text, context);
    const guess = unclear(text, context);
    const open = guess.kind === 'ask_procedure' && !context.typing;
    const meant = model && open ? await askModel(text, context, county, model) : undefined;
    const read = meant ? meant.map((one) => proposed(one, guess)) : [guess];
    return { ...summarise(read, text, context), guess: guess.kind };
  };

  function proposed({ kind, items }: { kind: IntentKind; items: string[] }, guess: Intent): Intent {
    const mentions = { ...guess.mentions, items: [...new Set([...guess.mentions.items, ...items])] };
    return { ...guess, kind, mentions, urgency: urgencyOf(guess.text) };
  }

  function readPart(text: string, context: Context): Intent[] {
    const { role, atBot, mentionsOthers, goingOn, quote, chatKind, recent } = context;
    const mentions = lexicon.mentionsIn(text, { stage: context.stage });
    const addressed = atBot || (goingOn === true && !mentionsOthers && asks(text));
    const asking = quote ? recent.find((turn) => turn.case && quote.includes(turn.case)) : recent[0];
    const lacks = asking?.lacks ?? [];
    const said: Utterance = { text, mentions, role, addressed, mentionsOthers, quote, lacks, chatKind };
    const found = rules.flatMap((rule) => {
      const slots = rule.recognise(said);
      return slots ? [{ kind: rule.kind, slots }] : [];
    });
    const urgency = urgencyIn(
      text,
      found.map(({ kind }) => kind),
      context.role,
    );
    return settle(found, text, context.role)
      .map(({ kind, slots }) => ({
        kind,
        text,
        slots,
        urgency,
        mentions: complete(kind, text, mentions, context),
      }))
      .sort((a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind));
  }

  /** What the text leaves out is taken from the quoted message, then from the speaker's last turns. */
  function complete(kind: IntentKind, text: string, mentions: Mentions, context: Context): Mentions {
    const quoted =
      context.quote === undefined
        ? undefined
        : lexicon.mentionsIn(plain(context.quote, botName, county.spellings), { stage: context.stage });
    const recent = kind !== 'ask_progress' && refersBack(text) ? context.recent[0] : undefined;
    const items = mentions.items.length
      ? mentions.items
      : quoted?.items.length
        ? quoted.items.slice(0, 2)
        : mentions.departments.length || mentions.stage
          ? []
          : (recent?.items ?? []);
    const caseNumbers = mentions.caseNumbers.length ? mentions.caseNumbers : (quoted?.caseNumbers ?? []);
    const projects = mentions.projects.length ? mentions.projects : (quoted?.projects ?? []);
    return { ...mentions, items, caseNumbers, projects };
  }

  function unclear(text: string, context: Context): Intent {
    const named = lexicon.mentionsIn(text, { stage: context.stage });
    const mentions = complete('ask_procedure', text, named, context);
    const relevant = asks(text) && !context.mentionsOthers && onTopic({ mentions, text });
    const kind =
      (context.atBot && text.length > 1) || relevant
        ? 'ask_procedure'
        : context.atBot
          ? 'chitchat'
          : 'not_for_bot';
    // Perhaps meant for somebody else: answered when the library is sure, else left alone.
    return { kind, text, mentions, urgency: 'normal', slots: { overheard: !context.atBot } };
  }
}

/** 那要几天, 材料呢: too short to name its matter, or a word that points back. */
const refersBack = (text: string): boolean =>
  text.length <= ELLIPTICAL || /^(?:那|这|还|又|它|它们|另外)|(?:这|那)(?:个|项|件|事)|呢[?？]?$/.test(text);

interface Found {
  kind: IntentKind;
  slots: Record<string, unknown>;
}

/** Where one meaning includes another, the narrower stays. */
function settle(found: Found[], text: string, role: Context['role']): Found[] {
  const has = (kind: IntentKind) => found.some((one) => one.kind === kind);
  return found.filter(({ kind }) => {
    if (lines.some(has)) return lines.includes(kind);
    if (found.some(({ slots }) => slots.integrity === true)) return kind === 'urge_complaint';
    if (has('not_for_bot')) return kind === 'not_for_bot';
    if (has('chitchat')) return kind === 'chitchat';
    if (has('kb_correction')) return kind === 'kb_correction';
    if (has('withdraw_change')) return kind === 'withdraw_change';
    if (has('notice_meeting') || has('notice_correction') || has('notice_status'))
      return kind.startsWith('notice_');
    if (has('join_case')) return kind === 'join_case';
    if (has('request_meeting')) return kind === 'request_meeting';
    if (has('feedback')) return kind === 'feedback' || kind === 'urge_complaint';
    if (has('ask_why_case')) return kind === 'ask_why_case';
    if (has('ask_why_date')) return kind === 'ask_why_date';
    if (has('ask_plan')) return kind === 'ask_plan';
    if (kind === 'ask_procedure') {
      const narrower = (
        [
          'ask_materials',
          'ask_time_limit',
          'ask_fee',
          'ask_contact',
          'ask_progress',
          'request_help',
        ] as IntentKind[]
      ).some(has);
      return (
        !narrower ||
        /先|流程|怎么(?:办|签|走)|一个东西|区别|(?:可以|能|要不要).{0,14}(?:吗|么|不|一起|同时|一块)|谁.{0,3}申请/.test(
          text,
        )
      );
    }
    if (kind === 'ask_time_limit' && has('ask_progress')) return false;
    if (
      kind === 'submit_material' &&
      (has('report_difficulty') || /没(?:有)?(?:人|反应|动静|回音)/.test(text))
    )
      return false;
    if (kind === 'ask_progress' && isOfficial(role) && has('report_difficulty')) return false;
    return true;
  });
}

function urgencyIn(text: string, kinds: IntentKind[], role: Context['role']): Urgency {
  // An office-holder's list of what is overdue is their daily bread.
  if (isOfficial(role) && kinds.every((kind) => kind === 'ask_progress')) return 'normal';
  if (
    kinds.every((kind) => questionKinds.includes(kind) || kind === 'ask_progress') &&
    !integrityHint.test(text)
  ) {
    const urgency = urgencyOf(text);
    return kinds.length > 0 && urgency === 'critical' && !/今天|必须/.test(text) ? 'high' : urgency;
  }
  const urgency = urgencyOf(text);
  const raised = (kinds.includes('report_difficulty') || kinds.includes('request_meeting')) && pressing(text);
  if (
    urgency === 'normal' &&
    (raised || kinds.includes('urge_complaint') || kinds.includes('request_meeting'))
  )
    return 'high';
  return urgency;
}

/** The message as a whole: case or no case, and what the library may be able to say. */
function summarise(intents: Intent[], text: string, context: Context): Reading {
  const kinds = intents.map((intent) => intent.kind);
  const has = (list: readonly IntentKind[]) => kinds.some((kind) => list.includes(kind));
  const followUp =
    context.quote !== undefined || /^(?:那|这|还|又|行|它|这个|那个)|您说的|你们意见/.test(text);
  const named = intents.some((intent) => intent.mentions.caseNumbers.length > 0);
  return { intents, case: caseDecision(), coverage: coverage(), followUp };

  function caseDecision(): Reading['case'] {
    if (has(['chitchat', 'not_for_bot', 'kb_correction'])) return 'no';
    if (has(['join_case'])) return 'new';
    if (has(attaching)) return 'attach';
    if (named) return 'attach';
    if (has(opening)) return followUp && context.quote !== undefined ? 'attach' : 'new';
    if (kinds.includes('urge_complaint')) {
      const integrity = intents.some((intent) => intent.slots.integrity === true);
      return integrity || !kinds.includes('ask_progress')
        ? followUp
          ? 'attach'
          : integrity || /证|批文|必须|今天|第[一二三]次/.test(text)
            ? 'new'
            : 'attach'
        : 'attach';
    }
    if (kinds.includes('ask_progress')) {
      const items = intents.some((intent) => intent.mentions.items.length > 0);
      const owner = intents.some(
        (intent) => intent.mentions.projects.length + intent.mentions.enterprises.length > 0,
      );
      return owner || isOfficial(context.role) || (items && !followUp && /啥时候|什么时候/.test(text))
        ? 'no'
        : 'attach';
    }
    if (has(questionKinds)) return context.quote !== undefined ? 'attach' : 'no';
    return 'no';
  }

  function coverage(): Reading['coverage'] {
    if (has(['chitchat', 'not_for_bot', 'kb_correction', ...lines, 'feedback', ...attaching.slice(0, 5)]))
      return 'no';
    if ((kinds.includes('ask_progress') || kinds.includes('ask_plan')) && !has(questionKinds)) return 'no';
    if (has(['ask_fee', 'ask_policy'])) return /代办|帮办|拿地即开工|标准地/.test(text) ? 'yes' : 'partial';
    if (kinds.includes('report_difficulty')) return has(questionKinds) ? 'partial' : 'no';
    if (has(['urge_complaint', 'join_case'])) return 'no';
    return 'yes';
  }
}
