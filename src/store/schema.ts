import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  About,
  Accounts,
  Ambiguity,
  Card,
  Case,
  Change,
  Chat,
  ClauseRef,
  Filing,
  Frequent,
  Heeded,
  Item,
  Liaison,
  Limit,
  Person,
  Project,
  Proposal,
  Push,
  Reply,
  Settings,
  Stage,
  StagePlan,
  Suspension,
} from '../core/model.ts';
import type { Inbound } from '../core/ports.ts';

/** `county` leads every key: the one column by which a larger installation may be spread over machines. */
const county = () => text().notNull();
const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** Orders what was heard and what was said in one line, so a chat reads the same on every screen. */
export const messageSequence = pgSequence('message_sequence');

// ---------------------------------------------------------------- the county, loaded by import

export const counties = pgTable('counties', {
  id: text().primaryKey(),
  settings: jsonb().$type<Settings>().notNull(),
  stages: jsonb().$type<Stage[]>().notNull(),
  stagePlans: jsonb().$type<StagePlan[]>().notNull(),
  ambiguities: jsonb().$type<Ambiguity[]>().notNull(),
  spellings: jsonb().$type<Record<string, string>>().notNull(),
  questions: jsonb().$type<Frequent[]>().notNull().default([]),
  /** Fingerprint of the folder it came from; an unchanged folder is not written again. */
  fingerprint: text().notNull(),
  importedAt: instant().notNull(),
});

export const calendarYears = pgTable(
  'calendar_years',
  {
    county: county(),
    year: integer().notNull(),
    status: text().$type<'official' | 'provisional'>().notNull(),
    source: text().notNull(),
    off: jsonb().$type<Record<string, string>>().notNull(),
    work: jsonb().$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.year] })],
);

export const departments = pgTable(
  'departments',
  {
    county: county(),
    code: text().notNull(),
    name: text().notNull(),
    shortName: text().notNull(),
    aliases: jsonb().$type<string[]>().notNull(),
    supervisedBy: text(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.code] })],
);

export const items = pgTable(
  'items',
  {
    county: county(),
    code: text().notNull(),
    stage: text().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    aliases: jsonb().$type<string[]>().notNull(),
    departments: jsonb().$type<string[]>().notNull(),
    statutory: jsonb().$type<Limit>(),
    promised: jsonb().$type<Limit>(),
    materials: jsonb().$type<Item['materials']>().notNull(),
    prerequisites: jsonb().$type<Item['prerequisites']>().notNull(),
    result: text().notNull(),
    helpMode: text().$type<Item['helpMode']>().notNull(),
    note: text(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.code] })],
);

export const people = pgTable(
  'people',
  {
    county: county(),
    id: text().notNull(),
    name: text().notNull(),
    role: text().$type<Person['role']>().notNull(),
    enterprise: text(),
    department: text(),
    duty: jsonb().$type<Liaison>(),
    substitute: text(),
    leave: jsonb().$type<{ from: string; to: string }[]>(),
    accounts: jsonb().$type<Accounts>(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] })],
);

export const enterprises = pgTable(
  'enterprises',
  {
    county: county(),
    id: text().notNull(),
    name: text().notNull(),
    aliases: jsonb().$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] })],
);

export const chats = pgTable(
  'chats',
  {
    county: county(),
    id: text().notNull(),
    title: text().notNull(),
    platform: text().$type<Chat['platform']>().notNull(),
    kind: text().$type<Chat['kind']>().notNull(),
    level: text().$type<Chat['level']>().notNull(),
    members: jsonb().$type<string[]>().notNull(),
    projects: jsonb().$type<string[]>().notNull(),
    address: text(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] })],
);

export const projects = pgTable(
  'projects',
  {
    county: county(),
    code: text().notNull(),
    name: text().notNull(),
    aliases: jsonb().$type<string[]>().notNull(),
    enterprise: text().notNull(),
    projectType: text().notNull(),
    region: text().notNull(),
    stage: text().notNull(),
    specialist: text().notNull(),
    contacts: jsonb().$type<string[]>().notNull(),
    serviceMode: text().$type<Project['serviceMode']>().notNull(),
    investment: text(),
    address: text(),
  },
  (t) => [primaryKey({ columns: [t.county, t.code] })],
);

export const policies = pgTable(
  'policies',
  {
    county: county(),
    id: text().notNull(),
    title: text().notNull(),
    documentNumber: text(),
    effectiveFrom: date(),
    repealedOn: date(),
    supersededBy: text(),
    source: text(),
    region: text(),
    /** Of the file's text: an unchanged one is not read again. */
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] })],
);

export const clauses = pgTable(
  'clauses',
  {
    county: county(),
    policy: text().notNull(),
    position: integer().notNull(),
    section: text().notNull(),
    heading: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.policy, t.position] })],
);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Floats that an embedding model made of a clause, under the fingerprint of model and text; can be made again. */
export const vectors = pgTable(
  'vectors',
  { county: county(), name: text().notNull(), vector: bytes().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.name] })],
);

