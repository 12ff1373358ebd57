import { alarms, isAlarming } from './alarms.ts';
import { isCommand } from './commands.ts';
import { emergencyIn } from './emergencies.ts';
import { arranges, isInMeeting, takesBackPapers } from './meetings.ts';
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
import { asks, type IntentRule, isOfficial, onTopic, type Slots, type Utterance } from './rule.ts';
import { isTalk } from './talk.ts';
import { oneOf } from './words.ts';

/** Days and parts of days, and what stands between them; no two may read the same characters, or it explodes. */
const days = oneOf(
  '今[天晚早] 明(?:[天晚早]|后两天)? 后天 大后天 这[两三几]天 [这本下]?个?(?:周|礼拜|星期)[一二三四五六日天末]? [这本下]个?月 明年 \\d{1,2}月(?:\\d{1,2}[日号]?)?(?!\\d) (?<!月\\d?)\\d{1,2}[日号] [上下]午 晚上 从 起 到 至 [-~—] 开始 都 也 要 得 就 可能 有事 [，,\\s]',
);
/** Who is away, and a word before it: 改一下，我…, 我们A岗…. */
const self = '我|本人|俺|报告|改一下|更正';
const absent =
  '休[年产病事婚]?假|请[一二两三半几\\d]*个?[天周月]?[年产病事婚]?假|[年产病事婚公调]休|年假|产假|病假|出差|外出(?!经营)|感冒|生病|发烧|住院|(?:身体)?不舒服|去(?:医院|看病)|不在(?:岗|单位|局里|办公室|县里)?(?=$|[，,。\\s])';
/** 我下周二到周五休假, 请假 12月1日到4日, 明天也不在, 我后天去市里培训. */
const leave = new RegExp(
  `^(?:${self}|${days})*(?:${absent})|(?:^|[，,。\\s])(?:${days})*我(?:${days})*(?:去|在)[^，,。]{0,8}(?:培训|学习|开会)`,
);
/** 我们A岗今天开始休产假, 韩工请假: a colleague of the same post. */
const colleague = new RegExp(
  `^(?:我们?)?(?:[abAB]岗|[\\u4e00-\\u9fa5](?:工|科长?|局长?|主任|专员))(?:${days})*(?:${absent})`,
);
/** 卫禾二周六到下周二请假: what only people do, of somebody named, and of no office or firm. */
const named = new RegExp(
  `^(?!${self}|我|本|俺|咱|他|她|谁|大家|上面|刚才)[\\u4e00-\\u9fa5]{2,3}?(?<![局办院厂司部口岗家位业])(?:${days})*(?:休[年产病事婚]?假|请[一二两三半几\\d]*个?[天周月]?[年产病事婚]?假|[年产病]假|出差|住院|病了)`,
);
/** 销假 明天来, 培训不批了: there after all. */
const backAgain =
  /^(?:我|今天|明天|已经?|提前|[，,\s])*(?:销假|(?:请假|休假|假期?|培训|出差)(?:了)?(?:不批|没批|取消|不去|不休|结束))|^(?:我|今天|明天|已经?|提前|[，,\s])*(?:休完假|回来上班)/;
/** What calls others together is no leave; 件让谢工接 belongs to it. */
const invites = /参加|通知|会议室|[请叫让](?!假|了?[一二两三半几\d]*[天周])[^，,。]{0,10}(?:来|到场|开会)/;
/** 施禾三请假24到27号, 尤禾九调走了: to who keeps the list of people. */
const staffing = /[请休][^，,。]{0,4}假|出差|调[走离到]|换成|换人|离职|退休/;

/** 我今天下乡, 下午我出去跑现场: out for the day, of which nobody registers anything. */
const out = new RegExp(
  `^(?:${self}|${days})*(?:${absent}|下[乡村]|(?:出|外)去|外出|去(?:跑|市|省|县|外地|现场|工地)|跑现场|不在|(?:在)?(?:外面)?开会)`,
);
/** 有事找卫禾二, 先找小姜, 手上的件交给老韩: who is to be asked meanwhile. */
const covered =
  /(?:先|[有急]事|(?<![办条文要])(?:件|活|事情?|工作))(?:先|就|都|可以|请|[,，\s])*(?:找|问|联系|[转交留托]?给|让|由)\s*([\u4e00-\u9fa5]{2,4}?(?:专员|工|科长?|主任)?)(?:代[办班]?|处理|负责|接|盯|跟|看|就[行好]|吧|哈|啊)*(?=$|[,，。!！\s])/;

/** 我在外面开会，下午给你回电话. */
const staysHere = /回(?:你|您|他|电话|话|信|复)/;

/** Nobody takes more words to say that they are away; what reads days in a row takes long over a page of them. */
const LONGEST = 200;

/** 我今天不在，有事找陈禾十: whom who is away names in their place; of an enterprise a word to its own people. */
export function standInNamed(text: string): string | undefined {
  if (text.length > LONGEST || !out.test(text) || asks(text)) return undefined;
  return covered.exec(text)?.[1];
}

/** When an office-holder says that they are away, or back; the administrator says it of others. */
function absence({ role, text, addressed, mentions, chatKind }: Utterance): Slots | undefined {
  if (role === 'administrator')
    return chatKind === 'direct' && staffing.test(text) && !asks(text) ? { ofOthers: true } : undefined;
  const cover = standInNamed(text);
  const heard = addressed || chatKind === 'staff' || /^[我俺]|^本人/.test(text);
  if (!isOfficial(role) || !heard || text.length <= 3 || text.length > LONGEST) return undefined;
  if (cover !== undefined) return { cover, ...(leave.test(text) ? {} : { out: true }) };
  if (mentions.enterprises.length + mentions.projects.length > 0 || invites.test(text)) return undefined;
  if (isInMeeting(text) && staysHere.test(text)) return undefined;
  if (backAgain.test(text) && !asks(text)) return { back: true };
  if (colleague.test(text) && !asks(text)) return { colleague: true };
  if (!leave.test(text) && named.test(text) && !asks(text)) return { colleague: true };
  if (!leave.test(text) || (mentions.items.length > 0 && !/^[我俺]/.test(text))) return undefined;
  if (asks(text)) return /登|记了|有没有|几天|哪天|几号/.test(text) ? { asked: true } : undefined;
  return {};
}

type Notice = 'notice_meeting' | 'notice_correction' | 'notice_status';

/**
 * What an office-holder's line announces, if it announces: a meeting, else what is missing, else a step. What they
 * cannot get on with is a report and no announcement; of a leader every word on a project counts.
 */
export function announces(said: Utterance): Notice | undefined {
  const { role, text } = said;
  // 有人送礼了 announces nothing: it is for the head alone.
  if (alarms.integrity(text)) return undefined;
  if (arranges(said)) return 'notice_meeting';
  if (
    isCommand(text) ||
    absence(said) ||
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
  !isInMeeting(text) &&
  ((meetingConcluded.test(text) && !takesBackPapers(text)) ||
    ([meetingNotice, callsMeeting].some((cue) => cue.test(text)) &&
      meetingPlaced.test(text) &&
      !proposesMeeting.test(text) &&
      !asksMeeting(text)));

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
    means: '联络员或专员说自己哪天休假、出差、不在，或销假',
    recognise: absence,
  },
];
