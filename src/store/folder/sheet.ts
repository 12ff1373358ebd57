import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** One mistake in a county folder, and what to do about it. */
export interface Mistake {
  file: string;
  line?: number;
  problem: string;
  cure: string;
}

/** What one file says, with the way back to its lines. */
export interface Sheet<T> {
  file: string;
  value: T;
  /** The line of a value; where it is missing, that of what should hold it. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** A mistake with its line, as far as there is one. */
export function mistakeAt(file: string, line: number | undefined, problem: string, cure: string): Mistake {
  return { file, ...(line === undefined ? {} : { line }), problem, cure };
}

/** Reads YAML (JSON is YAML too) into its shape; nothing is given back once a mistake was noted. */
export function readSheet<T>(
  file: string,
  text: string,
  shape: z.ZodType<T>,
  mistakes: Mistake[],
): Sheet<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // One slip often breaks the grammar twice on the same line.
  const errors = new Map(
    document.errors.map((error) => [lines.linePos(error.pos[0]).line, error.code]).reverse() as [
      number,
      string,
    ][],
  );
  for (const [line, code] of errors) {
    mistakes.push(mistakeAt(file, line, `格式写错了：${grammar[code] ?? code}`, '请检查缩进、引号和冒号'));
  }
  if (document.errors.length > 0) return undefined;
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const read = shape.safeParse(document.toJS());
  if (read.success) return { file, value: read.data, lineOf };
  mistakes.push(...read.error.issues.map((issue) => explain(file, issue, lineOf(issue.path))));
  return undefined;
}

const grammar: Record<string, string> = {
  BAD_INDENT: '缩进没有对齐，或者括号、引号没有合上',
  TAB_AS_INDENT: '缩进用了制表符，要用空格',
  DUPLICATE_KEY: '同一个字段写了两次',
  MISSING_CHAR: '缺少引号、括号或逗号',
  BAD_ALIAS: '引用了不存在的锚点',
};

const kinds: Record<string, string> = {
  string: '文字（数字和日期要加引号）',
  number: '数字',
  int: '整数',
  array: '列表',
  tuple: '列表',
  object: '一组字段',
  record: '一组字段',
  boolean: 'true 或 false',
};

function explain(file: string, issue: z.core.$ZodIssue, line: number | undefined): Mistake {
  const field = issue.path.filter((part) => typeof part === 'string').at(-1) ?? '整个文件';
  const say = (problem: string, cure: string) => mistakeAt(file, line, problem, cure);
  switch (issue.code) {
    case 'unrecognized_keys':
      return say(`不认识的字段 ${issue.keys.join('、')}`, '请检查拼写，或者删掉');
    case 'invalid_type':
      return say(`${field} 没有填，或者填的类型不对`, `这里要填${kinds[issue.expected] ?? issue.expected}`);
    case 'invalid_value':
      return say(`${field} 的值不在允许范围内`, `可以填：${issue.values.map(String).join('、')}`);
    case 'too_small':
      return say(`${field} 太小或者太短`, `至少要 ${issue.minimum}`);
    case 'too_big':
      return say(`${field} 太大或者太长`, `最多 ${issue.maximum}`);
    default:
      return say(`${field} 不符合要求：${issue.message}`, '请对照样例县的同名文件修改');
  }
}
