/** What kind of thing a question wants to hear; several at once are usual. */
export type Want =
  | 'time'
  | 'when'
  | 'money'
  | 'penalty'
  | 'who'
  | 'meaning'
  | 'list'
  | 'leave'
  | 'count'
  | 'phone'
  | 'place'
  | 'limit'
  | 'start';

/** What is answered by a figure. */
export const figures: readonly Want[] = ['time', 'money', 'count'];

const figure = '[\\d一二三四五六七八九十百千万两半]+';

/** How the question is recognised, and what a passage must hold to answer it. */
const kinds: { want: Want; asked: RegExp; holds: RegExp }[] = [
  {
    want: 'time',
    asked:
      /多久|好久|几天|几日|几年|几个月|几个?小时|几个?工作日|多长时间|多少[个]?(?:天|日|年|月|小时|工作日)|多长|时限|期限|提前|最晚|最迟|截止|有效期|几点|时间要求|作废|报到什么时候/,
    holds: new RegExp(
      `${figure}\\s*(?:个)?(?:工作日|日|天|年|月|小时|周|分钟)|即办|当场|立即|即时|随时|届满|永久|长期有效|\\d{1,2}[:：]\\d\\d`,
    ),
  },
  {
    // A day or an event: 交付时, 之日起, 销售前.
    want: 'when',
    asked: /什么时候|啥时候|何时|哪[天年月]|几号/,
    holds: new RegExp(`${figure}\\s*[日月]|之日|[前后时](?=[，。；：])|事先|同时|届满|以前|之[前后]`),
  },
  {
    want: 'money',
    asked:
      /多少钱|多少元|收费|收不收[费钱]|收钱|费用|免费|几[块毛百千万]|几个[点钱]|要钱|花钱|交钱|税率|税额|(?:缴|交|收|奖|补|罚|贴|退|涨|加收)多少|罚款|(?:费|金|收|缴|补|奖).{0,4}标准|价格|额度|金额|补贴|补助|奖励/,
    holds: new RegExp(
      `${figure}\\s*(?:元|万元|亿元|倍|％|%)|[百千万]分之|免[费征收缴交]|不(?:得)?收|(?:费用?|标准|价格)由|统一[^。]{0,4}标准|商定|收费|缴纳|工本费|按.{0,12}标准`,
    ),
  },
  {
    want: 'penalty',
    asked: /罚|处罚|后果|会怎样|会怎么样|怎么处理|什么责任|谁的责任|追究|赔/,
    holds:
      /罚款|责令|没收|吊销|处分|拘留|刑事责任|警告|赔偿|无效|收回|拆除|撤销|加收|不予|终止|不再|废止|失效|作废/,
  },
  {
    want: 'who',
    asked: /谁|哪个(?:部门|局|单位|机关|窗口)|什么部门|找哪|归哪|归谁|向哪|跟哪/,
    holds: /部门|机关|政府|局|委员会|机构|单位|人民法院|企业|承担|负责|窗口|中心|大队/,
  },
  {
    want: 'meaning',
    asked:
      /什么是|啥是|(?:是|啥|什么)意思|(?:什么|啥)叫|指什么|是指|怎么定义|怎么理解|是(?:什么|啥)标准|是哪[几一二两三四五六]/,
    holds: /(?:[是，,]|的是)指|所称|指的是|包括|含义|意思/,
  },
  {
    want: 'list',
    asked:
      /哪[些几二两三四五六]|[什啥]么?(?:条件|材料|资料|东西|情况|情形|手续|要求)|包括|满足什么|具备什么|要带什么|准备什么/,
    holds: /下列|以下|如下|[（(]一[）)]|、.*、/,
  },
  {
    want: 'leave',
    asked:
      /能不能|可不可以|能否|可否|是否|行不行|要不要|用不用|需不需要|必须|合法|允许|(?:能|可以|要|需要|用|算|得|会|行|有).{0,24}(?:吗|么|不|没)$|吗[?？]?$/,
    holds: /不得|可以|应当|禁止|必须|方可|无需|不需要|不用|免|严禁|视为|视同|不算|有权|不予|鼓励|要/,
  },
  {
    want: 'count',
    asked:
      /多大|多高|多宽|多少(?!钱|元|天|日|年|个?月|个?小时|个?工作日)|几(?:个人|人|岁|次|份|名|层|张|套|家|米|度)|百分之几/,
    holds: new RegExp(
      `${figure}\\s*(?:个(?!工作日|月|小时)|人|名|次|份|票|平方|公里|千米|米|亩|公顷|周岁|岁|年以上|％|%|学时|张|层|倍|家|成|吨|千瓦|度|摄氏|立方|元|万元)|[百千万三四五]分之|两成|过半数|\\d/\\d`,
    ),
  },
  { want: 'phone', asked: /电话|号码|联系方式/, holds: /\d{3,}/ },
  {
    // The asker's own figure (260平的配电房): what answers is the threshold it is held against.
    want: 'limit',
    asked: /\d\s*(?:平方米|亩|公顷|万元?|千瓦|立方米|吨|米|层)/,
    holds: new RegExp(
      `${figure}[\u3400-\u9fff％%]{1,4}(?:及|\\（含\\）)?以[上下内]|(?:不足|不满|超过|达到|不超过|大于|小于|少于)${figure}`,
    ),
  },
  {
    want: 'place',
    asked: /在哪|地址|去哪|哪里办|哪儿/,
    holds: /中心|窗口|大厅|楼|网|平台|部门|机关|局|系统|机构/,
  },
  {
    want: 'start',
    asked:
      /什么时候(?:实施|施行|生效|开始)|哪天(?:实施|施行|生效)|(?:施行|生效|实施)(?:日期|时间)|为什么制定|立法目的/,
    holds: /施行|制定本/,
  },
];

