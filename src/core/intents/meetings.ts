import { comingDays } from '../filings/stated-day.ts';
import { namesPlace, namesWhen, withoutWhen } from '../meetings/appointment.ts';
import { isGrave } from './alarms.ts';
import { isCommand } from './commands.ts';
import { asksMeeting, meetingConcluded, meetingInGeneral, putRight, status } from './request-cues.ts';
import { asks, type IntentRule, isOfficial, type Slots, type Utterance } from './rule.ts';

/** 踏勘, 现场核验, 复验: somebody comes to the site; 踏勘说明 is a paper. */
const visits =
  /踏勘(?!(?:选址)?(?:说明|意见|报告|记录|表))|现场(?:核[验查]|验收|勘[察查验]|查看|检查|看)|[去到来]现场|复[验查]|去勘[察查]/;
/** Speaks of a meeting or a visit at all; 会不会 does not. */
const ofMeeting = new RegExp(`会(?!不会|员|计|有|被|影响)|${visits.source}|验收|参加`);

/** A notice says what for: 6号加急，企业周五开工 is about no meeting, though it has a number and a day. */
export const speaksOfMeeting = (text: string): boolean =>
  !isInMeeting(text) && (ofMeeting.test(text) || /会商|开会/.test(text));

/** 上午在开会，下午回你: where somebody is, and nobody is called. */
export const isInMeeting = (text: string): boolean =>
  /(?:在(?:外面?|外地|[局县市省]里|单位)?|[去到](?:外地|[局县市省]里))开(?:个|着)?会/.test(text) &&
  !/参加|请|通知|议题|地点|大家|一起/.test(text);

/** Names a matter of its own and no meeting: 施工许可改到明天发. */
const ofElse = ({ text, mentions }: Utterance) => mentions.items.length > 0 && !ofMeeting.test(text);
const past = /[昨前]天|刚|过了|完了|已经|做了/;

const moves = /改(?!造|扩|建|方案|图|好|完)|换(?:到|成|个时间)|提前|推迟|延(?:到|后|期)|挪|那就|^就/;
const cancels = /取消|不开了|不用开|先不开/;
const adds =
  /[再也还](?:[加叫喊请]|通知)[上个一下]{0,2}(?=[\u4e00-\u9fa5])|[加叫喊请]上[\u4e00-\u9fa5]|通知.{2,20}(?:参加|来|到)|要?也?参加/;
const consent = '(?:好的?|行|可以|同意|没问题|要得|ok)[的吧啊了]?';
const grants = new RegExp(`^(?:#?\\d{1,6}(?:号件?)?[\\s,，]+)?${consent}[,，。\\s]*(?:就|那就)?`, 'i');
/** 周四下午三点可以，同意: agreed to behind the time. */
const granted = new RegExp(`${consent}[。!！\\s]*$`, 'i');
const consents = new RegExp(`^\\s*#?\\d{1,6}(?:号件?)?[\\s,，]+|${consent}`, 'gi');
const asSaid = /^(?:改期?吧?|改[一下]*|按(?:他|她|你|那个|对方).{0,6}|依.{1,4})[。!！]*$/;
/** 那就11点, 行，改周五: another time, of a meeting by its name or of nothing else that is done then. */
function movesIt(text: string): boolean {
  if (ofMeeting.test(text)) return moves.test(text);
  const rest = withoutWhen(text.replace(consents, ''));
  return /^[改换到成就那定在吧开见也再,，。\s]*$/.test(rest) || (moves.test(text) && !done.test(text));
}
const done = /[交发报送批补传给办审签盖领答回]/;

/** 改周五行不, 能不能推迟到周四: whoever set it asks whether it may be moved. */
const wonders =
  /^(?:那|会|这个会|\d{1,6}号(?:会商?)?|[,，\s])*(?:能不能|能否|可以|可不可以)?(?:改|换|推迟|提前|延|挪|放)(?:到|期|在|成)?.{0,14}(?:行[不吗么]|行不行|可以[吗不么]|好不好|好吗|怎么样|方便吗|[?？]|吗)[啊呢吧?？]*$|^(?:能不能|能否|可不可以)(?:改|换|推迟|提前|延|挪)/;

/** 让企业把图带上: what the enterprise is to do for it. */
const instructs =
  /^(?:再|还|也|顺便|另外|[,，\s])*(?:让|叫|请|通知|告诉|提醒)(?:一下)?(?:企业|他们|对方|业主|建设单位|项目单位|人家)/;

/** 让企业把图带上; 让企业把日照分析补了 is a filing's matter, and another firm's has its own meeting. */
const forIt = ({ text, mentions, onMeeting }: Utterance): boolean =>
  mentions.enterprises.length + mentions.projects.length === 0 &&
  (/带|来|到场|参加/.test(text) ||
    (mentions.items.length === 0 && (onMeeting === true || ofMeeting.test(text))));

