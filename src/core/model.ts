/**
 * The glossary: one English word per Chinese term of the field, used in types, tables, tests and commits.
 * Values only. A `Day` is a calendar day in Asia/Shanghai, an instant is a `Date`; they meet in `dayOf`.
 */

/** A calendar day in Asia/Shanghai, written `2026-11-23`. */
export type Day = string;

/** China keeps one zone without summer time since 1991, so eight hours are the whole conversion. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The day in Asia/Shanghai on which an instant falls. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at `HH:MM` Shanghai time of a day. */
export function instantOf(day: Day, time = '00:00'): Date {
  return new Date(`${day}T${time}:00+08:00`);
}

/** `HH:MM` on the Shanghai wall clock. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

// ---------------------------------------------------------------- calendar 日历

/** One year of 法定节假日 and 调休. `provisional` = no official notice yet: dates computed from it are 暂定. */
export interface CalendarYear {
  year: number;
  status: 'official' | 'provisional';
  source: string;
  /** Days off by name of the holiday; ordinary weekends are not listed. */
  off: Record<Day, string>;
  /** Weekend days on which one works (调休上班). */
  work: Day[];
}

/** Years known to the county; a year that is missing is never taken for an ordinary one. */
export type Calendar = ReadonlyMap<number, CalendarYear>;

/** 上下班时间: pairs of `HH:MM`, for clocks counted in working minutes. */
export interface BusinessHours {
  default: [string, string][];
  summer?: { from: string; to: string; hours: [string, string][] };
}

// ---------------------------------------------------------------- catalogue 事项清单

/** 部门, 公用企业 or other unit that answers for items. `shortName` is what people read (住建局). */
export interface Department {
  code: string;
  name: string;
  shortName: string;
  aliases: string[];
  /** 公用企业's supervising department is copied from the second rung on. */
  supervisedBy?: string;
}

/** 阶段 or parallel track; rows, because counties redraw them. `code` is the county's own (S1 ... P, U, N). */
export interface Stage {
  code: string;
  name: string;
  aliases: string[];
  /** 牵头部门. */
  leadDepartment: string;
  /** 主线阶段 count into the project clock one after another; tracks run beside them. */
  track: 'main' | 'parallel' | 'before' | 'after' | 'market';
}

/** 法定时限 or 承诺时限 of an item. `text` is shown when there is no plain number of days. */
export interface Limit {
  limitDays?: number;
  unit?: 'working' | 'calendar';
  extensionDays?: number;
  text: string;
  /** Law and article, or local paper and number. */
  basis: string;
}

/** 材料. `tolerable` = may be handed in later under 容缺受理. */
export interface Material {
  name: string;
  tolerable?: boolean;
}

/** 事项: the catalogue entry with its limits, departments and materials. */
export interface Item {
  code: string;
  stage: string;
  name: string;
  kind: string;
  aliases: string[];
  /** 主办部门 first. */
  departments: string[];
  statutory?: Limit;
  promised?: Limit;
  materials: Material[];
  /** all: every one; any: one of each group; optional: only where the project has it. */
  prerequisites: { all: string[]; any: string[][]; optional: string[] };
  /** 批文 or 证照 at the end. */
  result: string;
  /** 帮办 only, 帮办 or 代办, or bought on the market. */
  helpMode: 'assist' | 'assist-or-act' | 'market';
  note?: string;
}

/** 项目类型 with the total and per-stage promised working days. */
export interface StagePlan {
  projectType: string;
  name: string;
  totalDays: number;
  stageDays: Record<string, number>;
  /** Items of this type in their usual order, by stage or track. */
  items: Record<string, string[]>;
}

/** 一词多义 (备案, 验收): the word, what it may mean, asked back when the project's stage does not tell. */
export interface Ambiguity {
  word: string;
  items: string[];
}

/** 升级 ladder 难点堵点协调: L0 专员, L1 联络员, L2 业务负责人, L3 分管领导, L4 联席会议, L5 县政府. */
export type Level = 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5';

/** What one rung must do and how long it has. */
export interface Rung {
  level: Level;
  /** Working minutes to accept 接单; absent where nobody has to. */
  acceptMinutes?: number;
  criticalAcceptMinutes?: number;
  /** Working days to answer in substance. */
  replyDays: number;
  /** From this rung upward a person confirms; the scheduler may only propose. */
  byHand?: boolean;
}

