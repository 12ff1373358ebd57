import { isCommand } from './commands.ts';
import {
  asksMeeting,
  callsMeeting,
  correction,
  meetingConcluded,
  meetingNotice,
  meetingPlaced,
  officeStuck,
  proposesMeeting,
  status,
} from './request-cues.ts';
import { asks, type IntentRule, isOfficial, onTopic, type Utterance } from './rule.ts';
import { isTalk } from './talk.ts';

type Notice = 'notice_meeting' | 'notice_correction' | 'notice_status';

/**
 * What an office-holder's line announces, if it announces: a meeting, else what is missing, else a step. What they
 * cannot get on with is a report and no announcement; a leader announces meetings only.
 */
export function announces(said: Utterance): Notice | undefined {
  const { role, text } = said;
  if (
    isCommand(text) ||
    /[?？]|吗$|列一下|几个$|^(?:请|麻烦)?(?:挂牌)?督[办促]|督办一?下|催(?:一?下|办)/.test(text) ||
    isTalk(said)
  )
    return undefined;
  if (!isOfficial(role) && role !== 'leader') return undefined;
  if (isMeetingNotice(text)) return 'notice_meeting';
  if (!isOfficial(role) || !onTopic(said)) return undefined;
  const stuck = officeStuck.test(text);
  if (correction.test(text) && !stuck && !/(?:中止|补正材料收到)/.test(text)) return 'notice_correction';
  return status.test(text) && !stuck && !asks(text) ? 'notice_status' : undefined;
}

/** When and where, or what came of it; a wish for a meeting says neither. */
const isMeetingNotice = (text: string): boolean =>
  meetingConcluded.test(text) ||
  ([meetingNotice, callsMeeting].some((cue) => cue.test(text)) &&
    meetingPlaced.test(text) &&
    !proposesMeeting.test(text) &&
    !asksMeeting(text));

const notice = (kind: Notice, means: string): IntentRule => ({
  kind,
  means,
  recognise: (said) => (announces(said) === kind ? {} : undefined),
});

/** What office-holders announce: proposes a step, never takes it. */
export const notices: IntentRule[] = [
  notice('notice_correction', '窗口或部门通知补正、退件'),
  notice('notice_status', '窗口或部门通知受理、评审、办结等状态'),
  {
    kind: 'notice_meeting',
    means: '办公人员通知会议时间地点议题，或说会议结论',
    recognise: (said) =>
      announces(said) === 'notice_meeting' ? { concluded: meetingConcluded.test(said.text) } : undefined,
  },
];
