import { isCommand } from './commands.ts';
import { asks, type IntentRule, isOfficial, onTopic, type Utterance } from './rule.ts';
import { isTalk } from './talk.ts';

const cues = {
  materials:
    /(?:什么|哪些|啥|几份|多少|要|需要|准备|交|带|还差|差).{0,8}(?:材料|资料|东西|证明|文件|原件|复印件)|(?:材料|资料)(?:清单|目录|有哪些|要求|要啥|都要)|还差(?:啥|什么|哪)|清单发|(?:带|准备)(?:什么|啥|哪些)|样表|模板|范本|怎么(?:写|填)/,
  timeLimit:
    /多久|多长时间|(?<![好过])几天|几个工作日|多少(?:天|个工作日|工作日|日子)|要等(?:好久|几天|多久)|时限|期限(?:是|多)|(?:几|多少)天(?:能|可以|办|下)|多快|好久(?:能|可以|才|哦)|最快|承诺(?:几|多少)/,
  fee: /收(?:不收)?费|免费|要(?:不要)?(?:钱|交钱)|多少钱|费用|收费|(?:配套费|易地建设费|补偿费|保证金).{0,10}(?:多少|标准|怎么|全免|免|减|缴|交)|几块钱|全免|(?:要|交)多少|花(?:多少)?钱|价(?:格|钱)|缴费标准/,
  policy:
    /政策|补贴|奖补|补助|奖励|减免|优惠|扶持|拿地即开工|标准地|告知承诺|还能(?:申)?报|申报(?:截止|条件|时间)|符合.{0,6}条件|规定(?:是|怎么)|文件(?:怎么|有)/,
  contact:
    /(?:找|问|联系|对接)(?:谁|哪(?:个|里|位)|什么人|啥人)|(?:谁|哪个(?:局|部门|单位|科室|窗口))(?:管|负责|办|对接|受理)|归(?:谁|哪)|(?:联系)?电话(?:是)?多少|(?:联系)?方式|窗口(?:在哪|几点)|在哪(?:里|儿)?(?:办|交|递)|几点(?:上班|下班|开门)|(?:周[六日末]|星期[六天日]|节假日|中午).{0,6}(?:上班|开门|办公|能办|有人)|办公时间|上班时间|地址|谁负责|去哪(?:里|儿|个)?/,
  procedure:
    /(?:什么|哪些|啥)手续|办(?:什么|啥|哪些)|怎么(?:办|弄|搞|申请|走|报|签|处理|做)|如何(?:办|申请|走|报)|流程|步骤|下一步|先(?:办|做|后)|后办|要不要(?:办|做|重新|改|单独)?|用不用|需不需要|需要(?:办|做)(?:吗|么|不)|可以.{0,14}(?:吗|么|不)|(?<![节功性])能(?:不能|否)?.{0,14}(?:一起|同时|并联|先|容缺|用|免|不办|合并|补).{0,8}|是不是.{0,12}(?:都|要|得)|一个东西|区别|前置|条件|什么时候(?:办|报|申请)|还是.{0,14}[?？]|咋(?:办|弄|申请|走)|谁(?:去)?申请|会不会|对不上|算不算|有效期|作废|延期|怎么算|什么意思|是什么|啥意思|咋整/,
};

/** What a question asks for when nothing but its words is known. */
export function questionKindOf(text: string): IntentRule['kind'] {
  if (cues.materials.test(text)) return 'ask_materials';
  if (cues.timeLimit.test(text)) return 'ask_time_limit';
  if (cues.fee.test(text)) return 'ask_fee';
  if (cues.contact.test(text)) return 'ask_contact';
  return cues.policy.test(text) ? 'ask_policy' : 'ask_procedure';
}

const plan =
  /排(?:个|一个|一下)?期|排(?:一下|个|一个)?(?:计划|时间表|进度表)|(?:审批|办证|进度)计划|计划表|时间表/;

