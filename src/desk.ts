import { askedOnDay } from './core/asked-on.ts';
import { burstEnd, burstOf, isBeginning, joinLines } from './core/burst.ts';
import { specialistOf } from './core/cases/index.ts';
import { decide } from './core/decisions/index.ts';
import { cameOut } from './core/filings/issued.ts';
import { heeded } from './core/heeded.ts';
import { isConfided } from './core/intents/confidences.ts';
import { deniesAlarm, tellsOutcome } from './core/intents/emergencies.ts';
import { isPrivateLife } from './core/intents/private-life.ts';
import { asksPolicy, asksWhenToBegin } from './core/intents/question-cues.ts';
import { questionKindOf } from './core/intents/questions.ts';
import { isBareCourtesy } from './core/intents/talk.ts';
import { names } from './core/meant.ts';
import {
  type County,
  dayOf,
  directChat,
  type Intent,
  type IntentKind,
  type KnowledgeAsked,
  nothingNamed,
  questionKinds,
  type Reading,
  silence,
  talkKinds,
} from './core/model.ts';
import type { AskLibrary, Clock, Context, Inbound, LookUp, Understand } from './core/ports.ts';
import { isOfMeeting } from './core/talked-of.ts';
import { parkedNotice } from './core/texts/cases.ts';
import { maskPersonal, tidy } from './core/utterance.ts';
import { log } from './log.ts';
import { chatOf, holdsCaseOf, readContext } from './store/context.ts';
import type { Db } from './store/db.ts';
import { claimOldest, finish, giveBack, type Kept, keep, linesAfter, putOff } from './store/inbox.ts';
import { queue } from './store/outbox.ts';
import { noteHeard } from './store/reach.ts';
import { record } from './store/record.ts';
import { readView } from './store/view.ts';

interface Rooms {
  db: Db;
  county: () => County;
  understand: Understand;
  askLibrary: AskLibrary;
  lookUp: LookUp;
  now: Clock;
  /** How long a person who began a sentence may take to the next line; 0 waits for nobody. */
  burstMs?: number;
  /** Tells the workers that something waits. */
  wake: () => void;
}

/** What may turn out to set right what was registered of a filing. */
const correcting: IntentKind[] = [
  'correct_filing',
  'case_action',
  'confirm',
  'notice_status',
  'notice_correction',
];

/** What was said before a message. */
type Before = Pick<Context, 'spoken' | 'told' | 'recent' | 'spokeLast'>;
/** The lines of one message. */
type Lines = [Kept, ...Kept[]];

interface Read {
  text: string;
  context: Context;
  reading: Reading;
}

