import { type Case, type Day, type Person, serialOf } from '../model.ts';
import { whenText } from './cases.ts';

/** To an office-holder whose words name neither a case nor an enterprise. */
export function whoseMatter(kase: Case | undefined) {
  const n = kase ? serialOf(kase.number) : 4;
  return `您说的是哪一件？答复${kase ? `${n}号件（${kase.summary.slice(0, 20)}）` : ''}请回“${n} 回复 …”，不归您的请回“转办 ${n} 部门 原因”。要替企业报难点，请写明哪家企业、哪个项目。`;
}

/** To somebody who says when they are away; what is in hand is handed on by the holder. */
export const leaveNoted = (substitute: string | undefined, told: boolean, serials: number[]) =>
  `收到。假期由管理员在人员表（people.yaml 的 leave）里登记，${told ? '我已转告管理员' : '请告诉管理员'}。登记以后新件直接派给${substitute ?? '别的人'}；没登记前还先派给您，到点没接单，按规则转${substitute ?? '上一级'}。${
    serials.length
      ? `您手上没答复的${serials.join('、')}号件不会自动转，要交给别人请回“转办 ${serials[0]} ${substitute ?? '姓名'} 休假”。`
      : ''
  }`;
const inHand = (cases: Case[]): string =>
  cases.map((kase) => `${serialOf(kase.number)}号：${kase.summary.slice(0, 20)}`).join('；');
/** To somebody who is away and names the other of the post. */
export const covered = (name: string, open: Case[], forTheDay: boolean): string =>
  `收到，已告诉${name}。${
    open.length
      ? `您手上没答复的${open.map(({ number }) => serialOf(number)).join('、')}号件，${name}可以直接接单、答复。`
      : ''
  }${forTheDay ? `新件还先派给您，到点没接单按规则转${name}。` : ''}`;
/** To somebody who names another: of another post, or nobody who is known. */
export const notCovered = (name: string | undefined, word: string, partner: string | undefined): string =>
  `${name ? `${name}和您不是同一个岗位，件不能交过去` : `没认出“${word}”是谁`}，我没有通知。${
    partner ? `您的B岗是${partner}，请说“有事找${partner}”` : '您这个岗位没有B岗'
  }；哪一件要转，请回“转办 件号 部门 原因”。`;
/** To the other of the post. */
export const coverNotice = (post: string, name: string, text: string, open: Case[]): string =>
  `【代班】${post}（${name}）：${text}。${
    open.length
      ? `没答复的：${inHand(open)}。您可以直接回“接单 ${serialOf(open[0]?.number ?? '')}”“${serialOf(open[0]?.number ?? '')} 回复 …”。`
      : '现在没有等答复的诉求件。'
  }`;
export const leaveNotice = (post: string, name: string, text: string) =>
  `【请假待登记】${post}（${name}）：${text}。请登记到人员表并重新导入。`;
export const backNoted = (told: boolean) =>
  `收到。${told ? '我已转告管理员' : '请告诉管理员'}把人员表里的假期改过来；改好以后新件照常派给您。`;
export const backNotice = (post: string, name: string, text: string) =>
  `【销假待登记】${post}（${name}）：${text}。请改人员表里的假期并重新导入。`;
export const colleagueAway = (name: string, cases: Case[], told: boolean) =>
  `收到，${told ? '已转告管理员登记假期' : '请告诉管理员登记假期'}。${name}手上${
    cases.length
      ? `没答复的：${inHand(cases)}。您可以直接回“${serialOf(cases[0]?.number ?? '')} 回复 …”`
      : '没有等答复的诉求件'
  }。`;
/** Of somebody of another post. */
export const othersAway = (told: boolean) =>
  `收到，${told ? '已转告管理员登记假期' : '请告诉管理员登记假期'}。`;
export const othersLeaveNotice = (by: string, whose: string | undefined, text: string) =>
  `【请假待登记】${by}说${whose === undefined ? '' : `（${whose}）`}：${text}。请核实后登记到人员表并重新导入。`;
export const leaveKept = (spans: { from: Day; to: Day }[]) =>
  spans.length
    ? `人员表里登记的您的假期：${spans.map(({ from, to }) => `${from}至${to}`).join('、')}。要改请直接说一句，我转告管理员。`
    : '人员表里没有您今后的假期。要请假直接说“我×日到×日请假”，我转告管理员登记。';
/** To the administrator, who keeps the list of people. */
export const peopleList =
  "请假、调动都在人员表（people.yaml）里改，我不能直接改，也没有转给别人：请假在本人那一条写 leave: [{from: '2026-11-24', to: '2026-11-27'}]；换人改 name 和 accounts。改完运行 import county，新件就按新的派。";

/** How to say it with the number. */
export function exampleOf(action: string, kase: Case): string {
  const n = serialOf(kase.number);
  if (action === 'accept') return `接单 ${n}`;
  if (action === 'transfer' || action === 'return') return `转办 ${n} 部门 原因`;
  if (action === 'conclude') return `办结 ${n} 结果`;
  return `${n} 回复 …`;
}

/** A holder who says that an answer was wrong, and not what is right. */
export const whatInstead = (kase: Case) =>
  `${kase.number} 正确的是什么？请回“${serialOf(kase.number)} 回复 更正后的话”，我告诉企业以这次的为准。`;
export const answerCorrected = (kase: Case, by: string, text: string) =>
  `${kase.number} ${by}更正：${text}。前面的答复有误，以这句为准。`;

/** To the holder of a case that somebody else closed. */
export const closedForYou = (kase: Case, by: string, result: string) =>
  `${kase.number} 已由${by}办结：${result}。您不用再处理。`;

