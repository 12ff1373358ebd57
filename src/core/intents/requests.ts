import { integrityHint } from '../utterance.ts';
import { isCommand } from './commands.ts';
import { asksProgress, isNotice } from './questions.ts';
import { type IntentRule, isOfficial, onTopic, type Utterance } from './rule.ts';
import { isTalk } from './talk.ts';

const stuck =
  /没(?:有)?(?:反应|回音|下文|动静|人回|解决)|有异议|接不(?:进去|上|通)|(?:要|让)我们.{0,6}(?:自己出|承担|垫)|改了.{1,3}遍|卡(?:住|着|在|了)|办不(?:了|下|动|成)|没(?:人)?进展|进行不下去|推进不了|不让|不给(?:办|批|受理)|压了|等不起|误(?:了|工|期)|不同意|来回|转圈|互为前置|都说不(?:归|是|管)|不归他|不归我|推(?:来推去|诿)|踢皮球|没说(?:等到)?|让等|(?:容量|指标|名额)不够|批文还没|(?:还|一直|迟迟)(?:没|不)(?:下|批|出|给|受理|回|办)|难(?:办|搞)|开不了|压(?:了|着|在)|冲突|矛盾|协调|解决不了|没(?:法|办法)(?:办|开工|施工|弄|推)|改不了|等到啥时候|退回来|不一致|对不上号/;
const help =
  /帮办|派(?:个)?人|带着?(?:我们|俺们)?(?:办|跑)|帮(?:我们|忙|着)?(?:办|跑|注册|填|看看怎么|弄|报)|陪(?:我们|着)?(?:办|跑)|指导(?:一下|我们)|辅导|不会(?:办|弄|填)|啥也不懂|上门|来现场|现场(?:看|指导|服务)|排个?时间|约(?:个|上|一下)|预约|搭把手|协助/;
const agent =
  /代办|全(?:程|权)委托|委托(?:你们|办|代)|交给你们(?:办)?|替我们(?:办|跑|报)|你们(?:帮|替)?(?:我们)?全办/;
const withdraw =
  /不用(?:代办|帮办|办|管|催|处理)了|(?:自己|已经)(?:解决|搞定|办好|处理好)了|(?:委托|代办|帮办|申请|协议|件).{0,4}撤|撤(?:回|销|掉).{0,6}(?:委托|代办|帮办|申请|件)|取消(?:代办|委托|申请|预约)?|解除(?:委托|协议)|终止委托|(?:经办人|联系人|负责人|对接人).{0,6}(?:换|变|改)|换(?:成|了|个)(?:小|老)?.{1,4}(?:对接|经办|负责)|更新一下.{0,10}(?:经办|联系)|不办了/;
const urgeWords =
  /催(?:一?下|一催|促)|抓紧|赶紧|快点|麻烦快|尽快|急急|超了|超期|逾期|没人(?:理|管)|不接|到底|投诉|说法|拖(?:着|了|咯|到|来)|还办不办|俩星期了|(?:这么|好)(?:久|长)(?:时间)?了|莫再|动一下|太慢|等了.{1,8}(?:天|周|月|星期)/;
const poor = /(?:体验|服务|态度).{0,4}(?:一般|差|不好|太差|不行)|不满意|差评|催一下动一下|失望|不太满意/;
const praise = /好评|满意|感谢.{0,12}(?:专员|帮|跑|支持)|表扬|锦旗|点赞|五星|辛苦.{0,6}(?:专员|帮)/;
const submit =
  /(?:改|补|整改|修改|更正)(?:完|好|齐|过)(?:了|的)?|重新(?:上传|提交|报)|(?:上传|提交|补交|交|发)(?:上去|了|过去|系统)|已(?:经)?(?:补|传|交|上传|提交)|\[(?:图片|文件)\]|您(?:看|查收)|麻烦(?:看|查|核)/;
const meeting =
  /开(?:个|一个)?(?:会|联席会|协调会|碰头会)|(?:召集|组织|叫上|坐下来).{0,14}(?:会|谈|商|一起)|联席会|会商|碰个头/;

const official = (said: Utterance) => isOfficial(said.role);
const silent = (said: Utterance) => isTalk(said) || isCommand(said.text) || isNotice(said);
const rule = (
  kind: IntentRule['kind'],
  means: string,
  recognise: (said: Utterance) => Record<string, unknown> | boolean,
): IntentRule => ({
  kind,
  means,
  recognise(said) {
    if (silent(said)) return undefined;
    const found = recognise(said);
    return found === true ? {} : found || undefined;
  },
});

const isJoin = (text: string) =>
  /^(?:同问|\+1|＋1|我们?也(?:是|一样|遇到|想问)|一样的(?:问题|情况)|我家也)|同问|也是这(?:个|种)情况/.test(
    text,
  );