// ---------------------------------------------------------------- the office's own record

export const filings = pgTable(
  'filings',
  {
    county: county(),
    id: text().notNull(),
    project: text().notNull(),
    item: text().notNull(),
    department: text().notNull(),
    liaison: text(),
    state: text().$type<Filing['state']>().notNull(),
    receivedOn: date(),
    acceptedOn: date(),
    limitDays: integer().notNull(),
    limitBasis: text().notNull(),
    extensionDays: integer().notNull(),
    suspensions: jsonb().$type<Suspension[]>().notNull(),
    concludedOn: date(),
    result: text(),
    remark: text(),
    changedOn: date().notNull(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] }), index('filings_by_project').on(t.county, t.project)],
);

export const cases = pgTable(
  'cases',
  {
    county: county(),
    number: text().notNull(),
    kind: text().$type<Case['kind']>().notNull(),
    status: text().$type<Case['status']>().notNull(),
    level: text().$type<Case['level']>().notNull(),
    urgency: text().$type<Case['urgency']>().notNull(),
    summary: text().notNull(),
    project: text(),
    enterprise: text(),
    items: jsonb().$type<string[]>().notNull(),
    department: text().notNull(),
    assisting: jsonb().$type<string[]>().notNull(),
    owner: text().notNull(),
    reason: text().notNull(),
    firstContact: text().notNull(),
    reporter: text().notNull(),
    watchers: jsonb().$type<string[]>().notNull(),
    chat: text().notNull(),
    openedAt: instant().notNull(),
    acceptedAt: instant(),
    acceptDue: instant(),
    replyDue: instant().notNull(),
    refusals: integer().notNull(),
    hops: jsonb().$type<{ at: string; to: string; reason: string }[]>().notNull(),
    result: text(),
    concludedAt: instant(),
    version: integer().notNull(),
    lastChasedOn: date(),
    sources: jsonb().$type<ClauseRef[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.number] }),
    index('cases_by_owner').on(t.county, t.owner, t.status),
    index('cases_by_enterprise').on(t.county, t.enterprise, t.status),
  ],
);

/** Last serial per county and year; its row lock keeps case numbers without gaps. */
export const caseSerials = pgTable(
  'case_serials',
  { county: county(), year: integer().notNull(), serial: integer().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.year] })],
);

export const proposals = pgTable(
  'proposals',
  {
    county: county(),
    id: text().notNull(),
    filing: text().notNull(),
    set: jsonb().$type<Proposal['set']>().notNull(),
    what: text().notNull(),
    by: text().notNull(),
    confirmers: jsonb().$type<Proposal['confirmers']>().notNull(),
    /** Null while open. */
    accepted: boolean(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.id] }),
    // Looked for at every message, among all there ever were.
    index('proposals_open').on(t.county, t.madeAt).where(sql`accepted is null`),
  ],
);

// ---------------------------------------------------------------- knowledge that grows

export const replies = pgTable(
  'replies',
  {
    county: county(),
    /** Of the case it answered. */
    number: text().notNull(),
    state: text().$type<Reply['state']>().notNull(),
    question: text().notNull(),
    answer: text().notNull(),
    items: jsonb().$type<string[]>().notNull(),
    department: text().notNull(),
    by: text().notNull(),
    answeredOn: date().notNull(),
    basis: jsonb().$type<string[]>().notNull(),
    approvedBy: text(),
    approvedOn: date(),
    validUntil: date(),
    doubt: text(),
  },
  (t) => [primaryKey({ columns: [t.county, t.number] })],
);

export const doubts = pgTable(
  'doubts',
  {
    county: county(),
    /** Of the message that raised it. */
    id: bigint({ mode: 'number' }).notNull(),
    person: text().notNull(),
    chat: text().notNull(),
    text: text().notNull(),
    answer: text(),
    reply: text(),
    raisedAt: instant().notNull(),
    /** What a specialist found; null while open. */
    found: text(),
  },
  (t) => [primaryKey({ columns: [t.county, t.id] })],
);

export const pushes = pgTable(
  'pushes',
  {
    county: county(),
    id: bigint({ mode: 'number' }).notNull(),
    policy: text().notNull(),
    specialist: text().notNull(),
    chats: jsonb().$type<Push['chats']>().notNull(),
    madeAt: instant().notNull(),
    /** Null while open. */
    sent: boolean(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.id] }),
    uniqueIndex('pushes_once').on(t.county, t.policy, t.specialist),
  ],
);

/** 台账 underneath: append-only, one entry per change, in the transaction that made it. */
export const ledger = pgTable(
  'ledger',
  {
    county: county(),
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    actor: text().notNull(),
    kind: text().$type<Change['kind'] | 'message-delivered'>().notNull(),
    /** Case number, filing id or project code. */
    subject: text().notNull(),
    what: text().notNull(),
    /** Inbox row or timer that caused it. */
    cause: text().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.id] }),
    index('ledger_by_subject').on(t.county, t.subject),
    // What moved of late, and the meetings, are looked up for many a message.
    index('ledger_by_kind').on(t.county, t.kind, t.at),
  ],
);

