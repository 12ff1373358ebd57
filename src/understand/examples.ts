import { readFileSync } from 'node:fs';
import { cluesOf, factsOf, openLikeness } from '../core/intents/likeness.ts';
import type { Lexicon } from '../core/lexicon.ts';
import { type IntentKind, intentKinds, type Role, type Urgency } from '../core/model.ts';

const roles: Record<string, Role | 'other'> = {
  企业: 'enterprise',
  部门: 'liaison',
  领导: 'leader',
  其他: 'other',
};

const urgencies: Record<string, Urgency> = { 平: 'normal', 急: 'high', 特急: 'critical' };

/** More passes say no more of others' sayings, and a pass over the hundred topics takes most of a second. */
const KIND_PASSES = 3;
const URGENCY_PASSES = 2;
const TOPIC_PASSES = 1;
/** What a text is about single characters and pairs tell; threes cost a second more when the examples are opened. */
const TOPIC_LENGTH = 2;

/** A line of talk teaches what is wanted, not what matters are about or how pressing they are. */
const NO_MATTER = '-';

const isKind = (word: string | undefined): word is IntentKind => intentKinds.some((kind) => kind === word);

/**
 * What the examples tell of a text, in nats: what is wanted, how pressing it is, and which item or department it is
 * about.
 */
export interface Likenesses {
  kind(outline: string, facts: string[]): ReadonlyMap<IntentKind, number>;
  urgency(outline: string, facts: string[], kind: IntentKind | undefined): ReadonlyMap<Urgency, number>;
  topic(text: string): ReadonlyMap<string, number>;
}

/** A county is opened anew whenever somebody edits it, and its words seldom change: three seconds saved each time. */
let opened: { words: string; likenesses: Likenesses } | undefined;

/** The examples as the county's words make them read; counted anew only when those words are others. */
export function openExamples(lexicon: Lexicon): Likenesses {
  if (opened?.words !== lexicon.words) opened = { words: lexicon.words, likenesses: countExamples(lexicon) };
  return opened.likenesses;
}

/**
 * The sentences in `examples.tsv` (kind, side of the counter, urgency, topic, sentence), read with the county's words.
 * Throws, so that the program does not start, on a line that cannot be read.
 */
function countExamples({ outline, mentionsIn }: Lexicon): Likenesses {
  const lines = readFileSync(new URL('./examples.tsv', import.meta.url), 'utf8').split('\n');
  const read = lines.flatMap((line, n) => {
    if (line === '' || line.startsWith('#')) return [];
    const [kind, side = '', pressing = '', topic = '', text = ''] = line.split('\t');
    const role = roles[side];
    const urgency = urgencies[pressing];
    if (!isKind(kind) || role === undefined || urgency === undefined || topic === '' || text === '')
      throw new Error(`examples.tsv 第 ${n + 1} 行读不懂`);
    const facts = factsOf({ role, text, mentions: mentionsIn(text) });
    return [{ kind, urgency, topic, text, outline: outline(text), facts }];
  });
  const kind = openLikeness(
    read.values().map(({ kind, outline, facts }) => ({ label: kind, clues: cluesOf(outline, facts) })),
    KIND_PASSES,
  );
  const ofMatters = read.filter((one) => one.topic !== NO_MATTER);
  const urgency = openLikeness(
    ofMatters.map(({ urgency, kind, outline, facts }) => ({
      label: urgency,
      clues: cluesOf(outline, [...facts, kind]),
    })),
    URGENCY_PASSES,
  );
  const topic = openLikeness(
    ofMatters.map(({ topic, text }) => ({ label: topic, clues: cluesOf(text, [], TOPIC_LENGTH) })),
    TOPIC_PASSES,
  );
  return {
    kind: (outline, facts) => kind(cluesOf(outline, facts)),
    urgency: (outline, facts, kind) => urgency(cluesOf(outline, kind ? [...facts, kind] : facts)),
    topic: (text) => topic(cluesOf(text, [], TOPIC_LENGTH)),
  };
}
