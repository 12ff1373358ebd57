import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { Clause, Policy } from '../core/model.ts';
import { splitClauses } from './clauses.ts';
import { extractable, extractFile } from './files/read.ts';

/** A policy with the fingerprint of its file. */
export type ReadPolicy = Policy & { hash: string };

/** Documents as clauses; what could not be read is listed, the rest is usable. */
export interface Library {
  policies: ReadPolicy[];
  clauses: Clause[];
  problems: { file: string; problem: string; cure: string }[];
}

/** Raise it when clauses are cut differently, or documents already stored keep their old clauses. */
const SPLITTER = 3;

/** How a kind of file becomes text; a new kind is one line here. */
const readers: Record<string, (bytes: Buffer) => string | undefined> = {
  '.md': decode,
  '.txt': decode,
  '.jsonl': decode,
};

/**
 * Reads every policy file below a folder: `.md` and `.txt` (UTF-8 or GB18030, front matter optional), `.jsonl` with
 * `{id?, title?, text}` a line, `.docx`, `.pdf` and `.html`. Throws only when the folder itself cannot be read.
 */
export async function readPolicies(
  dir: string,
  onProgress: (read: number, of: number) => void = () => undefined,
): Promise<Library> {
  const library: Library = { policies: [], clauses: [], problems: [] };
  const names = await readdir(dir, { recursive: true }).catch(() => {
    throw new Error(`读不到政策目录 ${dir}，请检查路径。`);
  });
  const files = names.filter((name) => extname(name).toLowerCase() in readers || extractable(name)).sort();
  for (const [n, name] of files.entries()) {
    onProgress(n + 1, files.length);
    const kind = extname(name).toLowerCase();
    const read = readers[kind];
    if (!read) {
      await readExtracted(join(dir, name), name, library);
      continue;
    }
    const content = read(await readFile(join(dir, name)));
    if (content === undefined)
      library.problems.push({ file: name, problem: '编码认不出来', cure: '请另存为 UTF-8 后重新导入' });
    else if (kind === '.jsonl') readPassages(name, content, library);
    else readDocument(name, content, library);
  }
  return library;
}

async function readExtracted(path: string, name: string, library: Library): Promise<void> {
  const extracted = await extractFile(path);
  if ('problem' in extracted) {
    library.problems.push({ file: name, ...extracted });
    return;
  }
  if (extracted.hidden > 0)
    library.problems.push({
      file: name,
      problem: `有${extracted.hidden}处看不见的文字`,
      cure: '已经去掉，请核对文件来源',
    });
  readDocument(name, extracted.text, library);
}

/** Office programs still save GB18030; neither encoding accepts the other's bytes for long. */
function decode(bytes: Buffer): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  return undefined;
}

const fingerprint = (text: string) => createHash('sha256').update(`${SPLITTER}\n${text}`).digest('hex');

/** Lines of one id are one document, its paragraphs in the order of the file. */
function readPassages(file: string, content: string, library: Library): void {
  const documents = new Map<string, { title: string; texts: string[] }>();
  content.split(/\r?\n/).forEach((line, n) => {
    if (line.trim() === '') return;
    const passage = passageOf(line);
    if (!passage) {
      const problem = `第${n + 1}行不是 {id, title, text}`;
      library.problems.push({ file, problem, cure: '请改成每行一个 JSON 对象' });
      return;
    }
    const id = passage.id ?? `${basename(file, extname(file))}-${n + 1}`;
    const one = documents.get(id) ?? { title: passage.title ?? id, texts: [] };
    one.texts.push(passage.text);
    documents.set(id, one);
  });
  for (const [id, { title, texts }] of documents) {
    const text = texts.join('\n');
    add(library, file, { id, title, hash: fingerprint(`${title}\n${text}`) }, splitClauses(id, text));
  }
}

function passageOf(line: string): { id?: string; title?: string; text: string } | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { id, title, text } = raw as Record<string, unknown>;
  if (typeof text !== 'string') return undefined;
  const named = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  return { text, ...optional('id', named(id)), ...optional('title', named(title)) };
}

function readDocument(file: string, content: string, library: Library): void {
  const front = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(content);
  const body = (front ? content.slice(front[0].length) : content).replace(/<!--[\s\S]*?-->/g, '');
  const name = basename(file, extname(file));
  const facts = factsOf(front?.[1], file, library);
  const headline = /^#\s+(.+)$/m.exec(body)?.[1]?.trim();
  const [, bare, version] = /^(.*?)[（(](\d{4}-\d{2}-\d{2})[）)]$/.exec(name) ?? [];
  const policy: ReadPolicy = {
    id: facts.id ?? name,
    title: facts.title ?? headline ?? bare ?? name,
    hash: fingerprint(content),
    ...optional('documentNumber', facts.documentNumber),
    ...optional('effectiveFrom', facts.effectiveFrom ?? version),
    ...optional('repealedOn', facts.repealedOn),
    ...optional('supersededBy', facts.supersededBy),
    ...optional('source', facts.source),
    ...optional('region', facts.region),
  };
  if (draft.test(policy.title) || draft.test(body.slice(0, 300))) {
    library.problems.push({ file, problem: '是征求意见稿或草案', cure: '没有导入，请换成正式公布的文本' });
    return;
  }
  add(library, file, policy, splitClauses(policy.id, withoutOrders(body, file, library), headline));
}

const draft = /征求意见稿|（草案）|\(草案\)|讨论稿|送审稿/;
/** Words to a machine, not to a reader: they have no business in a policy. */
const orders =
  /忽略(?:以上|之前|前面|上述)|系统提示|提示词|system prompt|ignore (?:all|any|previous|the above)|你现在是|作为(?:一个)?AI/i;

function withoutOrders(body: string, file: string, library: Library): string {
  const lines = body.split('\n');
  const kept = lines.filter((line) => !orders.test(line));
  const dropped = lines.length - kept.length;
  if (dropped > 0)
    library.problems.push({
      file,
      problem: `有${dropped}行像是写给程序的命令`,
      cure: '已经去掉，请核对文件来源',
    });
  return kept.join('\n');
}

/** The keys of a file's head as text; a YAML that cannot be read is a problem, not the end. */
function factsOf(
  yaml: string | undefined,
  file: string,
  library: Library,
): Record<string, string | undefined> {
  if (yaml === undefined) return {};
  try {
    const read = (parseYaml(yaml) ?? {}) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(read)
        .filter(([, value]) => (typeof value === 'string' && value !== '') || typeof value === 'number')
        .map(([key, value]) => [key, String(value)]),
    );
  } catch {
    library.problems.push({ file, problem: '文件头的 YAML 写错了', cure: '请检查 --- 之间的缩进和冒号' });
    return {};
  }
}

function add(library: Library, file: string, policy: ReadPolicy, clauses: Clause[]): void {
  if (library.policies.some((other) => other.id === policy.id)) {
    library.problems.push({ file, problem: `编号 ${policy.id} 与另一个文件重复`, cure: '请在文件头改 id' });
    return;
  }
  library.policies.push(policy);
  for (const clause of clauses) library.clauses.push(clause);
}

const optional = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