/** County settings that are neither catalogue nor people. */
export interface Settings {
  /** 县码 in case numbers. */
  countyCode: string;
  countyName: string;
  /** The bot's display name in groups. */
  botName: string;
  /** Where the simulator's clock stands when it is started for the first time. */
  simulationStart: string;
  businessHours: BusinessHours;
  ladder: Rung[];
  /** Whether 补正 stops the clock here (LOCAL). */
  supplementSuspends: boolean;
  digestTime: string;
  specialistTime: string;
  /** After this hour a missed reminder of the day is not made up. */
  closingTime: string;
  /** Days on which this county differs from the country, with the paper that says so. */
  localDays: { date: Day; name: string; isOffDay: boolean; source: string }[];
  /** 工改综合窗口: where and when, for contact answers. */
  windowPlace: string;
  windowPhone: string;
  /** Service-centre head who alone hears of integrity matters. */
  integrityPerson: string;
}

/** Everything of a county that changes only by import: held in memory, frozen. */
export interface County {
  id: string;
  settings: Settings;
  calendar: Calendar;
  departments: ReadonlyMap<string, Department>;
  stages: ReadonlyMap<string, Stage>;
  items: ReadonlyMap<string, Item>;
  stagePlans: ReadonlyMap<string, StagePlan>;
  ambiguities: Ambiguity[];
  /** Misspelling, dialect or pinyin initials -> the word meant. */
  spellings: Record<string, string>;
  /** What people ask of the county's own papers. */
  questions: Frequent[];
  people: ReadonlyMap<string, Person>;
  chats: ReadonlyMap<string, Chat>;
  enterprises: ReadonlyMap<string, Enterprise>;
  projects: ReadonlyMap<string, Project>;
}

/** What people ask of a clause, in their own words, and words of the clause without which no answer is right. */
export interface Frequent {
  /** What people call the paper: without 中华人民共和国 and without remarks in brackets. */
  title: string;
  /** As the clause is cited: 第八条, 第三部分第5项. */
  section: string;
  key: string;
  question: string;
}

// ---------------------------------------------------------------- people and chats

/** 企业经办人, 帮办代办专员, 联络员, 业务负责人, 分管领导, 工改办, 综合窗口, 县领导, 管理员. */
export type Role =
  | 'enterprise'
  | 'specialist'
  | 'liaison'
  | 'officer'
  | 'supervisor'
  | 'oversight'
  | 'window'
  | 'leader'
  | 'administrator';

/** Who speaks, in the labels of the field's example set. */
export const speakerNames: Record<Role | 'other', string> = {
  enterprise: '企业',
  specialist: '专员',
  liaison: '联络员',
  officer: '联络员',
  supervisor: '联络员',
  oversight: '领导',
  window: '窗口',
  leader: '领导',
  administrator: '其他',
  other: '其他',
};

/** Where an office-holder's duty reaches; `*` = everywhere. */
export interface Scope {
  items: string[];
  stages: string[];
  regions: string[];
  projectTypes: string[];
}

/** 联络员 and the ranks above; A/B 岗 of one pair share `pair`. */
export interface Liaison {
  id: string;
  department: string;
  rank: 'liaison' | 'officer' | 'supervisor' | 'expert';
  post: 'A' | 'B';
  pair: string;
  /** Post shown to enterprises (住建局施工许可岗); never a private number. */
  display: string;
  scope: Scope;
  leave: { from: Day; to: Day }[];
  capacity: number;
  /** Office phone only. */
  phone?: string;
}

/** A person bound to the county. `duty` is set for liaison, officer and supervisor. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  enterprise?: string;
  department?: string;
  duty?: Liaison;
  /** 专员's A/B 岗 partner. */
  substitute?: string;
  leave?: { from: Day; to: Day }[];
  accounts?: Accounts;
}

/** What the chat platforms call a person. `mobile` only rings: it is never shown. */
export interface Accounts {
  wecom?: string;
  dingtalk?: string;
  mobile?: string;
}

/** 企业 / 项目单位. */
export interface Enterprise {
  id: string;
  name: string;
  aliases: string[];
}

/** How much a chat may show: D0 number, stage, lamp, department; D1 + project, item, days; D2 + gaps and reasons. */
export type ChatLevel = 'D0' | 'D1' | 'D2';

