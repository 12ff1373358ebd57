import type { CaseAction } from '../model.ts';
import { keepsFromOffice } from './confidences.ts';
import { onlyMine } from './overviews.ts';
import { asks, type Utterance } from './rule.ts';

/** One thing an office-holder typed: a step, or what is asked, said or taken back about a case. */
export interface TypedAction {
  /**
   * ask: whether a step is done, or that it is not; tell: words without a verb; undo: a step taken by mistake; step: what
   * became of a filing, in the office's own words; take: the speaker has it from now on.
   */
  action: CaseAction | 'ask' | 'tell' | 'undo' | 'step' | 'take';
  /** 接单, 改类, 召集 and 撤回 are said of cases only, everything else of filings too. */
  casesOnly?: boolean;
  serial?: number;
  department?: string;
  text?: string;
  /** Not in the words of the list: a clock does not move on it before it is confirmed. */
  loose?: boolean;
  /** Of every case that waits. */
  all?: boolean;
  /** An answer to a call and no more; of no case it says nothing. */
  perhaps?: boolean;
}

/** A case's number as people type it. */
export const number = '(?:[A-Z]{2,6}-\\d{4}-)?0*\\d{1,6}(?:号件?)?';

/** The numbers of a list of cases, as short as people type them. */
export const serialsIn = (text: string): number[] =>
  [...text.matchAll(/(?:[A-Z]{2,6}-\d{4}-)?(\d{1,6})/g)].map((match) => Number(match[1]));

/** 给水利局，属河道: where to and why. */
export function towards(said: string): Pick<TypedAction, 'department' | 'text'> {
  const [department = '', ...why] = said.replace(/^(?:给|到|至|去|回)+/, '').split(/[\s,，:：。]+/);
  const text = why.join(' ').trim();
  return { ...(department ? { department } : {}), ...(text ? { text } : {}) };
}

/** 不归我们, 不是我们的, 管不着. */
const notOurs =
  /不(?:应该|该)?(?:是|归|属于?|由)?(?:我们|我局|我这|本局|本岗|咱们?|俺们?|我(?:的|管|负责))(?!的?(?:意思|说|原因|问题))|不归口|管不着|[跟和与]我们[没无]/;
/** 属于消防大队的事, 不归图审管: whose it is, without a word that hands it on. */
const others = /不[归属][^,，。]{1,8}管|属于[^,，。]{1,10}(?:的事|管|负责)|[归由][^,，。]{1,8}管/;
const onward = /^(.*?)(?:转办?|退回?)(?:给|到|至|去|回)*\s*([^\s,，:：。].*)$/s;
const opening = new RegExp(
  `^(?:接单?(?:\\s+|[,，]))?(?:([#＃]?${number})(?![\\d个天日月年楼栋])\\s*[,，:：、.]?\\s*)?(.*)$`,
  's',
);

/** 4 这个不归我们 转自来水公司: a transfer in the office's own words; without a number of the only case there is. */
export function handsOn({ text, mentions, addressed, quote, chatKind }: Utterance): TypedAction | undefined {
  const [, list, words = ''] = text.trim().match(opening) ?? [];
  const serial = list === undefined ? undefined : serialsIn(list)[0];
  // To the people of a project's group: perhaps about the case there, and then not to be done there.
  const overheard = serial === undefined && !addressed && quote === undefined;
  if (overheard && (chatKind === 'county' || mentions.departments.length === 0)) return undefined;
  // 云杉不是我的，只看我名下的 wants a list.
  if (onlyMine.test(text)) return undefined;
  const [, why = '', to = ''] = words.match(onward) ?? [];
  const away = notOurs.test(words) || (serial !== undefined && others.test(words));
  if (!away && !(/^转/.test(words) && mentions.departments.length > 0 && !asks(words))) return undefined;
  if (away && asks(words) && to === '') return undefined;
  const { department, text: because } = to === '' ? {} : towards(to);
  const reason = [why.replace(/[\s,，。]+$/, '').trim(), because].filter(Boolean).join(' ');
  return {
    action: /退/.test(words) ? 'return' : 'transfer',
    ...(serial === undefined ? {} : { serial }),
    ...(overheard ? { perhaps: true } : {}),
    ...(department
      ? { department }
      : to === '' && notOurs.test(words)
        ? { department: mentions.departments[0] ?? '' }
        : {}),
    ...(reason || (to === '' && words) ? { text: reason || words } : {}),
  };
}

const toMe =
  /(?:转|交|派)(?:给|到)?我(?:来|办|处理|这里?|名下|手上)*(?=$|[,，。;；!！\s])|给我来?(?:办|处理)|我(?:来|亲自|直接)(?:办|处理|接手|过问)/;
