import { figureWanted } from './figures.ts';
import { type IntentRule, isOfficial, type Utterance } from './rule.ts';
import { anyOf } from './words.ts';

/** What an office-holder wants listed or counted. */
export interface Wanted {
  /** 超期, 今日到期, 临期; none: all three. */
  lamps: ('red' | 'orange' | 'yellow')[];
  /** 本周到期: what has its last day this week. */
  thisWeek: boolean;
  /** 最急: the worst few. */
  worst: boolean;
  /** 诉求: the open ones, or those that nobody has accepted. */
  cases?: 'open' | 'unaccepted';
  /** 我手上的. */
  mine: boolean;
  /** 全县项目什么情况: everything that presses, and where all of it stands. */
  overall: boolean;
  /** 我手上还有几个件: every running one, pressing, paused or neither. */
  running?: true;
  /** 我名下哪几个项目: each of one's own, pressing or not. */
  portfolio?: true;
}

/** Papers and pages that no chat shows. */
export type PageAsked = 'ledger' | 'workbook' | 'week' | 'board' | 'delivery';

const overdue = /超期|逾期|超时|红灯/;
const dueToday = /今[天日儿].{0,4}(?:到期|截止)|今日到期|到期.{0,3}今[天日儿]|橙灯/;
const dueSoon = /临期|(?:快|将|要)到期|黄灯/;
const dueThisWeek = /(?:本|这个?)(?:周|礼拜|星期).{0,6}(?:到期|截止)/;
const worst = /最(?:急|紧急|要紧|严重|慢|久|棘手)|排前[一二三四五几\d]/;
const unaccepted = /(?:没有?|未|还没)(?:人)?接(?:单|了?没|的|$)|待接单/;
const openCases = /诉求|难点|堵点|(?:求助|投诉|催办)件/;
const listing =
  /哪些|哪几|所有|全部|有吗|哪(?:个|家)(?:部门|单位|局|项目|企业)|几[个件项]|多少[个件项]?|清单|名单|一览|汇总|统计|列(?:一?下|出|个|一列)|都有|有(?:啥|什么|没有)|有没有|谁|(?:发|给|报|说|讲|念)(?:给)?(?:我|一?下|说|来|一份)|看看|还有|没办完/;
/** A word of lateness and nothing else: 超期, 超期件. */
const bareLamp =
  /^(?:今[天日])?(?:超期|逾期|临期|到期|红灯|黄灯|待接单)(?:的)?(?:件|项目|办件)?[呢吗?？。]*$/;

/** 全县项目都到什么阶段了. */
const whole = /全县|(?:所有|全部|各个?)(?:重点)?(?:项目|办件)/;
const howItStands = /情况|进[展度]|阶段|怎么样|咋样|如何|哪(?:一)?步|总体|概况/;

/** 今天我要干啥, 待办, 我手上有几件: all that waits. */
const toDo =
  /^(?:我的?|今[天日儿]|[上下]午|的)*(?:待办|清单|活儿?|任务)(?:事项|清单|件)?[呢吗?？。]*$|(?:今[天日]|现在|我|手[上里头]).{0,4}(?:要|该|需要?)(?:干|办|做|处理|盯|跟|催|管|跑)(?:着|些|点|的)?(?:有|是)?(?:啥|什么|哪些|哪几|几[家个件])(?:[家个件呀啊呢事活?？,，]|$)|(?:今[天日]|手[上里头]|名下).{0,3}(?:还?有)(?:啥|什么|哪些|几[个件]).{0,6}$/;
const nowadays = '(?:那|现在|目前|这会儿?|今[天日儿]|[上下]午|到底|都|总共|一共|的|活儿?|工作|任务)*';
const oneself = '(?:[我俺咱]们?(?:自己)?(?:这?[边里儿头]|这|岗位?|名下|手[上里头])?|手[上里头]|名下)';
const which = '(?:啥|什么|哪[些几]|几|多少)(?:[个件项]|事情?|活儿?|东西|的)*';
const undone = '(?:还?没有?|未)(?:办|弄|搞|处理|接|回|答|做|干|盯|跟|结|完成|清)[理复完好掉结单成]*';
const closing = '[的了啊呀呢吗嘛?？。!！]*$';
const remains = `还?(?:剩下?|有|差|余下?)${which}`;
/** 我这边还有啥没弄, 我名下今天还剩啥, 我没办完的有几件: all that is in one's own hands, pressing or not. */
const leftToMe = anyOf(
  `^${nowadays}${oneself}${nowadays}${remains}(?:${undone})?${closing}`,
  `^${nowadays}${oneself}${nowadays}${undone}的?(?:都|还)*(?:剩|有|是)?${which}${closing}`,
);
/** 还有啥没弄完的: said to the bot alone it is of oneself, too. */
const leftAtAll = new RegExp(`^${nowadays}(?=还|剩)${remains}${undone}${closing}`);
/** 有我的没, 今天有没有人找我. */
const forMe =
  /^(?:今[天日儿]|现在|这会儿?|又|还)*(?:有没有|有)(?:我的|派给我的|人找我的?|找我的|谁找我)(?:新)?(?:件|事|活|单子?|消息)?(?:没有?|不|吗|么|嘛)?[啊呀呢?？。]*$/;
