/** What both sides of the look-alike share: who is where, what was shown, and what went wrong. */
export interface Shown {
  /** Group id, or the member's id for a 1:1 chat. */
  chat: string;
  by: 'bot' | 'webhook' | 'app';
  text: string;
  card?: Record<string, unknown>;
  /** Bytes of a picture. */
  picture?: number;
  /** Members it rang. */
  rings: string[];
  /** A stream that is still being written. */
  open?: boolean;
  streamId?: string;
}

export interface Group {
  id: string;
  name: string;
  members: string[];
  /** Hears nothing: the platform lets no bot into a group with outsiders. */
  external?: boolean;
  webhook?: string;
}

export interface WecomWorld {
  now: () => Date;
  botName: string;
  groups: Map<string, Group>;
  shown: Shown[];
  /** What we did that the platform forbids; a test expects none. */
  violations: string[];
  /** Conversations in which somebody spoke to the bot. */
  spoken: Set<string>;
  /** Answers and pushes by conversation, for the shared quota. */
  sends: Map<string, number[]>;
  tasks: Set<string>;
}

export function newWorld(now: () => Date, botName: string, groups: Group[]): WecomWorld {
  return {
    now,
    botName,
    groups: new Map(groups.map((group) => [group.id, group])),
    shown: [],
    violations: [],
    spoken: new Set(),
    sends: new Map(),
    tasks: new Set(),
  };
}

/** 30 a minute and 1000 an hour in one conversation, whoever speaks. */
export function isOverQuota(world: WecomWorld, chat: string): boolean {
  const at = world.now().getTime();
  const sends = (world.sends.get(chat) ?? []).filter((time) => time > at - 3_600_000);
  const minute = sends.filter((time) => time > at - 60_000);
  if (minute.length >= 30 || sends.length >= 1_000) return true;
  world.sends.set(chat, [...sends, at]);
  return false;
}

/** The body of a message as the platform would show it; undefined with a violation when it would not. */
export function readBody(
  world: WecomWorld,
  body: Record<string, unknown>,
  allowed: string[],
): { text: string; card?: Record<string, unknown> } | undefined {
  const type = String(body.msgtype);
  if (!allowed.includes(type)) {
    world.violations.push(`msgtype ${type} is not accepted here`);
    return undefined;
  }
  const text = String((body[type] as { content?: unknown } | undefined)?.content ?? '');
  const limit = { markdown: 20_480, stream: 20_480, text: 2_048 }[type];
  if (limit !== undefined && Buffer.byteLength(text) > limit) {
    world.violations.push(`${type} of ${Buffer.byteLength(text)} bytes`);
    return undefined;
  }
  const card = body.template_card as Record<string, unknown> | undefined;
  return { text, ...(card ? { card } : {}) };
}
