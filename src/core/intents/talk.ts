import { alarms, isAlarming } from './alarms.ts';
import {
  blames,
  callsMeeting,
  correction,
  handsIn,
  isLate,
  isObstructed,
  isWaiting,
  poorMark,
  praise,
  pushes,
  status,
  unseen,
  withdraws,
} from './request-cues.ts';
import { asks, type IntentRule, isOfficial, onTopic, type Utterance } from './rule.ts';
import { takesBack } from './take-backs.ts';
import { anyOf, oneOf } from './words.ts';

const acknowledged = oneOf(
  `收到 看到 看见 晓得 好的 好嘞 好滴 好呀 好 谢谢 感谢 多谢 谢了 辛苦 知道了? 明白 了解 没问题 可以 行 嗯 哦 哈 是的 对的? 不客气 不用谢
   稍等 在的 马上到? 早安? 晚安 你好 您好 在吗 欢迎 恭喜 厉害 赞 ok 愉快 快乐 吃饭 下班`,
);
const courteous = new RegExp(
  `${acknowledged}|(?:大家|各位|老师|领导|同志|朋友|老板|师傅)们?|[\\u4e00-\\u9fa5]{1,2}(?:主任|专员|科长|局长|经理|总|工)|` +
    '上午|中午|下午|晚上|早上|周末|节日|新年|国庆|中秋|元旦|春节|按您?说的办|处理|解答|[您你]|记下|上|了|啦|的|呀|啊|哈|吗|我|们|这就|' +
    '^1$|\\[[^\\]]{1,4}\\]|[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{P}\\p{S}\\s]',
  'giu',
);
const opensWithThanks = new RegExp(`^${acknowledged}`, 'i');
const wish =
  /^(?:祝|恭喜|恭祝|预祝|愿)|(?:节日|新年|周末|中秋|国庆|元旦|春节|五一|端午|大家).{0,3}(?:快乐|愉快|休息)|大吉|顺顺利利|万事如意|^欢迎/;

/** Courtesy and not a word more. */
export const isBareCourtesy = (text: string): boolean =>
  text.replace(courteous, '') === '' && !/^[?？]+$/.test(text);

/** 太好了，谢谢韩工，几点下班啊: what is asked behind the thanks. */
export function withoutThanks(text: string): string {
  const [, head = '', rest = ''] = /^((?:[^,，。!！~\s]{1,12}[,，。!！~\s]+){1,4})(\S.*)$/s.exec(text) ?? [];
  const pieces = head.split(/[,，。!！~\s]+/).filter(Boolean);
  // 赵总, alone is a call, and 行 an answer.
  const polite = pieces.every((one) => glad.test(one) || (thanked.test(one) && isBareCourtesy(one)));
  return head && polite && asks(rest) ? rest : text;
}
const thanked = /^(?:谢|感谢|多谢|辛苦|收到)/;
const glad = /^(?:太|真)(?:好|棒|快)[了啦啊]*$|^(?:我们?)?(?:这就|马上)[来去过][取拿领来去]?$/;

/** Nothing but courtesy, or courtesy and a remark that wants nothing. */
const isCourtesy = (said: Utterance) => {
  const text = said.text.trim();
  if (isBareCourtesy(text)) return true;
  return (opensWithThanks.test(text) || wish.test(text)) && !saysSomething(said);
};

function saysSomething({ text, role }: Utterance): boolean {
  if (asks(text) || isMatter(text)) return true;
  return isOfficial(role) && (status.test(text) || correction.test(text));
}

/** Something is wrong, late, handed in, wished for or judged. */
function isMatter(text: string): boolean {
  const matters = [
    isObstructed,
    isWaiting,
    pushes,
    blames,
    isLate,
    handsIn,
    withdraws,
    praise,
    poorMark,
    callsMeeting,
  ];
  return isAlarming(text) || unseen.test(text) || takesBack(text) || matters.some((cue) => cue.test(text));
}

const adverts =
  /出租|转让|求[购租]|出售|二手|低价|特价|优惠价|价格(?:优|低|好谈|面议)|从优|加(?:我)?(?:微信|[vV]信?)|私(?:聊|信|我|$)|招聘|招工|招.{1,4}[一二两三四五六七八九十\d]+名|诚聘|团购|代理记账|贷款.{0,8}(?:找我|秒批|低息|抵押|放款)|有需要(?:的)?(?:老板|朋友)|(?:老板|朋友)(?:吗|有吗)|扫码|点击链接|承[接揽].{0,12}|厂家直销|批发|专业(?:代|办|承|靠谱)|代写|包过|欢迎(?:咨询|来电)|电话(?:同微信|联系)|报个价|[谁哪](?:家|位)(?:老板)?有|求推荐|推荐(?:个|一家)|拼车|投(?:个|一下)?票|滴滴我|联系我|找我$|谁认识|介绍(?:一)?个|(?:钢[材筋]|水泥|砂石|商砼|混凝土).{0,6}(?:什么价|啥价|多少钱)/;
