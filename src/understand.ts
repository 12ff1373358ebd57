import { alarms, isAlarming } from './core/intents/alarms.ts';
import { confidenceIn, isConfided } from './core/intents/confidences.ts';
import { emergencyIn } from './core/intents/emergencies.ts';
import { asksTimeOnly, goesOn, isElliptical, refersBack } from './core/intents/goes-on.ts';
import { halvesOf, ofSameMatter, orderBehind } from './core/intents/halves.ts';
import { heardAs } from './core/intents/heard.ts';
import { rules } from './core/intents/index.ts';
import { factsOf, isBare } from './core/intents/likeness.ts';
import { toTheEnd } from './core/intents/office-talk.ts';
import { inOrderSaid, mattersFirst, toOneListener } from './core/intents/order-said.ts';
import { ownMatterAsked } from './core/intents/own-matter.ts';
import { picked, pickedCase } from './core/intents/picked.ts';
import { asks, isOfficial, type Utterance } from './core/intents/rule.ts';
import { selfCorrection } from './core/intents/self-corrections.ts';
import { byWeight, lines, settle } from './core/intents/settle.ts';
import { withStatements } from './core/intents/statements.ts';
import { summarise } from './core/intents/summary.ts';
import { besideEachOther, endsAndTurns, takesBack } from './core/intents/take-backs.ts';
import { withoutThanks } from './core/intents/talk.ts';
import { urgencyOf, weighUrgency } from './core/intents/urgency.ts';
import { weigh } from './core/intents/weigh.ts';
import { openLexicon } from './core/lexicon.ts';
import {
  type County,
  type Intent,
  type IntentKind,
  type Mentions,
  questionKinds,
  type Reading,
  talkKinds,
} from './core/model.ts';
import type { Context, Prompted, Understand } from './core/ports.ts';
import { maskPersonal, normalise, opensAnother, plain, splitAsks } from './core/utterance.ts';
import { openExamples } from './understand/examples.ts';
import { askModel, isForRules, proposals } from './understand/model.ts';
import { topicOf } from './understand/topic.ts';

/** Of a pasted page what comes behind says no more of what is wanted, and each rule takes its time over it. */
const MOST_READ = 3_000;
/** Read whole, however many semicolons they hold. */
const undivided: IntentKind[] = [
  ...lines,
  'notice_status',
  'notice_correction',
  'notice_meeting',
  ...talkKinds,
];

/**
 * Rules for one county: text in, intents out; knows nothing of the world but what the context says. Where there is a
 * model it is asked what is neither said by shape nor agreed upon by rules and examples.
 */
