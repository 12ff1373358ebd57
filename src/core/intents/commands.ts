import type { CaseAction } from '../model.ts';
import {
  continued,
  HEAD,
  handsOn,
  LONGEST,
  mergeIn,
  nextWords,
  number,
  ofTheCaseInTalk,
  opensAgain,
  says,
  serialsIn,
  stepOf,
  type TypedAction,
  takenBack,
  takesOver,
  towards,
  wordsTo,
} from './office-talk.ts';
import { type IntentRule, isOfficial } from './rule.ts';

const verbs: Record<string, CaseAction> = {
  接单: 'accept',
  接: 'accept',
  受理: 'accept',
  退回: 'return',
  退: 'return',
  转办: 'transfer',
  转: 'transfer',
  转给: 'transfer',
  改派: 'transfer',
  派给: 'transfer',
  交给: 'transfer',
  补件: 'supplement',
  补正: 'supplement',
  缺: 'supplement',
  办结: 'conclude',
  结案: 'conclude',
  回复: 'reply',
  答复: 'reply',
  催办: 'chase',
  改类: 'retype',
  同意召集: 'convene',
  同意会商: 'convene',
  召集: 'convene',
  撤回: 'withdraw',
  撤销: 'withdraw',
  撤件: 'withdraw',
};
/** 接 is taken on; 接水, 接电 and 接下来 are not. */
const verb =
  '接单|接(?![水电气管驳口入待线地]|下来|到)|退回|退|转办|转给|转(?![账让正移变换发达告入成述])|改派|派给|交给|补件|补正|缺|办结|结案|回复|答复|催办|改类|同意召集|同意会商|召集|撤回|撤销|撤件';
/** 4、8; 10 11; 5号6号. */
const numbers = `[#＃]?${number}(?:(?:\\s*[、,，和跟]\\s*|\\s+|(?<=[号件]))[#＃]?${number}(?!(?<![号件])\\d|[个天日月份]))*`;
/** 接单 12, 转 12 水利局 属河道. */
const verbFirst = new RegExp(`^我?(${verb}|受理)[\\s:：]*([#＃]?${number})(?:\\s*[,，:：]?\\s*(.*))?$`, 's');
/** 接单 10 11, 接4、8. */
const acceptsSeveral = new RegExp(`^接单?\\s*(${numbers})[。.!！]*$`);
/** Between the number and what was done. */
const also = '(?:[也都全]|统一|的(?!确)|一起|已经?|今天|刚才?|重新|再|我们?|来|这个|那个|给我|帮我|麻烦|请)*';
/** 3 办结 已核发, 5 缺消防意见, 12、13都接. */
const numberFirst = new RegExp(
  `^(?:把|将|同意)?(${numbers})\\s*[,，:：、.]?\\s*${also}\\s*(${verb}|受理)\\s*(.*)$`,
  's',
);
/** 派给卫禾二 1, 转给水利局 12号件. */
const targetFirst = new RegExp(
  `^(?:转办|转|改派|派|交)(?:给|到)\\s*([^\\s,，\\d]\\S*?)\\s*[,，]?\\s*([#＃]?${number})$`,
  's',
);
/** 5 办了, 1 弄好了 已发证. */
const finished = new RegExp(
  `^(${numbers})\\s*[,，:：、.]?\\s*${also}\\s*(?:办[好完妥]?|弄[好完]|搞定|解决|批[好完]?)了\\s*[,，:：]?\\s*(.*)$`,
  's',
);
/** 8 企业说不用了，办结: the result stands before. */
const concluded = new RegExp(
  `^(${numbers})\\s*[,，:：、.]?\\s*(\\D.*[^,，。\\s])[,，。\\s]+(?:可以|请|就|已|能)*(?:办结|结案|结(?=了|掉)|销(?=了|掉))(?:了|掉|吧)*[。.!！]*$`,
  's',
);
/** 5 请企业补充消防专篇, 4 还差保函. */
const wanting = new RegExp(
  `^(${numbers})\\s*[,，:：、.]?\\s*(?:请|[让叫]|通知|需要?|[要得先也都还再]|企业|他们?|建设单位|对方)*(补[充交齐]|补[正件]|补(?![贴助偿办发录好过上])|缺少?|差(?![不点错别]))(.+)$`,
  's',
);
/** 5 还没办结, 2 什么时候能批. */
const unfinished = new RegExp(
  `^(${numbers})\\s*[,，:：、.]?\\s*(?:${also}(?:还没|还未|没有?|未|怎么|咋|为[什啥]么?|啥时候?|什么时候|能|可以|要不要|是不是|是否)[^,，。]{0,6}?)(${verb}|受理)(.*)$`,
  's',
);
/** A quoted card, then only the verb. */
const bare =
  /^(接单|接了|退回|转办|补件|办结|回复|答复)(?:给?(?:企业|他们))?(?:\s*[,，:：]?\s+(.*)|[:：](.*))?$/s;
