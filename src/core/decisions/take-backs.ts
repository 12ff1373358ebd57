import { act } from '../cases/actions.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { caseBySerial, concernsAsker, isStuck } from '../meant.ts';
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
import { casesTalkedOf } from '../talked-of.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/withdrawals.ts';

/**
 * 撤回 and 可以结了: the asker's own case, by number, by what it was about, or the one just talked of; several are asked
 * back.
 */
export function takeBack(intent: Intent, view: View, now: Date): Decision | undefined {
  const { slots, text } = intent;
  const serial = slots.serial as number | undefined;
  const named = serial === undefined ? view.quotedCase : caseBySerial(view, serial);
  if (named && concernsAsker(view, named)) return withdrawal(named, intent, view, now);
  if (serial !== undefined) return say(texts.notYours(serial));
  const beside = (slots.beside ?? []) as string[];
  const mayEnd = (kase: Case) =>
    isOpen(kase) &&
    concernsAsker(view, kase) &&
    (kase.kind === 'integrity' || !kase.items.some((item) => beside.includes(item)));
  const latest = casesTalkedOf(view, now).find(mayEnd);
  const own = view.cases.filter(
    (kase) => mayEnd(kase) && (kase.kind !== 'integrity' || kase === latest || complained.test(text)),
  );
  // Of what the rest of the message is about it says more itself.
  if (own.length === 0 && beside.length > 0) return silence;
  const ended = slots.ended === true;
  const answered = own.filter(({ status }) => status === 'answered');
  const overheard = view.chat.kind !== 'direct' && slots.addressed !== true;
  // 搞定 said among people ends what was answered at most.
  const meant = fitting(ended && (overheard || answered.length > 0) ? answered : own, intent, view);
  const [only, second] = meant;
  const talkedOf = meant.find((one) => one === latest);
  const kase = talkedOf ?? (second ? undefined : only);
  // 不用了 said among people is not about a case.
  if (overheard && !talkedOf && meant.length === own.length) return silence;
  if (kase) return withdrawal(kase, intent, view, now);
  if (meant.length) return askWhichToWithdraw(meant, view, ended);
  if (complained.test(text)) return say(texts.noComplaint);
  if (ended && own.length === 0) return overheard ? silence : say(texts.gladItEnded);
  return own.length ? askWhichToWithdraw(own, view, ended) : say(texts.nothingToWithdraw);
}

const askWhichToWithdraw = (cases: Case[], view: View, ended: boolean): Decision =>
  hereOrPrivately(texts.whichToWithdraw(cases, ended), view, {
    may: mayHearWords(view.chat, cases),
    neutral,
  });

/** A signed 委托协议 is not undone by a word in a chat: the specialist confirms. */
function withdrawal(kase: Case, { text, slots }: Intent, view: View, now: Date): Decision | undefined {
  if (slots.unsure === true)
    return hereOrPrivately(texts.whetherToWithdraw(kase), view, {
      may: mayHearWords(view.chat, [kase]),
      neutral,
    });
  const ended = slots.ended === true;
  if (kase.kind === 'agent' && kase.acceptedAt && !ended) return undefined;
  return act(kase, { action: 'withdraw', text, ended }, view, now);
}

/** A complaint is taken back, and no other matter in its place. */
const complained = /投诉|举报|反映/;
const urged = /催/;

const kindWords: [RegExp, CaseKind[]][] = [
  [/代办/, ['agent']],
  [/帮办|求助|陪/, ['help', 'onsite']],
  [/上门|现场/, ['onsite']],
  [/会/, ['meeting']],
  [urged, ['complaint']],
  [complained, ['complaint', 'integrity']],
  [/咨询|问的/, ['question']],
];

/** Those of the kind, matter or office that the words name; a likeness of words alone picks none of several. */
function fitting(own: Case[], { text, mentions }: Intent, view: View): Case[] {
  const { items, departments } = mentions;
  if (complained.test(text) && items.length > 0) {
    const stuck = own.filter((kase) => isStuck(kase.kind) && kase.items.some((item) => items.includes(item)));
    if (stuck.length) return stuck;
  }
  const kinds = kindWords.find(([words]) => words.test(text))?.[1] ?? [];
  const ofKind = own.filter(({ kind }) => kinds.includes(kind));
  if (ofKind.length) return ofKind;
  if (urged.test(text)) return urgedLately(own, view);
  const named = own.filter(
    (kase) => kase.items.some((item) => items.includes(item)) || departments.includes(kase.department),
  );
  return named.length || complained.test(text) ? named : own;
}

/** 催办撤了 where nothing was registered as one: what was urged last, and never a difficulty reported since. */
function urgedLately(own: Case[], { turns, asker }: View): Case[] {
  const last = turns.find(
    (turn) => turn.person === asker?.id && turn.kinds.includes('urge_complaint') && turn.case !== undefined,
  );
  const kase = own.find(({ number }) => number === last?.case);
  return kase ? [kase] : own;
}
