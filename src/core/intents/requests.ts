import { alarms } from './alarms.ts';
import { isCommand } from './commands.ts';
import { confidenceIn } from './confidences.ts';
import { emergencyIn } from './emergencies.ts';
import { asksVisit } from './meetings.ts';
import { announces } from './notices.ts';
import { takesOver } from './office-talk.ts';
import { asksFee, asksPlan, asksWay } from './question-cues.ts';
import {
  askedForAgain,
  asksAgent,
  asksCallBack,
  asksHelp,
  asksMeeting,
  atStake,
  blames,
  callsMeeting,
  correctsBot,
  disputes,
  handedBefore,
  handsIn,
  inDispute,
  isLate,
  isObstructed,
  isShoved,
  isWaiting,
  joins,
  looksAgain,
  meetingInGeneral,
  meetingPlaced,
  poorMark,
  praise,
  promises,
  proposesMeeting,
  pushes,
  putRight,
  refusesAgent,
  reschedules,
  sentBackAgain,
  tooLoud,
  unseen,
  whyAgain,
  withdraws,
} from './request-cues.ts';
import { asks, type IntentRule, isOfficial, onTopic, rulesBut, type Utterance } from './rule.ts';
import { selfCorrection } from './self-corrections.ts';
import { endingIn, takeBackIn, takesBack } from './take-backs.ts';
import { isTalk, tookBack } from './talk.ts';

const rule = rulesBut(
  (said, kind) =>
    isTalk(said) ||
    announces(said) !== undefined ||
    (isCommand(said.text) && (isOfficial(said.role) || kind !== 'withdraw_change')),
);

const relevant = (said: Utterance) =>
  onTopic(said) || said.addressed || said.quote !== undefined || disputes.test(said.text);

/** 材料不齐能不能先收, 过期了会不会作废: supposed, not met with. */
const supposed = (text: string) =>
  /听说|据说|能不能|会不会|给不给|几(?:年|个月|块)|罚(?:多少|几)|多少钱|会咋样|会怎样|可以.{0,8}(?:吗|么|不)|行不行|要是|如果|万一|能.{0,10}(?:吗|么|不[?？]?$)|算不算|(?:行|要|用|得)不[?？]?$/.test(
    text,
  );

/** Speaks of what the bot said: by its name, in a quote, or to the answer it was just given. */
export const doubtsAnswer = ({ text, quote, addressed, answered }: Utterance): boolean =>
  quote !== undefined || addressed || namesBot.test(text) || (answered === true && isAmiss.test(text));
const namesBot =
  /机器人|助手|答[案复]|回[复答]|你(?:们)?(?:说|答|讲|引|写|按|列|给)|[上刚][面条一那才]|自相矛盾|导航/;
const isAmiss = /不对|[错误旧老]|过时|应该是|不是|改|早|更正|废止|失效|岔|劈叉/;

/** Of what the bot said; who was wrong themselves, or sent a case wrong, speaks of something else. */
const isCorrection = (said: Utterance) =>
  !tookBack.test(said.text) &&
  !/(?:转|派|退|接)错/.test(said.text) &&
  selfCorrection(said.text) === undefined &&
  correctsTheBot(said);
const correctsTheBot = (said: Utterance) =>
  correctsBot.test(said.text) || (said.addressed && /不是.{1,14}[,，]?(?:是|应该)|你改/.test(said.text));
/** 能不能撤回 asks about it. */
const takesBackNow = (text: string) =>
  /^不是说/.test(text) || !/(?:[?？]|吗|不)$|怎么(?!拿)|能不能|还能|要不要|要换|吗/.test(text);
const isWithdraw = (said: Utterance) =>
  (reschedules.test(said.text) && !/方案/.test(said.text) && !asksVisit(said)) ||
  (takesBackNow(said.text) &&
    (withdraws.test(said.text) ||
      ownTakeBack(said) !== undefined ||
      (!isOfficial(said.role) && takesBack(said.text))));
/** An official's 不用管了，我来处理 takes nothing back without a number or a quote. */
function ownTakeBack({ text, role, quote }: Utterance) {
  const back = (isOfficial(role) ? undefined : endingIn(text)) ?? takeBackIn(text);
  return isOfficial(role) && !back?.numbered && quote === undefined ? undefined : back;
}
/** 周五之前必须拿到: an order, where 必须办吗 is a question. */
const ordersByDay = (text: string) =>
  /(?:今天|今晚|明天|后天|周[一二三四五六日]|月底|\d+[日号]|之前|以前|前).{0,8}(?:必须|一定要|得|给我)(?:拿|出|下|办|批|结果|出来)|(?:今天|必须).{0,6}(?:必须|今天)|今晚.{0,14}(?:就|到|得)/.test(
    text,
  ) && !/[?？]|吗|么$/.test(text);
