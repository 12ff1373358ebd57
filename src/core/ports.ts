import type { Answer, Card, CaseAction, County, Day, Intent, Reading } from './model.ts';

/** The only source of "now". */
export type Clock = () => Date;

/** A message or button press as it came through a door, reduced to the fields in use. */
export interface Inbound {
  platform: string;
  /** Which of our bots heard it; part of the key that drops repeats. */
  bot: string;
  messageId: string;
  chat: string;
  person: string;
  text: string;
  /** Text of the quoted message. */
  quote?: string;
  /** True when the platform says the bot was addressed; 1:1 always is. */
  atBot?: boolean;
  /** People mentioned other than the bot. */
  mentions?: string[];
  /** A pressed button. */
  action?: { action: CaseAction; case: string; version: number; fields: Record<string, string> };
  /** Opaque to everybody but the platform that made it. */
  replyRef?: string;
}

/** A message on its way out. */
export interface Outbound {
  /** Outbox id: the handle platforms with duplicate checks are given. */
  key: string;
  chat: string;
  text: string;
  card?: Card;
  mentions: string[];
  /** `replyRef` of the message answered, if any. */
  replyRef?: string;
}

/** A door keeps what it heard; resolves after the commit, so the platform may be acknowledged. */
export type Receive = (message: Inbound) => Promise<{ id: number; repeated: boolean }>;

/** A chat platform: transport and nothing else. */
export interface Platform {
  name: string;
  /** Messages a minute into one chat; Infinity where nothing limits. */
  perMinute: number;
  start(receive: Receive): Promise<void>;
  /** Resolves with the platform's id of the message; throws `Outside`. */
  send(message: Outbound): Promise<{ messageId: string }>;
  stop(): Promise<void>;
}

/** The outside world failed: `later` try again, `never` park, `unknown` it may have happened. */
export class Outside extends Error {
  readonly retry: 'later' | 'never' | 'unknown';
  /** For the operator, in Chinese: what to do. */
  readonly hint: string;
  constructor(retry: 'later' | 'never' | 'unknown', hint: string, options?: { cause?: unknown }) {
    super(hint, options);
    this.name = 'Outside';
    this.retry = retry;
    this.hint = hint;
  }
}

/** What one may know of a message before reading it. */
export interface Context {
  county: County;
  /** Who speaks; undefined = not bound. */
  person: string | undefined;
  role: import('./model.ts').Role | 'other';
  chat: string;
  chatKind: import('./model.ts').Chat['kind'];
  atBot: boolean;
  mentionsOthers: boolean;
  quote: string | undefined;
  today: Day;
  /** Stage of the asker's project, to settle words of several meanings. */
  stage: string | undefined;
  /** Items and projects of the asker's last turns in this chat (30 minutes), newest first. */
  recent: { items: string[]; projects: string[]; kinds: string[] }[];
}

/** Text to intents. Never throws into the chat. */
export type Understand = (text: string, context: Context) => Promise<Reading>;

/** A question to the library. Answers with clauses in force on `askedOn`. */
export type AskLibrary = (question: {
  text: string;
  intent: Intent['kind'];
  items: string[];
  askedOn: Day;
  region?: string;
}) => Promise<Answer>;