// ---------------------------------------------------------------- queues and timers

export const inbox = pgTable(
  'inbox',
  {
    county: county(),
    id: bigint({ mode: 'number' }).notNull(),
    platform: text().notNull(),
    bot: text().notNull(),
    messageId: text().notNull(),
    chat: text().notNull(),
    person: text().notNull(),
    text: text().notNull(),
    quote: text(),
    atBot: boolean().notNull(),
    mentions: jsonb().$type<string[]>().notNull(),
    action: jsonb().$type<NonNullable<Inbound['action']>>(),
    replyRef: text(),
    /** The platform asks for the answer itself until then. */
    asksUntil: instant(),
    receivedAt: instant().notNull(),
    attempt: integer().notNull().default(0),
    leaseUntil: instant(),
    doneAt: instant(),
    /** Why it was given up after five attempts. */
    parked: text(),
    /** What understanding made of it, for the next message's context and for review. */
    reading: jsonb().$type<Heeded>(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.id] }),
    uniqueIndex('inbox_once').on(t.county, t.platform, t.bot, t.messageId),
    index('inbox_waiting').on(t.county, t.chat, t.id).where(sql`done_at is null`),
    index('inbox_by_chat').on(t.county, t.chat, t.id),
  ],
);

export const outbox = pgTable(
  'outbox',
  {
    county: county(),
    id: bigint({ mode: 'number' }).notNull(),
    key: text().notNull(),
    /** Which platform carries it; empty when the person or chat is on none. */
    platform: text().notNull().default(''),
    chat: text().notNull(),
    text: text().notNull(),
    card: jsonb().$type<Card>(),
    picture: text().$type<'board'>(),
    mentions: jsonb().$type<string[]>().notNull(),
    about: jsonb().$type<About>(),
    guarantee: text().$type<'at-least-once' | 'at-most-once'>().notNull(),
    replyRef: text(),
    state: text().$type<'waiting' | 'sending' | 'sent' | 'parked' | 'unknown' | 'dropped'>().notNull(),
    queuedAt: instant().notNull(),
    notBefore: instant().notNull(),
    attempt: integer().notNull().default(0),
    leaseUntil: instant(),
    sentAt: instant(),
    /** Place in the chat, from the same sequence as inbox ids, given when it is sent. */
    shownAs: bigint({ mode: 'number' }),
    platformMessageId: text(),
    problem: text(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.id] }),
    uniqueIndex('outbox_once').on(t.county, t.key),
    index('outbox_waiting').on(t.county, t.notBefore).where(sql`state in ('waiting', 'sending')`),
    index('outbox_by_chat').on(t.county, t.chat, t.shownAs),
  ],
);

/** The next rung of a case, an objection period: what must be looked at, and when. */
export const timers = pgTable(
  'timers',
  {
    county: county(),
    key: text().notNull(),
    kind: text().$type<'rung'>().notNull(),
    subject: text().notNull(),
    runAt: instant().notNull(),
    attempt: integer().notNull().default(0),
    leaseUntil: instant(),
  },
  (t) => [primaryKey({ columns: [t.county, t.key] }), index('timers_due').on(t.county, t.runAt)],
);

/** One row per county, day and kind of reminder, made by whichever replica comes first. */
export const reminderRuns = pgTable(
  'reminder_runs',
  { county: county(), day: date().notNull(), kind: text().notNull(), ranAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.day, t.kind] })],
);

/** What is known of the way to a chat: heard from it, and why the last message did not get there. */
export const chatReach = pgTable(
  'chat_reach',
  {
    county: county(),
    platform: text().notNull(),
    chat: text().notNull(),
    heardAt: instant(),
    /** Of the last failed send, for the operator; null after one that got there. */
    problem: text(),
    problemAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.county, t.platform, t.chat] })],
);

/** Which process holds what only one may hold, such as a bot's connection. */
export const holders = pgTable('holders', {
  what: text().primaryKey(),
  holder: text().notNull(),
  until: instant().notNull(),
});

/** What the platforms meter by the month, 2026-11. */
export const usage = pgTable(
  'usage',
  { county: county(), what: text().notNull(), month: text().notNull(), used: integer().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.what, t.month] })],
);

/** Pace: a chat's place in time, one step further with each message; ahead of now by at most the burst. */
export const chatGates = pgTable(
  'chat_gates',
  { county: county(), chat: text().notNull(), nextAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.county, t.chat] })],
);

/** The simulator's clock: how far its world is ahead of ours. */
export const worldClock = pgTable('world_clock', {
  county: text().primaryKey(),
  offsetMs: bigint({ mode: 'number' }).notNull(),
});
