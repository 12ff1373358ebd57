import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { Clause, Policy } from '../core/model.ts';

/** A policy with the fingerprint of its file. */
export type ReadPolicy = Policy & { hash: string };

/** Documents as clauses; what could not be read is listed, the rest is usable. */
export interface Library {
  policies: ReadPolicy[];
  clauses: Clause[];
  problems: { file: string; problem: string; cure: string }[];
}

/** Leaf sections of 方案 and 通知 are merged up to this length, so a clause says one whole thing. */
const MOST_CHARACTERS = 400;

/** Reads every policy file below a folder: `.md`, `.txt`, and `.jsonl` with `{id, title, text}` a line. */
export async function readPolicies(dir: string): Promise<Library> {
  const library: Library = { policies: [], clauses: [], problems: [] };
  const names = await readdir(dir, { recursive: true }).catch(() => {
    throw new Error(`读不到政策目录 ${dir}，请检查路径。`);
  });
  for (const name of names.sort()) {
    const kind = extname(name).toLowerCase();
    if (!['.md', '.txt', '.jsonl'].includes(kind)) continue;
    const content = await readFile(join(dir, name), 'utf8');
    if (content.includes('\uFFFD')) {
      library.problems.push({ file: name, problem: '不是 UTF-8 编码', cure: '请另存为 UTF-8 后重新导入' });
      continue;
    }
    if (kind === '.jsonl') readPassages(name, content, library);
    else readDocument(name, content, library);
  }
  return library;
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');

function readPassages(file: string, content: string, library: Library): void {
  content.split(/\r?\n/).forEach((line, n) => {
    if (line.trim() === '') return;
    try {
      const { id, title, text } = JSON.parse(line) as { id?: unknown; title?: unknown; text?: unknown };
      if (typeof text !== 'string') throw new Error('no text');
      const policy = String(id ?? `${basename(file, '.jsonl')}-${n + 1}`);
      library.policies.push({ id: policy, title: String(title ?? policy), hash: fingerprint(line) });
      library.clauses.push(...splitClauses(policy, text));
    } catch {
      library.problems.push({
        file,
        problem: `第${n + 1}行不是 {id, title, text}`,
        cure: '请改成每行一个 JSON 对象',
      });
    }
  });
}

function readDocument(file: string, content: string, library: Library): void {
  const front = content.match(/^---\r?\n([\s\S]*?)\r?\n---\r?\n/);
  let facts: Record<string, unknown> = {};
  try {
    facts = front ? ((parseYaml(front[1] ?? '') as Record<string, unknown> | null) ?? {}) : {};
  } catch {
    library.problems.push({ file, problem: '文件头的 YAML 写错了', cure: '请检查 --- 之间的缩进和冒号' });
  }
  const body = (front ? content.slice(front[0].length) : content).replace(/<!--[\s\S]*?-->/g, '');
  const name = basename(file, extname(file));
  const text = (key: string) =>
    typeof facts[key] === 'string' && facts[key] !== '' ? (facts[key] as string) : undefined;
  const id = text('id') ?? name;
  const headline = body.match(/^#\s+(.+)$/m)?.[1]?.trim();
  const policy: ReadPolicy = {
    id,
    title: text('title') ?? headline ?? name,
    hash: fingerprint(content),
    ...optional('documentNumber', text('documentNumber')),
    ...optional('effectiveFrom', text('effectiveFrom')),
    ...optional('repealedOn', text('repealedOn')),
    ...optional('supersededBy', text('supersededBy')),
    ...optional('source', text('source')),
    ...optional('region', text('region')),
  };
  if (library.policies.some((other) => other.id === id)) {
    library.problems.push({ file, problem: `编号 ${id} 与另一个文件重复`, cure: '请在文件头改 id' });
    return;
  }
  library.policies.push(policy);
  library.clauses.push(...splitClauses(id, body, headline));
}

const optional = <K extends string>(key: K, value: string | undefined) =>
  value === undefined ? {} : { [key]: value };

const cn = '[一二三四五六七八九十百千零〇两\\d]+';
/** Numbering of Chinese official documents, outermost first. */
const levels: { pattern: RegExp; leaf: boolean }[] = [
  { pattern: new RegExp(`^第${cn}(?:编|分编)(?=[\\s　、]|$)`), leaf: false },
  { pattern: new RegExp(`^第${cn}(?:章|部分)(?=[\\s　、]|$)`), leaf: false },
  { pattern: new RegExp(`^第${cn}节(?=[\\s　、]|$)`), leaf: false },
  { pattern: new RegExp(`^第${cn}(?:条(?:之${cn})?|项)(?=[\\s　、：:]|$|[^款项])`), leaf: true },
  { pattern: /^[一二三四五六七八九十]+、/, leaf: true },
  { pattern: /^[（(][一二三四五六七八九十]+[）)]/, leaf: true },
  { pattern: /^\d{1,2}[.．、](?!\d)/, leaf: true },
];
const ARTICLE = 3;
const FIRST_NUMBERED = 4;

/**
 * Cuts a document into the units that are cited: the 条 where there are 条, the 项 of a 部分, else numbered
 * sections merged to a readable length. Every character of the text lands in some clause.
 */
export function splitClauses(policy: string, body: string, title?: string): Clause[] {
  const lines = body
    .replace(/\r/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const byArticle = lines.filter((line) => levels[ARTICLE]?.pattern.test(plainLine(line))).length > 1;
  const clauses: Clause[] = [];
  const path: { level: number; mark: string; line: string }[] = [];
  let open: { section: string; heading: string; lines: string[] } | undefined;
  const close = () => {
    if (open && open.lines.length > 0)
      clauses.push({
        policy,
        section: open.section,
        heading: open.heading,
        text: open.lines.join('\n'),
        position: clauses.length,
      });
    open = undefined;
  };
  for (const line of lines) {
    if (/^#\s/.test(line) && (line.replace(/^#\s+/, '') === title || clauses.length === 0) && !open) {
      if (line.replace(/^#\s+/, '') === title) continue;
    }
    const clean = plainLine(line);
    const marked = /^#{1,6}\s/.test(line);
    const level = levels.findIndex((one) => one.pattern.test(clean));
    const starts = level >= 0 && (level <= ARTICLE || !byArticle || marked);
    if (!starts && !marked) {
      open ??= { section: sectionOf(path), heading: headingOf(path), lines: [] };
      open.lines.push(line);
      continue;
    }
    const depth = level >= 0 ? level : FIRST_NUMBERED - 1 + (line.match(/^#+/)?.[0].length ?? 1) * 0.01;
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= depth) path.pop();
    const mark = level >= 0 ? (clean.match(levels[level]?.pattern ?? /^/)?.[0] ?? '') : clean;
    const grow =
      open &&
      !byArticle &&
      level > FIRST_NUMBERED &&
      open.lines.join('').length + clean.length <= MOST_CHARACTERS;
    if (grow && open) {
      open.lines.push(line);
      continue;
    }
    close();
    path.push({ level: depth, mark: mark.replace(/[、.．]$/, ''), line: clean });
    const isHeading =
      (level >= 0 && !levels[level]?.leaf) ||
      level < 0 ||
      (level >= FIRST_NUMBERED && clean.length <= 30 && !/[。；;]$/.test(clean));
    open = {
      section: sectionOf(path),
      heading: headingOf(isHeading ? path : path.slice(0, -1)),
      lines: isHeading ? [] : [clean],
    };
    // A heading alone is kept as text of what follows it, so that nothing of the document is lost.
    if (isHeading && level >= FIRST_NUMBERED) open.lines.push(clean);
  }
  close();
  return clauses;
}

const plainLine = (line: string) => line.replace(/^#{1,6}\s+/, '').replace(/^\*\*(.+?)\*\*/, '$1');

/** 第八条; 第三部分第5项; 三/（二）. */
function sectionOf(path: { level: number; mark: string }[]): string {
  const article = path.findLast((one) => one.level === ARTICLE);
  if (article) {
    const part = article.mark.endsWith('项')
      ? path.findLast((one) => one.mark.endsWith('部分'))?.mark
      : undefined;
    return `${part ?? ''}${article.mark}`;
  }
  const numbered = path.filter((one) => one.level >= FIRST_NUMBERED).map((one) => one.mark);
  return (numbered.length ? numbered : path.slice(-1).map((one) => one.mark)).join('/');
}

const headingOf = (path: { line: string }[]) => path.map((one) => one.line.slice(0, 40)).join(' / ');
