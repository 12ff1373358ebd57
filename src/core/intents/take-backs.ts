import { clausesOf } from '../filings/gaps.ts';
import type { Intent } from '../model.ts';
import { blames, inDispute, isLate, isObstructed, isWaiting, pushes } from './request-cues.ts';
import { asks } from './rule.ts';
import { anyOf } from './words.ts';

const number = '(?:[A-Z]{2,6}-\\d{4}-)?0*(\\d{1,6})(?:号件?)?';
const verb = '(?:撤回|撤销|撤件|撤掉|撤了|撤|取消|销件|销了|销|不要|不用|不办|算了)';
const verbFirst = new RegExp(
  `^(?:请|麻烦|帮(?:我|忙))?(?:把)?${verb}(?:吧|掉)?\\s*[#＃]?${number}(?![\\d个天点月年])`,
);
const numberFirst = new RegExp(
  `^(?:请|麻烦|帮(?:我|忙)|那个?)*(?:把)?\\s*[#＃]?${number}(?:那个|那件)?\\s*[,，:：]?\\s*(?:我们?|也|就|先|可以|都)*${verb}`,
);

/** What ends a matter well: 可以结了, 谈成了, 已经解决. */
const ended =
  '(?:(?:可以|能)?(?:办结|结案|结掉|结了|关了|关掉|关单|销了|了结)|解决(?!方案|办法|问题)(?:了|掉|啦)?|谈(?:成|妥|拢|好)了?|搞定|(?:处理|弄|办)(?:好|妥|完)了|(?:搞|弄|问)(?:清楚|明白)了)';
const numberEnded = new RegExp(
  `(?:^|[\\s,，。;；!！]|把)[#＃]?${number}(?:那个|那件|这个|这件|的)?\\s*[,，:：]?\\s*(?:我们?|也|就|先|可以|都|已经?|现在){0,3}(?:${ended}|(?:可以|行|好)了)`,
);
const bareEnded = new RegExp(
  `^(?:(?:好|嗯|谢谢|感谢|多谢|大家|各位|那|这)[^,，。]{0,4}[,，。!！\\s]+)?(?:(?:这|那|刚才那)(?:个|件)(?:事|件|问题)?|问题|事情|我们)?(?:都|也|已经?|现在){0,2}(?:可以)?${ended}(?:[了啦吧哈]*)(?:[,，。!！\\s]|$)`,
);
/** 没解决, 解决不了, 什么时候能办结: nothing has ended. */
const notEnded =
  /没|未|不(?!用|再|需)|还|才|等|尽快|什么|啥|几|哪|吗|[?？]|能不能|快|马上|如果|要是|希望|要求|必须|请(?:尽|抓|把|给)|帮(?:我|忙)/;

/** 看到了 可以了 谢谢: an answer is enough. */
const enough =
  /(?:^|[,，。!！\s])(?:都|也|已经?|现在|这下)*(?:可以|行|好|没问题|弄好|办好)了(?=$|[吧啊哈啦,，。!！~\s谢])/;
/** 好了，我让设计院补: something is to be done still. */
const toCome = /让|补|交|送|再|去|改|找|问|打|发/;
/** That it was had, and thanks for it. */
const received =
  /(?:我们?|咱们?|都|也|已经?|现在)*(?:看|收|拿|领|见|修|弄|办|处理|搞|解决)[到好完定妥]?了|(?:谢谢|多谢|感谢|辛苦)[^,，。!！\s]{0,6}/g;
/** So few characters besides name what was had; 好了 大家下班吧 is said to people. */
const FEW = 4;
/** So short is what only says so. */
const SHORT = 20;

/** Whether somebody who was just answered says that all is well now, and no more. */
export function saysSettled(text: string): boolean {
  if (text.length > SHORT || !(enough.test(text) || bareEnded.test(text))) return false;
  const rest = text.replaceAll('没问题', '');
  const besides = rest
    .replace(enough, '')
    .replace(received, '')
    .replace(/[^\p{L}]/gu, '');
  return !notEnded.test(rest) && !toCome.test(rest) && besides.length <= FEW;
}

/** 不是撤, 2号…: says what is not meant, before what is. */
const notThat = /^不是(?:要|想)?(?:撤|取消)[^,，。;；]{0,4}[,，。;；]/;
const clauseMarks = /[,，。;；!！]+/;
/** 2号, and nothing that makes it a day. */
const numbered = /(?<!\d)(\d{1,6})号(?!楼|线|前|之|以)/g;

