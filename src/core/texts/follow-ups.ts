import { type Case, type County, type Fact, serialOf, type Turn } from '../model.ts';
import { postName, whenText } from './cases.ts';

const asked: Record<Fact, string> = {
  project: '哪个项目',
  matter: '哪项手续或哪个部门',
  time: '什么时候报的',
};

/** What is still missing, asked for once at the end of a receipt. */
export const factsWanted = (lacks: Fact[]): string =>
  lacks.length ? `\n还请补一句：${lacks.map((fact) => asked[fact]).join('、')}。先按现有情况办着。` : '';

export const factsTaken = (kase: Case, county: County): string =>
  `已补进 ${kase.number}，${postName(county.people.get(kase.owner))}会看到。`;

/** What the post had asked is answered. */
export const answerTaken = (kase: Case, county: County, now: Date): string =>
  `已转给${postName(county.people.get(kase.owner))}（${kase.number}），${whenText(kase.replyDue, now)}前答复您。`;
export function answerNotice(kase: Case, text: string): string {
  const serial = serialOf(kase.number);
  return `【企业回答】${kase.number}：${text}\n问的是：${kase.result ?? ''}\n可直接回：${serial} 回复 …｜办结 ${serial} 结果`;
}

/** With the facts the case belongs to another post. */
export const factsMoved = (kase: Case, county: County, now: Date): string =>
  `已补进 ${kase.number}，改由${postName(county.people.get(kase.owner))}负责，${whenText(kase.replyDue, now)}前答复您。`;

export const correctionTaken = '好的，以您这次说的为准。要问的、要办的请再说一句。';
export const correctionOf = (kase: Case): string =>
  `好的。${kase.number} 要改，请把对的说一句；不办了请回“撤回 ${serialOf(kase.number)}”。`;
export const correctionAdded = (kase: Case, county: County): string =>
  `好的，以这次说的为准，已更正 ${kase.number}，${postName(county.people.get(kase.owner))}会看到。`;
/** Said to be with the wrong office, and nobody sure which is the right one. */
export const toBeMoved = (kase: Case, county: County): string =>
  `对不起，${kase.number} 是不是转错了，已请${postName(county.people.get(kase.firstContact))}核，核好就转。`;
export const wrongPost = (kase: Case, text: string): string =>
  `【企业说不对口】${kase.number}：${text}。不归您的请回“转办 ${serialOf(kase.number)} 部门 原因”。`;
export const correctionNotice = (kase: Case, text: string): string => `【企业更正】${kase.number}：${text}`;

/** What an enterprise tells where no case and no papers are waited for. */
export const newsTold = (post: string): string => `收到，已告诉${post}。`;
export const newsNotice = (about: string, text: string): string => `【企业补充】${about}：${text}`;
export const factsNotice = (kase: Case, text: string): string => `【企业补充】${kase.number}：${text}`;

export const movedOn = (kase: Case, to: string): string =>
  `${kase.number} 企业补充情况后改由${to}负责，您不用再处理。`;

const notTheSame = (kase: Case) => `不是同一件事，请回“拆分”。（${serialOf(kase.number)}号件）`;

/** The same again, added to the chase of the case there is. */
export const joinedStuck = (kase: Case): string =>
  `和前面报的是同一件，并在一起办，有结果一起通知。${notTheSame(kase)}`;

/** The same again, of what is not chased. */
export function joinedOther(kase: Case, county: County, now: Date): string {
  const post = postName(county.people.get(kase.owner));
  const stands =
    kase.status === 'answered'
      ? `${post}答复过，您这句我转给${post}再看`
      : `由${post}负责，${whenText(kase.replyDue, now)}前答复，不再另开，有结果一起通知`;
  return `${kase.number} 已经登记过，${stands}。${notTheSame(kase)}`;
}

export const sameAnswer = '答复同上。您的情况要是不一样，把不一样的地方说一句，我再查。';

/** On the case that another enterprise joined in. */
export const alsoAsked = (enterprise: string, number: string): string => `${enterprise}同问，另立 ${number}`;

export const split = (from: string, receipt: string): string => `已从 ${from} 拆出，单独办。${receipt}`;
export const nothingToSplit = '没有找到您并进去的件。是另一件事的话，把情况再说一遍就行。';

/** 并件 and 拆件 by an office. */
export const mergedInto = (into: Case): string => `并入 ${into.number} 一起办`;
export const mergedNotice = (into: Case, from: Case): string =>
  `【并入】${from.number} 并入 ${into.number}，请一起办。原话：${from.summary}`;
export const cannotMerge = '这两件并不到一起：要是同一家企业的、都还在办的件。请核对编号。';
export const cannotDivide = (serial: number): string =>
  `拆件要一件一件来：一件用“转办 ${serial} 部门 原因”转走；另一件请企业说一遍情况，或您写“替××企业登记：情况”，我另立一件。`;

/** Why a case went where it is. */
export const whyPost = (kase: Case, county: County): string =>
  `${kase.number} 现由${postName(county.people.get(kase.owner))}负责，因为：${kase.reason}。您觉得不对口，请说一声该归哪个部门，专员来核。`;
export const whichPost = '没有找到您在办的件。请引用那条消息再问，或写上编号。';

/** Why a message became no case; what is missing here was registered. */
export function whyNone(turn: Turn | undefined): string {
  if (!turn) return '我没有收到您前面的话：群里要@我才听得到。请@我再说一遍。';
  if (turn.case)
    return turn.joined ? `那条并进了 ${turn.case}，没有另开。${splitHint}` : `那条已登记为 ${turn.case}。`;
  return `那条${reasons[turn.kinds[0] ?? ''] ?? '按普通问话直接答了'}，所以没有登记。${registerHint}`;
}

const registerHint = '要登记成件、由部门书面答复的，请回“登记”。';
const splitHint = '要单独办请回“拆分”。';
const reasons: Record<string, string> = {
  chitchat: '我没看出是要办的事',
  not_for_bot: '我没看出是要办的事',
  ask_progress: '是查进度，我从台账里直接答了',
  submit_material: '是说材料补好了，我转给了承办的人',
  withdraw_change: '是变更或撤销，我转给了专员核实',
  feedback: '是对服务的评价，我记在评价里',
};

/** Said right after the bot's own words, and nothing made of it. */
export const saidWhat =
  '这句我没听准：要问手续，请说是哪一项、问什么；要部门回话，请回“登记”，我把原话转过去。';

export const nothingToChase = '您说的是哪一件？把项目、手续和卡在哪里说一句，我马上登记。';

export const nothingToPress =
  '没有找到在办的诉求或办件。请写上项目和事项，例如“督办一下××项目占道挖掘”，或写编号“催一下 3号件”。';

export const nothingToRegister = '请把要登记的事说一句：哪个项目、哪项手续、什么情况。';
export const registeredAlready = (number: string): string => `那条已经登记为 ${number}，不用再登记。`;

/** Several cases and no telling which. */
export const whichCase = (cases: Case[], county: County): string =>
  `有${cases.length}件在办，说的是哪一件？${cases
    .slice(0, 5)
    .map((kase) => `${kase.number}（${postName(county.people.get(kase.owner))}）`)
    .join(
      '；',
    )}${cases.length > 5 ? `；另有${cases.length - 5}件` : ''}。回编号就行，例如“${serialOf(cases[0]?.number ?? '0')}号件”。`;

/** On a case that was opened again. */
export const saidNow = (words: string) => `企业这次说：${words}`;
