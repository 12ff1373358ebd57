import type { Chat, Fact, IntentKind, Mentions, Role } from '../model.ts';

/** A part of a message, read: what every rule may look at. */
export interface Utterance {
  text: string;
  mentions: Mentions;
  role: Role | 'other';
  /** The bot was addressed: by name, in a 1:1 chat, or by asking on right after its answer. */
  addressed: boolean;
  mentionsOthers: boolean;
  quote: string | undefined;
  /** What the speaker's report of just now still lacks. */
  lacks: Fact[];
  chatKind: Chat['kind'];
}

export type Slots = Record<string, unknown>;

/** One thing a message may ask. Guards inside the rule decide, never its place in the list. */
export interface IntentRule {
  kind: IntentKind;
  /** When a message means this, in one line: also offered to a language model. */
  means: string;
  recognise(said: Utterance): Slots | undefined;
}

/** Somebody of an office, who reports rather than asks. */
export const isOfficial = (role: Utterance['role']): boolean =>
  ['liaison', 'officer', 'supervisor', 'specialist', 'window', 'oversight'].includes(role);

/** The text speaks of the county's business at all. */
export const onTopic = ({ mentions, text }: Pick<Utterance, 'mentions' | 'text'>): boolean =>
  mentions.items.length +
    mentions.departments.length +
    mentions.enterprises.length +
    mentions.projects.length >
    0 ||
  mentions.caseNumbers.length > 0 ||
  mentions.stage !== undefined ||
  /办证|手续|审批|许可|材料|资料|窗口|代办|帮办|容缺|承诺制|拿地|开工|项目|厂房|工地|协议|备案|报建|审查|评估|评审|图纸|意见书|环评|消防|排水|供电|电力|用地|红线|竣工|施工|标准地|证(?:下来|出来|办)/.test(
    text,
  );

/** Shapes that ask something. */
export const asks = (text: string): boolean =>
  /[?？]|(.)不\1|吗|呢$|么$|不$|啥|什么|怎么|怎样|如何|哪|多少|几(?:个|天|份|号)|多久|多长|是不是|能不能|可不可以|可以.{0,12}(?:不|么)|要不要|需不需要|行不行|有没有|谁|能否|是否|请教|咨询/.test(
    text,
  );