/** Something was handed in and nothing asked of it or wrong with it. */
const isHandedIn = (said: Utterance) =>
  handsIn.test(said.text) &&
  !isOfficial(said.role) &&
  !alarms.again(said.text) &&
  !promises.test(said.text) &&
  !/是不是|就不用|吗$|怎么|哪里|在哪|往哪|去哪|哪(?:个|儿|边)|找谁|交给谁|要不要|用不用|多久|几天|退|还没|还缺|卡|登不|会不|(?:要|用|需)(?:不[要用需])?.{0,8}(?:吗|么|不)[?？]?$/.test(
    said.text,
  );

/** 闭门器装好了，麻烦再来验一次: what an inspection found is put right, and may be looked at. */
const isPutRight = (text: string) => putRight.test(text) && (looksAgain.test(text) || !asks(text));

/** 之前交过了，怎么又要; 之前交过的还能用吗 asks for the rule. */
const isAskedAgain = (text: string) =>
  askedForAgain.test(text) || (handedBefore.test(text) && (!asks(text) || whyAgain.test(text)));

/** 收到，明细没看到, in answer to what was sent. */
const isUnseen = ({ text, chatKind }: Utterance) =>
  chatKind === 'direct' && unseen.test(text) && !asks(text) && /^(?:收到|好的?|嗯|哦|谢谢)/.test(text);

/** Wished for, not announced: 能不能开个会, 把几家叫上; an office-holder says it outright: 这个事会商一下. */
const wantsMeeting = (said: Utterance) =>
  callsMeeting.test(said.text) &&
  !asksMeeting(said.text) &&
  !(meetingInGeneral.test(said.text) && asks(said.text)) &&
  (wishesMeeting(said) || ordersMeeting(said));

const ordersMeeting = ({ text, role }: Utterance) =>
  (isOfficial(role) || role === 'leader') && !asks(text) && !meetingPlaced.test(text);

const wishesMeeting = (said: Utterance) =>
  (!isOfficial(said.role) || proposesMeeting.test(said.text)) &&
  /能不能|能否|可以|可不可以|希望|想|申请|请|建议|要不|叫上|召集|组织|坐下来|坐一|行不行|得.{0,6}(?:坐|谈)|吧|[?？]/.test(
    said.text,
  ) &&
  !/别忘|记得|通知|会审过|评审会?(?:过|通过|结束)/.test(said.text);

/** 代办协议要重签吗 asks about the service; 能不能代办 asks for it. */
const asksAboutAgency = (text: string) =>
  asksFee.test(text) ||
  /是什么|啥意思|区别|政策/.test(text) ||
  (/(?:吗|么|多久|什么时候|啥时候|哪些|怎么样|不能)[^，,。]{0,4}[?？]?$/.test(text) &&
    !/想|申请|要(?:找|请|办)|帮(?:我|忙)|交给|替我|代我|能不能|可以|可不可以|你们能/.test(text));

/**
 * Clause by clause: 供电不给装表，能不能开个会 supposes nothing about the first. What merely takes its time is no
 * difficulty to somebody who asks what may be done meanwhile.
 */
function isStuck(said: Utterance): boolean {
  const { text, mentions } = said;
  if (disputes.test(text) || inDispute.test(text) || (isShoved.test(text) && mentions.departments.length > 1))
    return true;
  if (isHandedIn(said)) return false;
  const clauses = text.split(/[,，。;；!！?？]/);
  return (
    clauses.some((clause) => isObstructed.test(clause) && !supposed(clause)) ||
    (isWaiting.test(text) && !supposed(text))
  );
}

/** 催一下, 督办, 给他们打个招呼抓紧: an office-holder presses a department. */
const orders =
  /督[办促]|(?<!地[^,，。]{0,6})挂牌(?!公告|出让|起始|成交|报名|竞价|价|期)|催(?:一?[下催遍次]|促|个|着(?!$))|提级|转(?:给)?分管|提醒[^,，。]{0,6}(?:企业|建设单位|业主)/;
/** 城北为啥超了5天，谁的责任: the state and the reason are asked for. */
const asksWhy = /为(?:什么|啥|何)|怎么回事|(?:什么|啥|哪些?)原因|谁的(?:责任|问题)/;

