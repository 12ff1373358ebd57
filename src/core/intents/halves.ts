import { type IntentKind, type Mentions, questionKinds } from '../model.ts';
import { likeliest } from './likeness.ts';
import { asks } from './rule.ts';

/** What is asked of the bot, so that both can be answered. */
const wanted: IntentKind[] = [...questionKinds, 'ask_progress', 'request_help', 'request_agent'];
/** By so many nats each half must resemble its own kind more than the other's. */
const APART = 20;
/** A longer text tells a story. */
const MOST_CLAUSES = 6;

/**
 * Two questions in one breath (报装怎么报，连管子大概花多少): the halves of a text that both ask and that resemble, by
 * far, two different kinds of question; none where it asks one thing.
 */
export function halvesOf(
  text: string,
  likenessOf: (half: string) => ReadonlyMap<IntentKind, number>,
): [string, string] | undefined {
  const ends = [...text.matchAll(/[,，。?？!！\s]+(?=\S\S)/g)].map((mark) => mark.index + mark[0].length);
  if (ends.length === 0 || ends.length >= MOST_CLAUSES) return undefined;
  let best: { apart: number; halves: [string, string] } | undefined;
  for (const end of ends) {
    const halves: [string, string] = [text.slice(0, end), text.slice(end)];
    if (!halves.every(asks)) continue;
    const [first, second] = halves.map(likenessOf);
    if (!first || !second) continue;
    const [one, other] = [likeliest(first, 'chitchat', 0), likeliest(second, 'chitchat', 0)];
    // 有清单没, 慢的话呢: what is short and names nothing sounds like asking how a case stands.
    if (one === other || other === 'ask_progress' || ![one, other].every((kind) => wanted.includes(kind)))
      continue;
    const apart = Math.min(lead(first, one, other), lead(second, other, one));
    if (apart > (best?.apart ?? APART)) best = { apart, halves };
  }
  return best?.halves;
}

const lead = (scores: ReadonlyMap<IntentKind, number>, one: IntentKind, other: IntentKind): number =>
  (scores.get(one) ?? 0) - (scores.get(other) ?? 0);

const behind =
  /(?<![,，。;；\s])[,，。;；\s]+(?:另外|顺便|还有|同时|[再也还]|并且?|[,，\s])*(?=(?:请|麻烦|帮我?|给我)?再?催(?![过了缴款]))/;
/** What is noted, and behind it whom to press: 4号改周五，另外催一下城管. */
export function orderBehind(text: string): [string, string] | undefined {
  const found = behind.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : undefined;
}

/** What follows speaks of the case and project before, where it names no other. */
export const ofSameMatter = (own: Mentions, { caseNumbers, projects, enterprises }: Mentions): Mentions =>
  own.caseNumbers.length + own.projects.length + own.enterprises.length > 0
    ? own
    : { ...own, caseNumbers, projects, enterprises };
