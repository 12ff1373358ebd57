import { type Heeded, type IntentKind, questionKinds } from '../model.ts';
import { asksDaysLeft, asksPerfect, asksTimeLimit } from './question-cues.ts';
import { anyOf, when } from './words.ts';

/** What may be asked of any matter, and words of asking: what is left of a question names its matter. */
const facets =
  /来着|[怕担][心]?[漏忘错缺少]+|(?:忘|记)(?:不(?:清|得|住|全))|忘记?|再?(?:确认|核对|问)一?下|麻烦|顺便|谢谢|材料|资料|手续|东西|流程|程序|步骤|条件|要求|时限|期限|时间|费用|收费|免费|部门|单位|电话|多久|好久|到底|究竟|过没(?:有)?过?|过了没|到期|截止|几号|(?:[这本下]?周|星期)[一二三四五六日天末]|年底|月底|还[剩要]?|剩|好[嘞的滴]|收到|多少|什么|怎么样?|如何|哪[里儿个些家天]?|咋样?|为什么|几个?|一[般下共次]|大概|正常|现在|今天|明天|请问|我们?|俺们?|咱们?|你们?|您|准备|提供|提交|承担|负责|办理|办好|下来|出来|拿到|可以|需要|应该|[那这它他她啥谁能要需得会不没吗呢么吧呀啊哦的了是有在去来交报拿领批出办证找管归给行算先后再都就才最快慢少晚早完好弄搞做走样些份张天日月年钱费花元块收缴]/g;
const helping = /[帮代]办/;
const pointsBack = /^(?:那|它|其|这个|那个|上面|刚才|前面|还有|又)|(?:这|那)(?:个|项|件|事)|呢[?？]?$/;

/** Characters that name a matter. */
const FEW = 2;

/** Whether a question leaves its matter out (那要几天, 要交哪些材料, 找谁办) or points back to it. */
export function isElliptical(text: string): boolean {
  if (helping.test(text)) return false;
  const left = text.replace(facets, '').replace(/[^\p{L}\p{N}]/gu, '');
  return left.length < FEW || pointsBack.test(text.trim());
}

const asksWhen = anyOf(when);
/** Asks for a day, what is left or whether it is done, and names nothing: 还剩几天, 批了没. */
export const asksTimeOnly = (text: string): boolean =>
  isElliptical(text) && [asksWhen, asksDaysLeft, asksTimeLimit, asksPerfect].some((cue) => cue.test(text));

/** What a piece of a list asks for that is nothing but one of these words: 要几天，材料，收费. */
export function facetKind(piece: string): IntentKind | undefined {
  const word = piece.replace(/[^\p{L}]/gu, '');
  return word.length > 4 ? undefined : facetKinds.find(([cue]) => cue.exec(word)?.[0] === word)?.[1];
}

/** 那报告书呢, 材料呢: a name or a facet, and no verb that asks. */
const bare = /^(?:那么?|还有)?([^,，。?？]{1,14})呢[?？]?$/;
const facetKinds: [RegExp, IntentKind][] = [
  [/要?交?材料|资料|手续|证件/, 'ask_materials'],
  [/时间|时限|期限|几天|多久/, 'ask_time_limit'],
  [/收?费用?|钱/, 'ask_fee'],
  [/电话|部门|地址|地方|窗口|找?谁|(?:[到去在往]|^)哪[里儿]?(?!些|几|天)/, 'ask_contact'],
  [/进度|进展/, 'ask_progress'],
];

/**
 * The kind of a line that goes on with the question before: what it asks for itself (那材料呢), else what was asked
 * last (那报告书呢); undefined when it says more than that or nothing was asked.
 */
export function goesOn(text: string, last: Heeded | undefined): IntentKind | undefined {
  const before = [...questionKinds, 'ask_progress' as const].find((kind) => last?.kinds.includes(kind));
  const [, named] = bare.exec(text.trim()) ?? [];
  if (before === undefined || named === undefined) return undefined;
  return facetKinds.find(([cue]) => cue.test(named))?.[1] ?? before;
}

/** Characters of a line that leaves its matter out. */
const SHORT = 8;
/** 卡住了, 那个呢: too short to name its matter, or a word that points back. */
export const refersBack = (text: string): boolean =>
  text.length <= SHORT || /^(?:那|这|还|又|它|它们|另外)|(?:这|那)(?:个|项|件|事)|呢[?？]?$/.test(text);
