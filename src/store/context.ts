import { and, desc, eq, gte, isNotNull } from 'drizzle-orm';
import { isTalk } from '../core/heeded.ts';
import { isOfficial } from '../core/intents/rule.ts';
import { TALK_MS } from '../core/meant.ts';
import {
  type Case,
  type Chat,
  type County,
  dayOf,
  type Heeded,
  type Turn,
  type View,
} from '../core/model.ts';
import type { Context } from '../core/ports.ts';
import { callsBot } from '../core/utterance.ts';
import type { Db } from './db.ts';
import { earlierInChat, type Kept, lastTurns } from './inbox.ts';
import { stepsAsked } from './proposals.ts';
import { filings, outbox } from './schema.ts';

const DAY_MS = 86_400_000;
/** So soon after its last answer the bot takes a question without a matter for one about the same. */
const GOING_ON_MS = 60_000;

/** The chat a message came from; a 1:1 chat needs no row, and a group nobody entered may show the least. */
export function chatOf(county: County, id: string): Chat {
  const known = county.chats.get(id);
  if (known) return known;
  const nowhere = { id, platform: 'wecom' as const, projects: [] };
  return id.startsWith('dm:')
    ? { ...nowhere, title: '单聊', kind: 'direct', level: 'D2', members: [id.slice(3)] }
    : { ...nowhere, title: '还没登记的群', kind: 'county', level: 'D0', members: [] };
}

/** What understanding may know: who speaks, where, and what they last talked of. Reads outside any transaction. */
export async function readContext(db: Db, county: County, message: Kept): Promise<Context> {
  const person = county.people.get(message.person);
  const chat = chatOf(county, message.chat);
  const turns = await lastTurns(
    db,
    county.id,
    message.chat,
    message.person,
    new Date(message.receivedAt.getTime() - TALK_MS),
  );
  const heard = turns.flatMap(({ at, text, reading }) =>
    reading && heeds(reading) ? [{ at, reading, text: reading.said ?? text }] : [],
  );
  const [last] = heard;
  const own = [...county.projects.values()].filter((p) => p.enterprise === person?.enterprise);
  const here = chat.projects.length === 1 ? county.projects.get(chat.projects[0] ?? '') : undefined;
  const project = own.length === 1 ? own[0] : here;
  return {
    county,
    person: person?.id,
    role: person?.role ?? 'other',
    chat: chat.id,
    chatKind: chat.kind,
    atBot: message.atBot || chat.kind === 'direct' || callsBot(message.text, county.settings.botName),
    mentionsOthers: message.mentions.length > 0,
    quote: message.quote ?? undefined,
    today: dayOf(message.receivedAt),
    stage: project?.stage,
    filed: project ? await filedOf(db, county.id, project.code) : [],
    recent: heard.map(({ reading }) => reading),
    asked: last?.text,
    ...(person && isOfficial(person.role)
      ? { steps: await stepsAsked(db, message, { direct: chat.kind === 'direct', now: message.receivedAt }) }
      : {}),
    goingOn:
      last !== undefined &&
      !isTalk(last.reading) &&
      message.receivedAt.getTime() - last.at.getTime() < GOING_ON_MS,
  };
}

async function filedOf(db: Db, county: string, project: string): Promise<string[]> {
  const rows = await db
    .select({ item: filings.item })
    .from(filings)
    .where(and(eq(filings.county, county), eq(filings.project, project)));
  return rows.map(({ item }) => item);
}

/** Talk that named nothing of the county's is no context. */
const heeds = (reading: Heeded): boolean =>
  reading.items.length + reading.projects.length > 0 || !isTalk(reading);

/** What was said in the chat within a day before a message, newest first. */
export async function turnsBefore(
  tx: Db,
  { county, chat, id }: Kept,
  seen: Case[],
  now: Date,
): Promise<Turn[]> {
  const rows = await earlierInChat(tx, county, chat, id, new Date(now.getTime() - DAY_MS));
  return rows.flatMap(({ reading, text, ...row }) => {
    if (!reading) return [];
    const opened = seen.find((kase) => kase.number === reading.case);
    return [{ ...reading, ...row, text: reading.said ?? text, ...(opened ? { opened } : {}) }];
  });
}

/** Whether a turn is the person's own of the last half hour. */
export const justSaid =
  (person: string, now: Date) =>
  (turn: Turn): boolean =>
    turn.person === person && now.getTime() - turn.at.getTime() <= TALK_MS;

/** What the bot last said in a chat that was about one case or about filings, within a day. */
export async function lastSpokenOf(tx: Db, { county, chat }: Kept, now: Date): Promise<View['spokenOf']> {
  const [row] = await tx
    .select({ about: outbox.about, at: outbox.sentAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.county, county),
        eq(outbox.chat, chat),
        isNotNull(outbox.shownAs),
        isNotNull(outbox.about),
        gte(outbox.sentAt, new Date(now.getTime() - 86_400_000)),
      ),
    )
    .orderBy(desc(outbox.shownAs))
    .limit(1);
  return row?.about && row.at ? { about: row.about, at: row.at } : undefined;
}
