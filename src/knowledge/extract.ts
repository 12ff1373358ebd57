import { best, type Like, type Query, worth } from './match.ts';
import { bodyStart, type Passage, passagesOf } from './passages.ts';

/** What is to be done stands at the end of a sentence; the asker's own words are where it begins. */
const CONSEQUENCE = 0.3;
/** A lead-in cut shorter than this says nothing. */
const SHORTEST_LEAD = 20;

type Span = { from: number; to: number };

/** The stretch of a clause that answers best, verbatim and within `room`; two pieces when a lead-in stands apart. */
export function extract(query: Query, text: string, room: number, likes: Like[] = []): string[] {
  const start = bodyStart(text);
  if (text.length - start <= room) return [text.slice(start)];
  const passages = passagesOf(text).map((one) => ({ ...one, from: Math.max(one.from, start) }));
  const chosen = passages[best(query, text, passages, likes).at];
  if (!chosen) return [text.slice(start, start + room)];
  const spans =
    chosen.to - chosen.from > room
      ? [narrow(query, text, chosen, room, likes)]
      : (withLead(query, text, passages, chosen, { room, start, likes }) ?? [
          widen(text, passages, chosen, room),
        ]);
  return spans.map(({ from, to }) => text.slice(from, to));
}

/** The lead-in of an item; a lead-in that is itself the best is its own where its list is the answer. */
function leadOf(query: Query, passages: Passage[], chosen: Passage): Span | undefined {
  if (chosen.lead || !query.wants.includes('list')) return chosen.lead;
  return passages.find(({ lead }) => lead && lead.from <= chosen.from && chosen.to <= lead.to)?.lead;
}

/**
 * Lead-in and items, whole ones only: from the first when all is asked, else the chosen one and its neighbours. A long
 * lead-in (有下列行为之一的，…处5万元以下罚款；…：) gives the part that says most beside the chosen item.
 */
function withLead(
  query: Query,
  text: string,
  passages: Passage[],
  chosen: Passage,
  { room, start, likes }: { room: number; start: number; likes: Like[] },
): Span[] | undefined {
  const found = leadOf(query, passages, chosen);
  if (!found) return undefined;
  const lead = { from: Math.max(found.from, start), to: found.to };
  const items = passages.filter((one) => one.lead?.from === found.from);
  // Who asks for all of it (要哪些材料) reads from the first.
  const at = query.wants.includes('list') ? 0 : Math.max(0, items.indexOf(chosen));
  const head = items[at] as Passage;
  const space = room - (lead.to - lead.from);
  if (head.to - head.from > space) {
    const left = room - (head.to - head.from);
    return left < SHORTEST_LEAD ? [head] : [narrow(query, text, lead, left, likes), head];
  }
  const shown = grown(items, at, at, space);
  const apart = text.slice(lead.to, shown.from).trim() !== '';
  return apart ? [lead, shown] : [{ from: lead.from, to: shown.to }];
}

/** What comes before in its own sentence, then the rest, as far as it fits. */
function widen(text: string, passages: Passage[], chosen: Passage, room: number): Span {
  const at = passages.indexOf(chosen);
  const goesOn = (n: number) => /[；;]$/.test(text.slice(passages[n]?.from, passages[n]?.to));
  let first = at;
  while (first > 0 && goesOn(first - 1) && chosen.to - passages[first - 1]!.from <= room) first -= 1;
  return grown(passages, first, at, room);
}

/** Passages with those that follow, then those that go before, as far as they fit. */
function grown(passages: Passage[], first: number, last: number, room: number): Span {
  const [head, tail, before, next] = [first, last, first - 1, last + 1].map((n) => passages[n]);
  if (!head || !tail) return { from: 0, to: room };
  if (next && next.to - head.from <= room) return grown(passages, first, last + 1, room);
  if (before && tail.to - before.from <= room) return grown(passages, first - 1, last, room);
  return { from: head.from, to: tail.to };
}

/** The best run of comma-separated parts of a sentence that is too long to show. */
function narrow(query: Query, text: string, { from, to }: Span, room: number, likes: Like[]): Span {
  const parts = [...text.slice(from, to).matchAll(/[^，,、：:；;]+[，,、：:。；;]?/g)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
  }));
  let found = { from, to: Math.min(to, from + room), value: -1 };
  for (const first of parts) {
    let last = first;
    for (const next of parts) if (next.from >= first.from && next.to - first.from <= room) last = next;
    const words = text.slice(first.from, last.to);
    const value = worth(query, words, likes) + (last.to === to ? CONSEQUENCE : 0);
    if (value > found.value + 1e-9)
      found = { from: first.from, to: Math.min(last.to, first.from + room), value };
  }
  return found;
}
