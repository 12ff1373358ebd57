import { isAlarming } from './alarms.ts';
import { isCommand } from './commands.ts';
import { emergencyIn } from './emergencies.ts';
import { arranges } from './meetings.ts';
import {
  asksMeeting,
  callsMeeting,
  correction,
  meetingConcluded,
  meetingNotice,
  meetingPlaced,
  officeStuck,
  proposesMeeting,
  pushes,
  status,
} from './request-cues.ts';
import { asks, type IntentRule, isOfficial, onTopic, type Utterance } from './rule.ts';
import { isTalk } from './talk.ts';
import { oneOf } from './words.ts';

/** Days and parts of days, and what stands between them. */
const days = oneOf(
  '今[天晚早] 明[天晚早]? 后天 大后天 [这本下]?个?(?:周|礼拜|星期)[一二三四五六日天末]? [这本下]个?月 \\d{1,2}月(?:\\d{1,2}[日号]?)?(?!\\d) (?<!月\\d?)\\d{1,2}[日号] [上下]午 晚上 从 起 到 至 [-~—] 开始 都 也 要 得 就 可能 有事 [，,\\s]',
);
/** 我下周二到周五休假, 请假 12月1日到4日, 明天也不在. */
const leave = new RegExp(
  `^(?:我|本人|俺|报告|${days})*(?:休[年产病事婚]?假|请[一二两三半几\\d]*个?[天周月]?[年产病事婚]?假|[年产病事婚公调]休|年假|产假|病假|出差|外出(?!经营)|不在(?:岗|单位|局里|办公室|县里)?(?=$|[，,。\\s]))|(?:^|[，,。\\s])(?:${days})*我(?:${days})*(?:去|在)[^，,。]{0,8}(?:培训|学习|开会)`,
);
/** What calls others together is no leave. */
const invites = /参加|通知|会议室|[请叫让](?!假|了?[一二两三半几\d]*[天周])/;

/** An office-holder says when they are away. */
const isAway = ({ role, text, addressed, mentions }: Utterance): boolean =>
  isOfficial(role) &&
  addressed &&
  text.length > 3 &&
  leave.test(text) &&
  !asks(text) &&
  !invites.test(text) &&
  mentions.items.length + mentions.enterprises.length + mentions.projects.length === 0;

type Notice = 'notice_meeting' | 'notice_correction' | 'notice_status';

/**
 * What an office-holder's line announces, if it announces: a meeting, else what is missing, else a step. What they
 * cannot get on with is a report and no announcement; of a leader every word on a project counts.
 */
export function announces(said: Utterance): Notice | undefined {
  const { role, text } = said;
  if (arranges(said)) return 'notice_meeting';
  if (
    isCommand(text) ||
    isAway(said) ||
    /[?？]|吗$|列一下|几个$|^(?:请|麻烦)?(?:挂牌)?督[办促]|督办一?下|催(?:一?下|办)|提醒[^,，。]{0,6}企业/.test(
      text,
    ) ||
    isTalk(said)
  )
    return undefined;
  if (!isOfficial(role) && role !== 'leader') return undefined;
  if (isMeetingNotice(text)) return 'notice_meeting';
  if (role === 'leader') return tellsOfProject(said) ? 'notice_status' : undefined;
  if (!isOfficial(role) || !onTopic(said)) return undefined;
  const stuck = officeStuck.test(text);
  if ((correction.test(text) || namesGap(said)) && !stuck && !/(?:中止|补正材料收到)/.test(text))
    return 'notice_correction';
  return status.test(text) && !stuck && !asks(text) ? 'notice_status' : undefined;
}

/** 拓岩施工许可证缺图审合格书: what a filing lacks, told and not asked. */
const namesGap = ({ text, mentions }: Utterance): boolean =>
  /(?<!容)[缺差](?![陷点不错别一])\S{2}/.test(text) &&
  mentions.items.length > 0 &&
  mentions.projects.length + mentions.enterprises.length > 0 &&
  !asks(text);

/** 会上过了，城北挖路同意: a leader's word on a project that neither asks nor presses. */
const tellsOfProject = ({ text, mentions }: Utterance): boolean =>
  mentions.projects.length + mentions.enterprises.length > 0 &&
  /[,，。]|了|同意|批|我/.test(text) &&
  !asks(text) &&
  emergencyIn(text) === undefined &&
  !isAlarming(text) &&
  (undertakes.test(text) || !(pushes.test(text) || /必须|一定要|给我/.test(text)));

/** 我来问一下: what the speaker will do is nobody else's task. */
export const undertakes = /我(?:来|去|亲自|负责)/;

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
  recognise: (said) =>
    announces(said) === kind ? (said.role === 'leader' ? { certain: true } : {}) : undefined,
});

/** What office-holders announce: proposes a step, never takes it. */
export const notices: IntentRule[] = [
  notice('notice_correction', '窗口或部门通知补正、退件'),
  notice('notice_status', '窗口或部门通知受理、评审、办结等状态'),
  {
    kind: 'notice_meeting',
    means: '办公人员通知会议时间地点议题，或说会议结论',
    recognise: (said) =>
      announces(said) === 'notice_meeting'
        ? (arranges(said) ?? { concluded: meetingConcluded.test(said.text) })
        : undefined,
  },
  {
    kind: 'notice_leave',
    means: '联络员或专员说自己哪天休假、出差、不在',
    recognise: (said) => (isAway(said) ? {} : undefined),
  },
];
