import { type Heeded, type IntentKind, questionKinds } from '../model.ts';

const numbers = '一二三四五六';
const byNumber = /^(?:第|选|选第)?\s*([1-6一二三四五六])\s*(?:个|项|种|号)?[。.!！]?$/;

/**
 * The option somebody picks when asked back which of several items they mean: by its number, or by a name and
 * nothing else. The question is the one they asked before.
 */
export function picked(
  text: string,
  named: string[],
  isBare: boolean,
  last: Heeded | undefined,
): { kind: IntentKind; item: string } | undefined {
  const kind = questionKinds.find((one) => last?.kinds.includes(one));
  if (last === undefined || kind === undefined || last.items.length < 2) return undefined;
  const [, digit] = byNumber.exec(text.trim()) ?? [];
  const place = digit === undefined ? -1 : (numbers.indexOf(digit) + 1 || Number(digit)) - 1;
  const item = last.items[place] ?? (isBare ? named.find((code) => last.items.includes(code)) : undefined);
  return item === undefined ? undefined : { kind, item };
}
