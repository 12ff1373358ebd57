import { appointmentText } from '../meetings/appointment.ts';
import {
  type Appointment,
  type Case,
  type County,
  type Day,
  isCaseNumber,
  type Meeting,
  type Project,
  serialOf,
} from '../model.ts';
import { dayText, postName, whenText } from './cases.ts';

const names = (codes: string[], county: County): string =>
  codes.map((code) => county.departments.get(code)?.shortName ?? code).join('、');

/** A case with enough of its words to know it by. */
const rowOf = (kase: Case): string => `${serialOf(kase.number)}号（${kase.summary.slice(0, 16)}）`;

/** How a meeting is set and concluded by a line. */
const howToSet = (n: number): string =>
  `定了时间回“${n}号会商 明天下午三点 地点 参加部门”，我通知参会部门和企业`;
const howToConclude = (n: number): string => `会后回“${n}号会商结论 …”`;

/** To whoever asked: where the request went; its words only where they were said. */
export const asked = (kase: Case, here: boolean): string =>
  `会商请求已挂到 ${here ? rowOf(kase) : `${serialOf(kase.number)}号`}，${kase.number}，专员确认参会部门和时间后通知您。`;

/** To the specialist who applies: who decides now. */
export const applied = (kase: Case): string =>
  `会商请求已挂到 ${rowOf(kase)}，${kase.number}，已报工改办，时间定了通知您。`;
/** To 工改办, which convenes what a specialist applies for. */
export const appliedOversight = (kase: Case, by: string, county: County): string =>
  `【会商】${by}就 ${kase.number} 申请联席会议，涉及${names([kase.department, ...kase.assisting], county)}。原话：${kase.summary}。${howToSet(serialOf(kase.number))}；${howToConclude(serialOf(kase.number))}。`;

/** To the specialist: who asks for a meeting, and the words that convene it. */
export const askedNotice = (kase: Case, by: string, text: string): string =>
  `${kase.number} ${by}请求会商：${text}。要召集，回“同意召集 ${serialOf(kase.number)}”；${howToSet(serialOf(kase.number))}。`;

export const whichToMeet = (cases: Case[]): string =>
  `要会商的是哪一件？${cases.slice(0, 5).map(rowOf).join('；')}。回“${serialOf(cases[0]?.number ?? '0')}号会商”就行。`;

export const nothingToMeet = ([number]: string[]): string =>
  `没有对上您能看到的在办件${number ? `（${number}）` : ''}，要会商的是哪个项目、哪件事？请带上编号或项目名称再说一次，例如“3号会商 …”“三幼用地的事会商一下”。`;

/** To the enterprise. */
export const convened = (kase: Case, by: string): string =>
  `${kase.number} ${by}已同意召集会商，时间地点定了马上告诉您。`;

/** To whoever takes part: about what, with whom. */
export const convenedNotice = (kase: Case, county: County): string =>
  `【会商】${kase.number} 要召集会商（联席会议），涉及${names([kase.department, ...kase.assisting], county)}。原话：${kase.summary}。请准备意见，时间地点另行通知。`;

/** To 工改办, which arranges it. */
export const convenedOversight = (kase: Case, by: string, county: County): string =>
  `【会商】${by}同意就 ${kase.number} 召集联席会议，涉及${names([kase.department, ...kase.assisting], county)}。原话：${kase.summary}。${howToSet(serialOf(kase.number))}；${howToConclude(serialOf(kase.number))}。`;

/** 廉政线索 and complaints about the specialist: not even a number leaves the head's hands. */
export const neverConvened = (kase: Case): string => `${kase.number} 只在负责人这里办，不召集会商。`;

export const convenedDone = (kase: Case): string =>
  `${kase.number} 已记同意召集，工改办、有关部门和企业都告诉了。${howToSet(serialOf(kase.number))}。`;

/** To a post of a department that only helps: whose word it is, and how to say the own. */
export const notYoursToSet = (kase: Case): string =>
  `${kase.number} 会商的时间和结论由牵头岗位、帮办专员或工改办来定，这句没有记。您的意见回“${serialOf(kase.number)} 回复 …”，我转给牵头岗位。`;

/** 会商, or a visit with what is looked at. */
const kindOf = (visit: string | undefined, county: County): string =>
  visit === undefined ? '会商' : `${county.items.get(visit)?.name ?? ''}踏勘`;

/** What a meeting is about, to those who take part. */
export function matterText(about: string, kase: Case | undefined, project: Project | undefined): string {
  const words = kase ? `（${kase.summary.slice(0, 24)}${kase.summary.length > 24 ? '…' : ''}）` : '';
  return [kase ? about : '', project?.name ?? (kase ? '' : about)].filter(Boolean).join(' ') + words;
}

/** When, where, and what else is to be known. */
const placed = (at: Appointment): string => [appointmentText(at), at.place ?? ''].filter(Boolean).join('，');

const heads = {
  set: '通知',
  moved: '改期',
  changed: '变更',
  cancelled: '取消',
  today: '提醒',
  soon: '提醒',
} as const;
export type Head = keyof typeof heads;
/** What leads over to the time of a meeting that has been set already. */
const leads: { [head in Head]?: string } = { today: '今天的安排：', soon: '休息日的安排：' };

