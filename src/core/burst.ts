import { emergencyIn } from './intents/emergencies.ts';
import { asks, onTopic } from './intents/rule.ts';
import type { Reading } from './model.ts';
import type { Context } from './ports.ts';

/** So many milliseconds after its first line a burst is read, whether or not the person types on. */
const LONGEST_MS = 10_000;

/** Characters. Who only begins says little: a longer line that no rule knows is a whole sentence. */
const SHORT = 12;

/** A line as it waits. */
export interface Line {
  text: string;
  quote: string | null;
  mentions: string[];
  action: unknown;
  receivedAt: Date;
}

/**
 * Whether a line only begins something: no question, and either short and no rule knows what is wanted with the
 * matter it names (施工许可证), or it says a project's name and no more, or it names no matter for what is wanted
 * (我们卡住了). Everything else is answered at once, so that nobody waits for a clear question.
 */
export function isBeginning(reading: Reading, text: string, context: Context): boolean {
  const [first] = reading.intents;
  const enterprise = context.role === 'enterprise' || context.role === 'other';
  if (!first || !enterprise || context.mentionsOthers || asks(text)) return false;
  if (emergencyIn(text)) return false;
  const { kind, mentions } = first;
  if (reading.guess !== undefined)
    return text.length <= SHORT && (context.chatKind === 'direct' || onTopic({ mentions, text }));
  if (kind === 'ask_progress' && first.slots.named === true) return true;
  const names = mentions.items.length + mentions.departments.length > 0;
  return kind === 'report_difficulty' && reading.case === 'new' && !names;
}

/**
 * The first line and those of the same person that go on with it: each within the gap of the one before, all within
 * ten seconds, none of which quotes, mentions or presses something of its own.
 */
export function burstOf<L extends Line>(first: L, later: L[], gapMs: number): [L, ...L[]] {
  const burst: [L, ...L[]] = [first];
  for (const line of later) {
    const last = burst.at(-1) ?? first;
    const apart = line.receivedAt.getTime() - last.receivedAt.getTime();
    const length = line.receivedAt.getTime() - first.receivedAt.getTime();
    const own = line.action !== null || line.quote !== null || line.mentions.length > 0;
    if (own || apart > gapMs || length > LONGEST_MS) break;
    burst.push(line);
  }
  return burst;
}

/** When a burst is over and may be read. */
export function burstEnd<L extends Line>(burst: [L, ...L[]], gapMs: number): Date {
  const [first] = burst;
  const last = burst.at(-1) ?? first;
  return new Date(Math.min(last.receivedAt.getTime() + gapMs, first.receivedAt.getTime() + LONGEST_MS));
}

/** The lines as one sentence. */
export const joinLines = (burst: Line[]): string =>
  burst.map((line) => line.text.replace(/[，,。.;；\s]+$/, '')).join('，');
