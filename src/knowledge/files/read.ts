import { execFile } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Extracted } from './extract.ts';

const script = fileURLToPath(new URL('extract.ts', import.meta.url));
const MOST_BYTES = 30_000_000;
const TIMEOUT_MS = 20_000;
const MEMORY_MB = 320;
const MOST_TEXT = 20_000_000;

/** What each kind of file begins with; a file that begins otherwise is not what its name says. */
const noText = '\u0000';
const beginnings: Record<string, (head: string) => boolean> = {
  '.docx': (head) => head.startsWith('PK\u0003\u0004'),
  '.pdf': (head) => head.startsWith('%PDF-'),
  '.html': (head) => !head.includes(noText),
  '.htm': (head) => !head.includes(noText),
};

/** Kinds that a document is taken out of, rather than read as it is. */
export const extractable = (name: string): boolean => extname(name).toLowerCase() in beginnings;

/**
 * Takes the text out of a document in a process of its own with limits of time and memory: what hangs, swells or
 * crashes there is a problem with a cure, and nothing else.
 */
export async function extractFile(path: string): Promise<Extracted | { problem: string; cure: string }> {
  const kind = extname(path).toLowerCase();
  const { size } = await stat(path);
  if (size > MOST_BYTES) return { problem: '超过30MB', cure: '请拆成几个文件，或去掉图片再导入' };
  const head = await beginningOf(path);
  if (!beginnings[kind]?.(head))
    return { problem: `内容不是 ${kind} 格式`, cure: '请用原来的软件打开，另存一份再导入' };
  const answer = await run(kind, path);
  if (answer === undefined)
    return {
      problem: '读了20秒还没读完，或占用内存太多',
      cure: '请另存为 .txt 或 .docx，确认文件完好再导入',
    };
  if ('problem' in answer)
    return {
      problem: answer.problem,
      cure: /扫描件/.test(answer.problem)
        ? '请先做文字识别（OCR），或找电子版'
        : '请核对文件来源，另存一份再导入',
    };
  return answer;
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function run(kind: string, path: string): Promise<Extracted | { problem: string } | undefined> {
  const args = [
    `--max-old-space-size=${MEMORY_MB}`,
    '--disable-warning=ExperimentalWarning',
    script,
    kind,
    path,
  ];
  // Nothing of ours goes with it: no keys, no addresses.
  const options = { timeout: TIMEOUT_MS, maxBuffer: MOST_TEXT, killSignal: 'SIGKILL' as const, env: {} };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout) => {
      try {
        resolve(error ? undefined : (JSON.parse(stdout) as Extracted | { problem: string }));
      } catch {
        resolve(undefined);
      }
    });
  });
}