/** To those concerned: what, when, where, who; in the announcer's own words where they name no time. */
export function announced(
  head: Head,
  matter: string,
  { appointment = {}, visit, text }: Pick<Meeting, 'appointment' | 'visit' | 'text'>,
  who: string[],
  county: County,
): string {
  const title = `【${kindOf(visit, county)}${heads[head]}】${matter}`;
  if (head === 'cancelled') return `${title}：原定${placed(appointment)}的取消，再开另行通知。`;
  const when = placed(appointment);
  const whom = who.length ? `。${visit !== undefined ? '到场' : '参加'}：${who.join('、')}` : '';
  const notes = appointment.notes ? `。${appointment.notes}` : '';
  const said = when ? `${leads[head] ?? ''}${when}${whom}${notes}` : text;
  return `${title}：${said}。来不了、要换时间，直接回我一句，我转给${visit !== undefined ? '来的岗位' : '召集人'}。`;
}

/** To an office that had been called and need not come. */
export const uninvited = (matter: string): string => `【会商变更】${matter}：您这边不用参加了。`;

export function recorded(
  about: string,
  told: string[],
  { appointment = {}, visit }: Pick<Meeting, 'appointment' | 'visit'>,
  serial: number | undefined,
): string {
  const when = placed(appointment);
  const whom = told.length ? `，已告诉${told.join('、')}` : '';
  const what = visit !== undefined ? '踏勘安排' : '会议安排';
  const next =
    visit !== undefined ? '' : serial === undefined ? '会后请把结论发我。' : `${howToConclude(serial)}。`;
  return `${what}已记入 ${about}${whom}${when ? `：${when}` : ''}。${next}`;
}

export const takenOn = '已记您接单。';
/** What was set already is told to nobody a second time. */
export const unchanged = (which: string): string => `照原定的：${which}，没有变动，没有再发通知。`;

export const cancelledDone = (about: string, told: string[]): string =>
  `${about} 的安排已取消${told.length ? `，已告诉${told.join('、')}` : ''}。`;

/** An instruction for the enterprise, in the words of the post. */
export const instructed = (matter: string, by: string, text: string): string =>
  `${matter}：${by}请您这边：${text}。`;
export const instructedDone = (told: string[]): string => `已转告${told.join('、') || '企业'}。`;

/** To whoever called the meeting: what somebody invited says to it. */
export function replied(
  matter: string,
  { appointment = {}, visit, about }: Meeting,
  by: string,
  text: string,
  proposed: Appointment | undefined,
): string {
  const numbered = visit === undefined && isCaseNumber(about) ? `${serialOf(about)}号会商` : '';
  const other = proposed
    ? `同意改到${appointmentText({ ...appointment, ...proposed })}，回“同意改期”；另定时间回“改到 …”。`
    : `要改时间，回“${numbered}改到 …”。`;
  return `【${visit !== undefined ? '踏勘' : '会商'}回复】${matter}，${placed(appointment)}。${by}：${text}。${other}`;
}
/** To a colleague who is sent in somebody's place. */
export const sentInstead = (by: string): string => `${by}去不了，请您代为参加。`;
export const repliedDone = (to: string, visit: boolean, instead?: string): string =>
  `已转告${visit ? '' : '召集人'}${to}${instead ? `，也通知了${instead}代去` : ''}。时间有变动我马上通知您；没有通知就按原定的来。`;
export const attendeesNoted = (specialist: string): string =>
  `收到，已把参会的人转告${specialist}，不算人员变更。`;
export const attendeesNotice = (who: string, text: string): string =>
  `【参会报名】${who}：${text}。这不是经办人变更，之前转来待核实的不用办。`;
export const whichMeeting = (which: string[]): string =>
  `您说的是哪一场？${which.join('；')}。请带上编号或日期再说一次。`;
export const nothingProposed = '没有等您定的改期。要改时间请写“改到 明天下午三点”。';
/** To whoever set it and asks whether it may be moved. */
export const yoursToMove = (which: string): string =>
  `会是您定的，您说了算：${which}。要改就回“改到 周五下午三点”，我通知到会的人；想先问他们，请在群里问。`;
/** One of several, to choose by. */
export const inShort = ({ about, appointment = {}, visit }: Meeting, county: County): string =>
  `${county.projects.get(about)?.name ?? about}${visit !== undefined ? '踏勘' : '会商'} ${appointmentText(appointment)}`.trim();

export const whichProjectToVisit =
  '踏勘哪个项目？请带上项目名称再说一次，例如“穗光仓库周四上午9点踏勘”，我通知企业。';
/** Before the receipt of the question. */
export const visitNotSet = '还没有收到踏勘时间，我去问经办岗位。';
export const visitUnknown = '还没有登记踏勘时间。定了请写“某项目 周四上午9点踏勘”，我通知企业。';

