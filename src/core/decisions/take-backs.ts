import { act } from '../actions.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { caseBySerial, concernsAsker, latestTalkedOf } from '../meant.ts';
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

/**
 * 撤回 and 可以结了: the asker's own case, by number, by what it was about, or the one just talked of; several are asked
 * back.
 */
export function takeBack(intent: Intent, view: View, now: Date): Decision | undefined {
  const { slots } = intent;
  const serial = slots.serial as number | undefined;
  const named = serial === undefined ? view.quotedCase : caseBySerial(view, serial);
  if (named && concernsAsker(view, named)) return withdrawal(named, intent, view, now);
  if (serial !== undefined) return say(texts.notYours(serial));
  const latest = latestTalkedOf(view, now);
  const own = view.cases.filter(
    (kase) =>
      isOpen(kase) && concernsAsker(view, kase) && (kase.kind !== 'integrity' || kase.number === latest),
  );
  const ended = slots.ended === true;
  const answered = own.filter(({ status }) => status === 'answered');
  const overheard = view.chat.kind !== 'direct' && slots.addressed !== true;
  // 搞定 said among people ends what was answered at most.
  const meant = fitting(ended && (overheard || answered.length > 0) ? answered : own, intent, view);
  const [only, second] = meant;
  const talkedOf = meant.find(({ number }) => number === latest);
  const kase = talkedOf ?? (second ? undefined : only);
  // 不用了 said among people is not about a case.
  if (overheard && !talkedOf && meant.length === own.length) return silence;
  if (kase) return withdrawal(kase, intent, view, now);
  if (meant.length) return askWhich(meant, view, ended);
  if (ended && own.length === 0) return overheard ? silence : say(texts.gladItEnded);
  return own.length ? askWhich(own, view, ended) : say(texts.nothingToWithdraw);
}

const askWhich = (cases: Case[], view: View, ended: boolean): Decision =>
  hereOrPrivately(texts.whichToWithdraw(cases, ended), view, {
    may: mayHearWords(view.chat, cases),
    neutral,
  });

/** A signed 委托协议 is not undone by a word in a chat: the specialist confirms. */
function withdrawal(kase: Case, { text, slots }: Intent, view: View, now: Date): Decision | undefined {
  const ended = slots.ended === true;
  if (kase.kind === 'agent' && kase.acceptedAt && !ended) return undefined;
  return act(kase, { action: 'withdraw', text, ended }, view, now);
}

const kindWords: [RegExp, CaseKind[]][] = [
  [/代办/, ['agent']],
  [/帮办|求助|陪/, ['help', 'onsite']],
  [/上门|现场/, ['onsite']],
  [/会/, ['meeting']],
  [/投诉|催/, ['complaint', 'difficulty']],
  [/咨询|问的/, ['question']],
];

/** Those of the kind, matter or office that the words name; a likeness of words alone picks none of several. */
function fitting(own: Case[], { text, mentions }: Intent, view: View): Case[] {
  const { items, departments } = mentions;
  const kinds = kindWords.find(([words]) => words.test(text))?.[1] ?? [];
  const kind = kinds.find((one) => own.some((kase) => kase.kind === one));
  if (kind === 'difficulty') return urgedLately(own, view);
  if (kind) return own.filter((kase) => kase.kind === kind);
  const named = own.filter(
    (kase) => kase.items.some((item) => items.includes(item)) || departments.includes(kase.department),
  );
  return named.length ? named : own;
}

/** 催办撤了 where nothing was registered as one: what was urged last, and never a difficulty reported since. */
function urgedLately(own: Case[], { turns, asker }: View): Case[] {
  const urged = turns.find(
    (turn) => turn.person === asker?.id && turn.kinds.includes('urge_complaint') && turn.case !== undefined,
  );
  const kase = own.find(({ number }) => number === urged?.case);
  return kase ? [kase] : own;
}