/** 接, 接了接了, 好的我接; 在 to a call. */
const taken =
  /^(?:好的?|收到|行|嗯|哦|[,，\s])*(?:(?:我们?|这就|马上)?已?来?接(?:单|一?下)?[了吧啊哈]?[,，。.!！~\s]*)+$/;
/** 都接了, 全部接单. */
const takenAll =
  /^(?:好的?|收到|行|嗯|[,，\s])*(?:这?[几两三四五][件个]|全部|[都全]){1,4}接(?:单|一?下)?[了吧啊]*[。.!！~]*$/;
/** Nothing but that it was heard: of a card that waits for 接单 as good as that. */
const present = /^(?:在[的呢啊]?|(?:好的?[,，\s]*)?收到了?)[。.!！~]*$/;
/** 接了，明天派人去现场测压: taken on, with words. */
const takenSaying =
  /^(?:好的?|收到|行|嗯|[,，\s])*(?:我们?|这就|已)?(?:接单了?|接了|我接)[,，。\s]+([^\s,，。].*)$/s;

/** 了吗, 了没, 没有: asked; 不了, 不动: denied; 啥, 哪些: what is asked of 缺. */
const notDone =
  /^(?:[了过好完]*(?:吗|嘛|么|没有?(?=$|[\s,，。.?？!！啊呀呢])|[?？]|不[了成下掉动出上来]|没$)|(?:给|到)?(?:啥|什么|哪|谁|几)|不(?=$|[\s,，。?？]))/;
/** 回复企业了: told of, not said. */
const toldOf = /^过?(?:给|了)*(?:企业|他们?|人家|对方|客户)[们那边]*(?:过|了)*[。.!！]*$/;
/** A line that ends so asks, unless it is an answer to somebody else. */
const endsAsking = /(?:来着|吗|么|了没有?|[?？])[\s。!！]*$/;

/** 收到，接5. */
const heard = /^(?:好的?|收到|行|嗯|明白|知道了|可以)[,，。!！\s]+/;
/** 现场看过了没有问题，15办结: the number and its verb stand last, and what was found before. */
const numberLast = new RegExp(
  `^(\\D.*[^,，。;；\\s\\d])[,，。\\s]+(${numbers})\\s*(?:可以|就|请|已)?(?:(办结|结案)|接单?)[了吧]*[。.!！]*$`,
  's',
);
const onCondition = /等|如果|要是|的话|若|再|才|还没|尚未|[?？吗]/;

function one(text: string): TypedAction[] | undefined {
  const clean = text.trim().replace(heard, '');
  const behind = clean.match(numberLast);
  if (behind && !onCondition.test(behind[1] ?? ''))
    return serialsIn(behind[2] ?? '').map((serial) =>
      behind[3] ? build('办结', serial, behind[1]) : build('接单', serial),
    );
  const several = clean.match(acceptsSeveral);
  if (several) return serialsIn(several[1] ?? '').map((serial) => build('接单', serial));
  const first = clean.match(verbFirst);
  if (first) return [build(first[1] ?? '', serialsIn(first[2] ?? '')[0], first[3])];
  const last = clean.match(concluded);
  if (last && !clean.match(numberFirst))
    return serialsIn(last[1] ?? '').map((serial) => build('办结', serial, last[2]));
  const second = clean.match(numberFirst);
  if (second) {
    const [, list = '', word = '', rest = ''] = second;
    return serialsIn(list).map((serial) => build(word, serial, rest));
  }
  const third = clean.match(targetFirst);
  if (third) return [build('转', serialsIn(third[2] ?? '')[0], third[1])];
  const wanted = clean.match(wanting);
  if (wanted) return serialsIn(wanted[1] ?? '').map((serial) => build('补件', serial, wanted[3]));
  const open = clean.match(unfinished);
  if (open) return serialsIn(open[1] ?? '').map((serial) => ({ action: 'ask', serial }));
  const done = clean.match(finished);
  if (done)
    return serialsIn(done[1] ?? '').map((serial) => {
      const step = build('办结', serial, done[2]);
      return step.action === 'ask' ? step : { ...step, loose: true };
    });
  const step = stepOf(clean);
  return step ? [step] : undefined;
}

