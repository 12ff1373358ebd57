import { act } from '../actions.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { caseBySerial, concernsAsker, isStuck, latestTalkedOf } from '../meant.ts';
import {
  type Case,
  type CaseKind,
  type Decision,
  type Intent,
  isOpen,
  say,
  silence,
  type View,
} from '../model.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/withdrawals.ts';

/** 撤回: the asker's own case, by number, by what it was about, or the one just talked of; several are asked back. */
export function takeBack(intent: Intent, view: View, now: Date): Decision | undefined {
  const { slots, text } = intent;
  const serial = slots.serial as number | undefined;
  const named = serial === undefined ? view.quotedCase : caseBySerial(view, serial);
  if (named && concernsAsker(view, named)) return withdrawal(named, text, view, now);
  if (serial !== undefined) return say(texts.notYours(serial));
  const latest = latestTalkedOf(view, now);
  const own = view.cases.filter(
    (kase) =>
      isOpen(kase) &&
      concernsAsker(view, kase) &&
      (kase.kind !== 'integrity' || kase.number === latest || complained.test(text)),
  );
  const meant = fitting(own, intent);
  const [only, second] = meant;
  const talkedOf = meant.find(({ number }) => number === latest);
  const kase = talkedOf ?? (second ? undefined : only);
  // 不用了 said among people is not about a case.
  if (view.chat.kind !== 'direct' && slots.addressed !== true && !talkedOf && meant.length === own.length)
    return silence;
  if (kase) return withdrawal(kase, text, view, now);
  if (meant.length) return askWhich(meant, view);
  if (complained.test(text)) return say(texts.noComplaint);
  return own.length ? askWhich(own, view) : say(texts.nothingToWithdraw);
}

const askWhich = (cases: Case[], view: View): Decision =>
  hereOrPrivately(texts.whichToWithdraw(cases), view, { may: mayHearWords(view.chat, cases), neutral });

/** A signed 委托协议 is not undone by a word in a chat: the specialist confirms. */
function withdrawal(kase: Case, text: string, view: View, now: Date): Decision | undefined {
  if (kase.kind === 'agent' && kase.acceptedAt) return undefined;
  return act(kase, { action: 'withdraw', text }, view, now);
}

/** A complaint is taken back, and no other matter in its place. */
const complained = /投诉|举报|反映/;

const kindWords: [RegExp, CaseKind[]][] = [
  [/代办/, ['agent']],
  [/帮办|求助|陪/, ['help', 'onsite']],
  [/上门|现场/, ['onsite']],
  [/会/, ['meeting']],
  [/催/, ['complaint', 'difficulty']],
  [complained, ['complaint', 'integrity']],
  [/咨询|问的/, ['question']],
];

/** Those of the kind, matter or office that the words name; a likeness of words alone picks none of several. */
function fitting(own: Case[], { text, mentions }: Intent): Case[] {
  const { items, departments } = mentions;
  if (complained.test(text) && items.length > 0) {
    const stuck = own.filter((kase) => isStuck(kase.kind) && kase.items.some((item) => items.includes(item)));
    if (stuck.length) return stuck;
  }
  const kinds = kindWords.find(([words]) => words.test(text))?.[1];
  const ofKind = kinds ? own.filter(({ kind }) => kinds.includes(kind)) : [];
  if (ofKind.length) return ofKind;
  const named = own.filter(
    (kase) => kase.items.some((item) => items.includes(item)) || departments.includes(kase.department),
  );
  return named.length || complained.test(text) ? named : own;
}