const isWithdraw = (said: Utterance) =>
  withdraw.test(said.text) && !/[?？]$|怎么|能不能|还能/.test(said.text);
/** 周五之前必须拿到: an order, where 必须办吗 is a question. */
const hardDeadline = (text: string) =>
  /(?:今天|明天|后天|周[一二三四五六日]|月底|\d+[日号]|之前|以前|前).{0,6}(?:必须|一定要|得)(?:拿|出|下|办|批)|必须.{0,6}今天/.test(
    text,
  ) && !/[?？]|吗|么$/.test(text);

/** 代办协议要重签吗 asks about the service; 能不能代办 asks for it. */
const asksAboutAgency = (text: string) =>
  /(?:吗|么|多久|什么时候|啥时候|哪些|怎么样|不能)[^，,。]{0,4}[?？]?$/.test(text) &&
  !/想|申请|要(?:找|请|办)|帮(?:我|忙)|交给|替我|能不能|可以|可不可以/.test(text);

/** Wished for, not announced: 能不能开个会, 把几家叫上. */
const wantsMeeting = (said: Utterance) =>
  meeting.test(said.text) &&
  !official(said) &&
  /能不能|能否|可以|可不可以|希望|想|申请|请|建议|要不|叫上|召集|组织|坐下来|吧|[?？]/.test(said.text) &&
  !/别忘|记得|通知/.test(said.text);

/** What people want done. */
export const requests: IntentRule[] = [
  rule('report_difficulty', '反映审批卡住、推诿、办不下去，需要协调', (said) => {
    if (isJoin(said.text) || isWithdraw(said) || (submit.test(said.text) && !/退回|又/.test(said.text)))
      return false;
    if (integrityHint.test(said.text)) return false;
    if (/第[一二]次.{0,20}第[二三]次/.test(said.text)) return true;
    return (
      stuck.test(said.text) &&
      (onTopic(said) || said.addressed || said.quote !== undefined) &&
      !/^(?:现在)?.{0,12}卡在哪/.test(said.text)
    );
  }),
  rule(
    'request_help',
    '请求帮办：派人指导、陪办、预约、现场服务',
    (said) =>
      help.test(said.text) &&
      !agent.test(said.text) &&
      !isWithdraw(said) &&
      !/(?:收费|收不收|多少钱|免费)/.test(said.text) &&
      !official(said),
  ),
  rule(
    'request_agent',
    '请求代办：委托专员代为申报',
    (said) =>
      agent.test(said.text) &&
      !asksAboutAgency(said.text) &&
      !isWithdraw(said) &&
      !/收费|收不收|多少钱|免费|是什么|啥意思|区别|撤/.test(said.text) &&
      !official(said),
  ),
  rule('urge_complaint', '催办、投诉、要求尽快，或反映廉政问题', (said) => {
    if (integrityHint.test(said.text)) return { integrity: true };
    // 把超期的列一下 is an office-holder's own list, not a reminder to somebody.
    if (isWithdraw(said) || (official(said) && !/催|投诉|抓紧/.test(said.text))) return false;
    if (/第[一二]次.{0,20}第[二三]次|理由.{0,6}(?:一样|跟上次)/.test(said.text)) return true;
    return (
      (urgeWords.test(said.text) || hardDeadline(said.text)) &&
      (onTopic(said) || said.addressed || said.quote !== undefined || asksProgress(said.text))
    );
  }),
  rule('request_meeting', '请求开会协调、把几个部门叫到一起', (said) => wantsMeeting(said)),
  rule(
    'submit_material',
    '企业说材料已补、已改、已上传，或发来图片文件',
    (said) =>
      submit.test(said.text) &&
      !official(said) &&
      !/怎么|哪里|退回|还没|缺|(?:要|用|需)(?:不[要用需])?.{0,8}(?:吗|么|不)[?？]?$/.test(said.text),
  ),
  rule('withdraw_change', '撤销委托、变更经办人', (said) => isWithdraw(said)),
  rule('feedback', '对服务的评价、感谢或不满', (said) => {
    if (poor.test(said.text)) return { poor: true, marks: marksIn(said.text) };
    return praise.test(said.text) && !stuck.test(said.text) ? { marks: marksIn(said.text) } : false;
  }),
  rule('kb_correction', '指出机器人的答复不对', (said) =>
    /(?:你|机器人|小助手).{0,10}(?:说|答|回).{0,12}(?:不对|错|有误|不准|过时)|(?:这个)?(?:答案|答复|回答).{0,4}(?:不对|错|有误|过时)/.test(
      said.text,
    ),
  ),
  rule('join_case', '同问：别人提过的问题我们也有', (said) => isJoin(said.text)),
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