/** The desk: every message comes in here and is taken through the rooms once. */
export function openDesk({ db, county, understand, askLibrary, lookUp, now, burstMs = 0, wake }: Rooms) {
  /**
   * Keeps the message, personal numbers masked; a platform's repeat is dropped by the unique key.
   * Resolves after the commit, so that the platform may be acknowledged.
   */
  async function receive(message: Inbound): Promise<{ id: number; repeated: boolean }> {
    const mask = (words: string) => maskPersonal(tidy(words));
    const { quote, action } = message;
    const filledIn = Object.entries(action?.fields ?? {}).map(([name, value]) => [name, mask(value)]);
    const clean = {
      ...message,
      text: mask(message.text),
      ...(quote === undefined ? {} : { quote: mask(quote).slice(0, 2_000) }),
      ...(action ? { action: { ...action, fields: Object.fromEntries(filledIn) } } : {}),
    };
    const kept = await keep(db, county().id, clean, now());
    if (!kept.repeated) wake();
    return kept;
  }

  /** Takes the oldest waiting message through the rooms; false when none waits. */
  async function handleNext(): Promise<boolean> {
    const message = await claimOldest(db, county().id, now());
    if (!message) return false;
    try {
      await handle(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const parked = await giveBack(db, message, reason, now());
      log('message-failed', {
        inbox: message.id,
        attempt: message.attempt,
        parked,
        reason: errorName(error),
      });
      if (parked) await tellSpecialist(message);
    }
    return true;
  }

  async function handle(first: Kept): Promise<void> {
    if (first.action) return decideOn([first], pressed(first));
    const alone = await read([first]);
    if (burstMs === 0 || !isBeginning(alone.reading, first.text, alone.context))
      return decideOn([first], await askFor(alone), alone.context);
    const lines = burstOf(first, await linesAfter(db, first), burstMs);
    const whole = await read(lines);
    const end = burstEnd(lines, burstMs);
    if (end > now() && isBeginning(whole.reading, whole.text, whole.context)) return putOff(db, first, end);
    return decideOn(lines, await askFor(whole), whole.context);
  }

  /** What the rules make of a message; a model is asked once nothing more comes. */
  async function read(lines: Lines): Promise<Read> {
    const message = wholeOf(lines);
    const context = await readContext(db, county(), message);
    const reading = await understand(message.text, { ...context, typing: burstMs > 0 });
    return { text: message.text, context, reading };
  }

  /** Decides on what was read and records it; the answer is keyed to the last line, which its platform asks for. */
  async function decideOn(
    lines: Lines,
    reading: Reading,
    context: Before = { spoken: [], recent: [] },
  ): Promise<void> {
    const message = wholeOf(lines);
    const { spoken, told, recent, spokeLast } = context;
    const said = lines.length > 1 ? { said: message.text } : {};
    const about = {
      projects: [...county().projects.values()]
        .filter((project) => reading.intents.some(({ mentions }) => names(mentions, project)))
        .map(({ code }) => code),
      caseNumbers: reading.intents.flatMap((intent) => intent.mentions.caseNumbers),
      caseWanted: reading.case,
      knowledge: knowledgeAsked(reading),
      meetings: isOfMeeting(spoken) || reading.intents.some(({ kind }) => kind.endsWith('_meeting')),
      presses: reading.intents.some(({ kind }) => kind === 'urge_complaint'),
      // Right after a 确认 any words may.
      corrections: [...reading.intents.map(({ kind }) => kind), ...(recent[0]?.kinds ?? [])].some((kind) =>
        correcting.some((one) => one === kind),
      ),
      spoken,
      told,
      spokeLast,
    };
    const talk = reading.intents.every((intent) => talkKinds.includes(intent.kind));
    // Not meant for the bot: nothing to read, decide or say.
    if (talk && !(await mayGoOn(message, context))) {
      await noteHeard(db, message, now());
      await finish(db, lines, now(), { ...heeded(reading, silence), ...said });
      return;
    }
    await db.transaction(async (tx) => {
      const view = await readView(tx, county(), message, about, now());
      const decision = decide(reading, view, now());
      const cause = {
        key: `inbox/${message.id}`,
        actor: message.person,
        chat: message.chat,
        platform: message.platform,
        ...(message.replyRef === null ? {} : { replyRef: message.replyRef }),
        ...(message.asksUntil === null ? {} : { asksUntil: message.asksUntil }),
      };
      await record(tx, { county: county(), decision, cause }, now());
      await noteHeard(tx, message, now());
      await finish(tx, lines, now(), { ...heeded(reading, decision, view.project?.code), ...said });
    });
  }

  /**
   * Whether what sounds like talk may be about something the bot knows of: an office-holder's case in hand, what they
   * issued or the bot spoke of here last; how an emergency went; what its speaker was just told of; and whatever
   * stands in a 1:1 chat; but for home and meals.
   */
  async function mayGoOn(message: Kept, { spoken: [last], told, spokeLast }: Before): Promise<boolean> {
    const { text } = message;
    if (tellsOutcome(text) || deniesAlarm(text)) return true;
    if (isPrivateLife(text)) return false;
    if (told?.case !== undefined) return true;
    const alone = chatOf(county(), message.chat).kind === 'direct';
    const courteous = isBareCourtesy(text);
    if ((alone || spokeLast) && !courteous) return true;
    if (county().people.get(message.person)?.duty === undefined) return false;
    const ofFiling = last !== undefined && 'filings' in last.about && !courteous;
    return alone || cameOut.test(text) || ofFiling || holdsCaseOf(db, message);
  }

  /** Asks a model what the rules left open, then puts the library's answers to the questions. */
  async function askFor({ text, context, reading: byRules }: Read): Promise<Reading> {
    const open = burstMs > 0 && byRules.unsettled === true;
    const reading = open ? await understand(text, context) : byRules;
    const region = county().settings.countyName;
    const asking = reading.intents.filter(isForLibrary);
    const [first] = reading.intents;
    const [last] = context.recent;
    const lastTurn =
      last && context.asked ? { text: context.asked, answered: last.answered?.citations ?? [] } : undefined;
    const confided = context.confided === true || [text, context.asked ?? ''].some(isConfided);
    const answers = await Promise.all(
      asking.map(({ text, kind, mentions }) =>
        askLibrary({
          confided,
          text,
          intent: kind === 'ask_progress' ? questionKindOf(text) : kind,
          items: mentions.items,
          askedOn: askedOnDay(text, context.today),
          region,
          before: first && first.text !== text ? { text: first.text, answered: [] } : lastTurn,
        }),
      ),
    );
    for (const [n, intent] of asking.entries()) if (answers[n]) intent.answer = answers[n];
    for (const intent of reading.intents) if (intent.kind === 'expand') unfold(intent, context);
    return reading;
  }

  function unfold(intent: Intent, { recent, quote, today }: Context): void {
    const refs = recent.find(({ answered }) => answered?.citations.length)?.answered?.citations ?? [];
    const nth = intent.slots.nth as number | undefined;
    intent.slots.clauses = lookUp({ refs, quote: quote ?? intent.text, nth, askedOn: today });
  }

  async function tellSpecialist(message: Kept): Promise<void> {
    const chat = chatOf(county(), message.chat);
    const specialist = specialistOf(county(), chat, dayOf(now()));
    if (!specialist) return;
    const text = parkedNotice(chat.title);
    await queue(
      db,
      county(),
      [{ chat: directChat(specialist.id), text, key: `parked/${message.id}` }],
      now(),
    );
  }

  return { receive, handleNext };
}

/** A question; and when one may begin or what one may get, which are asked like how a filing stands. */
const isForLibrary = ({ kind, text }: Intent): boolean =>
  questionKinds.includes(kind) ||
  (kind === 'ask_progress' && (asksWhenToBegin.test(text) || asksPolicy.test(text)));

/** The knowledge that a line speaks of by its number. */
function knowledgeAsked({ intents }: Reading): KnowledgeAsked {
  const asked: KnowledgeAsked = {};
  for (const { kind, slots } of intents) {
    if (kind === 'settle_reply') asked.reply = slots.number as number | 'only';
    if (kind === 'settle_doubt') asked.doubt = slots.number as number | 'only';
    if (kind === 'settle_push') asked.push = slots.number as number | 'only';
    if (kind === 'kb_correction') asked.lastAnswer = true;
  }
  return asked;
}

/** Several lines as the one message they are: the first's place in the talk, the last's way back. */
function wholeOf(lines: Lines): Kept {
  const [first] = lines;
  const last = lines.at(-1) ?? first;
  const atBot = lines.some((line) => line.atBot);
  return lines.length === 1 ? first : { ...last, text: joinLines(lines), quote: first.quote, atBot };
}

/** A pressed button says what it says: nothing to understand. */
function pressed(message: Kept): Reading {
  const { action, case: number, version, fields } = message.action!;
  const intent: Intent = {
    kind: 'case_action',
    text: '',
    mentions: { ...nothingNamed, caseNumbers: [number] },
    urgency: 'normal',
    slots: {
      actions: [{ action, department: fields.department, text: fields.result ?? fields.reason, version }],
    },
  };
  return { intents: [intent], case: 'attach', coverage: 'no', followUp: false };
}

const errorName = (error: unknown) => (error instanceof Error ? error.name : typeof error);
