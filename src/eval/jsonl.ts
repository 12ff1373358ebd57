import { readFile, rename, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { County } from '../core/model.ts';

/** Where the rows of an evaluation come from, where what was made of them goes, and the county they are read in. */
export interface Evaluation {
  in: string;
  out: string;
  county: County;
}

/** Reads a file of one JSON object a line; an unreadable or ill-shaped line is named with its cure. */
export async function readRows<T>(path: string, shape: z.ZodType<T>): Promise<T[]> {
  const content = await readFile(path, 'utf8').catch(() => {
    throw new Error(`读不到输入文件 ${path}，请检查路径。`);
  });
  return content.split(/\r?\n/).flatMap((line, n) => {
    if (line.trim() === '') return [];
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch {
      throw new Error(`${path} 第${n + 1}行不是合法的 JSON，请改成每行一个对象。`);
    }
    const row = shape.safeParse(raw);
    if (row.success) return [row.data];
    const [issue] = row.error.issues;
    throw new Error(
      `${path} 第${n + 1}行字段 ${issue?.path.join('.') || '（整行）'} 不对（${issue?.message}），请改好后重试。`,
    );
  });
}

/** Writes rows under another name first, so that a half-written file never looks done. */
export async function writeRows(path: string, rows: unknown[]): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await rename(unfinished, path);
}