const enterprise = /^(?:企业|他们|对方|建设单位|申请人)$/;

function build(word: string, serial: number | undefined, rest = ''): TypedAction {
  const action = verbs[word] ?? verbs[word.replace('接了', '接')] ?? 'reply';
  const mark = serial === undefined ? {} : { serial };
  const [clause = ''] = rest.split(/[,，。]/);
  const asked =
    notDone.test(rest.trim()) ||
    (action === 'reply' && toldOf.test(rest.trim())) ||
    (action !== 'reply' && action !== 'accept' && endsAsking.test(clause));
  if (asked) return { action: 'ask', ...mark };
  const numbered = {
    ...mark,
    ...(word.startsWith('接') || ['retype', 'convene', 'withdraw'].includes(action)
      ? { casesOnly: true }
      : {}),
  };
  const said = rest.trim().replace(/^(?:了(?!解)|啦|吧(?=$|[\s,，]))?[\s,，:：。]*/, '');
  if (action === 'transfer' || action === 'return') {
    const { department = '', text } = towards(said);
    // 退给企业 asks the enterprise for what is missing.
    if (enterprise.test(department)) return { action: 'supplement', ...numbered, ...(text ? { text } : {}) };
    return { action, ...numbered, ...towards(said) };
  }
  // 都办结了 统一答复：已发证: what the answer says is the result.
  const result =
    action === 'conclude' ? said.replace(/^统一(?:答复|回复)(?:企业|他们)?[\s,，:：]*/, '') : said;
  return { action, ...numbered, ...(result ? { text: result } : {}) };
}

const numerals = '一二三四五六七八九十';
/** 三号件, 第3件, as people say the number of a case first of all. */
const inDigits = (text: string): string =>
  text
    .replace(
      /^\s*第?([一二三四五六七八九十])号件?(?=\s*[接办转退缺补回答结])/,
      (_, n) => `${numerals.indexOf(n) + 1} `,
    )
    .replace(/^\s*第(\d{1,6})件/, '$1 ');

/** Where the next number and its verb begin: 3接 4也接. */
const nextNumber = new RegExp(
  `(?<![\\s,，。])[\\s,，。]+(?=[#＃]?${number}\\s*${also}\\s*(?:${verb})|(?:接单?|办结)\\s*[#＃]?${number}(?:$|[\\s,，]))`,
);

/** Said of a number in the office's own words: only the number tells that it is a line to the bot. */
const isLoose = ({ action }: TypedAction): boolean => ['tell', 'step'].includes(action);

/**
 * 2办结已核发，5缺迁改方案，1还在等批示: a line of several cases split by their numbers, one of which at least is acted
 * on; what is merely counted (1营业执照，2身份证) stays where it stands.
 */
function byNumber(part: string): TypedAction[] | undefined {
  const pieces = part.split(nextWords);
  const steps = pieces.map((piece) => one(piece) ?? wordsTo(piece));
  const acts = steps.flatMap((step) => step ?? []);
  const told = acts.flatMap(({ action, serial }) => (action === 'tell' ? [serial ?? 0] : []));
  const lists = told.some((serial) => told.includes(serial + 1) || counts(pieces, serial));
  const acted = acts.some(({ action }) => !['tell', 'reply', 'ask'].includes(action));
  if (pieces.length < 2 || lists || !acted || steps.some((step) => step === undefined)) return undefined;
  if (acts.some(({ action }) => action === 'reply')) return undefined;
  // 7和3都办完了，3的批复给企业了: what is said of one alone is its result.
  const own = (serial: number | undefined) =>
    acts.find((step) => isLoose(step) && step.serial === serial)?.text;
  const merged = acts.map((step) => {
    const text = !isLoose(step) && step.text === undefined ? own(step.serial) : undefined;
    return text === undefined ? step : { ...step, text };
  });
  return merged.filter(
    (step) => !isLoose(step) || !acts.some((one) => one !== step && one.serial === step.serial),
  );
}

