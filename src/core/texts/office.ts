import { type Case, serialOf } from '../model.ts';

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
