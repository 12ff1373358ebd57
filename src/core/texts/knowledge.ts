import type { Asking } from '../common.ts';
import type { Citation, Day, Doubt, Reply } from '../model.ts';
import { serialOf } from '../model.ts';
import { cutAtStop, endStop, MOST_CHARACTERS, shortened, sourceText } from './answers.ts';
import { fullDay } from './days.ts';

/**
 * An answer that a department gave before: who, when and how long it holds, the regulation below it; never whose case.
 */
export function departmentReply(reply: Reply, department: string, below: Citation[]): string {
  const until = reply.validUntil ? `，有效至${fullDay(reply.validUntil)}` : '';
  const from = `部门答复：${department}${fullDay(reply.answeredOn)}${until}。`;
  const law = below.length ? `依据：${[...new Set(below.map(sourceText))].join('；')}。` : '';
  const room = Math.max(60, MOST_CHARACTERS - from.length - law.length);
  const body = endStop(reply.answer);
  return `${shortened(body, room)}${from}${law}`;
}

/** Before an answer by rules that are no longer those of today. */
export const asOf = (day: Day): string => `按${fullDay(day)}有效的规定：`;

/** What came nearest to a question that nothing covers. */
export const nearest = (near: Citation[]): string =>
  near.length ? `相近的条文（不作答复依据）：${[...new Set(near.map(sourceText))].join('；')}。` : '';

/** To the specialist: a reply that may serve others. */
export function replyDrafted(reply: Reply, department: string): string {
  const n = serialOf(reply.number);
  return [
    `【答复待入库】${reply.number} ${department}`,
    `问：${reply.question}`,
    `答：${reply.answer}`,
    `核对后回：采纳 ${n}（有效一年）｜采纳 ${n} 至2027-06-30｜采纳 ${n} 改：改好的答复｜不采纳 ${n} 原因`,
  ].join('\n');
}

/** To the specialist: a reply that may not. */
export const replyOfOneSite = (number: string): string =>
  `${number} 的答复说的是这一家自己的情况（数字或日期），没有列入待入库，不会引给别家。`;

export const replyApproved = (reply: Reply, department: string): string =>
  `已收进答复库：${reply.number}${reply.validUntil ? `，有效至${fullDay(reply.validUntil)}` : ''}。以后同样的问题会这样答，注明是${department}的答复。`;
export const replyDeclined = (reply: Reply): string => `${reply.number} 的答复不收进答复库。`;
/** Others would be given it for whatever they leave out. */
export const replyOfWhat = (reply: Reply): string =>
  `还没收：“${reply.question}”没说是哪件事，别人读不懂。请把问题写全再采纳，例如“采纳 ${serialOf(reply.number)} 问的是施工许可证要哪些材料”。`;
export const noSuchReply = (number: number | 'only'): string =>
  number === 'only'
    ? '没有等您采纳的答复；有几条时请写上编号，例如“采纳 12”。待审的答复在知识页上。'
    : `没有找到 ${number} 号件的答复，请核对编号；待审的答复在知识页上。`;
export const validUntilUnreadable = (serial: number): string =>
  `有效期没看懂，或者已经过去了，请写成“采纳 ${serial} 至2027-06-30”。`;

/** The ground of a reply has moved: to its keeper. */
export const replyDoubted = (reply: Reply, why: string): string =>
  `【答复待复核】${reply.number}：${why}，先停用。问：${reply.question} 答：${reply.answer} 复核后回“采纳 ${serialOf(reply.number)}”继续有效，或“不采纳 ${serialOf(reply.number)}”停用。`;
/** … and to those who were given it. */
export const replyRecalled = (reply: Reply, why: string): string =>
  `之前转给您的部门答复正在复核：${why}。问的是“${cutAtStop(reply.question, 40)}”，请先不要照着办，复核好了告诉您。`;
