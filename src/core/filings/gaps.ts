/** The clock goes on: 恢复计时, and not 先别恢复. */
export const resumes =
  /(?<!(?:[未不没别勿]|暂缓|没有|不[要能用]|就|再)(?:先|急着)?)(?:(?:恢复|继续|重新(?:开始)?|接着)计时|恢复(?:了|$|[\s,，。]))/;
/** Something is missing. */
export const lacks =
  /(?<!容|不)[缺差](?!陷)|漏|补正|补件|不齐|不全|不完整|重新?[拍传画](?![的过好完了合])|(?:请|让|叫|喊|通知|要求|需要?|要)[^,，。]{0,10}补/;
/** What was missing has come. */
export const came = [
  /(?:补|收|交|送|备|凑|集|报)齐|齐全|(?<!不)齐了|不[缺差]/,
  /补(?:好|完|全|上|来|到|交|过来|正)(?=.*了)|已经?(?:全部|都)?补/,
  /[补缺差漏][^,，。通告]{0,14}(?:收(?:到|了|下|悉)|交(?:来|了|到|过来|上来|回)|送(?:来|到|过来)|到(?:了|位)|来了|完成|完毕|完了|结束|通过|合格)(?![书证单表])/,
  /收到[^,，。通告]{0,6}[补缺差]|(?:材料|资料)[^,，。]{0,6}(?:收到|收了|交来|送来|到了)/,
  resumes,
];
/** Wished for, conditional or still to come. */
const notYet =
  /没(?!问题)|未|尚|还不|^等|等(?:他|她|企业|申请|你)|明[天日]|后天|下周|[日天号]之?前|[日天]内|尽快|务必|限期|齐之?后|才|再受理|如果|若|的话/;
/** An order, unless it says that it was done. */
const ordered = /请|让|叫|喊|要求|须|需|要/;
const done = /了|已|收到|计时|[今昨前][天日]|\d[日号]/;

/** The clauses of a line. */
export const clausesOf = (text: string): string[] => text.split(/[,，。;；!！\s]+/).filter(Boolean);

/** Whether what was missing has come or is still missing; what is said last counts. */
export function gapIn(text: string): 'came' | 'lacks' | undefined {
  const verdicts = clausesOf(text).map((clause) => {
    const arrived = came.some((cue) => cue.test(clause));
    if (arrived && !notYet.test(clause) && (!ordered.test(clause) || done.test(clause))) return 'came';
    return lacks.test(clause) ? 'lacks' : undefined;
  });
  return verdicts.findLast((one) => one !== undefined);
}

/** Stands for a name that was taken out. */
export const blank = '\uE010';
/** 核发, 审批 at the end of an item's name, which people leave on its short forms too. */
const blankWithTail = new RegExp(`${blank}(?:核发|审批|审核|审查|办理|备案|登记)?`, 'g');

/** The text with a mark in the place of each name it speaks of. */
export function markNames(text: string, names: string[]): string {
  const longestFirst = [...names].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, name) => rest.replaceAll(name, blank), text);
}

/** The text without the names it speaks of. */
export const withoutNames = (text: string, names: string[]): string =>
  markNames(text, names).replace(blankWithTail, ' ').trim();

/** No gap is told longer. */
export const MOST_GAP_CHARACTERS = 60;
/** Where the names of what is missing begin. */
const lacking = /(?<!容)[缺差](?!陷)|漏|补(?:充|齐|交)/;
const opening =
  /^(?:(?:登记|今[天日]|的|还|是|需要?|要|请|通知|一次性告知|告知|企业|补正|补件|中止计时|暂停计时|[:：])\s*)+(?=.)/;
const order =
  /(?:请|让|叫|喊|通知|要求|催|需要?|要)(?:他们|他|企业|申请人|对方|您|你们?)?[^,，。]{0,6}(?:补|再报|重报).*$/;

/** Names no gap: what is asked of the bot, or the step itself. */
const aside =
  /^(?:登记$|不是(?:特别程序|补正|受理|办结)|补正|补件|(?:中止|暂停|先?别恢复)计时|(?:时间)?先?(?:别|不)[算计](?:时间?)?$|谢谢|麻烦|不予|(?:先|给)?退(?:了?件|回)|[^缺差]{0,10}(?:退件|收件|退回去?)(?:了|吧)?$|要?重[新报])/;
/** So short is a name of the project that no list has. */
const MOST_NAME_CHARACTERS = 4;

/** What is missing, as it may be read by everybody: without names, orders and remarks to the bot. */
export function gapOf(text: string, names: string[] = []): string {
  // What is missing may bear an item's name itself: 缺规划许可证.
  const at = text.search(lacking);
  const subject = at < 0 ? text : text.slice(0, at);
  const clauses = clausesOf(`${withoutNames(subject, names)}${text.slice(subject.length)}`)
    .filter((clause) => gapIn(clause) !== 'came')
    .map((clause) => clause.replace(order, '').replace(opening, ''))
    .filter((clause) => clause.length > 1 && !aside.test(clause));
  const first = clauses.findIndex((clause) => lacking.test(clause) || lacks.test(clause));
  return clauses
    .filter((clause, n) => n >= first || clause.length > MOST_NAME_CHARACTERS)
    .join('，')
    .slice(0, MOST_GAP_CHARACTERS);
}
