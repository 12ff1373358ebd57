/** A source must not be torn: 依据：… up to its full stop, 《…》 with what follows in brackets or as 第…条. */
const whole = /依据：[^。\n]*。?|《[^》]*》(?:第[^，。；、\n]{1,20}(?:条|项|款))?/g;
/** Room for （12/12）. */
const MARK_BYTES = 16;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Cuts a text into parts of at most `limit` bytes of UTF-8: between paragraphs, else between sentences, else
 * between characters; sources stay whole and several parts are numbered.
 */
export function splitText(text: string, limit: number): string[] {
  if (bytes(text) <= limit) return [text];
  const room = limit - MARK_BYTES;
  const parts: string[] = [];
  let open = '';
  for (const piece of pieces(text, room)) {
    if (open !== '' && bytes(open + piece) > room) {
      parts.push(open);
      open = '';
    }
    open += piece;
  }
  if (open.trim() !== '') parts.push(open);
  return parts.map((part, n) => `${part.trim()}（${n + 1}/${parts.length}）`);
}

function pieces(text: string, room: number): string[] {
  return text
    .split(/(?<=\n)/)
    .flatMap((paragraph) => (bytes(paragraph) <= room ? [paragraph] : sentences(paragraph)))
    .flatMap((piece) => (bytes(piece) <= room ? [piece] : characters(piece, room)));
}

/** Sentence by sentence, with every source in one piece. */
function sentences(paragraph: string): string[] {
  const cuts: string[] = [];
  let at = 0;
  for (const match of paragraph.matchAll(whole)) {
    cuts.push(...paragraph.slice(at, match.index).split(/(?<=[。！？；])/), match[0]);
    at = match.index + match[0].length;
  }
  cuts.push(...paragraph.slice(at).split(/(?<=[。！？；])/));
  return cuts.filter((cut) => cut !== '');
}

function characters(piece: string, room: number): string[] {
  const parts: string[] = [];
  let open = '';
  for (const character of piece) {
    if (bytes(open + character) > room) {
      parts.push(open);
      open = '';
    }
    open += character;
  }
  return [...parts, open];
}

/** The beginning of a text, at most so many characters, never half a character. */
export function clip(text: string, most: number): string {
  const all = [...text];
  return all.length <= most ? text : `${all.slice(0, most - 1).join('')}…`;
}