export const acceptedSaying = (kase: Case, by: string, words: string) =>
  `${kase.number} 已由${by}接单，答复：${words}`;

export const concludedByMistake = (kase: Case, by: string, now: Date) =>
  `${kase.number} 更正：还没有办结，${by}刚才登记错了，继续办理，${whenText(kase.replyDue, now)}前答复您。`;

/** To the holder and the specialist, from a post that helped with the case. */
export const leftAssisting = (kase: Case, by: string, why: string) =>
  `${kase.number} ${by}认为与本部门无关，退出协办${why ? `：${why}` : ''}。这件仍由您这边继续办。`;

/** Several cases and no number. */
export const finishedWhich = (kase: Case, example: string) =>
  `您说的是${serialOf(kase.number)}号件（${kase.summary.slice(0, 20)}）吗？我没有登记，办结请回“${example}”。`;

export const whichOfYours = (cases: Case[], example: string) =>
  `您手上有${cases.length}件，是哪一件？${cases
    .slice(0, 5)
    .map((kase) => `${serialOf(kase.number)}号：${kase.summary.slice(0, 20)}`)
    .join('；')}。请带编号回，例如“${example}”。`;

/** To whoever may take over any of them. */
export const whichToTake = (cases: Case[]) =>
  `在办的有${cases.length}件，要接过来的是哪一件？${cases
    .slice(0, 5)
    .map((kase) => `${serialOf(kase.number)}号：${kase.summary.slice(0, 20)}`)
    .join('；')}。请回编号，例如“${serialOf(cases[0]?.number ?? '0')}号件转给我”。`;

/** Words that put the answer off: passed on, and the clock runs. */
export const saidMeanwhile = (kase: Case, by: string, words: string) => `${kase.number} ${by}回话：${words}`;
export const meanwhileDone = (kase: Case, now: Date) =>
  kase.kind === 'integrity'
    ? `${kase.number} 已把您的话单独转给反映人。核实清楚请回“${serialOf(kase.number)} 办结 结果”。`
    : `${kase.number} 已把您的话转给企业。这还不算答复，${whenText(kase.replyDue, now)}前请再回“${serialOf(kase.number)} 回复 …”。`;

/** Words about a case that another has: the enterprise reads none of them. */
export const relayed = (kase: Case, holder: string, { role }: Person) =>
  `${kase.number} 您的话已转给${holder}，企业看不到${role === 'specialist' ? `；要直接答复企业请回“${serialOf(kase.number)} 回复 …”` : ''}。`;
export const relayedNotice = (kase: Case, by: string, words: string) =>
  `${kase.number}（${kase.summary.slice(0, 20)}）${by}说：${words}。有进展请回“${serialOf(kase.number)} 回复 …”。`;

/** To somebody who acts on a case in other hands: perhaps a mistyped number. */
export const isItThisOne = (kase: Case, holder: string, enterprise: string) =>
  `${serialOf(kase.number)}号是${enterprise}的“${kase.summary.slice(0, 20)}”，现由${holder}负责，不在您名下，我还没有动。确实是这一件，请把刚才那句再发一遍。`;

/** To a holder whose words for one enterprise name another. */
export const saysAnother = (kase: Case, other: string) =>
  `这句里说到${other}，${serialOf(kase.number)}号是别家的“${kase.summary.slice(0, 20)}”，企业看得到，我还没有发。没发错的话，请把刚才那句再发一遍。`;

/** To somebody who may see a case and not move it. */
export const notYoursToMove = (kase: Case, holder: string | undefined) =>
  holder === undefined
    ? `${kase.number} 这一步由首问专员来办，请告诉他。`
    : `${kase.number} 现由${holder}负责，这一步要由他或首问专员来办，您可以回“催一下 ${serialOf(kase.number)}号件”。`;

/** To who pressed for a filing, and to its specialist. */
export const pressAnswered = (post: string, filing: string, words: string) =>
  `【催办回话】${filing} ${post}：${words}`;
export const pressAnswerKept = (by: string) => `好的，已记下并转告${by}和专员。办件有进展请再说一声。`;

/** To who spoke to the enterprise in the group. */
export const saidInGroup = (kase: Case, words: string, taken: boolean, now: Date) =>
  `您刚才在群里回了企业（${serialOf(kase.number)}号件：${kase.summary.slice(0, 20)}）${taken ? '，先记您接单' : ''}。那句话就是答复的，请回“${serialOf(kase.number)} 回复 ${words.slice(0, 60)}”；还要再办的，${whenText(kase.replyDue, now)}前答复。`;

/** To who has a case whose filing has been decided. */
export const filingDecided = (kase: Case, item: string, now: Date) =>
  `${kase.number}（${kase.summary.slice(0, 20)}）说的${item}已经办结。企业的事办好了请回“${serialOf(kase.number)} 办结 结果”；还没好请回“${serialOf(kase.number)} 回复 …”，${whenText(kase.replyDue, now)}前没有回话再往上一级转。`;

/** In the group where the words were said: they stand above. */
export const groupAnswerKept = (kase: Case, by: string) =>
  `${kase.number} 已把${by}上面这句记为答复。没解决请回“${serialOf(kase.number)} 没解决”。`;

/** What a holder says to colleagues, not to the enterprise. */
export const asideTold = (kase: Case, to: string | undefined): string =>
  `这句${to === undefined ? '只记在件里' : `只转给了${to}`}，没有发给企业，答复时间照算。要答复企业请回“${serialOf(kase.number)} 回复 …”。`;
export const asideNotice = (kase: Case, by: string, text: string): string =>
  `${kase.number} ${by}说（没有发给企业）：${text}。`;
