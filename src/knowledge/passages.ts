/** A stretch of a clause that can stand alone: a sentence, or an item of a list together with its lead-in. */
export interface Passage {
  from: number;
  to: number;
  /** Start and end of the whole sentence 有下列情形之一的，处…；…： for items of a list. */
  lead?: { from: number; to: number };
}

const itemMark = /^(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|[一二三四五六七八九十]+是)/;

/** Cuts a clause at full stops, semicolons and line ends; positions are offsets into the text, verbatim. */
export function passagesOf(text: string): Passage[] {
  const passages: Passage[] = [];
  let lead: { from: number; to: number } | undefined;
  let sentence = 0;
  for (const match of text.matchAll(/[^。；;！？\n]+[。；;！？]?/g)) {
    const raw = match[0];
    const start = raw.length - raw.trimStart().length;
    const from = match.index + start;
    const to = match.index + raw.trimEnd().length;
    if (to <= from) continue;
    if (sentence < 0) sentence = from;
    // 有下列情形之一的：（一）… on one line: the lead-in ends at the colon.
    const joined = /[：:]\s*(?=[（(][一1][）)])/.exec(text.slice(from, to));
    if (joined) {
      lead = { from: sentence, to: from + joined.index + 1 };
      passages.push({ from: from + joined.index + joined[0].length, to, lead });
      sentence = -1;
      continue;
    }
    const piece = text.slice(from, to);
    if (/[：:]$/.test(piece)) {
      lead = { from: sentence, to };
      passages.push({ from, to });
    } else if (lead && itemMark.test(piece)) passages.push({ from, to, lead });
    else {
      passages.push({ from, to });
      if (/。$/.test(piece)) lead = undefined;
    }
    if (!/[；;]$/.test(piece)) sentence = -1;
  }
  return passages;
}

/** Where the words begin after 第八条, （一） or 1. */
export function bodyStart(text: string): number {
  const mark =
    /^(?:第[一二三四五六七八九十百千零〇两\d]+[条项](?:之[一二三四五六七八九十]+)?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])[\s　]*/;
  return mark.exec(text)?.[0].length ?? 0;
}
