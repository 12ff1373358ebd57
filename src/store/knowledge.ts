import { and, asc, desc, eq, isNull, like, sql } from 'drizzle-orm';
import {
  type Asked,
  type Change,
  type Doubt,
  type IntentKind,
  type Knowledge,
  type KnowledgeAsked,
  type Push,
  questionKinds,
  type Reply,
} from '../core/model.ts';
import type { Db } from './db.ts';
import { earlierInChat, type Kept } from './inbox.ts';
import { readHeard } from './reports.ts';
import { bare } from './rows.ts';
import { cases, doubts, ledger, outbox, pushes, replies } from './schema.ts';

/** The answer that 这个答案不对 means was given within the hour, unless one is quoted. */
const LAST_ANSWER_MS = 60 * 60_000;

type KnowledgeChange = Extract<
  Change,
  {
    kind:
      | 'knowledge-doubted'
      | 'doubt-settled'
      | 'reply-drafted'
      | 'reply-settled'
      | 'reply-given'
      | 'push-settled';
  }
>;

/** Carries out what was decided about replies, doubts and pushes. */
export async function applyKnowledge(
  tx: Db,
  county: string,
  change: KnowledgeChange,
  now: Date,
): Promise<void> {
  switch (change.kind) {
    case 'knowledge-doubted':
      await tx.insert(doubts).values({ county, ...change.doubt, raisedAt: now });
      return;
    case 'doubt-settled':
      await tx
        .update(doubts)
        .set({ found: change.what })
        .where(and(eq(doubts.county, county), eq(doubts.id, change.id)));
      return;
    case 'reply-drafted':
      await tx
        .insert(replies)
        .values({ county, ...change.reply })
        .onConflictDoUpdate({
          target: [replies.county, replies.number],
          set: change.reply,
          // Said again before it was looked at; what a specialist has settled stays as settled.
          setWhere: eq(replies.state, 'draft'),
        });
      return;
    case 'reply-settled':
      await tx
        .update(replies)
        .set(change.set)
        .where(and(eq(replies.county, county), eq(replies.number, change.number)));
      return;
    case 'push-settled':
      await tx
        .update(pushes)
        .set({ sent: change.sent })
        .where(and(eq(pushes.county, county), eq(pushes.id, change.id)));
      return;
    case 'reply-given':
      // The ledger entry is the record: who was given it is read from there.
      return;
    default:
      change satisfies never;
  }
}

/** What a line speaks of, with who was given the reply that may change. */
export async function readKnowledge(tx: Db, message: Kept, asked: KnowledgeAsked): Promise<Knowledge> {
  const { county } = message;
  const doubt = asked.doubt === undefined ? undefined : await openDoubt(tx, county, asked.doubt);
  const reply =
    asked.reply === 'only'
      ? await onlyDraft(tx, county, message.person)
      : await replyMeant(tx, county, asked.reply, doubt?.reply);
  const push = asked.push === undefined ? undefined : await openPush(tx, county, message.person, asked.push);
  const lastAnswer = asked.lastAnswer ? await lastAnswerTo(tx, message) : undefined;
  return {
    receivers: reply ? await receiversOf(tx, county, reply.number) : [],
    ...(reply ? { reply } : {}),
    ...(doubt ? { doubt } : {}),
    ...(push ? { push } : {}),
    ...(lastAnswer ? { lastAnswer } : {}),
  };
}

/** A bare serial means the latest case with it. */
async function replyMeant(
  tx: Db,
  county: string,
  serial: number | undefined,
  number: string | undefined,
): Promise<Reply | undefined> {
  if (serial === undefined && number === undefined) return undefined;
  const which =
    number === undefined
      ? like(replies.number, `%-${String(serial).padStart(6, '0')}`)
      : eq(replies.number, number);
  const [row] = await tx
    .select()
    .from(replies)
    .where(and(eq(replies.county, county), which))
    .orderBy(desc(replies.number))
    .limit(1);
  return row && toReply(row);
}

/** The only draft that waits for a specialist, and none of several. */
async function onlyDraft(tx: Db, county: string, person: string): Promise<Reply | undefined> {
  const rows = await tx
    .select({ reply: replies })
    .from(replies)
    .innerJoin(cases, and(eq(cases.county, replies.county), eq(cases.number, replies.number)))
    .where(and(eq(replies.county, county), eq(replies.state, 'draft'), eq(cases.firstContact, person)));
  const row = only(rows);
  return row && toReply(row.reply);
}

