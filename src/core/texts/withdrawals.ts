import { type Case, type County, serialOf } from '../model.ts';
import { kindNames, postName } from './cases.ts';

export const withdrawn = (kase: Case, county: County): string =>
  kase.kind === 'integrity'
    ? `${kase.number} 已撤回，只告诉了政务服务中心负责人。以后想再反映，随时跟我说。`
    : `${kase.number}（${kindNames[kase.kind]}）已撤回，不再办理，已告诉${postName(county.people.get(kase.owner))}。以后还要办，再说一声就行。`;

/** To whoever had it. */
export const withdrawnNotice = (kase: Case, by: string, why: string): string =>
  `${kase.number} 已由${by}撤回，不用再办。${why ? `原话：${why}` : ''}`;

/** To the enterprise, where somebody else did it. */
export const withdrawnFor = (kase: Case, by: string): string =>
  `${kase.number} 已由${by}撤回，不再办理。不是您的意思，请说一声，重新登记。`;

export const withdrawnAlready = (kase: Case): string => `${kase.number} 已经撤回了，不用再办。`;
export const notYours = (serial: number): string => `没有找到您单位在办的 ${serial} 号件，请核对编号。`;
export const nothingToWithdraw = '您现在没有在办的件，不用撤。';

/** In a group nothing tells whether one was made in confidence. */
export const noComplaint = '这里没有您在办的投诉，别的件照常办。单聊里投诉过的，请在单聊里跟我说“投诉撤了”。';

/** Several, and no telling which. */
export const whichToWithdraw = (cases: Case[]): string =>
  `您有${cases.length}件在办，要撤哪一件？${cases
    .slice(0, 6)
    .map((kase) => `${serialOf(kase.number)}号：${kindNames[kase.kind]}，“${cut(kase.summary)}”`)
    .join('；')}。请回“撤回 编号”，例如“撤回 ${serialOf(cases[0]?.number ?? '0')}”。`;

const cut = (words: string): string => (words.length > 16 ? `${words.slice(0, 16)}…` : words);