/** Whether days count towards a limit is no question for a number of days. */
const countsTowards = /算不算|计不计|计入|算在|算进|扣除/;

/** What the question wants; 多少 counts things only where it asks for no time, sum or number to call. */
export function wantsOf(question: string): Want[] {
  const wants = new Set(kinds.filter(({ asked }) => asked.test(question)).map(({ want }) => want));
  if (countsTowards.test(question)) wants.delete('time');
  if (wants.has('time') || wants.has('money') || wants.has('phone')) wants.delete('count');
  return [...wants];
}

/** Compatibility forms, lower case, and the units that chat shortens (260平, 6方). */
export const plainQuestion = (question: string): string =>
  question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\d)\s*(?:平米?|m2)(?!方)/g, '$1平方米')
    .replace(/(\d)\s*方(?!米|案|面)/g, '$1立方米');

/** Whether a passage holds what is wanted. */
export const holds = (want: Want, passage: string): boolean =>
  kinds.some((kind) => kind.want === want && kind.holds.test(passage));

/** Kinds that ask for a figure: a passage without one is no answer. */
export const hardWants: ReadonlySet<Want> = new Set([...figures, 'phone']);

/** 谁出钱, 价格怎么定, 谈不拢怎么办 speak of money and ask for no sum. */
const sum = /多少|几|标准|率|额|收费|免费|收不收|收钱|要钱|花钱|交钱/;

/** 多久交一次: 每年一次 has no figure and answers; 每月统计 says nothing of how long something takes. */
const often = { asked: /一[次回]/, said: /每.?[年月日周季]|按[年月日周季]/ };

/** A measure asked for by name is answered only by a passage that has it: how many 分贝 by no number of days. */
const measures: { asked: RegExp; said: RegExp }[] = [
  {
    // 一亩赔多少, 一米多少钱: a price.
    asked:
      /一(?:亩|米|平|方|吨|公里|车|棵|根|度|户|个月).{0,8}(?:多少|几[个块毛百千万])(?!天|日|年|个?月)|(?:多少|几)[钱元块]?一(?:亩|米|平|方|吨|公里|车|棵|根|度)/,
    said: new RegExp(
      `${figure}\\s*(?:元|万元|％|%|倍)|[百千万]分之|免[费征收缴交]|不(?:得)?收|由[^。，]{0,16}(?:定|公布)|按.{0,12}标准`,
    ),
  },
  // A permit good for years is not one applied for within 30 days.
  { asked: /几年|多少年/, said: /年(?!度)|永久|长期|终身/ },
  { asked: /几个点|几成|百分之几/, said: /[%％‰成]|[百千]分之/ },
  {
    asked: /(?:多少|几)米|多(?:高|深|宽)|隔多远|离.{0,6}多远/,
    said: /[\d一二三四五六七八九十百千]\s*(?:公里|千?米|层)/,
  },
  { asked: /一比几|坡度/, said: /1[:：∶]|坡度|百分之|[%％°]/ },
  {
    asked: /几楼|哪[个栋层幢](?:楼|屋)|几号窗口|哪条[街路]/,
    said: /[\d一二三四五六七八九十]\s*(?:楼|层|号)|[街路]/,
  },
  { asked: /网址/, said: /https?:|www\.|网址/ },
  ...['分贝', '欧姆?', '学时', '页', '针', '毫米', '厘米', '摄氏度', '公斤', '千瓦', '兆帕'].map((unit) => ({
    asked: new RegExp(`(?:多少|几)个?${unit}`),
    said: new RegExp(unit),
  })),
];

