import type {
  Answer,
  Card,
  CaseAction,
  Clause,
  ClauseRef,
  County,
  Day,
  Heeded,
  Intent,
  Reading,
  Spoken,
  Told,
} from './model.ts';

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
  /** The platform asks for the answer itself until then. */
  asksUntil?: Date;
}

/** A message as the platform names people and groups; in a 1:1 chat `group` is absent. */
export interface Heard extends Omit<Inbound, 'chat' | 'person'> {
  group?: string;
  account: string;
}

/** A group or a person as a platform names them. */
export interface Place {
  kind: 'group' | 'person';
  address: string;
  /** The county's own id of the chat. */
  chat: string;
}

/** Somebody to be mentioned: by name everywhere, ringing where the platform allows. */
export interface Mention {
  name: string;
  account?: string;
  mobile?: string;
}

/** A message on its way out. */
export interface Outbound {
  /** Outbox key: the handle platforms with duplicate checks are given. */
  key: string;
  to: Place;
  text: string;
  card?: Card;
  /** PNG, to go behind the text where the platform takes one. */
  picture?: Uint8Array;
  mentions: Mention[];
  /** `replyRef` of the message answered, if any. */
  replyRef?: string;
}

/** A door keeps what it heard; resolves after the commit, so the platform may be acknowledged. */
export type Receive = (message: Heard) => Promise<{ id: number; repeated: boolean }>;

/** What has become of a message so far; `late`: it is not answered yet and its platform asks no longer. */
export type Answered =
  | { state: 'waiting' | 'late' | 'silent' }
  | { state: 'said'; text: string; card?: Card };

/** What a platform may ask of the program. */
export interface Office {
  receive: Receive;
  /**
   * For platforms that ask for the answer: hands it over once and for all, cut by `split`, whose further parts
   * are queued to be sent after it.
   */
  answerTo(inboxId: number, split: (text: string) => string[]): Promise<Answered>;
  /** The platform hung up before it had the answer. */
  returnAnswer(inboxId: number): Promise<void>;
  /** Whether a message was taken through the rooms: its answer, if any, is queued. */
  isDone(inboxId: number): Promise<boolean>;
  /** Holds for so many seconds what only one process may hold; false when another has it. */
  hold(what: string, seconds: number): Promise<boolean>;
  release(what: string): Promise<void>;
  /** Counts what a platform meters by the month and gives the month's count; `add` 0 only asks. */
  count(what: string, add: number): Promise<number>;
}

/** What a platform can do in one place, each with a sentence for the operator: what is possible or the cure. */
export type Ability = 'hear' | 'push' | 'ring' | 'click';
export type Abilities = Record<Ability, { can: boolean; note: string }>;

/** One line of a check-up, in Chinese, with the cure where it is not fine. */
export interface Finding {
  fine: boolean;
  text: string;
}

/** A chat platform: transport and nothing else. */
export interface Platform {
  /** Messages in any minute into one chat; Infinity where nothing limits. */
  perMinute: number;
  /** Set where a picture can follow a text; for the others none is drawn: it takes a second and a half. */
  takesPictures?: boolean;
  /** Whether this process may send now: another may hold the only connection. */
  ready(): boolean;
  start(office: Office): Promise<void>;
  /** Resolves with the platform's id of the message; throws `Outside`. */
  send(message: Outbound): Promise<{ messageId: string }>;
  abilities(place: Place): Abilities;
  /** Looks at credentials, permissions and reachability from outside; for the doctor. */
  check(count: Office['count']): Promise<Finding[]>;
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

/**
 * Registrations that wait for a person's 确认, as the bot asked for it in one chat: what a yes without a number means.
 */
export interface StepsAsked {
  /** Asked here within half an hour; in the 1:1 chat all that wait. */
  here: string[];
  /** In the bot's last message here, and nobody else has spoken since. */
  last: string[];
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
  /** Stage of the asker's project and the items it has handed in, to settle words of several meanings. */
  stage: string | undefined;
  filed?: string[];
  /** The asker's last turns in this chat (30 minutes), newest first. */
  recent: Heeded[];
  /** What the last of them asked, in its own words. */
  asked?: string | undefined;
  /** The bot's last words in this chat, within half an hour. */
  before?: string | undefined;
  /** The last of them is seconds old: a question goes on with it, though it names neither its matter nor the bot. */
  goingOn?: boolean;
  /** An enterprise speaks right after the bot, nobody between, or calls it by name in the midst of a talk. */
  spokeLast?: boolean;
  /** Steps of filings that wait for this person's 确认, by number. */
  steps?: StepsAsked;
  /** What the bot spoke of in this chat within a day, newest first. */
  spoken: Spoken[];
  /** The matter of the asker's own that it told of here since they last spoke of anything. */
  told?: Told;
  /** Where the words may be about it: the asker set a meeting that is to come, or is invited to one. */
  meets?: Meets;
  /** What was spoken of here last was told in confidence: neither these words nor the bot's are for a model. */
  confided?: boolean;
  /** The asker may be typing on: what no rule knows yet is not for a model. */
  typing?: boolean;
}

/** What somebody has to do with meetings that are to come. */
export interface Meets {
  sets: boolean;
  /** The days of those they are invited to; empty where a day is not known. */
  invited: Day[];
  /** One that they set or are invited to has begun, and nobody said yet what came of it. */
  begun?: true;
  today: Day;
}

/** A language model: one prompt to one checked object; throws `Outside` when it is not to be had in time. */
export type Complete = <T>(prompt: string, shape: { parse(value: unknown): T }) => Promise<T>;

/** A prompt with slots, and the model that reads it. */
export interface Prompted {
  complete: Complete;
  prompt: (slots: Record<string, string>) => string;
}

/** Texts to vectors, all of one length, in order; throws `Outside` when they are not to be had before the signal. */
export type Embed = (texts: string[], signal: AbortSignal) => Promise<Float32Array[]>;

/** Clauses near to a question in meaning, nearest first; none when they are not to be had in time. Never throws. */
export type NearInMeaning = (question: string) => Promise<Clause[]>;

/** Text to intents. Never throws into the chat. */
export type Understand = (text: string, context: Context) => Promise<Reading>;

/** A question to the library. Answers with clauses in force on `askedOn`. */
export type AskLibrary = (question: {
  text: string;
  intent: Intent['kind'];
  items: string[];
  askedOn: Day;
  region?: string;
  /** What was asked before it, and answered with what, for a question that leaves its matter out. */
  before?: { text: string; answered: ClauseRef[] } | undefined;
  /** Asked in a talk that is for one person alone: no model reads it. */
  confided?: boolean;
}) => Promise<Answer>;

/** The whole clauses behind an answer: those that a quote of it names, else those it was made of; `nth` from 1. */
export type LookUp = (wanted: {
  refs: ClauseRef[];
  quote: string | undefined;
  nth: number | undefined;
  askedOn: Day;
}) => { title: string; section: string; text: string }[];