/** 我手上还有几个件. */
const howMany = /(?:我|手[上里头]|名下).{0,4}有(?:几|多少)[个件项]/;
/** 我项目里哪些部门没回话. */
const unanswered =
  /(?:哪[些个几]|谁|几个)(?:个|家)?(?:部门|单位|局|岗位?|人)?(?:还|都)?没有?(?:回(?:话|复|音|我)?|答复|回答|反馈|动静)(?!执)/;
const LONGEST_TO_DO = 14;
/** 我名下哪几个项目, 只看我自己的. */
const portfolio = /我(?:自己)?(?:手[上里头]|名下|负责|管|跟|分管)的?.{0,6}项目/;
export const onlyMine = /只(?:看|要|列|说|报)我(?:自己)?(?:手[上里头]|名下|负责)?的?/;

/** The lamps a line speaks of: 超期, 今日到期, 临期. */
export const lampsNamed = (text: string): Wanted['lamps'] => [
  ...(overdue.test(text) ? (['red'] as const) : []),
  ...(dueToday.test(text) ? (['orange'] as const) : []),
  ...(dueSoon.test(text) ? (['yellow'] as const) : []),
];

/** 早，…: what a line begins with before it asks. */
const hello = /^(?:早(?:安|上好)?|(?:上午|中午|下午|晚上)好|[你您]好|在吗|那|对了)[呀啊,，!！。\s]+/;

/** What a line of an office-holder wants listed; undefined when it asks for no list. */
export function listWanted(line: string, alone = false): Wanted | undefined {
  const text = line.trim().replace(hello, '');
  // 今天我要盯的有哪些，含褚禾一的.
  const [first = ''] = text.split(/[,，]/);
  const lamps = lampsNamed(text);
  const thisWeek = dueThisWeek.test(text);
  const isWorst = worst.test(text);
  const own = { thisWeek, worst: isWorst, mine: true, overall: false };
  if (
    lamps.length === 0 &&
    !isWorst &&
    portfolio.test(text) &&
    (listing.test(text) || howItStands.test(text))
  )
    return { lamps, ...own, portfolio: true };
  if (onlyMine.test(text)) return { lamps, ...own, ...(lamps.length ? {} : { portfolio: true }) };
  const cases = unaccepted.test(text)
    ? 'unaccepted'
    : openCases.test(text) || (unanswered.test(text) && !/会/.test(text))
      ? 'open'
      : undefined;
  const names = lamps.length > 0 || thisWeek || isWorst || cases !== undefined;
  if (!names && (leftToMe.test(text) || (alone && leftAtAll.test(text))))
    return { lamps, ...own, running: true };
  if (!names && (forMe.test(text) || (first.length <= LONGEST_TO_DO && toDo.test(first))))
    return { lamps, ...own, ...(howMany.test(text) ? { running: true } : {}) };
  if (!names && whole.test(text) && howItStands.test(text))
    return { lamps, thisWeek, worst: isWorst, mine: false, overall: true };
  if (!names || !(listing.test(text) || isWorst || bareLamp.test(text.trim()))) return undefined;
  const mine = /我(?:手上|手里|手头|名下|这儿|这边|这里|负责|经手)|我(?:的|项目)|轮到我|要我/.test(text);
  return { lamps, thisWeek, worst: isWorst, mine, overall: false, ...(cases ? { cases } : {}) };
}

/** 超期了怎么办, 为什么超期 ask something else; 催办 and 登记 want something done. */
const noList = /怎么(?:办|处理|算|补)|咋办|为(?:什么|啥|何)|会不会|算不算|催|督[办促]|登记|抓紧|[?？].*[?？]/;

/** 我要督办: what the asker will do with the list. */
const meantLater = /我们?[^,，。;；]{0,4}(?:要|来|再|好|准备|打算)[^,，。;；]{0,4}(?:督[办促]|催|通报|约谈)/;

const isStaff = ({ role }: Utterance) => isOfficial(role) || role === 'leader' || role === 'administrator';

const pageWords: [PageAsked, RegExp][] = [
  ['ledger', /台[账帐]/],
  ['workbook', /批前(?:服务)?清单|排期(?:的)?(?:表格|excel|xlsx|文件)|整张(?:排期)?表/i],
  ['week', /周报|(?:本|这|上)周(?:的)?(?:简报|通报)/],
  ['board', /挂图作战|看板|大屏|作战图/],
  ['delivery', /(?:没|未)(?:有)?(?:送到|送达|发出|发到|发成|送出)|发不(?:出|进)|送不到/],
];
/** 台账已更新 tells, 写进台账 orders: neither asks for it. */
const noPage = /(?:已|刚)(?:经)?(?:更新|登记|录|记)|(?:记|写|录|登)(?:进|入|到)|企业|[^,，。]{18,}/;

