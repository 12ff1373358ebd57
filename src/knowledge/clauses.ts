import type { Clause } from '../core/model.ts';
import { numberOf } from '../core/numbers.ts';

/** A leaf that still has numbered parts keeps them up to this length; longer ones are cut at the parts. */
const MOST_CHARACTERS = 400;
/** Running text without numbering is cut at paragraphs only beyond this. */
const LONG_PASSAGE = 1_200;

const cn = '[一二三四五六七八九十百千零〇两\\d]+';
const after = '(?=[\\s　、：:（(]|$)';

/** Kinds of lines that open a place in a document, outermost first; the index is the depth. */
const marks = [
  new RegExp(`^(?:第${cn}(?:编|分编)${after}|附[件表录]\\s*${cn}?${after})`),
  new RegExp(`^第\\s*${cn}\\s*(?:章|部分)${after}`),
  new RegExp(`^第\\s*${cn}\\s*节${after}`),
  new RegExp(`^第${cn}(?:条(?:之${cn})?|项)`),
  /^[一二三四五六七八九十]{1,3}、/,
  /^[（(][一二三四五六七八九十]{1,3}[）)]/,
  /^\d{1,2}(?:[．、]|\.(?!\d))/,
  /^[（(]\d{1,2}[）)]/,
];
const CHAPTER = 1;
const ARTICLE = 3;
const NUMBERED = 4;
/** Deeper numbers belong to the text of their （一） unless that grows too long. */
const PART = 6;
/** A heading without a number stands above the numbered lines and below chapters. */
const UNNUMBERED = 2.5;

/** Where a line stands: its depth, what is cited of it, and the whole line when it is a mere heading. */
interface Place {
  depth: number;
  mark: string;
  line: string;
  heading: boolean;
}

interface Line {
  text: string;
  depth: number;
  mark: string;
  hashes: number;
  table: boolean;
}

/**
 * Cuts a document into the units that are cited: the 条 where there are 条, the 项 of a 部分, else the leaves of the
 * numbering. A heading lives in `heading` of what follows it, and becomes a clause of its own when nothing follows,
 * so that no character of the text is lost.
 */
export function splitClauses(policy: string, body: string, title?: string): Clause[] {
  const lines = linesOf(body, title);
  const articles = articleLines(lines);
  const clauses: Clause[] = [];
  const path: Place[] = [];
  let open: { section: string; heading: string; lines: string[]; depth: number } | undefined;

  const close = () => {
    if (open && open.lines.length > 0) push(open.section, open.heading, open.lines.join('\n'));
    open = undefined;
  };
  const push = (section: string, heading: string, text: string) =>
    clauses.push({ policy, section, heading, text, position: clauses.length });
  const append = (line: Line) => {
    open ??= {
      section: sectionOf(path),
      heading: headingOf(path),
      lines: [],
      depth: path.at(-1)?.depth ?? 0,
    };
    const length = open.lines.reduce((sum, one) => sum + one.length, 0);
    // Unnumbered running text only; a 条 stays whole however long it is.
    if (!articles.size && length > LONG_PASSAGE && !line.table) {
      const { section, heading, depth } = open;
      close();
      open = { section, heading, lines: [], depth };
    }
    open.lines.push(line.text);
  };

  for (const [n, line] of lines.entries()) {
    const depth = depthOf(line, n, articles);
    if (depth === undefined) {
      append(line);
      continue;
    }
    const heading = depth < ARTICLE || isHeading(line, lines[n + 1]);
    const length = open?.lines.reduce((sum, one) => sum + one.length, 0) ?? 0;
    const above = open?.depth ?? path.at(-1)?.depth ?? depth;
    const inside = depth >= PART && (path.length === 0 || (above >= NUMBERED && above < depth));
    if (inside && length + line.text.length <= MOST_CHARACTERS) {
      append(line);
      continue;
    }
    if (open === undefined) lonely(depth);
    close();
    while ((path.at(-1)?.depth ?? -1) >= depth) path.pop();
    path.push({ depth, mark: line.mark || line.text, line: line.text, heading });
    if (!heading)
      open = { section: sectionOf(path), heading: headingOf(path.slice(0, -1)), lines: [line.text], depth };
  }
  if (open === undefined) lonely(0);
  close();
  return clauses;

  /** A heading that is followed by nothing of its own. */
  function lonely(depth: number): void {
    const last = path.at(-1);
    if (!last?.heading || last.depth < depth) return;
    if (clauses.at(-1)?.heading.startsWith(headingOf(path))) return;
    push(sectionOf(path), headingOf(path.slice(0, -1)), last.line);
    last.heading = false;
  }
}