export const replyConfirmed = (reply: Reply): string =>
  `${reply.number} 的部门答复已复核，现在是：${endStop(reply.answer)}`;
export const replyWithdrawn = (reply: Reply): string =>
  `${reply.number} 的部门答复复核后不再适用。您的情况请再问我一次，我来登记给部门。`;
export const policyChanged = (titles: string[]): string =>
  `所依据的${titles.map((title) => `《${title.replace(/^《|》$/g, '')}》`).join('、')}有变化`;

export const doubtNoted = '谢谢指出，已列入待核实清单，由专员核对后再改；核实前请以部门书面答复为准。';
export const doubtNotice = (doubt: Doubt, who: string): string =>
  [
    `【答复待核实】${who}提出：${doubt.text}`,
    doubt.answer === undefined ? undefined : `原答复：${cutAtStop(doubt.answer, 200)}`,
    `核对后回：核实 ${doubt.id} 属实 正确说法｜核实 ${doubt.id} 无误 说明`,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
export const doubtAnswered = (right: boolean, found: string): string =>
  right
    ? `您指出的答复已核实，确实有误。${found ? `正确的是：${endStop(found)}` : '正在更正。'}谢谢您。`
    : `您提的答复已请专员核对，没有错。${found ? endStop(found) : ''}还有疑问可以直接回复这里。`;
export const doubtSettled = (doubt: Doubt): string => `已记下，并告诉提出的人（${doubt.id}）。`;
export const noSuchDoubt = (number: number | 'only'): string =>
  number === 'only'
    ? '没有等您核实的答复；有几条时请写上编号，例如“核实 12 属实”。'
    : `没有找到待核实的 ${number}，可能已经核实过了。`;

/** A new policy, to the groups of projects it concerns. */
export const newPolicy = (given: {
  title: string;
  documentNumber?: string;
  effectiveFrom?: Day;
  projects: { name: string; items: string[] }[];
}): string => {
  const { title, documentNumber, effectiveFrom, projects } = given;
  const when = effectiveFrom ? `，${fullDay(effectiveFrom)}起施行` : '';
  const whom = projects
    .map(({ name, items }) => (items.length ? `${name}（${items.join('、')}）` : name))
    .join('；');
  return `【新政策】《${title.replace(/^《|》$/g, '')}》${documentNumber ? `（${documentNumber}）` : ''}${when}。可能与这些有关：${whom}。想知道具体怎么规定，直接问我。`;
};
export const pushProposed = (id: number, text: string, chats: string[]): string =>
  `【政策推送待确认】${text}\n发到：${chats.join('、')}\n回“推送 ${id}”发出，或“不推送 ${id}”。`;
export const pushSent = (count: number): string => `已发到${count}个群。`;
export const pushDropped = '好的，不推送。';
export const noSuchPush = (number: number | 'only'): string =>
  number === 'only'
    ? '没有等您确认的推送；有几条时请写上编号，例如“推送 12”。'
    : `没有找到待确认的推送 ${number}，可能已经处理过了。`;

/** 展开: whole clauses with their place. */
export const expanded = (clauses: { title: string; section: string; text: string }[]): string =>
  clauses.map((one) => `${sourceText(one)}：\n${one.text.trim()}`).join('\n\n');
export const nothingToExpand = '您要展开哪一条？请引用我的那条答复再回“展开”，或写“《文件名》第几条”。';

/** Monday: what many ask, for the 专题会议 and the next training. */
export function commonQuestions(common: Asking[]): string {
  const lines = common.map(
    ({ question, enterprises, times, refused }, n) =>
      `${n + 1}. ${cutAtStop(question.text, 40)}（${enterprises}家企业问了${times}次${refused > 0 ? `，${refused}次没答上` : ''}）`,
  );
  return [
    '【共性问题】近30天三家以上企业都在问：',
    ...lines,
    '建议列入专题会议，或请部门给一个统一答复。',
  ].join('\n');
}
