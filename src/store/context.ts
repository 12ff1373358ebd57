import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { isTalk } from '../core/heeded.ts';
import { mayConcernMeeting } from '../core/intents/meetings.ts';
import { isOfficial } from '../core/intents/rule.ts';
import { begunBy, concerning, inviting, setBy, upcoming } from '../core/meetings/meant.ts';
import {
  type Case,
  type Chat,
  type County,
  dayOf,
  type Heeded,
  type Spoken,
  type Told,
  type Turn,
} from '../core/model.ts';
import type { Context, Meets } from '../core/ports.ts';
import { isOfMeeting, TALK_MS } from '../core/talked-of.ts';
import { callsBot } from '../core/utterance.ts';
import type { Db } from './db.ts';
import { earlierInChat, type Kept, lastTurns, othersSpoke } from './inbox.ts';
import { readMeetings } from './meetings.ts';
import { stepsAsked } from './proposals.ts';
import { cases, filings, outbox } from './schema.ts';

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
  const heard = turns.flatMap(({ id, at, text, reading }) =>
    reading && heeds(reading) ? [{ id, at, reading, text: reading.said ?? text }] : [],
  );
  const [last] = heard;
  const { spoken, before } = await spokenBefore(db, message);
  // 谢谢 ends no talk of a matter.
  const lastSaid = turns.find(({ reading }) => reading && !isTalk(reading));
  const told = await toldOf(db, county, message, spoken, lastSaid?.id);
  const called = message.atBot || callsBot(message.text, county.settings.botName);
  const own = [...county.projects.values()].filter((p) => p.enterprise === person?.enterprise);
  const here = chat.projects.length === 1 ? county.projects.get(chat.projects[0] ?? '') : undefined;
  const project = own.length === 1 ? own[0] : here;
  return {
    county,
    person: person?.id,
    role: person?.role ?? 'other',
    chat: chat.id,
    chatKind: chat.kind,
    atBot: called || chat.kind === 'direct',
    mentionsOthers: message.mentions.length > 0,
    quote: message.quote ?? undefined,
    today: dayOf(message.receivedAt),
    stage: project?.stage,
    filed: project ? await filedOf(db, county.id, project.code) : [],
    recent: heard.map(({ reading }) => reading),
    ...(person && (mayConcernMeeting(message.text) || isOfMeeting(spoken))
      ? { meets: await meetsOf(db, county, message) }
      : {}),
    asked: last?.text,
    before,
    confided: await spokeInConfidence(db, county.id, spoken, last?.reading.case),
    ...(person && isOfficial(person.role)
      ? { steps: await stepsAsked(db, message, { direct: chat.kind === 'direct', now: message.receivedAt }) }
      : {}),
    spoken,
    ...(told ? { told } : {}),
    spokeLast:
      person?.role === 'enterprise' &&
      chat.kind !== 'county' &&
      ((called && heard.length > 0) || (await botSpokeLast(db, county, message, spoken, turns[0]))),
    goingOn:
      last !== undefined &&
      !isTalk(last.reading) &&
      message.receivedAt.getTime() - last.at.getTime() < GOING_ON_MS &&
      // 哪一张？ after somebody else's word asks them.
      !(chat.kind !== 'direct' && (await othersSpoke(db, message, last.id))),
  };
}

/** So long after an answer what its asker says is still said to it. */
const ANSWERED_MS = 3 * 60_000;

/** Whether the bot's answer to the sender's last words, or a notice since, is the last that was said in a chat. */
async function botSpokeLast(
  db: Db,
  county: County,
  message: Kept,
  [notice]: Spoken[],
  turn: (Pick<Turn, 'id' | 'at'> & { reading: Heeded | null }) | undefined,
): Promise<boolean> {
  const since = (at: Date) => message.receivedAt.getTime() - at.getTime();
  const answered = turn?.reading && !isTalk(turn.reading) && since(turn.at) <= ANSWERED_MS ? turn.id : 0;
  const own = county.people.get(message.person)?.enterprise;
  const toColleague = notice?.mentions.some(
    (id) => id !== message.person && county.people.get(id)?.enterprise === own,
  );
  const told = notice && !toColleague && since(notice.at) <= TALK_MS ? notice.place : 0;
  const last = Math.max(answered, told);
  return last > 0 && last >= (turn?.id ?? 0) && !(await othersSpoke(db, message, last));
}