/** 帮办代办群 or a 1:1 chat (`direct`, id `dm:<person>`). */
export interface Chat {
  id: string;
  title: string;
  platform: 'wecom' | 'dingtalk';
  kind: 'project' | 'county' | 'staff' | 'direct';
  level: ChatLevel;
  members: string[];
  projects: string[];
  /** The platform's own id of the group; the group mode page tells it once the bot was addressed there. */
  address?: string;
}

/** The id of the 1:1 chat with a person. */
export const directChat = (person: string): string => `dm:${person}`;

/** 项目. `code` is the 项目代码; `stage` where it stands now. */
export interface Project {
  code: string;
  name: string;
  aliases: string[];
  enterprise: string;
  projectType: string;
  region: string;
  stage: string;
  specialist: string;
  /** 项目负责人 and 经办人, person ids. */
  contacts: string[];
  serviceMode: 'assist' | 'act';
  investment?: string;
  address?: string;
}

// ---------------------------------------------------------------- filings 办件

/** 中止计时 / 特别程序: the clock stands still from `from` until `to` (both not counted). */
export interface Suspension {
  from: Day;
  to?: Day;
  kind: 'supplement' | 'special-procedure';
  reason: string;
  by: string;
}

/** States of a filing 办件. received 接件 -> accepted 受理 -> concluded 办结 (or refused 不予受理). */
export type FilingState =
  | 'planned'
  | 'received'
  | 'accepted'
  | 'supplement'
  | 'suspended'
  | 'concluded'
  | 'refused';

/** 办件: one project's instance of an item, with its statutory clock. */
export interface Filing {
  id: string;
  project: string;
  item: string;
  department: string;
  liaison?: string;
  state: FilingState;
  receivedOn?: Day;
  /** Day 0 of the clock. */
  acceptedOn?: Day;
  limitDays: number;
  /** Law or paper that sets the limit. */
  limitBasis: string;
  extensionDays: number;
  suspensions: Suspension[];
  concludedOn?: Day;
  result?: string;
  /** 缺什么 or why it stands still; shown from D2. */
  remark?: string;
  /** Last change of state, for "only if something changed". */
  changedOn: Day;
}

/** Fields of a filing to set; null empties. */
export type FilingSet = { [Field in keyof Filing]?: Filing[Field] | null };

/** A filing as it stands once fields are set. */
export const withSet = (filing: Filing, set: FilingSet): Filing =>
  Object.fromEntries(
    Object.entries({ ...filing, ...set }).filter(([, value]) => value !== null),
  ) as unknown as Filing;

/** A step that was registered, with what it replaced: what a correction sets back. */
export interface Move {
  filing: string;
  set: FilingSet;
  was: FilingSet;
  what: string;
  by: string;
  /** The number under which it had been asked about. */
  proposal?: string;
}

/** Lamp 灯色: blue not accepted, grey paused, yellow 临期, orange due today, red 逾期, done. */
export type Lamp = 'green' | 'yellow' | 'orange' | 'red' | 'grey' | 'blue' | 'done';

// ---------------------------------------------------------------- cases 诉求

export type Urgency = 'normal' | 'high' | 'critical';

/** 咨询, 帮办, 代办, 难点堵点, 投诉催办, 会议, 现场服务, 廉政线索. */
export type CaseKind =
  | 'question'
  | 'help'
  | 'agent'
  | 'difficulty'
  | 'complaint'
  | 'meeting'
  | 'onsite'
  | 'integrity';

export type CaseStatus =
  | 'assigned'
  | 'accepted'
  | 'waiting-enterprise'
  | 'answered'
  | 'concluded'
  | 'arbitration'
  | 'withdrawn';

