import type { Card, Lamp } from '../core/model.ts';

/** The simulated county as the page shows it. */
export interface World {
  now: string;
  today: { day: string; weekday: string; working: boolean; holiday?: string };
  chats: { id: string; title: string; platform: string; level: string; kind: string; members: string[] }[];
  people: { id: string; name: string; role: string; enterprise?: string; dept?: string; post?: string }[];
}

/** A line of a chat. `from` is a person id or `bot`. */
export interface SimMessage {
  id: string;
  at: string;
  chat: string;
  from: string;
  fromName: string;
  text: string;
  quote?: string;
  card?: Card;
  picture?: 'board';
  mentions?: string[];
}

/** What went, or waits to go, where. */
export interface SentRow {
  id: string;
  at: string;
  due: string;
  chat: string;
  chatTitle: string;
  to: string;
  platform: string;
  kind: string;
  state: string;
  text: string;
}

/** What the simulator's pages may see and do. */
export interface SimulatorDoors {
  now(): Date;
  world(): Promise<World>;
  messages(chat: string, after?: string): Promise<SimMessage[]>;
  say(message: {
    chat: string;
    person: string;
    text: string;
    quote?: string;
    messageId?: string;
  }): Promise<{ id: string }>;
  /** Undefined when the person has no such card or the card no such button. */
  press(press: {
    person: string;
    message: string;
    action: string;
    fields?: Record<string, string>;
  }): Promise<{ id: string } | undefined>;
  moveClock(to: Date): Promise<void>;
  nextMorning(): Date;
  nextWorkingDay(): Date;
  idle(): Promise<boolean>;
  sent(): Promise<SentRow[]>;
}

/** One project on the board. */
export interface BoardRow {
  code: string;
  name: string;
  enterprise: string;
  projectType: string;
  specialist: string;
  stages: {
    code: string;
    name: string;
    state: 'done' | 'current' | 'ahead';
    usedDays: number;
    limitDays: number;
  }[];
  filings: {
    item: string;
    department: string;
    liaison?: string;
    due?: string;
    provisional: boolean;
    remainingDays?: number;
    lamp: Lamp;
    reason?: string;
  }[];
  lamp: Lamp;
  openCases: number;
  /** When all was to be done as first planned, and when it can be now. */
  planned: string;
  finish: string;
  provisional: boolean;
  /** Working days; negative when ahead. */
  lateDays: number;
}

/** One of the county's worst matters. */
export interface WorstRow {
  project: string;
  item: string;
  department: string;
  remainingDays: number;
  reason: string;
  today: string;
}

/** What the board shows. */
export interface BoardDoors {
  today(): string;
  board(): Promise<BoardRow[]>;
  worst(): Promise<WorstRow[]>;
  /** PNG. */
  picture(): Promise<Buffer>;
  /** A project's workbook; undefined when there is no such project. */
  book(code: string): Promise<Buffer | undefined>;
}
