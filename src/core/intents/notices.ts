import { isCommand } from './commands.ts';
import { type IntentRule, isOfficial, type Utterance } from './rule.ts';

const question = /[?？]|吗$|怎么|哪|多少|列一下/;
const official = (said: Utterance) =>
  isOfficial(said.role) && !isCommand(said.text) && !question.test(said.text);
const correction = /补正|缺.{1,30}(?:补|请|需)|请.{0,12}(?:补|修改|完善)|退件|材料不(?:全|齐)/;
const meeting = /(?:开|召开|参加).{0,8}(?:联席会|会议|协调会|碰头会|专题会|会)|会议(?:通知|时间|室)|议题/;
const status =
  /受理|延(?:长|期).{0,6}工作日|办结|下来了|核发|批(?:了|下来|复了)|发证|出证|取证|进(?:入)?(?:专家)?评审|评审(?:会)?(?:结束|通过|完)|公示(?:开始|结束|期|中)|检测(?:完|结束|中)|收件|接件|中止|恢复计时|不予(?:许可|受理)|已(?:办|出|审)|审(?:过|完)了|通过了/;

/** What office-holders announce: proposes a step, never takes it. */
export const notices: IntentRule[] = [
  {
    kind: 'notice_correction',
    means: '窗口或部门通知补正、退件',
    recognise: (said) =>
      official(said) && correction.test(said.text) && !meeting.test(said.text) ? {} : undefined,
  },
  {
    kind: 'notice_status',
    means: '窗口或部门通知受理、评审、办结等状态',
    recognise: (said) =>
      official(said) && status.test(said.text) && !correction.test(said.text) && !meeting.test(said.text)
        ? {}
        : undefined,
  },
  {
    kind: 'notice_meeting',
    means: '办公人员通知会议时间地点议题',
    recognise: (said) => (official(said) && meeting.test(said.text) ? {} : undefined),
  },
];
