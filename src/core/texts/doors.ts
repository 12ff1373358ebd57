import type { CaseAction } from '../model.ts';

/** To somebody who opens the 1:1 chat for the first time that day. */
export const welcome = (bot: string): string =>
  `您好，我是${bot}。可以直接问：办什么手续、要什么材料、要几天、找哪个部门；遇到卡住的事，把情况说一句，我登记并找到负责的人。`;

/** In place of an answer that takes longer than the platform waits. */
export const comesLater = '正在查，稍后单独发给您。';

/** Ends a waiting bubble that nothing else ends. */
export const noted = '收到。';

const verbs: Record<CaseAction, string> = {
  accept: '接单',
  reply: '答复',
  conclude: '办结',
  supplement: '补件',
  transfer: '转办',
  retype: '改类',
  convene: '召集会商',
  return: '退回',
  chase: '催办',
  withdraw: '撤回',
};

/** On a card whose button was just pressed. */
export const pressed = (action: CaseAction): string => `已点“${verbs[action]}”，结果见下一条消息。`;
