import { type Case, serialOf } from '../model.ts';
import { whenText } from './cases.ts';

/** To an office-holder whose words name neither a case nor an enterprise. */
export function whoseMatter(kase: Case | undefined) {
  const n = kase ? serialOf(kase.number) : 4;
  return `您说的是哪一件？答复${kase ? `${n}号件（${kase.summary.slice(0, 20)}）` : ''}请回“${n} 回复 …”，不归您的请回“转办 ${n} 部门 原因”。要替企业报难点，请写明哪家企业、哪个项目。`;
}

/** To somebody who says when they are away. */
export const leaveNoted = (substitute: string | undefined, told: boolean) =>
  `收到。假期由管理员在人员表（people.yaml 的 leave）里登记，${told ? '我已转告管理员' : '请告诉管理员'}。登记以后新件直接派给${substitute ?? '别的人'}；没登记前还先派给您，到点没接单，按规则转${substitute ?? '上一级'}。`;
export const leaveNotice = (post: string, name: string, text: string) =>
  `【请假待登记】${post}（${name}）：${text}。请登记到人员表并重新导入。`;

/** How to say it with the number. */
export function exampleOf(action: string, kase: Case): string {
  const n = serialOf(kase.number);
  if (action === 'accept') return `接单 ${n}`;
  if (action === 'transfer' || action === 'return') return `转办 ${n} 部门 原因`;
  if (action === 'conclude') return `办结 ${n} 结果`;
  return `${n} 回复 …`;
}

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