/** Everybody who was told a reply, once for each chat. */
export async function receiversOf(db: Db, county: string, number: string): Promise<Knowledge['receivers']> {
  const rows = await db
    .select({ body: ledger.body })
    .from(ledger)
    .where(and(eq(ledger.county, county), eq(ledger.kind, 'reply-given'), eq(ledger.subject, number)))
    .orderBy(asc(ledger.id));
  const given = rows.map(({ body }) => body as unknown as Extract<Change, { kind: 'reply-given' }>);
  const seen = new Map(given.map(({ person, chat }) => [`${chat} ${person}`, { person, chat }]));
  return [...seen.values()];
}

/** A number means that one; without it the only open one, and none of several. */
async function openDoubt(tx: Db, county: string, id: number | 'only'): Promise<Doubt | undefined> {
  const open = await openDoubts(tx, county);
  return id === 'only' ? only(open) : open.find((doubt) => doubt.id === id);
}

async function openPush(
  tx: Db,
  county: string,
  person: string,
  id: number | 'only',
): Promise<Push | undefined> {
  const rows = await tx
    .select()
    .from(pushes)
    .where(and(eq(pushes.county, county), eq(pushes.specialist, person), isNull(pushes.sent)))
    .orderBy(pushes.id);
  const row = id === 'only' ? only(rows) : rows.find((one) => one.id === id);
  return row && { id: row.id, policy: row.policy, specialist: row.specialist, chats: row.chats };
}

/** Keeps a proposal to send a policy out; undefined when this policy was proposed to that specialist before. */
export async function keepPush(
  tx: Db,
  county: string,
  push: Omit<Push, 'id'>,
  now: Date,
): Promise<Push | undefined> {
  const [row] = await tx
    .insert(pushes)
    .values({ county, id: sql`nextval('message_sequence')`, ...push, madeAt: now })
    .onConflictDoNothing()
    .returning({ id: pushes.id });
  return row && { id: row.id, ...push };
}

const only = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** The quoted answer, or the last one that a question in this chat was given. */
async function lastAnswerTo(tx: Db, message: Kept): Promise<Knowledge['lastAnswer']> {
  const since = new Date(message.receivedAt.getTime() - LAST_ANSWER_MS);
  for (const { id, reading } of await earlierInChat(tx, message.county, message.chat, message.id, since)) {
    if (!reading?.answered) continue;
    const [said] = await tx
      .select({ text: outbox.text })
      .from(outbox)
      .where(and(eq(outbox.county, message.county), eq(outbox.key, `inbox/${id}/0`)));
    // A quote is the beginning of what was said, at most so long as the platform shows it.
    if (!said || (message.quote !== null && !said.text.includes(message.quote.trim().slice(0, 20)))) continue;
    const { reply } = reading.answered;
    return { text: said.text, ...(reply ? { reply } : {}) };
  }
  return message.quote === null ? undefined : { text: message.quote };
}

/** Replies in one state, by case number; whether an approved one still holds on a day is the library's to say. */
export async function repliesOf(db: Db, county: string, state: Reply['state']): Promise<Reply[]> {
  const rows = await db
    .select()
    .from(replies)
    .where(and(eq(replies.county, county), eq(replies.state, state)))
    .orderBy(replies.number);
  return rows.map(toReply);
}

/** Doubts nobody has looked into, oldest first. */
export async function openDoubts(db: Db, county: string): Promise<Doubt[]> {
  const rows = await db
    .select()
    .from(doubts)
    .where(and(eq(doubts.county, county), isNull(doubts.found)))
    .orderBy(doubts.id);
  return rows.map(toDoubt);
}

/** The questions put since an instant, oldest first, with the enterprise of who asked. */
export async function questionsSince(
  db: Db,
  county: string,
  enterpriseOf: (person: string) => string | undefined,
  since: Date,
): Promise<Asked[]> {
  return (await readHeard(db, county, since)).flatMap(({ person, text, at, reading }) => {
    const kind = reading.kinds.find((one) => questionKinds.includes(one as IntentKind));
    if (!reading.answered || kind === undefined) return [];
    const enterprise = enterpriseOf(person);
    return [
      {
        text: reading.said ?? text,
        kind: kind as IntentKind,
        items: reading.items,
        at,
        outcome: reading.answered.outcome,
        ...(enterprise ? { enterprise } : {}),
      },
    ];
  });
}

const toReply = (row: typeof replies.$inferSelect): Reply => bare(row);
const toDoubt = (row: typeof doubts.$inferSelect): Doubt => bare(row, 'raisedAt', 'found');
