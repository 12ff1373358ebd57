import { best, covered, heldShare, type Query } from './match.ts';
import { type Passage, passagesOf } from './passages.ts';

/** What a wanted time or sum is worth against the words of the question; the smaller the piece, the more. */
const HELD = 0.4;
const HELD_IN_PART = 1;

/** The stretch of a clause that answers best, verbatim and within `room`; two pieces when a lead-in stands apart. */
export function extract(query: Query, text: string, room: number): string[] {
  const start = bodyStart(text);
  if (text.length - start <= room) return [text.slice(start)];
  const passages = passagesOf(text);
  const at = best(query, text, passages, HELD).at;
  const chosen = passages[at];
  if (!chosen) return [text.slice(start, start + room)];
  const from = Math.max(chosen.from, start);
  if (chosen.to - from > room) return [narrow(query, text, { ...chosen, from }, room)];
  const lead = leadOf(passages, chosen, query);
  if (lead) return withLead(text, passages, at, lead, room, start);
  return [widen(text, passages, at, room, start)];
}

/** Where the words begin after 第八条, （一） or 1. */
function bodyStart(text: string): number {
  const mark =
    /^(?:第[一二三四五六七八九十百千零〇两\d]+[条项](?:之[一二三四五六七八九十]+)?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])[\s　]*/;
  return mark.exec(text)?.[0].length ?? 0;
}

/** The lead-in of an item; a lead-in that is itself the best is its own, for its list is the answer. */
function leadOf(passages: Passage[], chosen: Passage, query: Query): Passage | undefined {
  if (chosen.lead) return chosen.lead;
  const next = passages[passages.indexOf(chosen) + 1];
  return next?.lead?.from === chosen.from && query.wants.includes('list') ? chosen : undefined;
}

/** Lead-in and items: from the first item when all is asked, else the chosen item first; whole items only. */
function withLead(
  text: string,
  passages: Passage[],
  at: number,
  lead: Passage,
  room: number,
  start: number,
): string[] {
  const from = Math.max(lead.from, start);
  const items = passages.filter((one) => one.lead?.from === lead.from);
  const chosen = passages[at] as Passage;
  const first = items.indexOf(chosen) <= 0 ? 0 : items.indexOf(chosen);
  const space = room - (lead.to - from);
  let last = first;
  while (last + 1 < items.length && (items[last + 1] as Passage).to - (items[first] as Passage).from <= space)
    last += 1;
  const [head, tail] = [items[first] as Passage, items[last] as Passage];
  if (tail.to - head.from > space) return [text.slice(chosen.from, chosen.to)];
  if (text.slice(lead.to, head.from).trim() === '') return [text.slice(from, tail.to)];
  return [text.slice(from, lead.to), text.slice(head.from, tail.to)];
}

/** Neighbouring sentences after, then before, as long as they fit: conditions tend to follow. */
function widen(text: string, passages: Passage[], at: number, room: number, start: number): string {
  let first = at;
  let last = at;
  const fits = (a: number, b: number) =>
    (passages[b]?.to ?? Number.POSITIVE_INFINITY) - Math.max(passages[a]?.from ?? 0, start) <= room;
  while (last + 1 < passages.length && fits(first, last + 1)) last += 1;
  while (first > 0 && fits(first - 1, last)) first -= 1;
  return text.slice(Math.max(passages[first]?.from ?? 0, start), passages[last]?.to);
}

/** The best run of comma-separated parts of a sentence that is too long to show. */
function narrow(query: Query, text: string, { from, to }: Passage, room: number): string {
  const parts = [...text.slice(from, to).matchAll(/[^，,、：:]+[，,、：:。；;]?/g)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
  }));
  let found = { from, to: from + room, value: -1 };
  for (const first of parts) {
    let last = first;
    for (const next of parts) if (next.from >= first.from && next.to - first.from <= room) last = next;
    const words = text.slice(first.from, last.to);
    const value = covered(query.terms, words) + HELD_IN_PART * heldShare(query.wants, words);
    if (value > found.value + 1e-9)
      found = { from: first.from, to: Math.min(last.to, first.from + room), value };
  }
  return text.slice(found.from, found.to);
}
