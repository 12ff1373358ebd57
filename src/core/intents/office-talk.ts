import type { CaseAction, Intent } from '../model.ts';
import { keepsFromOffice } from './confidences.ts';
import { onlyMine } from './overviews.ts';
import { asks, type Utterance } from './rule.ts';

/** One thing an office-holder typed: a step, or what is asked, said or taken back about a case. */
export interface TypedAction {
  /**
   * ask: whether a step is done, or that it is not; tell: words without a verb; undo: a step taken by mistake; step:
   * what became of a filing, in the office's own words; take: the speaker has it from now on; merge: it is said to be
   * the same as another.
   */
  action: CaseAction | 'ask' | 'tell' | 'undo' | 'step' | 'take' | 'merge';
  /** 接单, 改类, 召集 and 撤回 are said of cases only, everything else of filings too. */
  casesOnly?: boolean;
  serial?: number;
  department?: string;
  text?: string;
  /** Not in the words of the list: a clock does not move on it before it is confirmed. */
  loose?: boolean;
  /** Of every case that waits; or that the speaker has of these projects. */
  all?: boolean;
  of?: string[];
  /** An answer to a call and no more; of no case it says nothing. */
  perhaps?: boolean;
  /** What the line says where its target names nobody: words to the case. */
  orTell?: string;
}

/** Nobody types a longer one, and 8,000 commas took the rules two seconds. */
export const LONGEST = 1_000;
/** Of a page only the beginning is looked through: it is the words of one step. */
export const HEAD = 200;
/** That step with the words to their last; several steps are none of a page's. */
export const continued = (steps: TypedAction[] | undefined, rest: string): TypedAction[] | undefined =>
  steps?.length === 1 && steps[0]?.text ? [{ ...steps[0], text: steps[0].text + rest }] : undefined;

