import { type Heeded, type IntentKind, questionKinds, serialOf } from '../model.ts';
import type { Slots } from './rule.ts';
import { endingIn } from './take-backs.ts';

const numbers = '一二三四五六';
const byNumber = /^(?:第|选|选第)?\s*([1-6一二三四五六])\s*(?:个|项|种|号)?[。.!！]?$/;

/** 2, 4号件, 就规划证那个 2号: a number and at most a few words to it; no day and no amount. */
const caseByNumber =
  /^\s*(?:[A-Z]{2,6}-\d{4}-)?0*(\d{1,6})\s*号?(?:件|那[个件])?[吧呀啊。.!！~\s]*$|^[^\d]{0,16}(?<![月年第])\b(\d{1,6})号(?:件|那[个件])?[吧呀啊。.!！~\s]*$/;

/**
 * The case somebody names by its number when asked back which of several is meant: what was wanted is what they said
 * before.
 */
export function pickedCase(
  text: string,
  last: Heeded | undefined,
  asked = '',
): { kind: IntentKind; number: string; slots: Slots } | undefined {
  const kind = (['withdraw_change', 'urge_complaint', 'ask_progress', 'ask_list'] as const).find((one) =>
    last?.kinds.includes(one),
  );
  if (last === undefined || kind === undefined || last.case !== undefined) return undefined;
  const [, alone, named] = caseByNumber.exec(text) ?? [];
  const number = alone ?? named;
  if (number === undefined) return undefined;
  if (kind === 'withdraw_change') {
    const ended = endingIn(asked) ? { ended: true } : {};
    return { kind, number, slots: { takesBack: true, numbered: true, serial: serialOf(number), ...ended } };
  }
  return { kind: kind === 'urge_complaint' ? kind : 'ask_progress', number, slots: {} };
}

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