/** 会上定了不做了，撤件: a step of the filing, whatever led to it. */
export const takesBackPapers = (text: string): boolean =>
  /撤(?:件|回申请|销申请)|退件/.test(text) && !/结论|纪要/.test(text);

/** Minutes of several points, each about something else. */
const isMinutes = (text: string): boolean => /纪要/.test(text.slice(0, 16)) && points(text).length > 1;
/** 1.…；2.… */
export const points = (text: string): string[] =>
  text
    .split(/(?:^|[\s:：;；。】])\d{1,2}[.、．)）](?!\d)/)
    .slice(1)
    .map((point) => point.replace(/[;；。\s]+$/, ''));

const gathering = '(?:现场|会议?上?|踏勘|勘[察查]|碰头会?|协调会?)';
const over = '(?:看|开|谈|商量?|碰|勘[察查]?|定|议|说|协调|核实?)(?:完|过|好|妥|下来|定|了)了?';
/** 现场看过了，没问题; 会上说好了，下周三前迁: what came of it, and not only that it is over. */
const outcome = new RegExp(
  `^(?:今天|刚才?|上午|下午|[这那个的]|[,，\\s])*${gathering}[^,，。:：]{0,6}${over}.{0,2}[,，。:：\\s]*(?=.{4})`,
);
/** 谈好了，费用各半: without its name only where the bot has just spoken of it. */
const outcomeThere = new RegExp(
  `^(?:今天|刚才?|大家|几家|双方|都|[,，\\s])*${over}.{0,2}[,，。:：\\s]+(?=.{4})`,
);

/** Said of a meeting or a visit that has begun: its conclusion, unless it tells a step of a filing by its name. */
const concludes = ({ text, meets, onMeeting, mentions }: Utterance): boolean =>
  meets?.begun === true &&
  mentions.caseNumbers.length === 0 &&
  !(mentions.items.length > 0 && status.test(text)) &&
  (outcome.test(text) || (onMeeting === true && outcomeThere.test(text)));

/**
 * What an office-holder arranges beside a plain notice: a visit, minutes of many matters, a change of what they set, a
 * conclusion put right, a meeting agreed to in the same breath as its time.
 */