/** 你能干啥, 你是谁, 帮助. */
const aboutBot =
  /(?:[你您]们?|小助手|机器人)(?:到底|究竟|都|现在)?(?:是谁|是(?:个)?(?:(?:什么|啥)(?!时候|时间|地方|意思|局|部门|单位|原因|情况)|干|做(?:什么|啥))|叫(?:什么|啥)|(?:能|会|可以)(?:帮|给|替)?(?:我|我们|咱|大家)?(?:们)?(?:干|做|办|帮|答|查|管|回答)?(?:些|点|得了)?(?:什么|啥|哪些|嘛)(?:事|忙|活|用)?(?:情)?[呀啊呢吗?？!！。]*$|有(?:什么|啥|哪些)(?:用|功能|本事|能耐)|(?:怎么|咋|如何)(?:用|使))|(?:能|可以|都能|该)(?:问|找|让|叫)(?:你|您)(?:干|做|办|问|查)?(?:些|点)?(?:什么|啥|哪些)|^(?:都)?能(?:干|做)(?:些|点)?(?:什么|啥|嘛)|^(?:帮助|help|菜单|功能|使用说明|使用方法|说明书?|怎么用)[呀啊呢?？。!！]*$/i;
/** 投诉找谁, 办事不满意到哪投诉, and nothing of what is wrong with whom. */
const asksWhereToComplain =
  /^[^,，。]{0,10}(?:投诉|举报)(?:部门|他们)?(?:要|该|应该)?(?:找谁|找哪|[打去到在]?哪|电话|渠道|怎么|咋)[^,，。]{0,6}$|^[^,，。]{0,10}(?:找谁|找哪[个里儿]|[到去在]哪[里儿个]?|怎么|咋)(?:去)?(?:投诉|举报)[呀啊呢?？]*$/;
/** A question about the bot is short; 你是什么时候报的 is none. */
const LONGEST = 24;
const greeting =
  /^(?:(?:你好|您好|你们好|嗨|哈喽|hi|hello|喂|在吗|在不在|在么|有人吗|早|早安|[早上中下晚]{1,2}[午上]好)[呀啊呢哈,，、。.!！?？~～\s]*(?:(?:小助手|助手|机器人)[呀啊,，。.!！~～\s]*)?){1,4}$/i;

/** What office-holders want to see at a glance, and what anybody wants to know of the bot. */
export const overviews: IntentRule[] = [
  {
    kind: 'ask_list',
    means: '办公人员或领导要一览：哪些超期、今天到期、谁没接单、几件',
    recognise(said) {
      if (!isStaff(said) || said.mentionsOthers || said.mentions.caseNumbers.length) return undefined;
      const figure = figureWanted(said.text);
      if (figure) return { figure };
      // 今天收了几件，几件没接: a figure, then a list.
      const [counted = '', ...others] = said.text.split(/[\s,，。;；]+/);
      const firstFigure = others.length > 0 ? figureWanted(counted) : undefined;
      const then = firstFigure && listWanted(others.join('，'), said.chatKind === 'direct');
      if (firstFigure && then) return { figure: firstFigure, wanted: then };
      // 超期的列一下，超3天的我要督办: the list first; what is meant to follow is ordered then.
      const [asked = '', ...rest] = said.text.split(/[,，。;；]/);
      const first = meantLater.test(rest.join()) ? asked : said.text;
      if (noList.test(first)) return undefined;
      const wanted = listWanted(first, said.chatKind === 'direct');
      return wanted ? { wanted } : undefined;
    },
  },
  {
    kind: 'ask_page',
    means: '办公人员要台账、批前清单、周报这类整张的表',
    recognise(said) {
      if (!isStaff(said) || !said.addressed || noPage.test(said.text)) return undefined;
      const pages = pageWords.flatMap(([page, word]) => (word.test(said.text) ? [page] : []));
      return pages.length ? { pages } : undefined;
    },
  },
  {
    kind: 'ask_bot',
    means: '问机器人是谁、能做什么，或在单聊里打招呼',
    recognise({ text, addressed, chatKind, mentionsOthers, mentions }) {
      if (mentionsOthers || mentions.items.length > 0) return undefined;
      if (mentions.departments.length === 0 && asksWhereToComplain.test(text.trim()))
        return { complaints: true };
      if (!addressed) return undefined;
      if (text.length <= LONGEST && aboutBot.test(text.trim())) return {};
      return chatKind === 'direct' && greeting.test(text.trim()) ? { greeting: true } : undefined;
    },
  },
];