/** 诉求. Its number 县码-年-序号 stands in every message about it. */
export interface Case {
  number: string;
  kind: CaseKind;
  status: CaseStatus;
  level: Level;
  urgency: Urgency;
  /** The enterprise's own words, masked, at most 200 characters. */
  summary: string;
  project?: string;
  enterprise?: string;
  items: string[];
  department: string;
  /** 协办部门. */
  assisting: string[];
  /** Who must act now: liaison, officer, supervisor or specialist. */
  owner: string;
  /** Why this post (routing). */
  reason: string;
  /** 首问责任人, kept through every transfer. */
  firstContact: string;
  reporter: string;
  watchers: string[];
  chat: string;
  openedAt: Date;
  acceptedAt?: Date;
  /** Undefined on rungs where nobody has to accept first. */
  acceptDue?: Date | undefined;
  replyDue: Date;
  /** 退回 once must name a department; the second goes to 工改办. */
  refusals: number;
  /** Departments and posts that had it, oldest first. */
  hops: { at: Date; to: string; reason: string }[];
  result?: string;
  concludedAt?: Date;
  /** Grows with every change; card buttons carry it. */
  version: number;
  lastChasedOn?: Day;
  /** Where the library looked when it was asked: what an answer to it is likely to rest on. */
  sources?: ClauseRef[];
}

/** 12 of QH-2026-000012: what people type. */
export const serialOf = (number: string): number => Number(number.split('-').at(-1));

/** Whether what a meeting or a post is about is a case; else it is a project's code. */
export const isCaseNumber = (subject: string): boolean => /-\d{6}$/.test(subject);

export const isOpen = (kase: Case): boolean => kase.status !== 'concluded' && kase.status !== 'withdrawn';

/** 办结 or 不予许可: the clock stands for good. */
export const isDecided = ({ state }: Pick<Filing, 'state'>): boolean =>
  state === 'concluded' || state === 'refused';

/** Handed in and not yet decided. */
export const isRunning = (filing: Pick<Filing, 'state'>): boolean =>
  filing.state !== 'planned' && !isDecided(filing);

// ---------------------------------------------------------------- policies 政策

/** 政策文件. A superseded or repealed one is never cited as current. */
export interface Policy {
  id: string;
  title: string;
  documentNumber?: string;
  effectiveFrom?: Day;
  repealedOn?: Day;
  supersededBy?: string;
  source?: string;
  region?: string;
}

/** 条款: the unit that is cited. `section` is the 条 as written or the numbering path (三/（二）). */
export interface Clause {
  policy: string;
  section: string;
  heading: string;
  text: string;
  position: number;
}

/** A clause by its policy's id. */
export type ClauseRef = Pick<Citation, 'doc' | 'section'>;

/** 出处: a verbatim quote with its place. */
export interface Citation {
  doc: string;
  title: string;
  section: string;
  quote: string;
}

/** What the library can say to a question. Refusal is the default. */
export interface Answer {
  outcome: 'answer' | 'candidates' | 'refuse';
  confidence: number;
  /** At most 180 characters, source last. Empty on refusal. */
  text: string;
  citations: Citation[];
  /** On refusal: what came nearest, shown as 不作答复依据. */
  near?: Citation[];
  /** Case number of the 部门答复 it repeats. */
  reply?: string;
  /** The item that the cited paper is of, where the question names none; its code. */
  about?: string;
  /** Of several questions those that nothing covers, as asked; the text answers the others. */
  uncovered?: string[];
}

// ---------------------------------------------------------------- knowledge that grows

/** draft: waits for a specialist; approved: cited; declined: never; doubted: its ground has moved, cited no longer. */
export type ReplyState = 'draft' | 'approved' | 'declined' | 'doubted';

/** 部门答复: what a department answered to one case, for everybody who asks the same. */
export interface Reply {
  /** Of the case it answered; also its own. */
  number: string;
  state: ReplyState;
  question: string;
  answer: string;
  items: string[];
  department: string;
  by: string;
  answeredOn: Day;
  /** Policies it rests on, by id. */
  basis: string[];
  approvedBy?: string;
  approvedOn?: Day;
  /** 有效至: the last day on which it is cited. */
  validUntil?: Day;
  /** Why it is looked at again. */
  doubt?: string;
}

/** 知识纠错: somebody says an answer is wrong; a specialist looks into it, nothing changes by itself. */
export interface Doubt {
  /** The message that raised it. */
  id: number;
  person: string;
  chat: string;
  text: string;
  /** The answer meant, as it was said. */
  answer?: string;
  /** 部门答复 that the answer repeated. */
  reply?: string;
}

/** 政策找人: a new policy with the groups it concerns, sent when the specialist agrees. */
export interface Push {
  id: number;
  policy: string;
  specialist: string;
  chats: { chat: string; text: string }[];
}