/** Minutes of several matters: each point with the line that files it. */
export const minutesSplit = (
  rows: { point: string; project?: Project | undefined; kase?: Case | undefined }[],
): string =>
  [
    '【纪要分条】没有自动记到任何一件。要记的请逐条回：',
    ...rows.map(({ point, project, kase }) =>
      kase
        ? `${serialOf(kase.number)}号会商结论 ${point}`
        : `（${project ? `${project.name}，` : ''}没有对上在办件）${point}`,
    ),
  ].join('\n');

export const before = (day: Day): string => `${dayText(day)}前`;
/** The morning an office's own limit in a conclusion ends. */
export const termEnds = (matter: string, words: string): string =>
  `【会商结论提醒】${matter}：${words}。今天到期，办好了请告诉牵头岗位。`;

/** To the enterprise and the posts concerned: the conclusion, whose turn it is and until when. */
export const concluded = (kase: Case, text: string, holders: string[], until: Day | undefined): string =>
  `${kase.number} 会商结论：${text}。由${holders.join('、')}落实${until ? `，${dayText(until)}前` : ''}，有进展告诉您。`;
export const concludedNotice = (
  kase: Case,
  text: string,
  holders: string[],
  until: Day | undefined,
  own: string[],
): string =>
  `【会商结论】${kase.number}：${text}。由${holders.join('、')}落实${until ? `，${before(until)}` : ''}。${own.length ? `您这边：${own.join('；')}。` : ''}请按结论办，办好回“办结 ${serialOf(kase.number)} 结果”。`;
export const concludedCopy = (kase: Case, text: string): string => `【会商结论】${kase.number}：${text}。`;
export const concludedDone = (kase: Case, told: string[], until: Day | undefined): string =>
  `结论已记入 ${kase.number}，已告诉${told.join('、')}。${until ? `${dayText(until)}到期没办好我会提醒。` : ''}`;

/** What came of a visit, or of a meeting about a project. */
export const outcome = (
  visit: string | undefined,
  name: string,
  words: string,
  by: string,
  county: County,
): string => `【${kindOf(visit, county)}结果】${name}：${words}（${by}）。`;
export const outcomeDone = (visit: string | undefined, told: string[]): string =>
  `${visit !== undefined ? '踏勘结果' : '结论'}已记下${told.length ? `，已告诉${told.join('、')}` : ''}。`;

const states: Record<Meeting['state'], string> = {
  asked: '已提出',
  set: '安排',
  answered: '回复',
  cancelled: '已取消，原定',
  concluded: '结论',
};

/** What was recorded of meetings: the day and place where they are known, who comes, what came of it. */
export function meetings(said: Meeting[], asksMore: boolean, county: County): string {
  const lines = said.map((meeting) => {
    const { about, state, text, appointment = {}, visit, invited = [] } = meeting;
    const at = placed(appointment);
    const whom = [...new Set(invited.map((id) => guestName(id, county)))];
    const who = whom.length && state === 'set' ? `。通知了：${whom.join('、')}` : '';
    const words =
      state === 'concluded' || !at ? text : `${at}${appointment.notes ? `，${appointment.notes}` : ''}`;
    const name = county.projects.get(about)?.name ?? about;
    return `${name} ${visit !== undefined ? '踏勘' : '会商'}${states[state]}：${words}${who}`;
  });
  return [...lines, ...(asksMore ? ['安排里没写到的，请问一下帮办专员。'] : [])].join('\n');
}

/** Somebody invited, as the others read it. */
export const guestName = (id: string, county: County): string => {
  const person = county.people.get(id);
  return person?.role === 'enterprise' ? '企业' : postName(person);
};

/** 议题: cases for which a meeting was asked and not held yet. */
export const agenda = (cases: Case[], county: County): string =>
  cases.length
    ? `待上会的有${cases.length}件：\n${cases.map((kase) => `${kase.number} ${kase.summary.slice(0, 30)}（${names([kase.department, ...kase.assisting], county)}）`).join('\n')}`
    : '目前没有待上会的件。';

export const noMeeting = '我这里没有记到和您有关的会议安排，定了会通知您。着急的请问一下帮办专员。';

/** Several departments have a say: what the enterprise may expect. */
export const mayMeet =
  '几家我都告诉了，请他们先对好口径再统一答复您；定不下来可以开联席会议当面定，说一声“请开会商”就行。';

/** To a department that helps: what is said, who leads and how to settle it. */
export function assistNotice(kase: Case, county: County, now: Date): string {
  const n = serialOf(kase.number);
  const enterprise = kase.enterprise ? county.enterprises.get(kase.enterprise)?.name : undefined;
  const project = kase.project ? county.projects.get(kase.project)?.name : undefined;
  const lead = postName(county.people.get(kase.owner));
  const lines = [
    `【协办】${kase.number}`,
    [enterprise, project].filter(Boolean).join(' · ') || undefined,
    `原话：${kase.summary}`,
    `由${lead}牵头，${whenText(kase.replyDue, now)}前答复。请和${lead}对一下口径；您的意见回“${n} 回复 …”，我转给牵头岗位和企业。`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

/** What a department that helps says about it, to whoever leads. */
export const assisted = (kase: Case, by: string, text: string) =>
  `${kase.number} 协办的${by}意见：${text}。牵头答复还请您来。`;