/** Told of somebody who offers, not offered: 有个中介说给两万包过. */
const tellsOn = /有[个家人]|听人|说|你们/;
const bulletins =
  /@(?:全体成员|所有人)|^(?:【|\[)?通知|^转[:：发]|关于.{2,40}的(?:通知|公告|函)|(?:通知|明[日天]|今[日晚]|计划|检修|片区|时至).{0,16}停[水电气]|停[水电气].{0,12}(?:通知|转告|检修)|互相转告|各位(?:老板|企业)?.{0,6}(?:注意|请注意)|群公告|温馨提示|预警|请(?:各单位|各企业|大家).{0,10}(?:填报|报送|接龙|扫码|自查)|接龙|问卷|封闭施工/;
/** 老魏，你们家…: said to one person by name. */
const vocative =
  /^(?:[老小阿](?!助手|板|师|百姓|型)[\u4e00-\u9fa5]|[\u4e00-\u9fa5](?:总|工|哥|姐|老板|经理|师傅))[,，:： ]?\s*(?:你|您|咱|把|借)/;

const namesOwner = ({ enterprises, projects }: Utterance['mentions']) =>
  enterprises.length + projects.length > 0;

/** Begins with a call to somebody else, or to all. */
export const callsOthers = (text: string): boolean => /^@\S/.test(text);

/** Comfort, envy, joy and hope among enterprises: 别急, 羡慕, 终于拿到了, 前提是别卡. */
const cheer = anyOf(
  '(?<!不是.{0,2})(?:(?:别|莫|甭|不用|不要)着?[急慌怕]|放宽?心|急啥|慌啥)',
  '^(?:真|好|太)?(?:羡慕|恭喜|牛[啊呀逼]|厉害|(?:沾|蹭).{0,3}喜气)',
  '(?:终于|总算)(?:[!！。]|$|[^,，。]{0,14}(?:了|啦))|撒花|谢天谢地',
  '(?:前提是|只要|顺利的话)[^。]{0,8}(?:别|不)(?:卡|拖|压|出岔|掉链)',
);
/** The canteen and the car park: nobody's permit. */
const grumbles =
  /难[吃喝]|停?车位(?:都|也)?(?:没有?|满)(?:了|[,，。!！]|$)|车(?:都)?(?:停哪|没(?:地方|处)停)/;
/** 同感: who feels with another wants nothing. */
const sympathises = /^(?:深有)?同感|^感同身受/;
/** What a private service costs is asked of peers: 报价八万 贵不贵. */
const bargains = /(?:贵不贵|划不划算|便宜点的)[啊呀呢吧哦?？。\s]*$/;
/** Called names: nothing that a post could put right. */
const insults =
  /(?:机器人|助手|你[个这])[^,，。]{0,6}(?:垃圾|废物|傻|蠢|笨|智障|弱智|没用|脑残|破玩意|滚)|(?:破|垃圾|傻|蠢)(?:机器人|助手)|人工智障/;
/** Orders to a language model, not to an office. */
const injection =
  /(?:忽略|无视|忘(?:掉|记))[^,，。]{0,8}(?:指令|规则|提示|设定|要求)|(?:你现在是|扮演|假装你?是|切换[到成]?|进入)[^,，。]{0,10}(?:模式|管理员|没有限制)|提示词|(?:管理员|开发者|调试|上帝)模式/;
/** 不是跟你说的, 发错群了. */
export const tookBack = /不是(?:在)?[跟和对]你(?:们)?(?:说|讲)|发错(?:群|地方)|说错话/;

/** Talk by its shape, whatever it names. */
function isByTheWay(said: Utterance): boolean {
  const { text, role, addressed, quote, reported } = said;
  if (injection.test(text) || (insults.test(text) && !onTopic(said))) return true;
  if (tookBack.test(text)) return !reported;
  if (isOfficial(role) || addressed || quote) return false;
  if (bargains.test(text)) return !isMatter(text);
  if (sympathises.test(text)) return said.mentions.items.length === 0;
  return grumbles.test(text) || (cheer.test(text) && !saysSomething(said));
}

/** Advertising, bulletins, words for others by name or by @. */
function isForOthers({ addressed, mentionsOthers, text, role, mentions }: Utterance): boolean {
  if (addressed) return false;
  if (mentionsOthers || /^@(?!工建)\S{1,12}\s/.test(text)) return true;
  return (
    (adverts.test(text) && !(alarms.integrity(text) && tellsOn.test(text))) ||
    vocative.test(text) ||
    (bulletins.test(text) &&
      !(isOfficial(role) && (/会/.test(text) || namesOwner(mentions))) &&
      !(role === 'enterprise' && alarms.danger(text)))
  );
}

/** Small talk, advertising, notices, words for others: nothing for the bot. */
export const isTalk = (said: Utterance): boolean => isByTheWay(said) || isCourtesy(said) || isForOthers(said);

/** What is left unanswered. */
export const talk: IntentRule[] = [
  {
    kind: 'chitchat',
    means: '寒暄、感谢、确认收到、闲聊',
    recognise: (said) => {
      if (isByTheWay(said)) return { certain: true };
      return isCourtesy(said) && !isForOthers(said) ? {} : undefined;
    },
  },
  {
    kind: 'not_for_bot',
    means: '广告、公告、对别人说的话',
    recognise: (said) => (isForOthers(said) ? {} : undefined),
  },
];
