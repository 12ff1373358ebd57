import { askedOnDay } from './core/asked-on.ts';
import { specialistOf } from './core/cases.ts';
import { decide } from './core/decisions/index.ts';
import {
  type County,
  type Decision,
  dayOf,
  directChat,
  type Heeded,
  type Intent,
  type KnowledgeAsked,
  questionKinds,
  type Reading,
} from './core/model.ts';
import type { AskLibrary, Clock, Context, Inbound, LookUp, Understand } from './core/ports.ts';
import { parkedNotice } from './core/texts/cases.ts';
import { maskPersonal, tidy } from './core/utterance.ts';
import { log } from './log.ts';
import type { Db } from './store/db.ts';
import { claimOldest, finish, giveBack, type Kept, keep } from './store/inbox.ts';
import { queue } from './store/outbox.ts';
import { noteHeard } from './store/reach.ts';
import { record } from './store/record.ts';
import { chatOf, readContext, readView } from './store/view.ts';

/** Not meant for the bot: nothing to read, decide or say. */
const quiet = new Set(['chitchat', 'not_for_bot']);

interface Rooms {
  db: Db;
  county: () => County;
  understand: Understand;
  askLibrary: AskLibrary;
  lookUp: LookUp;
  now: Clock;
  /** Tells the workers that something waits. */
  wake: () => void;
}

/** The desk: every message comes in here and is taken through the rooms once. */
export function openDesk({ db, county, understand, askLibrary, lookUp, now, wake }: Rooms) {
  /**
   * Keeps the message, personal numbers masked; a platform's repeat is dropped by the unique key.
   * Resolves after the commit, so that the platform may be acknowledged.
   */
  async function receive(message: Inbound): Promise<{ id: number; repeated: boolean }> {
    const clean = { ...message, text: maskPersonal(tidy(message.text)) };
    if (message.quote !== undefined) clean.quote = maskPersonal(tidy(message.quote)).slice(0, 2_000);
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

  async function handle(message: Kept): Promise<void> {
    const reading = message.action ? pressed(message) : await readAndAsk(message); // may take seconds: no transaction is open
    const about = {
      projects: reading.intents.flatMap((intent) => intent.mentions.projects),
      caseNumbers: reading.intents.flatMap((intent) => intent.mentions.caseNumbers),
      caseWanted: reading.case,
      knowledge: knowledgeAsked(reading),
    };
    if (reading.intents.every((intent) => quiet.has(intent.kind))) {
      await noteHeard(db, message, now());
      await finish(db, message, now());
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
      await finish(tx, message, now(), heeded(reading, decision, view.project?.code));
    });
  }

  async function readAndAsk(message: Kept): Promise<Reading> {
    const context = await readContext(db, county(), message);
    const reading = await understand(message.text, context);
    const region = county().settings.countyName;
    const asking = reading.intents.filter((intent) => questionKinds.includes(intent.kind));
    const answers = await Promise.all(
      asking.map(({ text, kind, mentions }) =>
        askLibrary({
          text,
          intent: kind,
          items: mentions.items,
          askedOn: askedOnDay(text, context.today),
          region,
        }),
      ),
    );
    for (const [n, intent] of asking.entries()) if (answers[n]) intent.answer = answers[n];
    for (const intent of reading.intents) if (intent.kind === 'expand') open(intent, context);
    return reading;
  }

  function open(intent: Intent, { recent, quote, today }: Context): void {
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

/** What is kept of a reading, and of what came of it. */
function heeded(reading: Reading, decision: Decision, project: string | undefined): Heeded {
  const { intents } = reading;
  const opened = decision.changes.find((change) => change.kind === 'case-opened');
  const named = intents.flatMap((intent) => intent.mentions.projects);
  const [answer] = intents.flatMap((intent) => intent.answer ?? []);
  const places = answer?.citations.length ? answer.citations : (answer?.near ?? []);
  const refs = places.map(({ doc, section }) => ({ doc, section }));
  return {
    kinds: intents.map((intent) => intent.kind),
    items: [...new Set(intents.flatMap((intent) => intent.mentions.items))].slice(0, 4),
    projects: [...new Set([...named, ...(project ? [project] : [])])].slice(0, 2),
    ...(opened ? { case: opened.case.number } : {}),
    ...(answer
      ? {
          answered: {
            outcome: answer.outcome,
            citations: refs,
            ...(answer.reply ? { reply: answer.reply } : {}),
          },
        }
      : {}),
  };
}

/** The knowledge that a line speaks of by its number. */
function knowledgeAsked({ intents }: Reading): KnowledgeAsked {
  const asked: KnowledgeAsked = {};
  for (const { kind, slots } of intents) {
    if (kind === 'settle_reply') asked.reply = slots.number as number;
    if (kind === 'settle_doubt') asked.doubt = slots.number as number | 'only';
    if (kind === 'settle_push') asked.push = slots.number as number | 'only';
    if (kind === 'kb_correction') asked.lastAnswer = true;
  }
  return asked;
}

/** A pressed button says what it says: nothing to understand. */
function pressed(message: Kept): Reading {
  const { action, case: number, version, fields } = message.action!;
  const intent: Intent = {
    kind: 'case_action',
    text: '',
    mentions: { items: [], departments: [], enterprises: [], projects: [], caseNumbers: [number] },
    urgency: 'normal',
    slots: {
      actions: [{ action, department: fields.department, text: fields.result ?? fields.reason, version }],
    },
  };
  return { intents: [intent], case: 'attach', coverage: 'no', followUp: false };
}

const errorName = (error: unknown) => (error instanceof Error ? error.name : typeof error);
