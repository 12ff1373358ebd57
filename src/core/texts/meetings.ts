import { type Case, type County, type Meeting, serialOf } from '../model.ts';
import { postName, whenText } from './cases.ts';

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

/** To those concerned, in the announcer's own words. */
export const announced = (about: string, text: string): string => `【会商通知】${about}：${text}`;

export function recorded(about: string, told: string[], serial: number | undefined): string {
  const whom = told.length ? `，已告诉${told.join('、')}` : '';
  return `会议安排已记入 ${about}${whom}。${serial === undefined ? '会后请把结论发我。' : `${howToConclude(serial)}。`}`;
}

/** To the enterprise and the posts concerned: the conclusion and whose turn it is. */
export const concluded = (kase: Case, text: string, holder: string): string =>
  `${kase.number} 会商结论：${text}。由${holder}落实，有进展告诉您。`;
export const concludedNotice = (kase: Case, text: string): string =>
  `【会商结论】${kase.number}：${text}。请按结论落实，办好回“办结 ${serialOf(kase.number)} 结果”。`;
export const concludedDone = (kase: Case, told: string[]): string =>
  `结论已记入 ${kase.number}，已告诉${told.join('、')}。`;
export const concludedCopy = (kase: Case, text: string): string => `${kase.number} 会商结论：${text}。`;

const states: Record<Meeting['state'], string> = { asked: '已提出', set: '安排', concluded: '结论' };

/** What was recorded of meetings, as it was said. */
export function meetings(said: Meeting[], asksMore: boolean): string {
  const lines = said.map(({ about, state, text }) => `${about} 会商${states[state]}：${text}`);
  return [...lines, ...(asksMore ? ['安排里没写到的，请问一下帮办专员。'] : [])].join('\n');
}

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