/** Whether somebody says that a matter is settled, and the number they name, in whichever clause. */
export function endingIn(
  said: string,
): { takesBack: true; ended: true; serial?: number; numbered?: true } | undefined {
  const text = said.replace(notThat, '');
  if (notEnded.test(text) || goesOnBehind(text, bareEnded)) return undefined;
  const named = numberEnded.exec(text)?.[1];
  if (named !== undefined) return { takesBack: true, ended: true, serial: Number(named), numbered: true };
  if (bareEnded.test(text)) return { takesBack: true, ended: true };
  const [one, another] = [...text.matchAll(numbered)];
  return one && !another && text.split(clauseMarks).some((clause) => bareEnded.test(clause))
    ? { takesBack: true, ended: true, serial: Number(one[1]), numbered: true }
    : undefined;
}

/** 取消前置条件 takes nothing back. */
const thing = '(?:申请(?!表|书)|(?<![条文附证零邮])件|预约|求助|诉求|登记)';

/** Nothing was reported by us; 环评我们没报 and 没报过这种项目 tell of filings. */
const neverReported =
  '(?:^|[,，。!！\\s])(?:(?:这|那)(?:个|件|条|事)?(?:事|件)?|\\d{1,6}号件?)?(?:我们?|俺们?)(?:可|又|都|也|根本|压根)?没(?:有)?(?:报|提|登记|反映|投诉|申请)过?(?:这(?:个|件|条|回)?(?:事|件|问题|投诉)?|它)?[啊呀哈吧了]*(?=[,，。!！ ]|$)';
/** No wish to complain; 不投诉你们是不会动的 is a threat. */
const noComplaint =
  '(?<!要)不(?:想|再|用|去)*投诉(?:[他她你]们?|专员|[^,，。\\s不没就才都会]{0,6}[局岗办人])?(?:了|啦|吧|哈|呀|啊)*(?=$|[,，。;；!！\\s])';

/** Words that may as well be said of a matter that goes on: 不用再催了，让局长出面. */
const faint = anyOf('不用.{0,8}(?:催|回|问|查)了|不(?:想|再)?(?:计较|追究)了', noComplaint, neverReported);
/** 不用管了, 撤了吧: one's own request taken back, in so many words. */
const plainly = anyOf(
  '投诉[^,，。]{0,6}(?:撤(?!职)|取消|算了|作罢|不要了|不用了|作废)|(?:撤(?:回|销|了|掉)?|取消)[^,，。]{0,8}投诉',
  '不用.{0,8}(?:办|帮|陪|管|处理|来|跟)了|(?:自己|已经)(?:就)?(?:解决|搞定|办好|处理好)了|^(?:那|哦|唉|哎)?(?:还是)?算了(?![不吗么]|一下|[一两二三几半\\d算])|(?:我们?|俺们?)没(?:有|得)这(?:个|回|件|种)?事|不需要了|不办了|不做了|不要了|可以结了|(?<![注吊撤推报核])销(?:了|掉|件)|算了不|^[^,，。]{0,8}不用了|自己[^,，。]{0,4}了[,，。\\s]*(?:就|都|也|那)?不用了',
  `${thing}.{0,6}(?:撤|取消)|(?:撤(?:回|销|掉|了)?|取消).{0,10}${thing}|(?<![人员们经都全先])撤了(?:吧|啊|哈|嘛|算了|$|[,，。 ])|(?:那|这)(?:个|件|条).{0,8}(?:撤(?:回|掉|销)|取消)|那(?:事|个).{0,3}算了|当我没说`,
);

/** 算了我重新送一份: what one will do oneself gives up the waiting, not the matter. */
const doesItself =
  /^(?:那|哦|唉|哎)?(?:还是)?算了([^\p{L}\d]*(?:了|吧|啊)?[^\p{L}\d]*(?:那|还是|就)?(?:(?:我|俺|咱)们?|自己|重新|再(?!说)|[今明后]天|[上下]午)[^不没别撤销认]+)$/u;
/** Papers are brought once more. */
const bringsAgain = /重新|送|补|交|传|寄|发|改/;
const actsItself = (text: string): string | undefined => {
  const own = doesItself.exec(text)?.[1];
  return own !== undefined && !plainly.test(own) ? own : undefined;
};

