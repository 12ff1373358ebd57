import { type Case, type County, serialOf } from '../model.ts';
import { kindNames, postName, whenText } from './cases.ts';

export const withdrawn = (kase: Case, county: County): string =>
  kase.kind === 'integrity'
    ? `${kase.number} 已撤回，只告诉了政务服务中心负责人。以后想再反映，随时跟我说。`
    : `${kase.number}（${kindNames[kase.kind]}）已撤回，不再办理，已告诉${postName(county.people.get(kase.owner))}。以后还要办，再说一声就行。`;

/** Solved, says the enterprise. */
export const ended = (kase: Case, county: County): string =>
  `好的，${kase.number} 按您说的已办结，已告诉${postName(county.people.get(kase.owner))}。还有问题请回“${serialOf(kase.number)} 没解决”，我来重开。`;
export const endedNotice = (kase: Case, why: string): string =>
  `【企业确认已解决】${kase.number} 已办结，不用再办。原话：${why}`;
export const gladItEnded = '好的，解决了就好。还有要办的随时说。';

/** To whoever had it. */
export const withdrawnNotice = (kase: Case, by: string, why: string): string =>
  `${kase.number} 已由${by}撤回，不用再办。${why ? `原话：${why}` : ''}`;

/** To the enterprise, where somebody else did it. */
export const withdrawnFor = (kase: Case, by: string): string =>
  `${kase.number} 已由${by}撤回，不再办理。不是您的意思，请说一声，重新登记。`;

export const withdrawnAlready = (kase: Case): string => `${kase.number} 已经撤回了，不用再办。`;

/** Not withdrawn after all. */
export const goesOn = (kase: Case, holder: string, now: Date): string =>
  `好的，${kase.number} 没有撤，照常办，已告诉${holder}，${whenText(kase.replyDue, now)}前答复您。`;
export const goesOnNotice = (kase: Case, words: string, now: Date): string =>
  `${kase.number} 企业说没有要撤回，请照常办，${whenText(kase.replyDue, now)}前答复。原话：${words}`;

export const notYours = (serial: number): string => `没有找到您单位在办的 ${serial} 号件，请核对编号。`;
export const nothingToWithdraw = '您现在没有在办的件，不用撤。';

/** In a group nothing tells whether one was made in confidence. */
export const noComplaint = '这里没有您在办的投诉，别的件照常办。单聊里投诉过的，请在单聊里跟我说“投诉撤了”。';

/** Several, and no telling which. */
export const whichToWithdraw = (cases: Case[], ended = false): string =>
  `您有${cases.length}件在办，要${ended ? '结' : '撤'}哪一件？${cases
    .slice(0, 6)
    .map((kase) => `${serialOf(kase.number)}号：${kindNames[kase.kind]}，“${cut(kase.summary)}”`)
    .join('；')}。请回编号，例如“${serialOf(cases[0]?.number ?? '0')}号件”。`;

/** Said beside what goes on: nothing is taken back by a misunderstanding. */
export const whetherToWithdraw = (kase: Case): string =>
  `${kase.number}（${kindNames[kase.kind]}，“${cut(kase.summary)}”）还在办。要撤请回“撤回 ${serialOf(kase.number)}”；不撤就照常办。`;

const cut = (words: string): string => (words.length > 16 ? `${words.slice(0, 16)}…` : words);