/** What people want done. */
export const requests: IntentRule[] = [
  rule('report_difficulty', '反映审批卡住、推诿、办不下去，需要协调', (said) => {
    const { text } = said;
    if (emergencyIn(text) && !alarms.integrity(text)) return true;
    if (joins.test(text) || isWithdraw(said) || isCorrection(said) || alarms.integrity(text)) return false;
    return (
      relevant(said) &&
      (isStuck(said) || alarms.danger(text) || alarms.unrest(text)) &&
      !(poorMark.test(text) && !isOfficial(said.role)) &&
      !/^.{0,12}卡在哪/.test(text)
    );
  }),
  rule('request_help', '请求帮办：派人指导、陪办、预约、现场服务', (said) => {
    const { text } = said;
    if (isWithdraw(said) || isOfficial(said.role) || praise.test(text)) return false;
    if (asksWay.test(text) && !/我|俺|想|能|(?<!申)请|帮/.test(text)) return false;
    if (asksCallBack.test(text) && !asks(text)) return { callBack: true };
    return asksHelp.test(text) && !asksAgent.test(text) && !asksFee.test(text) && !asksPlan.test(text);
  }),
  rule(
    'request_agent',
    '请求代办：委托专员代为申报',
    (said) =>
      asksAgent.test(said.text) &&
      !refusesAgent.test(said.text) &&
      !asksAboutAgency(said.text) &&
      !isWithdraw(said) &&
      !isOfficial(said.role) &&
      !praise.test(said.text),
  ),
  rule('urge_complaint', '催办、投诉、要求尽快，或反映廉政问题', (said) => {
    const { text, role } = said;
    if (takesOver(said)) return false;
    const confidence = isOfficial(role) && !alarms.integrity(text) ? undefined : confidenceIn(text);
    if (confidence) return { integrity: true, confidence };
    if (isWithdraw(said) || isCorrection(said)) return false;
    // 把超期的列一下 is an office-holder's own list, not a reminder to somebody.
    if (isOfficial(role) || role === 'leader') {
      if (orders.test(text) && !asks(text)) return { ordered: true };
      if (asksWhy.test(text) && !pushes.test(text)) return false;
      if (isOfficial(role) && !/催一|投诉|抓紧/.test(text)) return false;
    }
    if (atStake(text)) return { pressing: true };
    if (alarms.again(text) || alarms.overdue(text) || sentBackAgain.test(text)) return true;
    const late = isLate.test(text) && !/怎么(?:办|处理|补)|(?:可以|能).{0,10}(?:吗|么|不)/.test(text);
    const needed = alarms.deadline(text) && [isWaiting, isObstructed].some((cue) => cue.test(text));
    const pressing = [pushes, blames, isShoved].some((cue) => cue.test(text));
    return pressing || late || needed || ordersByDay(text);
  }),
  rule('request_meeting', '请求开会协调、把几个部门叫到一起', wantsMeeting),
  rule('submit_material', '企业说材料已补、已改、已上传，或发来图片文件', (said) => {
    const { text, role, mentions } = said;
    if (isOfficial(role)) return false;
    if (isAskedAgain(text) || isUnseen(said)) return { news: 'disputed' };
    if (isPutRight(text)) return { news: 'put-right' };
    if (isHandedIn(said)) return true;
    if (!promises.test(text) || asks(text) || mentions.caseNumbers.length > 0) return false;
    return { news: 'promised', addressed: said.addressed };
  }),
  rule('withdraw_change', '撤回自己的诉求件，撤销委托、变更经办人', (said) => {
    const back = takesBackNow(said.text) ? ownTakeBack(said) : undefined;
    return back ? { ...back, addressed: said.addressed, certain: /投诉/.test(said.text) } : isWithdraw(said);
  }),
  rule('feedback', '对服务的评价、感谢或不满', (said) => {
    if (/投诉/.test(said.text) || isOfficial(said.role)) return false;
    if (tooLoud.test(said.text)) return { tooLoud: true, certain: true };
    if (poorMark.test(said.text)) return { poor: true, marks: marksIn(said.text) };
    return praise.test(said.text) ? { marks: marksIn(said.text) } : false;
  }),
  rule('kb_correction', '指出机器人的答复不对', isCorrection),
  rule('join_case', '同问：别人提过的问题我们也有', ({ text }) => joins.test(text)),
];

const grades: Record<string, number> = {
  非常满意: 1,
  很满意: 1,
  基本满意: 3,
  不满意: 4,
  非常不满意: 5,
  满意: 2,
};

/** 五项指标 in free words: 服务态度非常满意 -> 态度 1. */
function marksIn(text: string): Record<string, number> {
  const marks: Record<string, number> = {};
  for (const name of ['态度', '能力', '质量', '效率', '纪律']) {
    const said = text.match(
      new RegExp(`${name}[^，,。；;]{0,4}?(非常不满意|非常满意|很满意|基本满意|不满意|满意)`),
    );
    const grade = said?.[1] === undefined ? undefined : grades[said[1]];
    if (grade !== undefined) marks[name] = grade;
  }
  return marks;
}