/** 亩均税收是个啥: a clause that has the word in a list between others says nothing of what it means. */
function isOnlyListed(question: string, passage: string): boolean {
  const word =
    /^(?:[^,，。?？]{0,4}(?:请问|那个?|这个))?([\u3400-\u9fff]{2,8})(?:到底|究竟)?是(?:个)?(?:啥|什么)/.exec(
      question,
    )?.[1];
  if (word === undefined || !passage.includes(word)) return false;
  return passage
    .split(word)
    .every((after, n) => n === 0 || /^[、和与]/.test(after) || /、$/.test(passage.split(word)[n - 1] ?? ''));
}

/** Whether a passage can be an answer at all: where figures are asked for, it holds one of the kinds asked for. */
export function isPossible({ text, wants }: { text: string; wants: Want[] }, passage: string): boolean {
  const hard = wants.filter((want) => hardWants.has(want) && (want !== 'money' || sum.test(text)));
  if (isOnlyListed(text, passage)) return false;
  if (measures.some(({ asked, said }) => asked.test(text) && !said.test(passage))) return false;
  if (hard.includes('time') && often.asked.test(text) && often.said.test(passage)) return true;
  return hard.length === 0 || hard.some((want) => holds(want, passage));
}

/** Phrases of asking and politeness, which say nothing about the matter. */
const asking =
  /请问|想问|问一?下|咨询|我们|你们|咱们|俺们|他们|这个|那个|一下|什么时候|(?:什么|啥|哪个)(?:部门|单位|局|地方)|啥时候|什么|怎么样|怎么办|怎么|怎样|如何|哪些|哪个|哪里|哪儿|哪家|多少天|多少|多久|多长时间|多长|几个|几天|几年|几日|几次|是不是|能不能|可不可以|有没有|要不要|需不需要|用不用|行不行|应当|应该|谢谢|麻烦|[?？!！,，。;；:：、~…\s]+/g;

const emptyWords = new Set(
  '的 地 得 了 着 过 吗 呢 么 呀 啊 吧 啥 咋 嘛 哦 哈 是 我 你 您 他 她 它 在 有 和 与 及 或 或者 还是 还 也 都 就 才 会 能 要 用 可以 需要 必须 一定 跟 给 把 被 让 到 去 来 上 下 里 后 前 多 几 谁 个 这 那 哪 为 对 向 从 由 以 于 之 其 而 但 没 不 没有 时间 东西 事情 情况 问题 事 以后 之后 之前 然后 现在 已经 想 说 看 人 家 最 再 又 很 太 所 按 等 如果 因为 所以 算 行 做 办 搞 弄 办理 进行 属于 关于 时候 里面 里边'.split(
    ' ',
  ),
);

/** 采矿许可证, 中介费: what is issued or paid, by its name. */
const instrument = /许可证|资格证|合格证|登记证|注册证|经营证|执照|证书|证|保证金|押金|费|税/g;
const noName = /[的了在是有和与要交收办领拿过个这那我你他们多少几吗呢不没还把给被就也都去到能可以用让请问份]/;
/** Characters before the word that says of what sort it is. */
const NAME = 4;

/** The certificates, fees and taxes a question names, each with the first character of its sort: 采矿许, 中介费. */
export function instrumentsIn(text: string): string[] {
  return [...text.matchAll(instrument)].flatMap(({ index }) => {
    let from = index;
    while (
      from > index - NAME &&
      /[\u3400-\u9fff]/.test(text[from - 1] ?? '') &&
      !noName.test(text[from - 1] ?? '')
    )
      from -= 1;
    return index - from > 1 ? [text.slice(from, index + 1)] : [];
  });
}

/** Sorts of one item with a line of their own each. */
export const sortsIn = (text: string): string[] => text.match(/高压|低压|双电源|双回路/g) ?? [];

/** What is done to a thing one has: how one gets it is no answer. */
export const actsIn = (text: string): string[] =>
  text.match(/注销|补办|挂失|延期|延续|抵押|过户|换证|年检|年报|增项/g) ?? [];

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * The stretches of a question that carry its matter, in order, cut where words of asking stood. The segmenter takes the
 * 能 of 搞节能改造 for a word of its own: `isWord` says which pairs of characters papers write together.
 */
