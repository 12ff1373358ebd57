import { act } from '../cases/actions.ts';
import { notWithdrawn, reopen } from '../cases/reopen.ts';
import { wantsSomething } from '../intents/request-cues.ts';
import { asks } from '../intents/rule.ts';
import { lines } from '../intents/settle.ts';
import { deniesTakingBack, saysSettled } from '../intents/take-backs.ts';
import { isBareCourtesy } from '../intents/talk.ts';
import { concernsAsker, soundsElse } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Intent,
  isOpen,
  questionKinds,
  type Reading,
  talkKinds,
  type View,
} from '../model.ts';
import { casesTalkedOf } from '../talked-of.ts';
import { alike, opensAnother } from '../utterance.ts';
import { passOn } from './open.ts';
import { answersPost, backToPost, remarked } from './told-case.ts';

/** 没有啊, 不对吧: said back to what was just told. */
const denies =
  /^\s*(?:没有?(?:啊|呀|吧|哦|嘛|哈|呢)|没有[,，。!！\s]|哪(?:里|儿)?(?:有|办好|办完|解决)|(?:不对|不是)(?:[啊呀吧,，。]|$)|不可能)/;
/** 结论我不认: what was answered is not accepted. */
const rejects = /不(?:认(?![识得])|服(?![务从])|同意|接受|属实)/;
/** 根本没拿到, 邮箱里没有: what was to be done was not. */
const undone =
  /(?:没|未)(?:有)?(?:拿到|领到|收到|见到|看到|找到|看见|办(?:好|完|成)|弄(?:好|完)|解决)|还(?:没|是不行|不行)|[里上中面边](?:都|也|还|根本)?没有?(?=$|[啊呀,，。!！\s])/;
/** 还没弄好，明天补: what one will do oneself is nobody else's fault. */
const plans =
  /(?:[今明后]天|[上下]午|晚上|马上|这就|回头|尽快|[下这]周)[^,，。]{0,6}(?:补|交|传|报|送|改|弄|办|去)/;

/**
 * What an enterprise says right after it was told that a case is closed or answered, against it, belongs to that case,
 * in whatever words: it is opened again with them. That all is well closes it. Among many people only words to the bot
 * count.
 */
export function objected(reading: Reading, view: View, now: Date): Decision | undefined {
  const { intents } = reading;
  const { asker, chat, told, quotedCase } = view;
  if (asker?.role !== 'enterprise' || chat.kind === 'county' || intents.length === 0 || quotedCase)
    return undefined;
  if (intents.some((intent) => intent.kind === 'kb_correction' || isOrder(intent))) return undefined;
  const text = [...new Set(intents.map((intent) => intent.text))].join('，');
  const [latest] = casesTalkedOf(view, now);
  if (latest?.status === 'withdrawn' && concernsAsker(view, latest) && deniesTakingBack.test(text))
    return notWithdrawn(latest, text, view, now);
  const kase = view.cases.find(({ number }) => number === told?.case);
  if (!kase || !concernsAsker(view, kase)) return undefined;
  const other = namesElse(intents, kase, view);
  if (!other && answersPost(text, kase, intents, view)) return backToPost(kase, text, view, now);
  if (kase.status === 'answered' && saysSettled(text) && !other)
    return act(kase, { action: 'withdraw', text, ended: true }, view, now);
  if (!objects(text, kase, intents, view)) {
    if (givesWanted(text, kase, intents, view)) return passOn(kase, text, view);
    return other ? undefined : remarked(text, kase, intents, view, now);
  }
  // Opened again already: one word more for its holder.
  const goesOn = isOpen(kase) && kase.status !== 'answered' && kase.result !== undefined;
  return goesOn ? passOn(kase, text, view) : reopen(kase, text, view, now);
}

/** A fixed line; 下周二吧 is none, though a receipt may have asked for a day. */
const isOrder = ({ kind, slots }: Intent): boolean =>
  lines.includes(kind) && (kind !== 'give_facts' || slots.corrects === true);

/** 夜间导改图我们有啊 tells, whatever question it resembles. */
const ofOneself = /我们|俺们|咱们/;
/** 宿舍3200平，六层: what the answer asked for, told in plain words; among people only what shares its words. */
const givesWanted = (text: string, kase: Case, intents: Intent[], view: View): boolean =>
  kase.status === 'answered' &&
  wantsSomething(kase.result ?? '') &&
  !asks(text) &&
  !isBareCourtesy(text) &&
  // Papers are taken as such, and may be looked at.
  !intents.some(({ kind }) => kind === 'submit_material') &&
  intents.every(
    ({ kind, slots }) =>
      talkKinds.includes(kind) ||
      slots.likely === true ||
      (questionKinds.includes(kind) && ofOneself.test(text) && alike(kase.result ?? '', text) > 0),
  ) &&
  !namesElse(intents, kase, view) &&
  (view.chat.kind === 'direct' ? text.length > 2 : alike(kase.result ?? '', text) > 0);

/** A plain denial speaks of what was told; other words only where they name nothing else. */
function objects(text: string, kase: Case, intents: Intent[], view: View): boolean {
  if (denies.test(text)) return true;
  if (namesElse(intents, kase, view)) return false;
  if (rejects.test(text)) return true;
  if (plans.test(text) || intents.some(({ answer }) => answer?.outcome === 'answer')) return false;
  return undone.test(text) || intents.some((intent) => complains(intent, text));
}

/** Something is wrong, or the papers had come before; a bare reminder is answered with what was told. */
const complains = ({ kind, slots }: Intent, text: string): boolean =>
  kind === 'report_difficulty' ||
  (kind === 'urge_complaint' && slots.likely === true && !asks(text)) ||
  (kind === 'submit_material' && slots.news === 'disputed');

const namesElse = (intents: Intent[], kase: Case, view: View): boolean =>
  intents.some(
    ({ text, kind, mentions }) =>
      opensAnother(text) ||
      mentions.caseNumbers.length > 0 ||
      mentions.projects.some((code) => code !== kase.project) ||
      mentions.departments.some((code) => code !== kase.department) ||
      mentions.items.some((item) => !kase.items.includes(item)) ||
      (!talkKinds.includes(kind) && soundsElse(kase, mentions, view.county)),
  );