/** The words of a long message's one step, kept to the last. */
export function toTheEnd(intent: Intent, rest: string): Intent {
  const actions = rest && continued(intent.slots.actions as TypedAction[] | undefined, rest);
  return actions ? { ...intent, slots: { ...intent.slots, actions } } : intent;
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

/** 不归我们, 不是我们的, 管不着; 不是我们没办, 不是我们不批 tells something else. */
const notOurs =
  /不(?:归|属于?)我(?=$|[,，。\s])|不(?:应该|该)?(?:是|归|属于?|由)?(?:我们|我局|我这|本局|本岗|咱们?|俺们?|我(?:的|管|负责))(?!的?(?:意思|说|原因|问题)|[没不卡拖压])|不归口|管不着|[跟和与]我们[没无]/;
/** 属于消防大队的事, 不归图审管, 是人社那边的事: whose it is, without a word that hands it on. */
const others =
  /不[归属][^,，。]{1,8}管|(?:属于|(?<![不就都])是)[^,，。不]{1,10}(?:的事(?!情)|管|负责)|[归由][^,，。]{1,8}管/;
const onward = /^(.*?)(?:转办?|退回?)(?:给|到|至|去|回)*\s*([^\s,，:：。].*)$/s;
/** A clause that hands on, however it opens: 转朱禾七那边, 请转回城管局; 转账 and 转企业看 hand on nothing. */
const handsOver =
  /(?:^|[,，。;；\s])(?:请|麻烦|直接|还是|应该?|得|要|先|重新)*(?:退回?[给到]|转(?![账让正移变换速学业租包身弯了过达告入成])|改派|移交)(?!办?[给到至去回]*\s*(?:企业|你们|他们|设计|审图(?:机构|公司|中心)|银行|施工单位))/;
const opening = new RegExp(
  `^(?:接单?(?:\\s+|[,，]))?(?:([#＃]?${number}件?)(?![\\d个天日月年楼栋])\\s*[,，:：、.]?\\s*)?(.*)$`,
  's',
);

/** 老谢接我的件吧，4和城北的都给他: a colleague goes on with the numbers named, else with the only case there is. */
const colleague =
  /^([\u4e00-\u9fa5]{2,4}?)(?:帮忙?|来|先)*接(?:手|管|一下)?(?:我|俺)(?:手上|手里|名下)?的?(?:件|活|事)/;
const givenThem = /([\d号件和、跟\s]*\d[号件]{0,2})(?:[和、跟][^,，。\d]{1,8})?(?:也|都|全)*[转交]?给[他她]/;
/** 城北的都给他: those of a project. */
const ofThem = /[\u4e00-\u9fa5]的(?:件|活|事)?[也都全]*[转交]?给[他她]/;
function handsAllOn({ text, chatKind, mentions }: Utterance): TypedAction[] | undefined {
  const [, department] = (chatKind === 'direct' && text.length <= HEAD && text.trim().match(colleague)) || [];
  if (department === undefined || department.startsWith('我') || asks(text)) return undefined;
  const serials = serialsIn(givenThem.exec(text)?.[1] ?? '');
  const step = { action: 'transfer', casesOnly: true, department } as const;
  const named = ofThem.test(text) && mentions.projects.length > 0 ? [{ ...step, of: mentions.projects }] : [];
  const steps = [...serials.map((serial) => ({ ...step, serial })), ...named];
  return steps.length > 0 ? steps : [step];
}

/** A transfer in the office's own words. */
export function handsOn(said: Utterance): TypedAction[] | undefined {
  const one = handsOneOn(said);
  return one ? [one] : handsAllOn(said);
}

/** 4 这个不归我们 转自来水公司; without a number of the only case there is. */
function handsOneOn({ text, mentions, addressed, quote, chatKind }: Utterance): TypedAction | undefined {
  const [, list, words = ''] = text.trim().match(opening) ?? [];
  const serial = list === undefined ? undefined : serialsIn(list)[0];
  // To the people of a project's group: perhaps about the case there, and then not to be done there.
  const overheard = serial === undefined && !addressed && quote === undefined;
  if (overheard && (chatKind === 'county' || mentions.departments.length === 0)) return undefined;
  // 云杉不是我的，只看我名下的 wants a list.
  if (onlyMine.test(text)) return undefined;
  const [, why = '', to = ''] = words.match(onward) ?? [];
  const alone = chatKind === 'direct' && mentions.projects.length + mentions.enterprises.length === 0;
  const told = serial !== undefined || (alone && mentions.departments.length === 1);
  const away = notOurs.test(words) || (told && others.test(words));
  const passes = handsOver.test(words) && (mentions.departments.length > 0 || serial !== undefined || alone);
  if (!away && (!passes || asks(words))) return undefined;
  if (away && asks(words) && to === '') return undefined;
  const { department, text: because } = to === '' ? {} : towards(to);
  const reason = [why.replace(/[\s,，。]+$/, '').trim(), because].filter(Boolean).join(' ');
  return {
    action: /退/.test(words) ? 'return' : 'transfer',
    ...(serial === undefined ? {} : { serial }),
    ...(overheard ? { perhaps: true } : {}),
    ...(department
      ? { department }
      : to === '' && (notOurs.test(words) || serial === undefined)
        ? { department: mentions.departments[0] ?? '' }
        : {}),
    ...(reason || (to === '' && words) ? { text: reason || words } : {}),
  };
}

const toMe =
  /(?:转|交|派)(?:给|到)?我(?:来|办|处理|这里?|名下|手上)*(?=$|[,，。;；!！\s])|给我来?(?:办|处理)|我(?:来|亲自|直接)(?:办|处理|接手|过问)/;
/** 转给我 1, 1 转给我. */
const toMeNumbered = /(?<=我\s*[#＃]?)\d{1,6}(?=号?件?$)|^[#＃]?\d{1,6}(?=号?件?\s*[转交派](?:给|到)?我)/;
/** 那件转给我，不要发自然资源局: the head's or 工改办's own order about a case. */
export function takesOver({ text, role, chatKind, quote, mentions }: Utterance): TypedAction | undefined {
  if ((role !== 'supervisor' && role !== 'oversight') || chatKind !== 'direct' || asks(text))
    return undefined;
  const [serial] = [...mentions.caseNumbers, text.match(toMeNumbered)?.[0] ?? ''].flatMap(serialsIn);
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
/** 20号受理的 gives a day, and no number of a case. */
export const noDayOfStep = '(?!号(?:受理|收件?|批|办结|公示|评审|开始)(?:的|了|[,，。]|$))';
/** A number that counts nothing. */
const someNumber = new RegExp(
  `(?<![\\dP])(\\d{1,6})${noDayOfStep}(?:号件?)?(?![\\d个天日月年点份楼栋])`,
  'i',
);

/** 2 点错了 还没核发呢: a step taken by mistake. */
export function takenBack({ text, role, addressed, quote }: Utterance): TypedAction | undefined {
  if (!addressed || role === 'specialist' || asks(text.replace(/呢/g, ''))) return undefined;
  if (!mistaken.test(text) && !/^(?:不对|错了)[^P]*没/i.test(text)) return undefined;
  const serial = text.match(someNumber)?.[1];
  if (serial === undefined && quote === undefined && mistaken.test(text) && !ownSlip.test(text))
    return undefined;
  return { action: 'undo', ...(serial === undefined ? {} : { serial: Number(serial) }), text };
}

/** 4 …, 3和7 …, 14让…; a figure begins the words only behind a gap: 41 12月10日前给方案. */
const several = `[#＃]?${number}(?:(?:\\s*[、和跟]\\s*|(?<=[号件]))[#＃]?${number})*`;
const words = new RegExp(
  `^(${several})(?:\\s+|[,，:：、]\\s*(?=\\D)|(?<=[号件])|(?=[\\u4e00-\\u9fa5]))([^\\s,，、].*)$`,
  's',
);
/** What a number counts; behind a gap fewer do, and 5公示已过 speaks of case 5. */
const counts = '(?:[个天日月年点份楼栋层期亩万平米家项人次条级号]|地块)';
const countsGlued =
  '(?:[岁吨度套台部种类方千百亿元块折倍分季届排村组幢间处座颗棵株辆艘根孔跨证几多版轮稿]|公里|小时|周(?![一二三四五六日])|工作日)';
const counted = new RegExp(`^${counts}`);
const countedGlued = new RegExp(`^${countsGlued}`);
/** Where words about the next case may begin: …，1还在等批示; …，3天内补 goes on. */
export const nextWords = new RegExp(
  `(?<![\\s,，。])[\\s,，。]+(?=[#＃]?${number}\\s*(?!${counts}|${countsGlued})[\\u4e00-\\u9fa5])`,
);
/** 1号前给答复: what makes a day of the number before it. */
const ofDay = /^(?:之?[前后]|以[前后]|左右|起|开始|[上下中]午|早上|晚上|那天|当天|下班)/;
/** Words that order, or settle something else: no answer. */
const noAnswer =
  /^(?:撤|销|不用[。.]?$|作废|取消|改派|派|提级|申请|并[入到]|合并|拆)|^[^,，。]{0,12}(?:联席|会商|开会|会议|召集)|去开会|到会|参会|参加|出席/;
const acknowledges = /^(?:收到|好的?|行|嗯|接了)[,，。\s]*/;
/** 让姜禾二答, 请韩工处理, 给老谢吧: who shall answer. */
const givenTo =
  /^(?:[转交派]?给|交|让|请|叫)\s*((?:(?![了看问查说打发找补交报签盖出做])[\u4e00-\u9fa5]){2,6}?)(?:去|来|吧|啊|哈)*$|^(?:让|请|叫|安排|由|派|交给?)\s*([\u4e00-\u9fa5]{2,12}?)(?:来|去)?(?:答复?|回复?|办理?|接|处理|跟进?|负责)(?:一下)?(?:[,，。\s]+(.*))?$/s;
/** 登错了，改成自来水公司: whose it is instead. */
const changedTo =
  /(?:^|[,，。\s])(?:应该|应当|要|得|请)*[改换](?:成|为|到|给|派给?)\s*([^\s,，。;；]{2,12})(?:[,，。\s]+(.*))?$/s;
/** Passed on as asked: 材料报全了没？让他们先传计划. */
const forEnterprise = /[让叫请](?:他们?|企业|对方|建设单位)/;
/** 得延几天 asks nothing. */
const endsAsking =
  /(?:吗|么|呢|来着|没有?|[?？])[。!！\s]*$|^(?:怎么|咋|为[什啥]|啥时|什么时候|几时|哪|谁|是不是|能不能|要不要|可不可以|多久|几天)/;
/** 加急, 催一下城管: said to who has the case, not to the enterprise. */
const presses = /^(?:再|请|帮我?|给我)*(?:催|加急|特急|紧急)/;

const stepWords =
  /受理|核发|登簿|[发出取领]证|批(?:复|了|下来)|已批|评审|听证|检测|鉴定|公示|计时|停表|延[长期]|[退收]件|不予|补正|补[齐来]/;

/** 交通那边已批，等盖章: not there yet. */
const waitsOn = /(?:^|[,，\s])(?:还|再|就|只)?(?:等|差|要)/;

/** 1 专家评审 今天上午开始，暂停: what became of a filing of the morning's list, else words to a case. */
export function stepOf(text: string): TypedAction | undefined {
  const [step] = wordsTo(text) ?? [];
  const said = step?.action === 'tell' ? (step.text ?? '') : '';
  return step && stepWords.test(said) && !waitsOn.test(said)
    ? { ...step, action: 'step', loose: true }
    : undefined;
}

/** 3号的我约了企业: what belongs to the number is no word of the sentence behind it. */
const ofNumber = /^(?:的(?!确)|[那这][个件])(?:事情?)?[,，\s]*/;

/** Words behind the numbers of cases, as they are. */
export function wordsTo(line: string): TypedAction[] | undefined {
  const [all = '', list = '', behind = ''] = line.trim().match(words) ?? [];
  const said = behind.replace(ofNumber, '');
  if (said.length < 2 || !/[\u4e00-\u9fa5]{2}/.test(said) || counted.test(behind)) return undefined;
  if (all === list + behind && countedGlued.test(behind)) return undefined;
  if (noAnswer.test(said.replace(acknowledges, ''))) return undefined;
  if (list.endsWith('号') && ofDay.test(said)) return undefined;
  const clauses = said.split(/[,，。;；\s]+/).filter(Boolean);
  const asked = asks(clauses[0] ?? '') || endsAsking.test(clauses.at(-1) ?? '') || /[?？]|吗/.test(said);
  if (asked && !forEnterprise.test(said)) return undefined;
  const [, alone, ...whom] = said.match(givenTo) ?? [];
  const [department = alone, opinion] =
    whom[0] === undefined ? (said.match(changedTo)?.slice(1) ?? []) : whom;
  return serialsIn(list).map((serial) => {
    if (presses.test(said)) return { action: 'chase', serial, text: said };
    if (department === undefined) return { action: 'tell', serial, text: said };
    return { action: 'transfer', serial, department, ...(opinion ? { text: opinion } : {}), orTell: said };
  });
}

const same = '(?:是(?:同?一)[个件码]?(?:回事|事情?|问题|个?件)|重复|合并|并(?:了|到?一[起块]|掉|成))';
const sameAs = new RegExp(
  `^(?:把|将)?[#＃]?(${number})件?\\s*(?:[跟和与同、]|并[入到])\\s*[#＃]?(${number})件?\\s*(?:[,，]?(?:都|说的|其实|就|可以)*${same}|[,，。!！]|$)`,
);

/** 9号跟7号是一件事，并了: two cases said to be one. */
export function mergeIn(text: string): TypedAction | undefined {
  const [all, one = '', other = ''] = text.trim().match(sameAs) ?? [];
  if (all === undefined || !new RegExp(`${same}|并[入到]`).test(text) || asks(text)) return undefined;
  const [given = 0, kept = 0] = [...serialsIn(one), ...serialsIn(other)];
  return { action: 'merge', casesOnly: true, serial: given, text: String(kept) };
}

/** 8号弄错了，章没刻，重新打开; 5号先别办结: the case goes on. */
const goesOnAgain =
  /重新?(?:打开|开启|办理)|重开|恢复(?:办理|在办)|(?:先)?(?:别|不要|不能|不该|不应该)(?:给|就)?(?:办结|结案|结(?=$|[,，。了掉]))|改回(?:办理|在办)/;

/** Of a numbered or quoted case, without a question. */
export function opensAgain({ text, chatKind, quote, mentions }: Utterance): TypedAction | undefined {
  if (chatKind !== 'direct' || mentions.items.length > 0 || asks(text) || !goesOnAgain.test(text))
    return undefined;
  const [, list] = text.trim().match(opening) ?? [];
  const [serial] = serialsIn(list ?? '');
  if (serial === undefined && quote === undefined) return undefined;
  return { action: 'undo', casesOnly: true, ...(serial === undefined ? {} : { serial }), text };
}

/** 4 不能先开工 没证不能动: words to cases that their holder need not call an answer. */
export function says({ text, role, chatKind, mentions }: Utterance): TypedAction[] | undefined {
  if (text.length > LONGEST || chatKind !== 'direct' || role === 'window' || role === 'oversight')
    return undefined;
  // 1、拓岩施工许可证今天受理: a list of the speaker's own.
  if (mentions.projects.length > 0 || (mentions.enterprises.length > 0 && stepWords.test(text)))
    return undefined;
  const lines = text.split(/[;；\n]/).map((line) => line.trim());
  const each = lines.length > 1 ? lines.map(wordsTo) : [];
  if (each.length > 0 && each.every((one) => one !== undefined)) return each.flat() as TypedAction[];
  return wordsTo(text);
}

/** 这个事谁接的, 紧急程度调高一点: without a number, so of the case in talk. */
const whoHas = /^(?:(?:刚才)?[这那]个?|它)(?:事情?|件)?(?:是|归|到底|现在)*谁(?:接|在?办|在?管|负责)/;
const urgent =
  /^(?:(?:把)?(?:[这那]个?(?:事|件)?)?的?(?:紧急(?:程度)?|优先级?).{0,4}[调提升][高升]|给?(?:[这那]个?(?:事|件)?)加急)/;
/** 镇里说好了，办结: of the case in talk as well. */
const concludes =
  /^(.*?)(?:^|[,，。\s])(?:这个|那个|这件|那件|可以|就|请|帮我|给我|先)*(?:办结|结案)(?:了|吧|掉)*(?:[,，。\s]*(?:谢谢|多谢|辛苦)[^,，。]{0,4})?[。.!！]*$/s;
const notYet = /没|未|不|等|如果|要是|的话|再|才/;

/** What is asked of, or done to, the case in talk. */
export function ofTheCaseInTalk({ text, role, chatKind, mentions }: Utterance): TypedAction | undefined {
  if (text.length > LONGEST) return undefined;
  if (chatKind === 'direct' && whoHas.test(text.trim())) return { action: 'ask', casesOnly: true };
  if (role === 'specialist' && chatKind === 'direct' && urgent.test(text.trim()))
    return { action: 'chase', casesOnly: true };
  const [all, said = ''] = (chatKind === 'direct' && text.trim().match(concludes)) || [];
  const named = mentions.items.length + mentions.projects.length + mentions.enterprises.length;
  if (all === undefined || named > 0 || notYet.test(all) || /^\d/.test(all)) return undefined;
  const result = said.replace(/(?:好的?|谢谢|收到|辛苦了?|[,，。\s])+$/, '').trim();
  return { action: 'conclude', casesOnly: true, ...(result ? { text: result } : {}) };
}