/** A question that somebody put, for 共性问题 and training. */
export interface Asked {
  text: string;
  kind: IntentKind;
  items: string[];
  enterprise?: string;
  at: Date;
  outcome?: Answer['outcome'];
}

// ---------------------------------------------------------------- understanding

/** What a message may ask; the labels of the field's own example set, plus what office-holders type. */
export const intentKinds = [
  'ask_procedure',
  'ask_materials',
  'ask_time_limit',
  'ask_progress',
  'ask_fee',
  'ask_policy',
  'ask_contact',
  'report_difficulty',
  'request_help',
  'request_agent',
  'urge_complaint',
  'submit_material',
  'notice_correction',
  'notice_status',
  'request_meeting',
  'notice_meeting',
  'reply_meeting',
  'notice_leave',
  'withdraw_change',
  'feedback',
  'kb_correction',
  'chitchat',
  'not_for_bot',
  'case_action',
  'correct_filing',
  'ask_why_date',
  'ask_list',
  'ask_page',
  'ask_bot',
  'ask_plan',
  'ask_meeting',
  'join_case',
  'confirm',
  'settle_reply',
  'settle_doubt',
  'settle_push',
  'expand',
  'ask_why_case',
  'register_case',
  'split_case',
  'give_facts',
] as const;
export type IntentKind = (typeof intentKinds)[number];

/** Said among people, as far as one can tell; not for the bot. */
export const talkKinds: readonly IntentKind[] = ['chitchat', 'not_for_bot'];

/** Questions that the library may answer. */
export const questionKinds: readonly IntentKind[] = [
  'ask_procedure',
  'ask_materials',
  'ask_time_limit',
  'ask_fee',
  'ask_policy',
  'ask_contact',
];

/** The catalogue's words found in a text. Codes and ids, best first. */
export interface Mentions {
  items: string[];
  departments: string[];
  stage?: string;
  enterprises: string[];
  projects: string[];
  caseNumbers: string[];
  /** Where the text names no item or stage: the item it sounds like, or the department where none is named; its code. */
  topic?: string;
  /** Set when a word may mean several items and the text does not tell which. */
  ambiguous?: Ambiguity;
}

/** Of a line that names nothing, and of words the program writes itself. */
export const nothingNamed: Readonly<Mentions> = {
  items: [],
  departments: [],
  enterprises: [],
  projects: [],
  caseNumbers: [],
};

/** One thing one message asks, with what is needed to decide. `slots` are the intent's own. */
export interface Intent {
  kind: IntentKind;
  /** The part of the message that says so, normalised and masked. */
  text: string;
  mentions: Mentions;
  urgency: Urgency;
  slots: Record<string, unknown>;
  /** Put in by the library before the decision. */
  answer?: Answer;
}

/** A message in the program's own words. */
export interface Reading {
  intents: Intent[];
  /** `new` open one, `attach` to an existing one, `no`. */
  case: 'new' | 'attach' | 'no';
  /** Whether the knowledge base can answer: yes, partly (and hand over), no. */
  coverage: 'yes' | 'partial' | 'no';
  followUp: boolean;
  /** What the rules would make of it, where none of them knew it for certain or a model read it otherwise. */
  guess?: IntentKind;
  /** Neither said by shape nor agreed upon by rules and examples: for a model, where there is one. */
  unsettled?: true;
}

/** What a report left out and is asked for once: 项目, 事项或部门, 时间. */
export type Fact = 'project' | 'matter' | 'time';

/** What a message was understood to mean and answered with, as it is kept for the next one's context and for review. */
export interface Heeded {
  kinds: string[];
  items: string[];
  projects: string[];
  /** Number of the case it opened, was added to or moved. */
  case?: string;
  /** It opened that case (false), or was added because the same had been reported before; 拆分 takes it out again. */
  joined?: boolean;
  /** What that case lacked, asked for in the receipt. */
  lacks?: Fact[];
  answered?: Pick<Answer, 'outcome' | 'reply'> & { citations: ClauseRef[] };
  /** What the rules made of it, none of them for certain; `kinds` may be a model's. */
  guess?: string;
  /** Inbox id of the earlier message that 登记 or 拆分 set right. */
  corrects?: number;
  /** The whole message, where it was typed in several lines. */
  said?: string;
}

// ---------------------------------------------------------------- decisions