export function openUnderstanding(county: County, model?: Prompted): Understand {
  const lexicon = openLexicon(county);
  const { botName } = county.settings;

  const likeness = openExamples(lexicon);

  return async (raw, context) => {
    const said = maskPersonal(normalise(raw));
    const read = await understand(said.slice(0, MOST_READ), context);
    return { ...read, intents: read.intents.map((intent) => toTheEnd(intent, said.slice(MOST_READ))) };
  };

  async function understand(said: string, context: Context): Promise<Reading> {
    const heard = plain(said, botName, county.spellings);
    const text = withoutThanks(withoutJoining(heard, context));
    const corrected = readCorrected(text, context);
    const whole = readPick(text, context) ?? corrected ?? readOn(text, context) ?? readPart(text, context);
    const parts =
      whole === corrected || whole.intents.some(({ kind }) => undivided.includes(kind))
        ? readOrderBehind(text, whole, context)
        : readParts(partsOf(text, whole, context), context);
    const best = parts.length > 1 ? parts : [whole];
    const byRules = together(
      best.map(({ intents }) => intents),
      text,
      context,
    );
    // What was told one by one the rules have taken apart.
    const unsettled = best.length === 1 ? whole.unsettled : undefined;
    const shown = [said, context.quote ?? '', context.before ?? ''];
    const mayAsk = !context.typing && !context.confided && !shown.some(isConfided);
    const meant = model && unsettled && mayAsk ? await askModel(said, context, county, model) : undefined;
    const proposed = meant && unsettled ? proposals(meant, whole.intents, unsettled, context.filed) : [];
    const read = proposed.length > 0 ? together([proposed], text, context) : byRules;
    const guess = byRules.intents[0]?.kind;
    const isGuess = best.every((part) => !part.sure) || guess !== read.intents[0]?.kind;
    return { ...read, ...(guess && isGuess ? { guess } : {}), ...(unsettled ? { unsettled: true } : {}) };
  }

  /** What the parts of a message want, as one reading. */
  function together(parts: Intent[][], text: string, context: Context): Reading {
    const itemsIn = (said: string) => mentionsIn(said, context).items;
    return summarise(mattersFirst(toOneListener(besideEachOther(parts, itemsIn))), text, context);
  }

  /** The county's words in a text; which of several meanings is settled by the asker's project and the last words. */
  function mentionsIn(text: string, { person, role, stage, filed, recent }: Context): Mentions {
    return lexicon.mentionsIn(text, { person, role, stage, filed, talkedOf: recent[0]?.items });
  }

  /** 同问，环评啥时候批: who joins in and names a matter of their own asks that. */
  function withoutJoining(text: string, context: Context): string {
    const rest = text.replace(/^(?:同问|我也想问)[^,，]{0,12}[,，]\s*/, '');
    return rest !== text && asks(rest) && mentionsIn(rest, context).items.length > 0 ? rest : text;
  }

  /** An answer to the bot's asking back, read as the question it belongs to. */
  function readPick(text: string, context: Context): Part | undefined {
    const mentions = mentionsIn(text, context);
    const chosen = pickedCase(text, context.recent[0], context.asked);
    if (chosen) {
      const meant = { ...mentions, items: [], departments: [], caseNumbers: [chosen.number] };
      return certainly(chosen.kind, text, meant, chosen.slots);
    }
    const pick = picked(text, mentions.items, isBare(lexicon.outline(text, context)), context.recent[0]);
    if (!pick) return undefined;
    const { ambiguous, ...certain } = mentions;
    const meant = { ...certain, items: [pick.item] };
    const said = `${county.items.get(pick.item)?.name ?? text}${text}`;
    return certainly(pick.kind, said, meant);
  }

  /** A line that only says of what, or what of it, read as the question before or of the matter in talk. */
  function readOn(text: string, context: Context): Part | undefined {
    const asked = ownMatterAsked(text, context);
    const named = asked && mentionsIn(text, context);
    const other = named && { ...named, items: named.items.filter((item) => !asked.items.includes(item)) };
    if (other && !namesSomething(other))
      return certainly('ask_progress', text, { ...named, items: asked.items }, { facet: asked.facet });
    const kind = context.atBot || context.goingOn ? goesOn(text, context.recent[0]) : undefined;
    if (kind === undefined) return undefined;
    const mentions = complete(kind, text, mentionsIn(text, context), context);
    return certainly(kind, text, mentions);
  }

  /** What the speaker says in place of their own words: of the kind they had asked, where it only names the thing. */
  function readCorrected(text: string, context: Context): Part | undefined {
    const meant = isOfficial(context.role) ? undefined : selfCorrection(text);
    // What is told in confidence is no correction of what an office has.
    if (meant === undefined || confidenceIn(meant) !== undefined) return undefined;
    const [last] = context.recent;
    const own = lexicon.mentionsIn(meant, context);
    // Who says what they meant leaves out what it was about.
    const mentions = namesSomething(own) ? own : { ...own, items: last?.items ?? [] };
    const [item] = mentions.items;
    const asked = questionKinds.find((kind) => last?.kinds.includes(kind));
    if (item !== undefined && asked !== undefined && isBare(lexicon.outline(meant)))
      return certainly(asked, `${county.items.get(item)?.name ?? ''}${meant}`, mentions);
    const read = meant ? readPart(meant, context, mentions) : undefined;
    const isQuestion = read?.intents.some(({ kind }) => questionKinds.includes(kind));
    const reports = read?.intents.some(({ kind }) => kind === 'report_difficulty');
    const ends = read?.intents.some(({ slots }) => slots.ended === true);
    if (read && (ends || ((isQuestion || reports) && last?.case === undefined))) return read;
    return certainly('give_facts', meant, mentions, { corrects: true });
  }

  /** The several things of one message that want something; a part that names nothing speaks of the one before. */
  function readParts(parts: string[], context: Context): Part[] {
    if (parts.length < 2) return [];
    let named: Mentions | undefined;
    const read = parts.map((part) => {
      const own = mentionsIn(part, context);
      if (namesSomething(own)) named = own;
      return readPart(part, context, named);
    });
    return read.filter(({ intents }) => !intents.some(isAside));
  }

  /** 4号改周五，另外催一下城管: an order behind a notice of a meeting. */
  function readOrderBehind(text: string, whole: Part, context: Context): Part[] {
    const halves = whole.intents.some(({ kind }) => kind === 'notice_meeting')
      ? orderBehind(text)
      : undefined;
    if (!halves) return [];
    const [first, order] = halves;
    const mentions = ofSameMatter(mentionsIn(order, context), mentionsIn(first, context));
    const read = [readPart(first, context), readPart(order, context, mentions)];
    return read[1]?.intents.some(({ kind }) => kind === 'urge_complaint') ? read : [];
  }

  /** What is listed, else two questions that were read as one; an alarm stays one however it is told. */
  function partsOf(text: string, whole: Part, context: Context): string[] {
    const listed = splitAsks(text);
    if (listed.length > 1 || whole.intents.length > 1 || isAlarming(text)) return listed;
    const turned = isOfficial(context.role) ? undefined : endsAndTurns(text);
    if (turned && turnsToAnother(turned, context)) return turned;
    return halvesOf(text, (half) => kindsOf(half, context)) ?? [];
  }

  /** 弄清楚了，但是图审又… goes on about the matter of just now, which has not ended then. */
  function turnsToAnother([first, second]: [string, string], context: Context): boolean {
    const { items } = mentionsIn(second, context);
    const same = (item: string) => context.recent[0]?.items.includes(item);
    return items.length > 0 && (takesBack(first) || !items.every(same));
  }

  /** The kinds a text resembles, by what it says alone. */
  function kindsOf(text: string, context: Context) {
    const facts = factsOf({ role: context.role, text, mentions: mentionsIn(text, context) });
    return likeness.kind(lexicon.outline(text, context), facts);
  }

  function readPart(text: string, context: Context, mentions = mentionsIn(text, context)): Part {
    const outline = lexicon.outline(text, context);
    const bare = isBare(outline);
    const said = heardAs(text, mentions, bare, context);
    const found = rules.flatMap((rule) => {
      const slots = rule.recognise(said);
      return slots ? [{ kind: rule.kind, slots }] : [];
    });
    const told = inOrderSaid(settle(found, text).sort(byWeight), said);
    const facts = factsOf(said);
    const { meant, sure, settled } = weigh(told, said, likeness.kind(outline, facts), bare);
    const kinds = meant.map(({ kind }) => kind);
    const urgency = weighUrgency(
      urgencyOf(text, kinds, context.role, mentions),
      text,
      kinds,
      likeness.urgency(outline, facts, kinds[0]),
    );
    const intents = meant.map(({ kind, slots }) => ({
      kind,
      text,
      slots: withStatements(kind, slots, text, county, (clause) => mentionsIn(clause, context)),
      urgency,
      mentions: withTopic(complete(kind, text, mentions, context), text),
    }));
    const endangers = emergencyIn(text) !== undefined || alarms.danger(text);
    return { intents, sure, ...(settled || endangers || kinds.some(isForRules) ? {} : { unsettled: said }) };
  }

  /** What names no item sounds like one: a guess, kept apart from what is named. */
  function withTopic(mentions: Mentions, text: string): Mentions {
    if (mentions.items.length > 0 || mentions.stage) return mentions;
    const topic = topicOf(likeness.topic(text), mentions.departments, county);
    return topic === undefined ? mentions : { ...mentions, topic };
  }

  /** What the text leaves out is taken from the quoted message, then from the speaker's last turns. */
  function complete(kind: IntentKind, text: string, mentions: Mentions, context: Context): Mentions {
    const quoted =
      context.quote === undefined
        ? undefined
        : mentionsIn(plain(context.quote, botName, county.spellings), context);
    const pointsBack = questionKinds.includes(kind)
      ? isElliptical(text)
      : refersBack(text) && !(isWrong(kind) && opensAnother(text));
    const last = context.recent[0];
    const recent = !['ask_progress', 'ask_list'].includes(kind) && pointsBack ? last : undefined;
    // What was told since is nearer than what was asked before.
    const asksOn = kind === 'ask_progress' || questionKinds.includes(kind);
    const isRemark = pointsBack && talkKinds.includes(kind);
    const told = (asksOn ? isElliptical(text) : isRemark) ? context.told?.items : undefined;
    // 还剩几天, after one's own filing was talked of, is about that one.
    const own = kind === 'ask_progress' && asksTimeOnly(text) ? (last?.items ?? []) : [];
    const filed = own.length === 1 ? own.filter((code) => context.filed?.includes(code)) : [];
    const items = mentions.items.length
      ? mentions.items
      : quoted?.items.length
        ? quoted.items.slice(0, 2)
        : mentions.departments.length || mentions.stage
          ? []
          : (told ?? recent?.items ?? filed);
    const caseNumbers = mentions.caseNumbers.length ? mentions.caseNumbers : (quoted?.caseNumbers ?? []);
    const projects = mentions.projects.length ? mentions.projects : (quoted?.projects ?? []);
    return { ...mentions, items, caseNumbers, projects };
  }
}

/** What a text was read to mean; `sure` when rules said so. */
interface Part {
  intents: Intent[];
  sure: boolean;
  /** What was heard, where a model may tell better. */
  unsettled?: Utterance;
}

/** One thing, read for certain. */
const certainly = (
  kind: IntentKind,
  text: string,
  mentions: Mentions,
  slots: Intent['slots'] = {},
): Part => ({
  intents: [{ kind, text, mentions, urgency: 'normal', slots }],
  sure: true,
});

/** Talk, or a greeting before what is wanted. */
const isAside = ({ kind, slots }: Intent): boolean => talkKinds.includes(kind) || slots.greeting === true;
const isWrong = (kind: IntentKind) => kind === 'report_difficulty' || kind === 'urge_complaint';

const namesSomething = ({ items, departments, projects, enterprises }: Mentions): boolean =>
  items.length + departments.length + projects.length + enterprises.length > 0;