/** 那件转给我，不要发自然资源局: the head's or 工改办's own order about a case. */
export function takesOver({ text, role, chatKind, quote, mentions }: Utterance): TypedAction | undefined {
  if ((role !== 'supervisor' && role !== 'oversight') || chatKind !== 'direct' || asks(text))
    return undefined;
  const [serial] = mentions.caseNumbers.flatMap(serialsIn);
  const speaksOfCase =
    serial !== undefined || quote !== undefined || /件|线索|反映|投诉|举报|那个/.test(text);
  if (!speaksOfCase || !(toMe.test(text) || keepsFromOffice(text))) return undefined;
  return { action: 'take', casesOnly: true, ...(serial === undefined ? {} : { serial }), text };
}

const mistaken = /[点按打发结办弄搞]错|误[点操触]|手滑|撤回/;
/** Of what the speaker did: 企业把图纸发错了 takes nothing back. */
const slip = '(?:[点按打办结]错|误[点操触]|手滑)';
const ownSlip = new RegExp(
  `^(?:哎呀?|我|不对|不好意思|抱歉|对不起|刚才?|刚刚|上面|是|[\\s,，!！])*(?:${slip}|撤回(?:吧|一下)?[。!！]?$)|我(?:刚才?|刚刚|是|又)*${slip}`,
);
/** A number that counts nothing. */
const someNumber = /(?<![\dP])(\d{1,6})(?:号件?)?(?![\d个天日月年点份楼栋])/i;

/** 2 点错了 还没核发呢: a step taken by mistake. */
export function takenBack({ text, role, addressed, quote }: Utterance): TypedAction | undefined {
  if (!addressed || role === 'specialist' || asks(text.replace(/呢/g, ''))) return undefined;
  if (!mistaken.test(text) && !/^(?:不对|错了)[^P]*没/i.test(text)) return undefined;
  const serial = text.match(someNumber)?.[1];
  if (serial === undefined && quote === undefined && mistaken.test(text) && !ownSlip.test(text))
    return undefined;
  return { action: 'undo', ...(serial === undefined ? {} : { serial: Number(serial) }), text };
}

const words = new RegExp(`^([#＃]?${number})(?:\\s+|[,，:：、]\\s*|(?<=[号件]))([\\u4e00-\\u9fa5].*)$`, 's');
/** Words behind a number that count, or order what is no answer. */
const noAnswer =
  /^(?:号|个|天|日|月|年|点|份|楼|栋|层|期|亩|万|平|米|家|项|人|次|条|级|地块|撤|销|不用|作废|取消|会商|改派|派|提级)|联席|会商|开会|会议|召集/;

/** Numbers that count or date: 3号楼, 11月25日, 1.2亿. */
const counted = '(?!\\s*[\\d个天日月年点份楼栋幢层期亩万亿平米家项人次条级批%.:/-])';
const worded = new RegExp(`^([#＃]?${number})${counted}\\s*[,，:：、]?\\s*([\\u4e00-\\u9fa5].*)$`, 's');
const stepWords =
  /受理|核发|登簿|[发出取领]证|批(?:复|了|下来)|已批|评审|听证|检测|鉴定|公示|计时|停表|延[长期]|[退收]件|不予|补正|补[齐来]/;

/** 交通那边已批，等盖章: not there yet. */
const waitsOn = /(?:^|[,，\s])(?:还|再|就|只)?(?:等|差|要)/;

/** 1 专家评审 今天上午开始，暂停: what became of a filing of the morning's list; else words to it. */
export function stepOrWords(text: string, loosely = false): TypedAction | undefined {
  const [, list = '', said = ''] = text.trim().match(worded) ?? [];
  const [serial] = serialsIn(list);
  if (serial === undefined || said.length < 2 || noAnswer.test(said) || asks(said)) return undefined;
  if (stepWords.test(said) && !waitsOn.test(said)) return { action: 'step', serial, text: said, loose: true };
  return loosely ? { action: 'tell', serial, text: said } : undefined;
}

/** 4 不能先开工 没证不能动: words to a case that its holder need not call an answer. */
export function says({ text, role, chatKind, mentions }: Utterance): TypedAction | undefined {
  if (chatKind !== 'direct' || role === 'specialist' || role === 'window' || role === 'oversight')
    return undefined;
  const [, list = '', said = ''] = text.trim().match(words) ?? [];
  if (said.length < 2 || noAnswer.test(said) || asks(said) || mentions.projects.length > 0) return undefined;
  // 1、拓岩施工许可证今天受理: a list of the speaker's own.
  if (mentions.enterprises.length > 0 && stepWords.test(said)) return undefined;
  const [serial] = serialsIn(list);
  return serial === undefined ? undefined : { action: 'tell', serial, text: said };
}