/** Whether the number before stands among the words, as in 缺：1营业执照，2身份证. */
const counts = (pieces: string[], serial: number): boolean =>
  pieces.some((piece) => new RegExp(`\\D${serial - 1}(?!\\d)`).test(piece));

/** The actions in a line, several set apart by semicolons, lines or numbers; undefined when it is no such line. */
export function actionsIn(text: string): TypedAction[] | undefined {
  if (text.length > LONGEST) return continued(one(text.slice(0, HEAD)), text.slice(HEAD));
  const parts = inDigits(text)
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const found = parts.map((part) => {
    const steps = part.split(nextNumber).map(one);
    // What stands in an answer is part of it.
    const apart = steps.every((step) => step?.every(({ action }) => action !== 'reply'));
    return byNumber(part) ?? (apart ? steps.flatMap((step) => step ?? []) : one(part));
  });
  if (found.length > 0 && found.every((actions) => actions !== undefined))
    return found.flat() as TypedAction[];
  return undefined;
}

/** Whether a text has the shape of an office-holder's line that does something. */
export const isCommand = (text: string): boolean =>
  actionsIn(text)?.some((line) => line.action !== 'ask' && !isLoose(line)) ?? false;

/** A case's number with something to be done, or a word that gives one away; courtesy holds neither. */
export const looksLikeOrder = (text: string): boolean =>
  /\d\s*号|[派转]给?|催|办结|结案|退回|召集|会商|联席|开会|交给|给我|登记|[^\d]\s+\d{1,4}$|^\d{1,4}\s+\S/.test(
    text,
  );

/** What office-holders type instead of pressing a button. */
export const commands: IntentRule[] = [
  {
    kind: 'case_action',
    means: '联络员或专员对诉求件接单、退回、转办、补件、答复、办结',
    recognise(said) {
      const text = said.text.trim();
      const actions = actionsIn(text);
      if (said.role === 'leader' && actions?.every(({ action }) => action === 'convene')) return { actions };
      if (!isOfficial(said.role)) return undefined;
      const mine = takesOver(said);
      if (mine) return { actions: [mine] };
      const whole = mergeIn(text) ?? opensAgain(said);
      if (whole) return { actions: [whole] };
      const accepts = actions?.every(({ action }) => action === 'accept' || action === 'step') ?? true;
      const onwards = accepts ? handsOn(said) : undefined;
      if (onwards) return { actions: onwards };
      const { projects, enterprises } = said.mentions;
      const talk = said.chatKind !== 'direct' || projects.length + enterprises.length > 0;
      if (actions && !(talk && actions.every(isLoose))) return { actions };
      const saying = said.chatKind === 'direct' && !actions ? text.match(takenSaying) : null;
      if (saying) return { actions: [{ action: 'accept', casesOnly: true, text: saying[1] }] };
      const alone = text.match(bare);
      if (alone) return { actions: [build(alone[1] ?? '', undefined, alone[2] ?? alone[3] ?? '')] };
      if (said.addressed && taken.test(text)) return { actions: [build('接单', undefined)] };
      if (said.addressed && takenAll.test(text))
        return { actions: [{ ...build('接单', undefined), all: true }] };
      if (said.chatKind === 'direct' && present.test(text))
        return { actions: [{ ...build('接单', undefined), perhaps: true }] };
      // Right after the bot's question it is the step asked about that is wrong.
      const back = said.steps?.last.length ? undefined : takenBack(said);
      const close = back ? undefined : ofTheCaseInTalk(said);
      const others = back ? [back] : close ? [close] : says(said);
      return others ? { actions: others } : undefined;
    },
  },
];