/** But: what follows is still wanted. */
const but = '但(?!愿)|(?<!许)可(?:是|(?=没|就|还|你|我))|不过(?![去来])|只是|然而';
const contrast = new RegExp(`${but}|只要|就[想要](?!撤|取消)|除非|否则`);
/** What is still wrong, late, asked or urged; 还是不麻烦了 chooses and asks nothing. */
const livesOn = (said: string): boolean => {
  const clause = said.replace(/^还是(?=不)/, '');
  const signs = [contrast, pushes, isLate, blames, inDispute, isObstructed, isWaiting];
  return asks(clause) || signs.some((one) => one.test(clause));
};
/** The clauses of a line, a 但是 without a comma before it beginning one as well. */
const turnsOf = (text: string): string[] =>
  clausesOf(text).flatMap((clause) => clause.split(/(?=但是|可是|不过)/));
/** Whether anything behind the last clause that ends the matter keeps it alive; what stands before it is the story. */
const goesOnBehind = (text: string, ends: RegExp): boolean => {
  const clauses = turnsOf(text);
  return clauses.slice(clauses.findLastIndex((clause) => ends.test(clause)) + 1).some(livesOn);
};

/** 不用管了, 撤了吧, and nothing that goes on: behind it, or beside a faint word anywhere. */
export const takesBack = (text: string): boolean =>
  plainly.test(text)
    ? actsItself(text) === undefined && !goesOnBehind(text, plainly)
    : faint.test(text) &&
      !turnsOf(text).some((clause) => livesOn(clause) && (!faint.test(clause) || contrast.test(clause)));

const turns = new RegExp(`[,，。;；!！\\s]+(?=${but})`);
const conjunction = /^[,，。;；!！\s]+(?:但是?|可是?|不过|只是|然而)?/;
/** 不用管了，不过施工许可还是没批: one matter ended, and what is said of another. */
export function endsAndTurns(text: string): [string, string] | undefined {
  const at = text.search(turns);
  const [first, second] = [text.slice(0, at), text.slice(at).replace(conjunction, '')];
  const ends = endingIn(first) ?? (takesBack(first) && (plainly.test(first) || /投诉/.test(first)));
  return at > 0 && ends ? [first, second] : undefined;
}

/** Of whom and what is said besides one's own case: a person, an agreement, a day. */
const changes = anyOf(
  '经办|联系人|负责人|对接|办事人员|报建员|法人|法定代表人|换人|投资额|面积|规模|地址|协议|合同|范围|委托|续|改(?:到|成|为)|验收|踏勘|会议|评审',
);

/** 不是撤回啊, 没说要撤: what was taken back was not meant to be. */
export const deniesTakingBack =
  /(?:不是|没(?:有)?|不|别|谁)(?:说|让|叫|要|想|用){0,2}(?:你们?|我们?)?(?:说|让|叫|要|想){0,2}撤/;

export interface TakenBack {
  takesBack: true;
  serial?: number;
  numbered?: true;
  /** Something beside it goes on: asked first. */
  unsure?: true;
}

/** 撤回 1: no doubt that it is meant. */
const outright = /撤|取消|销/;

/** Whether a text takes back a case, and the number it names. */
export function takeBackIn(text: string): TakenBack | undefined {
  const [said = '', named] = verbFirst.exec(text) ?? numberFirst.exec(text) ?? [];
  if (named !== undefined) {
    const sure = outright.test(said) || !goesOnBehind(text.slice(said.length), plainly);
    return { takesBack: true, serial: Number(named), numbered: true, ...(sure ? {} : { unsure: true }) };
  }
  if (changes.test(text) || bringsAgain.test(actsItself(text) ?? '')) return undefined;
  if (takesBack(text)) return { takesBack: true };
  return plainly.test(text) && !contrast.test(text) ? { takesBack: true, unsure: true } : undefined;
}

/** What is taken back is not what another part of the message names. */
export const besideEachOther = (parts: Intent[][], itemsIn: (text: string) => string[]): Intent[] =>
  parts.flatMap((part) =>
    part.map((intent) => {
      const others = parts.filter((other) => other !== part).flat();
      const own = itemsIn(intent.text);
      const beside = others.flatMap(({ text }) => itemsIn(text)).filter((item) => !own.includes(item));
      return intent.slots.takesBack === true && beside.length > 0
        ? { ...intent, slots: { ...intent.slots, beside } }
        : intent;
    }),
  );