export function arranges(said: Utterance): Slots | undefined {
  const { text, role, chatKind, addressed, meets } = said;
  if (!isOfficial(role) || isGrave(text)) return undefined;
  if (isMinutes(text)) return { concluded: true, minutes: true };
  if (/^(?:同意|可以)召集(?!\s*[#\d])/.test(text) && namesWhen(text)) return { agreed: true, changes: true };
  if (isCommand(text)) return undefined;
  if (asks(text))
    return meets?.sets && chatKind === 'direct' && wonders.test(text) && !ofElse(said) && namesWhen(text)
      ? { changes: true, wonders: true }
      : undefined;
  if (/结论/.test(text) && /写错|记错|说错|有误|更正|不对|应该是|改[成为]/.test(text))
    return { changes: true, concluded: true, corrects: true };
  if (concludes(said)) return { concluded: true, over: true };
  if (visits.test(text) && namesWhen(text) && !past.test(text) && !meetingConcluded.test(text))
    return { visit: true };
  if (!meets?.sets || meetingConcluded.test(text)) return undefined;
  if (chatKind !== 'direct' && !addressed && !said.onMeeting && !ofMeeting.test(text)) return undefined;
  if (instructs.test(text)) return forIt(said) ? { changes: true, instructs: true } : undefined;
  if (ofElse(said)) return undefined;
  if (grants.test(text) && asSaid.test(text.replace(grants, ''))) return { changes: true, asProposed: true };
  if (namesWhen(text) && movesIt(text)) return { changes: true };
  if (namesPlace(text) && /改|换/.test(text)) return { changes: true };
  if (cancels.test(text) && ofMeeting.test(text)) return { changes: true, cancels: true };
  return adds.test(text) && ofMeeting.test(text) ? { changes: true } : undefined;
}

const cannot =
  /(?:去|来|参加|赶|抽|腾|到)不(?:了|成|上|开|到)|(?:(?<![去来进出上下过回])不|没法|没办法)(?:去|来|参加|到场|出席)(?!不)|没(?:得)?空|没时间|不在(?:家|县|单位|厂|场|$|[,，。])|出差|有[^,，。]{0,8}会(?=[,，。]|$)|冲突|走不开/;
/** Another time, or that this one will not do. */
export const proposes =
  /(?<!修)改(?![稿图好完造扩建方])|换|提前|推迟|延|晚|早(?!上)|挪|[行成可]不|不(?:行|成|方便)|(?:行|可以)[吗么]|能不能|能否|可不可以/;
/** 换下午行不, 改线上开行不: right after the notice another time or way, though no day is named. */
const otherWay = /(?:改|换|挪|提前|推迟|晚|早)[^,，。]{0,6}(?:[上下]午|晚上|早上|线上|视频|电话|地方|天|点)/;
/** 我们去两个人行不, 这个会跟我没关系吧: who comes, or whether at all. */
const whoComes =
  /(?:晚|迟)(?:点|些|一点|会儿?)?到|堵在?路上|[去来](?:[一两二三四五]|\d)?[个位名]人|(?:没|无|有啥|有什么)关系|(?:发|通知|叫|请)错|不归我/;
/** 图审的人又去开会了, 让我们改天再来. */
const othersCome = /(?:人|他们?|她们?|局|科|岗|窗口)(?:又|都|也|老是|还)?(?:去|来|开)|再来|让我们/;
const comes =
  /(?:准时|一定|按时)(?:到|去|来|参加)|(?<![过送下上出起回拿带进])(?:去|来|参加|到会|到场|开会)[了的啊吧]?(?=$|[,，。!！\s])/;
/** 参会人：钱禾二: who comes, to a meeting of which perhaps nothing is on record. */
const names = /参会(?:人|名单|回执|的人|代表)|与会人|开会(?:的?人|报名)|报名(?:参会|开会)/;

/** Words of somebody invited: whether they come, who comes, another time. */
function replies(said: Utterance): boolean {
  const { text, chatKind, addressed, meets, role } = said;
  if (isGrave(text) || isCommand(text) || text.length > 120) return false;
  if (role === 'enterprise' && names.test(text) && !asks(text)) return true;
  if (!meets?.invited.length || ofElse(said) || (elsewhere.test(text) && !ofMeeting.test(text))) return false;
  if (chatKind !== 'direct' && chatKind !== 'project' && !addressed) return false;
  if (proposes.test(text) && (namesWhen(text) || (said.onMeeting && otherWay.test(text)))) return true;
  if (whoComes.test(text) && (said.onMeeting || ofMeeting.test(text))) return true;
  // Away on some other day is nothing to the meeting.
  const days = comingDays(text, meets.today);
  const thatDay = days.length === 0 || days.some((day) => meets.invited.includes(day));
  if (cannot.test(text) && (thatDay || ofMeeting.test(text))) return true;
  return comes.test(text) && !othersCome.test(text) && !asks(text);
}

/** Asked by who has to do with a meeting and names no other matter. */
const vaguely =
  /不开了|要不要(?:来|去)|要[来去到](?:人)?(?:不|吗|么)|[去来]不[去来]|谁[来去]|谁参加|都有谁|通知(?:了|的)?谁|谁.{0,4}通知|哪些人|几个人|带(?:啥|什么|哪)|几点|在哪|哪天|照常|还开|会.{0,4}是[今明后]天/;
const elsewhere = /上班|下班|窗口|大厅|交到|材料|领|[堵卡拦][了着住]/;

/** 还开不开, 我们要不要来人, 会上怎么说的: asked of a meeting there is. */
export const asksOfMeeting = (said: Utterance): boolean =>
  asksMeeting(said.text) ||
  (said.meets !== undefined &&
    (said.meets.sets || said.meets.invited.length > 0) &&
    (vaguely.test(said.text) || (settled.test(said.text) && asks(said.text) && namesWhen(said.text))) &&
    !elsewhere.test(said.text) &&
    said.mentions.items.length === 0) ||
  (said.onMeeting === true && whichPlace.test(said.text));

const whichPlace = /在[^,，。]{1,8}还是在?[^,，。]{1,8}[?？]?$/;

/** 验收改到哪天了: of the filing nobody asks so. */
const settled = /改(?:到|期|在)|定(?:到|在|了)|(?:几点|哪天|几号|啥时候|什么时候)来/;
/** 踏勘定了没, 啥时候来复验. */
export const asksVisit = ({ text, role, meets }: Utterance): boolean =>
  (visits.test(text) || (/验收|核验/.test(text) && settled.test(text) && (meets?.invited.length ?? 0) > 0)) &&
  asks(text) &&
  !putRight.test(text) &&
  !meetingInGeneral.test(text) &&
  !/申请|需要|流程|怎么[约申]/.test(text) &&
  (/哪天|(?:什么|啥)时|几[号点时]|何时|定[了在]|是不是|[还到]?来(?:了)?(?:没|不)|时间/.test(text) ||
    (meets !== undefined && meets.invited.length > 0 && vaguely.test(text))) &&
  (role === 'enterprise' || isOfficial(role));

/** Whether it may matter for reading a text that its speaker has to do with a meeting; looked up only then. */
export const mayConcernMeeting = (text: string): boolean =>
  text.length < 200 &&
  [
    moves,
    cancels,
    adds,
    grants,
    granted,
    instructs,
    cannot,
    proposes,
    comes,
    vaguely,
    settled,
    visits,
    outcome,
  ].some((cue) => cue.test(text));

/** What those who are invited say. */
export const meetings: IntentRule[] = [
  {
    kind: 'reply_meeting',
    means: '被通知开会、踏勘的人说来不来、谁来、想改时间',
    recognise: (said) => (replies(said) ? {} : undefined),
  },
];
