import { tells } from '../cases/facts.ts';
import { opensAnother } from '../utterance.ts';
import { blames, isLate, isObstructed, isWaiting, pushes } from './request-cues.ts';
import { asks, type IntentRule, isOfficial, type Utterance } from './rule.ts';
import { takesBack } from './take-backs.ts';

/** 为什么转给他, 凭啥派给住建局, 为什么让这个岗管; 怎么转给别人 asks how. */
const whyPost =
  /(?:为(?:什么|啥|何|嘛)|凭(?:什么|啥)|怎么(?:又|就|会)|咋(?:又|就|会)?).{0,10}(?:(?:转|派|推|分派)(?:给|到|去|了)|(?:是|让|找)(?:他|她|它|这个|那个)(?:们|部门|单位|局|岗|人)?)/;
/** 转错了, 是我问环评的: the case is with the wrong office. */
const wrongPost = /(?:转|派|分|推)错(?!别)/;
const whoseMatter =
  /(?:是|明明)(?:我们?)?[^,，。\s]{0,2}(?:问|说|报|讲)[^,，。\s]{1,8}的|是[^,，。\s]{1,8}的(?:事|活)/;
/** 为什么没登记, 咋不给立案. */
const whyNone =
  /(?:为(?:什么|啥|何|嘛)|凭(?:什么|啥)|咋|怎么).{0,8}[没不未](?:有)?(?:给|帮)?(?:我们?|俺们?)?(?:登记|立案|立件)/;
const register =
  /^(?:请|麻烦|帮(?:我们?|忙)?|给我们?|我们?要?)*(?:登记|立件|立案)(?:一下|上一条|这(?:条|个|件|事)?)*[。.!！~]*$/;
const split =
  /^[/／]?拆分(?:\s*[#＃]?\d{1,6}号?件?)?[。.!！~]*$|^.{0,6}不是(?:同|一)(?:一)?(?:件事|回事)[。.!！~]*$/;

/** 9号并入2号, 9并到2. */
const merge =
  /^(?:请|把|将)?[#＃]?(\d{1,6})号?件?[^\d,，。]{0,4}(?:并|合)(?:并)?(?:入|到|进|给|在)[^\d]{0,3}[#＃]?(\d{1,6})号?件?(?!\d)/;
/** 10号拆成两件. */
const divide = /^(?:请|把|将)?[#＃]?(\d{1,6})号?件?[^\d,，。]{0,4}拆(?:成|开|分|为)/;

/** A sentence longer than this asks about more than the bot's own step. */
const LONGEST = 30;

const enterprises =
  (pattern: RegExp) =>
  ({ text, role }: Utterance) =>
    !isOfficial(role) && pattern.test(text.trim()) ? {} : undefined;

/** Says what is wrong with a matter it names: perhaps another one than was reported. */
const complainsOf = ({ text, mentions: { items, departments } }: Utterance): boolean =>
  items.length + departments.length > 0 &&
  [isObstructed, isWaiting, isLate, blames, pushes].some((cue) => cue.test(text));

/** What is said about a step the bot took: why so, not so, and what it asked for. */
export const followUps: IntentRule[] = [
  {
    kind: 'ask_why_case',
    means: '问诉求件为什么派给这个部门或岗位，或为什么没有登记',
    recognise({ text, role }) {
      if (text.length > LONGEST) return undefined;
      if (whyNone.test(text)) return { about: 'none' };
      if (!isOfficial(role) && wrongPost.test(text)) return { about: 'post', wrong: true };
      return whyPost.test(text) ? { about: 'post', wrong: whoseMatter.test(text) } : undefined;
    },
  },
  { kind: 'register_case', means: '要求把刚才说的登记成件', recognise: enterprises(register) },
  {
    kind: 'split_case',
    means: '要求从合并的件里拆出来单独登记，或把两件并成一件',
    recognise(said) {
      if (!isOfficial(said.role)) return enterprises(split)(said);
      const [, from, into] = merge.exec(said.text) ?? [];
      if (from !== undefined) return { from: Number(from), into: Number(into) };
      const [, whole] = divide.exec(said.text) ?? [];
      return whole === undefined ? undefined : { divide: Number(whole) };
    },
  },
  {
    kind: 'give_facts',
    means: '补充刚才登记的件还缺的情况',
    recognise: (said) => {
      const { text, lacks, mentions, mentionsOthers } = said;
      if (lacks.length === 0 || mentionsOthers || asks(text)) return undefined;
      if (complainsOf(said) || wrongPost.test(text) || takesBack(text)) return undefined;
      return !opensAnother(text) && tells(lacks, mentions, text) ? {} : undefined;
    },
  },
];