/** The bot's last messages of a chat that are looked at: to look for one of today's would read through all of it. */
const MOST_SPOKEN = 12;

/** What the bot spoke of in a chat within a day before a message, newest first; and its last words of half an hour. */
async function spokenBefore(
  db: Db,
  { county, chat, id, receivedAt }: Kept,
): Promise<{ spoken: Spoken[]; before: string | undefined }> {
  const rows = await db
    .select({
      about: outbox.about,
      at: outbox.sentAt,
      place: outbox.shownAs,
      mentions: outbox.mentions,
      text: outbox.text,
    })
    .from(outbox)
    .where(and(eq(outbox.county, county), eq(outbox.chat, chat), lt(outbox.shownAs, id)))
    .orderBy(desc(outbox.shownAs))
    .limit(MOST_SPOKEN);
  const since = (ms: number) => receivedAt.getTime() - ms;
  const spoken = rows.flatMap(({ about, at, place, mentions }) =>
    about && at && at.getTime() >= since(DAY_MS) && place !== null ? [{ about, at, place, mentions }] : [],
  );
  const [last] = rows;
  const isRecent = last?.at && last.at.getTime() >= since(TALK_MS);
  return { spoken, before: isRecent ? last.text : undefined };
}

/** Whether the bot spoke last, or the person spoke before, of a matter that is for its holder alone. */
async function spokeInConfidence(
  db: Db,
  county: string,
  [last]: Spoken[],
  own: string | undefined,
): Promise<boolean> {
  const spokenOf = last && 'case' in last.about ? [last.about.case] : [];
  const numbers = [...spokenOf, ...(own === undefined ? [] : [own])];
  if (numbers.length === 0) return false;
  const found = await db
    .select({ kind: cases.kind })
    .from(cases)
    .where(and(eq(cases.county, county), inArray(cases.number, numbers)));
  return found.some(({ kind }) => kind === 'integrity');
}

/**
 * What the bot told of in a chat since the person last said something of their own there, if it is of their own
 * enterprise: a reply, a notice, a receipt about one case or one filing.
 */
async function toldOf(
  db: Db,
  county: County,
  { person, receivedAt }: Kept,
  [last]: Spoken[],
  after = 0,
): Promise<Told | undefined> {
  const own = county.people.get(person)?.enterprise;
  if (own === undefined || !last || last.place <= after) return undefined;
  if (receivedAt.getTime() - last.at.getTime() > TALK_MS) return undefined;
  const { about } = last;
  if ('case' in about) {
    const [kase] = await db
      .select({ items: cases.items, department: cases.department, kind: cases.kind })
      .from(cases)
      .where(and(eq(cases.county, county.id), eq(cases.number, about.case), eq(cases.enterprise, own)));
    return kase && kase.kind !== 'integrity'
      ? { case: about.case, items: kase.items, departments: [kase.department] }
      : undefined;
  }
  const [only, another] = 'filings' in about ? about.filings : [];
  if (only === undefined || another !== undefined) return undefined;
  const [filing] = await db
    .select({ item: filings.item, department: filings.department, project: filings.project })
    .from(filings)
    .where(and(eq(filings.county, county.id), eq(filings.id, only)));
  return filing && county.projects.get(filing.project)?.enterprise === own
    ? { items: [filing.item], departments: [filing.department] }
    : undefined;
}

/** Whether somebody has a case of a chat in hand; most of what office-holders say to each other there is about none. */
export async function holdsCaseOf(db: Db, { county, chat, person }: Kept): Promise<boolean> {
  const [row] = await db
    .select({ number: cases.number })
    .from(cases)
    .where(
      and(
        eq(cases.county, county),
        eq(cases.chat, chat),
        eq(cases.owner, person),
        inArray(cases.status, ['assigned', 'accepted']),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Asked only where the words may be about it: most are not. */
async function meetsOf(db: Db, county: County, { person, receivedAt }: Kept): Promise<Meets> {
  const all = await readMeetings(db, county.id, receivedAt, { subjects: [], person });
  const today = dayOf(receivedAt);
  const open = upcoming(all, today);
  const days = inviting(open, person).map(({ appointment }) => appointment?.day ?? '');
  const begun = concerning(begunBy(all, receivedAt), person).length > 0;
  return { sets: setBy(open, person).length > 0, invited: days, ...(begun ? { begun } : {}), today };
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
