import { actionsIn } from './commands.ts';
import { type IntentRule, isOfficial, type Utterance } from './rule.ts';

/** One yes or no to registrations that the bot asked about: of a number, of the others, or of what was asked last. */
export interface Settlement {
  accepted: boolean;
  id?: string;
  /** The only other one; with `all` however many wait. */
  others?: true;
  all?: true;
}

const id = '(P\\d{1,9})';
const end = '[\\s。.!！~]*$';
const yes = '(?:确认|没错|对的?|是的?|同意)(?:登记|了|啦|哈|呀)?';
const no = '(?:不对|取消|作废|错了|不是|不要|别登记?)(?:了|啊|呀|哈)?';
const ofAll = new RegExp(`^(?:都|全部|全都?|[两三几]条都)${yes}${end}|^${yes}全部${end}`);
const said = (words: string) => [
  new RegExp(`^${words}\\s*${id}${end}`, 'i'),
  new RegExp(`^${id}\\s*[,，:：]?\\s*(?:都|就)?${words}${end}`, 'i'),
];
const numbered = { yes: said(yes), no: said(no) };
const theOthers = /^(?:另外?[一那]?[条个]?|其他的?|其余的?|剩下的?)(?:都|也|就)?(.{2,5})$/;

/** 确认 alone, and what else says yes or no to a question just put. */
const firm = new RegExp(`^(?:${yes}[\\s,，]{1,3})?确认(?:登记|了|啦|哈)?${end}`);
const affirms = new RegExp(`^(?:(?:${yes}|就是)吧?[\\s,，]{0,3}){1,3}${end}`);
const softly = /^(?:(?:好的?|嗯+|可以|行|同意|ok|中|要得|没问题)[吧啊呀哈的了\s,，。.!！]*)+$/i;
/** Among others 好的 may be said to anybody. */
const nods = /^嗯+[,，\s]*(?:[对是]的?)?[。.!！~\s]*$/;
const denies = new RegExp(`^${no}${end}`);
/** 对，恢复计时; 收到 办结: a yes that says the step again. */
const affirmsStep = new RegExp(
  `^(?:${yes}|收到|好的?|嗯+|行|可以)[吧啊呀哈了]?[\\s,，]+((?:已经?|今天|就是)?(?:恢复(?:计时)?|受理|收件|办结|批|补齐|齐|补正|退件|(?:暂停|不)计时)(?:了|的|吧)*)${end}`,
);
/** 不对，是上周五受理的; 错了 今天恢复. */
const instead =
  /^(?:不对|不是|错了|(?:[点按打发结登办弄搞写]错|误[点操触])了?){1,3}(?:[的啊呀了吧]*[\s,，:：。]+|(?=是))(.+)$/s;
const insteadOf = [
  new RegExp(`^(?:不对|取消|作废|错了|不是)[\\s,，:：]*${id}[\\s,，:：。]*(.+)$`, 'is'),
  new RegExp(`^${id}\\s*[,，:：]?\\s*(?:不对|错了|不是)[\\s,，:：。]*(.+)$`, 'is'),
];

/** 确认P968，另一条作废: each part with its yes or no. */
function settlementIn(part: string): Settlement | undefined {
  for (const accepted of [true, false]) {
    const found = numbered[accepted ? 'yes' : 'no'].flatMap((shape) => shape.exec(part)?.[1] ?? [])[0];
    if (found) return { accepted, id: found.toUpperCase() };
  }
  const rest = theOthers.exec(part)?.[1];
  if (rest === undefined) return undefined;
  if (denies.test(rest)) return { accepted: false, others: true };
  return affirms.test(rest) ? { accepted: true, others: true } : undefined;
}

/** Whether a yes or no without a number is said to the bot: among others, 对的 is said to each other. */
const answersBot = ({ chatKind, addressed, quote, text }: Utterance): boolean =>
  chatKind === 'direct' || /P\d/.test(quote ?? '') || (addressed && !/^(?:对|是)的?[。.!！]?$/.test(text));

/** What a message says to the registrations asked about: which of them, and what is right instead. */
export function answerIn(utterance: Utterance): Record<string, unknown> | undefined {
  const text = utterance.text.trim();
  const { here = [], last = [] } = utterance.steps ?? {};
  const parts = text.split(/[,，;；]/).map((part) => part.trim());
  const each = parts.map(settlementIn);
  if (each[0]?.id && each.every((one) => one !== undefined)) return { settlements: each };
  for (const shape of insteadOf) {
    const [, number, right] = shape.exec(text) ?? [];
    if (number && right)
      return { settlements: [{ accepted: false, id: number.toUpperCase() }], instead: right };
  }
  if (here.length > 0 && ofAll.test(text))
    return { settlements: [{ accepted: true, others: true, all: true }], among: amongOf(utterance) };
  const accepted = affirms.test(text);
  const spoken = last.length > 0 || answersBot(utterance);
  if (firm.test(text) ? spoken || here.length > 0 : (accepted || denies.test(text)) && spoken)
    return { settlements: [{ accepted }], among: utterance.quote ? undefined : amongOf(utterance) };
  if (last.length > 0 && (utterance.chatKind === 'direct' ? softly : nods).test(text))
    return { settlements: [{ accepted: true }], among: amongOf(utterance) };
  const again = last.length === 1 ? affirmsStep.exec(text)?.[1] : undefined;
  if (again !== undefined) return { settlements: [{ accepted: true, id: last[0] }], again };
  const right = last.length === 1 ? instead.exec(text)?.[1] : undefined;
  // 不对，2号转图审岗 is of a case.
  if (right !== undefined && !actionsIn(right))
    return { settlements: [{ accepted: false, id: last[0] }], instead: right };
  return undefined;
}

/** In a group what was asked there, the last of it first; in the 1:1 chat whatever waits. */
function amongOf({ steps, chatKind }: Utterance): string[] | undefined {
  if (chatKind === 'direct' || !steps) return undefined;
  const asked = steps.last.length ? steps.last : steps.here;
  return asked.length ? asked : undefined;
}

/** 确认 and 不对: the one answer that lets a clock move. */
export const confirmations: IntentRule[] = [
  {
    kind: 'confirm',
    means: '确认或否认机器人登记前的复述',
    recognise: (utterance) => (isOfficial(utterance.role) ? answerIn(utterance) : undefined),
  },
];