function linesOf(body: string, title: string | undefined): Line[] {
  let titled = false;
  return body
    .replace(/\r/g, '')
    .split('\n')
    .map((raw) => raw.trim())
    .filter((raw) => {
      if (raw === '' || /^(?:-{3,}|\*{3,})$/.test(raw)) return false;
      const first = !titled && /^#\s/.test(raw) && raw.replace(/^#\s+/, '').trim() === title;
      titled ||= first;
      return !first;
    })
    .map((raw) => {
      const text = raw.replace(/^#{1,6}\s+/, '').replace(/^\*\*(.+?)\*\*/, '$1');
      const depth = marks.findIndex((mark) => mark.test(text));
      return {
        text,
        depth,
        mark: (marks[depth]?.exec(text)?.[0] ?? '').replace(/[、．.\s]+$/, '').replace(/\s/g, ''),
        hashes: /^(#{1,6})\s/.exec(raw)?.[1]?.length ?? 0,
        table: raw.startsWith('|'),
      };
    });
}

/**
 * Lines that open a 条 or 项. One that merely begins with a reference (第八条第二款规定的…, 第三条和第五条) does not:
 * without a space behind it, it must be the next in order and go on like a sentence of its own. The only one of a
 * document that is numbered otherwise, or has no space behind it, is none.
 */
function articleLines(lines: Line[]): Set<number> {
  const found = new Set<number>();
  let previous = 0;
  let certain = false;
  lines.forEach(({ text, depth, mark }, n) => {
    if (depth === CHAPTER) previous = mark.endsWith('部分') ? 0 : previous;
    if (depth !== ARTICLE) return;
    const number = numberOf(/\d+|[^第条项之]+/.exec(mark)?.[0] ?? '');
    const rest = text.slice(mark.length);
    const spaced = /^(?:[\s　：:【（(]|$)/.test(rest);
    const reference = /^(?:第|、|至|和|或|规定|所|的|中|款|项|，|以)/.test(rest);
    if (!spaced && (reference || number !== previous + 1)) return;
    previous = number;
    certain ||= spaced;
    found.add(n);
  });
  const otherwise = lines.some(({ depth }) => depth === NUMBERED);
  return found.size > 1 || (certain && !otherwise) ? found : new Set();
}

/** The depth at which a line opens a new place; undefined = it goes on with the one that is open. */
function depthOf(line: Line, n: number, articles: Set<number>): number | undefined {
  if (line.table) return undefined;
  if (articles.has(n)) return ARTICLE;
  if (line.depth >= 0 && line.depth < ARTICLE) return line.depth;
  if (articles.size > 0) {
    // 一、总则 above 第一条: a heading like a chapter; any other number is text of its 条.
    const above = line.depth === NUMBERED && line.text.length <= 30 && articles.has(n + 1);
    return above ? CHAPTER : line.hashes > 0 ? UNNUMBERED : undefined;
  }
  if (line.depth >= NUMBERED) return line.depth;
  return line.hashes > 0 ? UNNUMBERED + line.hashes / 100 : undefined;
}

/** A short numbered line without a full stop that has something below it. */
function isHeading(line: Line, next: Line | undefined): boolean {
  if (line.depth === ARTICLE) return false;
  if (line.hashes > 0) return true;
  if (line.text.length > 40 || /[。；;！!？?，,]/.test(line.text)) return false;
  return next !== undefined && (next.depth < 0 || next.depth > line.depth);
}

/** 第八条; 第三部分第5项; 三/（二）; a heading without a number as it is written. */
function sectionOf(path: Place[]): string {
  const article = path.findLast((one) => one.depth === ARTICLE);
  if (article) {
    const part = article.mark.endsWith('项') ? path.findLast((one) => one.mark.endsWith('部分')) : undefined;
    return `${part?.mark ?? ''}${article.mark}`;
  }
  const numbered = path
    .filter((one) => one.depth >= NUMBERED)
    .map((one) => one.mark.replace(/^\((.*)\)$/, '（$1）'));
  return numbered.length > 0 ? numbered.join('/') : (path.at(-1)?.mark ?? '');
}

const headingOf = (path: Place[]) => path.map((one) => one.line).join(' / ');
