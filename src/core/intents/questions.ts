import { isCommand } from './commands.ts';
import { asksOfMeeting, asksVisit } from './meetings.ts';
import { announces } from './notices.ts';
import {
  asksBeforeDue,
  asksContact,
  asksDaysLeft,
  asksFee,
  asksHowLong,
  asksMaterials,
  asksPlan,
  asksPolicy,
  asksProgress,
  asksTimeLimit,
  asksValidity,
  asksWay,
  asksWayBesides,
  asksWhyDate,
  inGeneral,
} from './question-cues.ts';
import {
  asks,
  asksInOwnGroup,
  type IntentRule,
  isOfficial,
  onTopic,
  rulesBut,
  type Utterance,
} from './rule.ts';
import { isTalk } from './talk.ts';

/** What a question asks for when nothing but its words is known. */
export function questionKindOf(text: string): IntentRule['kind'] {
  if (asksMaterials.test(text)) return 'ask_materials';
  if (asksTimeLimit.test(text)) return 'ask_time_limit';
  if (asksFee.test(text)) return 'ask_fee';
  if (asksContact.test(text)) return 'ask_contact';
  return asksPolicy.test(text) ? 'ask_policy' : 'ask_procedure';
}

/** Of one's own filing, where how long a step takes in general is no question about it. */
const isProgress = (text: string): boolean =>
  asksProgress.test(text) && !inGeneral.test(text) && !/最(?:快|慢|晚|迟)/.test(text);

const isTime = (text: string) =>
  asksTimeLimit.test(text) &&
  !isProgress(text) &&
  !asksValidity.test(text) &&
  (asksHowLong.test(text) || !/算不算|算在|计不计|计入|扣除|停不停/.test(text));
const isPolicy = (text: string) => asksPolicy.test(text) && asks(text);
const isFee = (text: string) => asksFee.test(text) && !/(?:现金|保函)吗/.test(text);
const isPapers = (text: string) => asksMaterials.test(text) && !(isPolicy(text) && !/材料|资料/.test(text));
const isWhere = (text: string) => asksContact.test(text) && !isPapers(text);
const narrower = [isTime, isPolicy, isFee, isPapers, isWhere, isProgress];

const ask = rulesBut(
  (said, kind) =>
    isTalk(said) ||
    isCommand(said.text) ||
    announces(said) !== undefined ||
    (ofTheRule.includes(kind) && instructs(said)),
);

/** Kinds that a statement may be mistaken for: lists and plans are ordered without asking. */
const ofTheRule: IntentRule['kind'][] = [
  'ask_procedure',
  'ask_time_limit',
  'ask_fee',
  'ask_policy',
  'ask_contact',
];

/** What an office-holder tells others in a group, unasked by the bot: 设计负责人必须到场 is no question of the rule. */
const instructs = ({ role, addressed, text }: Utterance): boolean =>
  isOfficial(role) && !addressed && !asks(text);

/** Said of the county's business or to the bot; in one's own group perhaps, which only a sure answer tells. */
const relevant = (said: Utterance) =>
  onTopic(said) || said.addressed || (asksInOwnGroup(said) && { overheard: true });

/** 规划岗的手机号: whose number it is stands in front of it. */
const phoneOfPost =
  /(?:[\u4e00-\u9fa5]{2}岗|局|办|中心|大队|公司|那边)的?(?:办公|联系|联络员?)?(?:电话|手机号?|座机|号码|联系方式)(?!.{0,4}(?:不|没|打))/;

const caseNumber = /^\s*(?:[A-Z]{2,6}-\d{4}-\d{6}|#?\d{1,6}号件)\s*[?？。]*$/i;

/** A project or a case by its name alone asks how it stands. */
const namesOnly = ({ text, bare, addressed, role, mentions }: Utterance) =>
  (bare || caseNumber.test(text)) &&
  addressed &&
  mentions.projects.length + mentions.enterprises.length + mentions.caseNumbers.length > 0 &&
  (mentions.items.length === 0 || mentions.projects.length > 0 || role !== 'enterprise');

/** What people want to know. Each looks for its own cue; a message may hold several. */
export const questions: IntentRule[] = [
  ask('ask_materials', '问要什么材料、清单、样表', (said) => isPapers(said.text) && relevant(said)),
  ask('ask_time_limit', '问办理时限、要多久', (said) => isTime(said.text) && relevant(said)),
  ask('ask_fee', '问收费、标准、减免', (said) => isFee(said.text) && relevant(said)),
  ask('ask_policy', '问政策、奖补、减免条件', (said) => isPolicy(said.text) && relevant(said)),
  ask('ask_contact', '问找谁、哪个部门、窗口在哪、电话', (said) => {
    if (!isWhere(said.text)) return false;
    if (phoneOfPost.test(said.text)) return { phone: true };
    return relevant(said);
  }),
  ask('ask_procedure', '问怎么办、要不要办、先后顺序、能不能', (said) => {
    if (!relevant(said) || !asks(said.text)) return false;
    const sentences = said.text.split(/[?？。!！]/);
    const apart = sentences.some((one) => asks(one) && !narrower.some((test) => test(one)));
    if (narrower.some((test) => test(said.text))) return asksWayBesides.test(said.text) || apart;
    // Perhaps meant for somebody else: answered when the library is sure, else left alone.
    return { overheard: !said.addressed && !asksWay.test(said.text) };
  }),
  ask('ask_progress', '问办到哪一步、还要几天、批下来没有', (said) =>
    asksBeforeDue(said.text) && said.mentions.items.length > 0
      ? { certain: true }
      : isProgress(said.text) && !isPapers(said.text)
        ? { remaining: asksDaysLeft.test(said.text) }
        : namesOnly(said) && { named: true },
  ),
  ask('ask_plan', '要项目的排期、审批计划：哪项哪天办、什么能并联', ({ text }) => asksPlan.test(text)),
  ask('ask_meeting', '问已定的会几点开、在哪开、带什么、定了什么，或哪天来踏勘', (said) =>
    asksVisit(said) ? { visit: true } : asksOfMeeting(said),
  ),
  ask('ask_why_date', '问到期日为什么是这一天、怎么算的', ({ text }) => asksWhyDate.test(text)),
];