/** A button on a card; each has a typed equivalent. */
export interface CardButton {
  action: CaseAction;
  label: string;
  /** Fields the person has to fill in (退回 needs a department). */
  fields?: { name: 'department' | 'reason' | 'result'; label: string; options?: string[] }[];
}

/** 卡片: buttons for one case in one version of it. */
export interface Card {
  title: string;
  case: string;
  version: number;
  buttons: CardButton[];
}

/** 接单, 退回, 转办, 补件, 办结, 答复, 催办, 改类, 召集会商, 撤回. */
export const caseActions = [
  'accept',
  'return',
  'transfer',
  'supplement',
  'conclude',
  'reply',
  'chase',
  'retype',
  'convene',
  'withdraw',
] as const;
export type CaseAction = (typeof caseActions)[number];

/** Answers and receipts may be repeated when a send was cut off; reminders may not. */
export type Guarantee = 'at-least-once' | 'at-most-once';

/**
 * What a message of the bot's is about: what a line that follows it in its chat may go on about. Of a list the filings
 * with the numbers it gave them; of a reminder who asked for it.
 */
export type About =
  | { case: string; meeting?: true }
  | { project: string; meeting: true }
  | { filings: string[]; numbers?: number[]; by?: string };

/** A message to be said. `here` = the chat the trigger came from. */
export interface Post {
  to: 'here' | { chat: string } | { person: string };
  text: string;
  card?: Card;
  /** Person ids to be mentioned. */
  mentions?: string[];
  /** Where it is left out, what the decision changed. */
  about?: About;
  /** Reminders bring their own key; answers get `inbox/<id>/<n>`. */
  key?: string;
  guarantee?: Guarantee;
  /** Drawn when it is sent, where the platform takes pictures. */
  picture?: 'board';
}

/** Everything that may happen to the record; one ledger entry each. */
export type Change =
  | { kind: 'case-opened'; case: Case; lacks?: Fact[]; corrects?: number }
  | { kind: 'case-changed'; number: string; set: Partial<Case>; what: string }
  /** The same was reported again: no second case; whoever reported it hears of this one from now on. */
  | { kind: 'case-joined'; number: string; person: string; what: string }
  | { kind: 'case-left'; number: string; person: string; what: string }
  /** An item handed in that the ledger did not have yet. */
  | { kind: 'filing-opened'; filing: Filing; what: string }
  /** `liaison: null`: whoever the new department has for it. `was`: what the fields held before. */
  | { kind: 'filing-changed'; id: string; set: FilingSet; was: FilingSet; what: string; proposal?: string }
  | { kind: 'proposal-made'; proposal: Proposal }
  | { kind: 'proposal-settled'; id: string; accepted: boolean }
  | { kind: 'note-added'; case: string; text: string }
  | { kind: 'meeting-noted'; meeting: Omit<Meeting, 'at'> }
  | { kind: 'knowledge-doubted'; doubt: Doubt }
  | { kind: 'doubt-settled'; id: number; what: string }
  | { kind: 'reply-drafted'; reply: Reply }
  | { kind: 'reply-settled'; number: string; set: Partial<Reply>; what: string }
  | { kind: 'reply-given'; number: string; person: string; chat: string }
  | { kind: 'push-settled'; id: number; sent: boolean }
  | { kind: 'evaluation-given'; project?: string; text: string; marks: Record<string, number> };

/**
 * 会商, 联席会议, or a visit to the site (踏勘): one entry for each thing said of it. The newest entry that is no answer
 * tells how it stands.
 */
export interface Meeting {
  /** answered: who is invited says whether they come, or proposes another time. */
  state: 'asked' | 'set' | 'answered' | 'cancelled' | 'concluded';
  /** Case number, or project code where it is about no case. */
  about: string;
  text: string;
  /** Who said so. */
  by: string;
  at: Date;
  /** Of a visit: the item it is made for. */
  visit?: string;
  /** Where the words tell. */
  appointment?: Appointment;
  /** Person ids. */
  invited?: string[];
}

/** When and where something is to take place, as far as a line says. */
export interface Appointment {
  day?: Day;
  /** `15:00`, or only the part of the day (上午). */
  time?: string;
  place?: string;
  /** What it is about and what to bring, as it was said. */
  notes?: string;
}