export function matterOf(question: string, isWord: (pair: string) => boolean = () => false): string[] {
  const runs: string[] = [];
  for (const stretch of question.replace(asking, ' ').split(' ')) {
    let run = '';
    for (const { segment, isWordLike } of segmenter.segment(stretch)) {
      if (isWordLike && (!emptyWords.has(segment) || isWord(run.slice(-1) + segment))) {
        run += segment;
      } else if (run !== '') {
        runs.push(run);
        run = '';
      }
    }
    if (run !== '') runs.push(run);
  }
  return runs;
}

/** 咱县, 俺村: what the place itself has set or does. */
export const asksLocally = (question: string): boolean =>
  /(?:咱们?|俺们?|我们?|本)(?:这儿?|那儿?|个)?(?:省|市|县|区|镇|乡|村)(?!级)|咱这|[县镇]里(?:今年|现在|哪|有)|[县镇]上/.test(
    question,
  );

/** A pair of characters that only holds words together (就不, 要写): when no paper has it, it means nothing. */
export const isFunctional = (pair: string): boolean =>
  [...pair].some((character) => emptyWords.has(character));

const elsewhere =
  /隔壁(?:[\u3400-\u9fff]{2})?[县市](?![道级场政区])|邻[县市]|外[县市省]|别的[县市]|其他[县市]|人家县/;
/** What somebody would recommend or finds fair. */
const opinion =
  /推荐|靠谱|划算|性价比|你觉得|还是.{1,8}好(?=$|[呀啊呢？?])|哪.{1,8}水平高|[哪什][个么]牌子|多少.{0,3}合[适理]|用什么.{0,6}好|哪家.{0,16}(?:便宜|好|强|快)|哪[个种].{0,16}(?:便宜|[更最]好|[更最度]快|更坑)|谁.{0,16}(?:便宜|最好)/;
/** What is going on now, where one's own file is: papers seldom say. */
const current =
  /昨[天晚]|前天|上周|刚才|(?:去年|上半年|上个?月|本月).{0,8}(?:多少|几)|今年.{0,8}(?:多少|几)[个家件起宗]|还[有剩](?:多少|几)|(?:我|我们|俺).{0,12}(?:批到哪|到哪一步|到哪了|好了没|完了没|下来没|谁在处理)|登不[上进]|打不开|闪退|没反应|验证码|哪个页面|密码忘|忘.{0,3}密码|(?:批|盖章|解除|到账|出来|发下来)了?没(?:有)?[，,。？?]?$|今[年天].{0,10}(?:名额|指标)/;
const personal =
  /(?:局长|主任|县长|市长|科长|书记|老板|领导).{0,4}(?:是谁|叫[什啥]|姓|电话|手机|号码)|叫什么名字|姓[啥什]|谁在管|手机号|微信(?:号|推)/;
/** 去泰国注册公司, 按德国法. */
const abroad =
  /[去在到跟和按](美国|日本|德国|英国|法国|韩国|泰国|越南|俄罗斯|新加坡|马来西亚|印度尼西亚|印度|澳大利亚|加拿大|意大利|香港|澳门|台湾)/;
/** 云岭县: two characters before 县 or 市 at the start of a phrase. */
const place = /(?:^|[，。？！、\s在到去问])([\u3400-\u9fff]{2}[县市])(?![级场容区里内])/;
const noPlace = /[我你他本全各个该我们的是城都超门请这那哪外邻上下]/;

/**
 * What other places do, what people are called or can be reached at is never in our documents, however much the words
 * overlap; nor is what is going on just now, unless people are known to ask it of a clause (`isAsked`: 昨晚九点交的算哪天).
 * A place by name is out of reach when it is not the asker's and no paper mentions it.
 */
export function isOutOfReach(
  question: string,
  region: string | undefined,
  isMentioned: (place: string) => boolean,
  isAsked: boolean,
): boolean {
  if ([elsewhere, personal, opinion].some((kind) => kind.test(question))) return true;
  if (!isAsked && current.test(question)) return true;
  const country = abroad.exec(question)?.[1];
  if (country !== undefined && !isMentioned(country)) return true;
  const named = place.exec(question)?.[1];
  if (named === undefined || noPlace.test(named.slice(0, -1))) return false;
  return !region?.includes(named) && !isMentioned(named);
}

/** 日照分析要啥单位做的才认: who may make a paper is neither whose matter it is nor what to bring. */
export const asksWhoMakes = (text: string): boolean =>
  /(?:啥|什么|哪[些家种个]?|谁)[^,，。]{0,2}(?:单位|机构|公司|院|家)[^,，。]{0,4}(?:做|编|写|画|测|评|(?<!批)出(?!租))|(?:啥|什么|哪[些家种个]?)[^,，。]{0,2}资质/.test(
    text,
  );
