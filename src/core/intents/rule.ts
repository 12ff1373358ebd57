import type { Chat, Fact, IntentKind, Mentions, Role } from '../model.ts';
import type { Meets, StepsAsked } from '../ports.ts';
import { asksNext } from './question-cues.ts';

/** A part of a message, read: what every rule may look at. */
export interface Utterance {
  text: string;
  mentions: Mentions;
  role: Role | 'other';
  /** The bot was addressed: by name, in a 1:1 chat, or by asking on right after its answer. */
  addressed: boolean;
  /** By name or in a 1:1 chat: then whatever asks is asked of the bot. */
  called?: boolean;
  mentionsOthers: boolean;
  quote: string | undefined;
  /** What the speaker's report of just now still lacks. */
  lacks: Fact[];
  chatKind: Chat['kind'];
  /** Names and nothing said of them: 云杉冷链. */
  bare: boolean;
  /** The speaker was given an answer here within half an hour. */
  answered?: boolean;
  /** The speaker has just reported something here. */
  reported?: boolean;
  /** Registrations of filings that wait for the speaker's 确认. */
  steps?: StepsAsked;
  /** The speaker set a meeting that is to come, or is invited to one. */
  meets?: Meets | undefined;
  /** A meeting is what the bot spoke of last in this chat. */
  onMeeting?: boolean;
}

export type Slots = Record<string, unknown>;

/** One thing a message may ask. Guards inside the rule decide, never its place in the list. */
export interface IntentRule {
  kind: IntentKind;
  /** When a message means this, in one line: also offered to a language model. */
  means: string;
  recognise(said: Utterance): Slots | undefined;
}

/** Rules that leave some lines alone; `true` recognises one without slots. */
export const rulesBut =
  (leaves: (said: Utterance, kind: IntentKind) => boolean) =>
  (kind: IntentKind, means: string, recognise: (said: Utterance) => Slots | boolean): IntentRule => ({
    kind,
    means,
    recognise(said) {
      if (leaves(said, kind)) return undefined;
      const found = recognise(said);
      return found === true ? {} : found || undefined;
    },
  });

/** Somebody of an office, who reports rather than asks. */
export const isOfficial = (role: Utterance['role']): boolean =>
  ['liaison', 'officer', 'supervisor', 'specialist', 'window', 'oversight'].includes(role);

/** Words of building and filing that are no item's name. */
const trade =
  /办证|手续|审批|许可|材料|资料|窗口|代办|帮办|容缺|承诺|拿地|开工|投产|竣工|项目|厂[房区]|工地|脚手架|塔吊|吊[车篮装]|浇筑|车间|仓库|宿舍|协议|备案|报[建批装审规]|审[查图核]|评[估审]|图纸|设计院|意见书|批[文复条]|环评|消防|排水|供[电水]|送电|电力|用地|选址|红线|地块|施工|基坑|土方|管[线网]|光缆|签字|路口|标准地|申[报请]|公示|补正|系统|专员|联络员|验[收线]|登记|部门|土地|投资|你们.{0,4}上班|银行|[下第]一步|办(?:什么|啥|哪[些个])证|开门|[一二三]期|完工|政策|补贴|优惠|扶持|奖[励补]|补助|委托|宽带|光纤|新政|规定|件(?!事)|章|证(?:书|照|下来|出来|办|还|在|呢)/;

/** The text speaks of the county's business at all. */
export const onTopic = ({ mentions, text }: Pick<Utterance, 'mentions' | 'text'>): boolean =>
  mentions.items.length +
    mentions.departments.length +
    mentions.enterprises.length +
    mentions.projects.length +
    mentions.caseNumbers.length >
    0 ||
  mentions.stage !== undefined ||
  trade.test(text) ||
  asksNext.test(text);

/** So short a question leaves its matter out. */
const SHORT = 16;
const lastClause = (text: string): string => {
  const last = text.split(/[,，。!！~\s]+/).findLast((clause) => clause.length > 1) ?? '';
  return last.length <= SHORT ? last : '';
};
/** 几点下班啊, 往哪交: asked by an enterprise in its own project's group, where nobody is named. */
export const asksInOwnGroup = ({ chatKind, role, mentionsOthers, text }: Utterance): boolean =>
  chatKind === 'project' && role === 'enterprise' && !mentionsOthers && asks(lastClause(text));

/** Shapes that ask something. */
export const asks = (text: string): boolean =>
  /[?？]|([^好])不\1|([一-龥])没\2|吗|呢$|么$|[^得]不(?:咯|嘛|呀|啊)?(?:$|[,，])|没(?:有|得)?$|没(?:有|得)?[,，。]|啥|干嘛|什么|怎么|咋|怎样|如何|哪(?!怕)|多少|几(?:个|天|份|号|点|楼|年|月|套|样)|多久|多长|是不是|能不能|可不可以|可以.{0,12}(?:不|么)|要不要|需不需要|行不行|有没有|谁|能否|是否|请教|咨询|(?:(?<=[^,，。\s可但])还是|还是(?!不|没|老|[这那]样)).{1,12}$|[对是]吧(?:$|[,，。])|听听/.test(
    text,
  );