/** One line of the append-only record behind the 台账. */
export interface LedgerEntry {
  at: Date;
  actor: string;
  /** Case number, filing id or project code. */
  subject: string;
  what: string;
  /** Inbox row or timer. */
  cause: string;
}

/** A state change that free text suggested; only an office-holder's confirmation carries it out. */
export interface Proposal {
  id: string;
  filing: string;
  set: FilingSet;
  what: string;
  by: string;
  /** Who may confirm. */
  confirmers: string[];
  /** When it was asked; set once it is on record. */
  madeAt?: Date;
}

/** What to do and say; empty = silence. */
export interface Decision {
  changes: Change[];
  posts: Post[];
}

export const silence: Decision = { changes: [], posts: [] };

/** A decision that only says something here. */
export const say = (text: string): Decision => ({ changes: [], posts: [{ to: 'here', text }] });

/** A message of the bot's in a chat; `place` in the order of all that was said. */
export interface Spoken {
  about: About;
  at: Date;
  place: number;
  /** Person ids. */
  mentions: string[];
}

/** The items and departments of a matter that was spoken of. */
export interface Told {
  case?: string;
  items: string[];
  departments: string[];
}

/** What a line about replies, doubts and pushes means by its number; the last answer given here. */
export interface Knowledge {
  reply?: Reply;
  /** Who was given that reply, each once. */
  receivers: { person: string; chat: string }[];
  doubt?: Doubt;
  push?: Push;
  lastAnswer?: { text: string; reply?: string };
}

/** What a line speaks of: the serial of a reply's case, the id of a doubt or a push, or the only one there is. */
export interface KnowledgeAsked {
  reply?: number | 'only';
  doubt?: number | 'only';
  push?: number | 'only';
  lastAnswer?: boolean;
}

/** Something said before in a chat. */
export interface Turn extends Heeded {
  /** Inbox id. */
  id: number;
  at: Date;
  person: string;
  text: string;
  /** Of the case it opened, for a like one; it may be another enterprise's, so never to be shown. */
  opened?: Pick<Case, 'kind' | 'items' | 'department'>;
}

/** All that a decision may look at, read in the transaction that records it; access is already applied. */
export interface View {
  county: County;
  today: Day;
  /** Undefined: nobody the county has bound. */
  asker?: Person;
  chat: Chat;
  /** The project meant: named, quoted, the asker's only one, or the last talked of. */
  project?: Project;
  /** Projects the asker may hear of. */
  projects: Project[];
  filings: Filing[];
  /** Open cases the asker may see, newest first. */
  cases: Case[];
  /** Case of the quoted message or the number in the text. */
  quotedCase?: Case;
  /** Open proposals that the asker may confirm or has made. */
  proposals: Proposal[];
  /** Those of the last weeks that nobody confirmed in time. */
  expiredProposals?: Proposal[];
  /** Where a message may correct one: the last step registered of each filing within a month, newest first. */
  moves: Move[];
  /** Open cases per owner, for routing. */
  load: ReadonlyMap<string, number>;
  /** Last assigned at, per owner. */
  lastAssigned: ReadonlyMap<string, Date>;
  /** Filings by their number in the list the asker got this morning. */
  listed: ReadonlyMap<number, string>;
  /** Last case serial given this year. */
  serial: number;
  /** The knowledge that the message speaks of. */
  knowledge: Knowledge;
  /** Where the message speaks of meetings: those of the cases and projects above and the asker's, newest first. */
  meetings: Meeting[];
  /** What was said in this chat within a day, newest first. */
  turns: Turn[];
  /** What the bot spoke of in this chat within a day, newest first. */
  spoken: Spoken[];
  /** The matter of the asker's own that it told of here since they last spoke of anything. */
  told?: Told;
  /** Where the message presses somebody: keys of the notes that the asker's pressing sent out today. */
  pressed: ReadonlySet<string>;
  /** The bot spoke last, to the asker or about a matter of theirs, and nobody has spoken since. */
  spokeLast?: boolean;
  /** Text of the quoted message. */
  quote?: string;
  /** Inbox id, part of keys that must not repeat. */
  messageId: number;
  /** What understanding thinks of cases for this message. */
  caseWanted: Reading['case'];
  /** A case opened, or opened again, for the same part of the message: one part opens at most one. */
  opened?: Case;
  /** The message asks several things: which of them is answered has to be said. */
  several?: boolean;
}