/** A question that waits for its facts is progress, not procedure. */
const progress =
  /到哪(?:一步|了)|进度|办(?:好|完|得怎么样|到哪)|下来(?:了)?(?:没|吗|么)|出来(?:了)?(?:没|吗|么)|批(?:了|下来)?(?:没|吗)|有动静|啥时候(?:能)?(?:出|下|批|好|办完|约)|什么时候(?:能)?(?:出|下|批|好|办完|拿)|还要(?:几天|多久|等)|还有几天|(?:弄|办|审|做)好(?:了)?(?:没|吗|么)|受理(?:了)?(?:没|吗)|审(?:完|到)|卡在哪|列一下|到期(?:和|的)|超期的|下来没有|现在(?:怎么样|什么情况|是什么阶段)|结果(?:出来)?(?:了)?(?:没|吗)|查(?:一)?下.{0,10}(?:进度|状态|情况)|在办(?:什么|哪些)|给看看|进展(?:怎么样|如何|咋样|吗|呢|没)|有(?:没有)?(?:进展|结果|消息|回音|着落)|谁在办|(?:哪些|哪几个|几个|有啥).{0,8}(?:到期|超期|逾期|红灯|临期|没办完)|(?:什么时候|啥时候|何时).{0,6}(?:答复|回复|回话|到|验收|发证|出证)/;

/** Complaints, notices and orders are not questions though they may hold a question mark. */
const blocked = (said: Utterance) => isTalk(said) || isCommand(said.text) || isNotice(said);

/** An office-holder's report of a step. */
export const isNotice = ({ role, text }: Utterance): boolean =>
  isOfficial(role) &&
  !/[?？]|吗$|谁|哪|多少|怎么|列一下/.test(text) &&
  /受理|补正|办结|下来了|核发|进专家|评审|公示|退件|不予|收件|取证|开会|联席会|会议/.test(text);

/** How long a step takes in general is no question about one's own. */
const inGeneral = /(?:几天|几个工作日|多久|多长时间)(?:能|可以|才能)/;

export const asksProgress = (text: string): boolean => progress.test(text) && !inGeneral.test(text);

const ask = (kind: IntentRule['kind'], means: string, test: (said: Utterance) => boolean): IntentRule => ({
  kind,
  means,
  recognise: (said) => (!blocked(said) && test(said) ? {} : undefined),
});

const relevant = (said: Utterance) => onTopic(said) || said.addressed;

/** What people want to know. Each looks for its own cue; a message may hold several. */
export const questions: IntentRule[] = [
  ask(
    'ask_materials',
    '问要什么材料、清单、样表',
    (said) =>
      relevant(said) && cues.materials.test(said.text) && !/少了|缺了|又要|又说|第二次/.test(said.text),
  ),
  ask(
    'ask_time_limit',
    '问办理时限、要多久',
    (said) =>
      relevant(said) &&
      cues.timeLimit.test(said.text) &&
      !asksProgress(said.text) &&
      !/算不算|算在|计不计|计入|扣除|停不停/.test(said.text),
  ),
  ask(
    'ask_fee',
    '问收费、标准、减免',
    (said) =>
      relevant(said) &&
      cues.fee.test(said.text) &&
      (asks(said.text) || said.addressed) &&
      (!cues.materials.test(said.text) || /钱|费/.test(said.text)),
  ),
  ask(
    'ask_policy',
    '问政策、奖补、减免条件',
    (said) => relevant(said) && cues.policy.test(said.text) && asks(said.text),
  ),
  ask(
    'ask_contact',
    '问找谁、哪个部门、窗口在哪、电话',
    (said) => relevant(said) && cues.contact.test(said.text),
  ),
  ask(
    'ask_procedure',
    '问怎么办、要不要办、先后顺序、能不能',
    (said) =>
      relevant(said) &&
      cues.procedure.test(said.text) &&
      !(asksProgress(said.text) && !/先|怎么/.test(said.text)) &&
      !/派个人|派人|帮我们办|来现场|叫上|开个会/.test(said.text),
  ),
  ask(
    'ask_progress',
    '问办到哪一步、还要几天、批下来没有',
    (said) => asksProgress(said.text) && !/怎么算|为什么/.test(said.text),
  ),
  ask('ask_plan', '要项目的排期、审批计划：哪项哪天办、什么能并联', (said) => plan.test(said.text)),
  ask('ask_why_date', '问到期日为什么是这一天、怎么算的', (said) =>
    /为(?:什么|啥|何).{0,10}(?:这天|这一天|这个日子|\d{1,2}月\d{1,2}[日号]|到期)|(?:到期|日期|期限|时限|日子).{0,6}(?:怎么|咋)(?:算|来)|怎么算(?:出来)?的/.test(
      said.text,
    ),
  ),
];
