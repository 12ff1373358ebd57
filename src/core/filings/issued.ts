import { blank, clausesOf, gapIn, markNames } from './gaps.ts';

/** When, and whether at last, between what came and that it came. */
const adverbs =
  '(?:[\\s的也都就已经刚真]|这[回次下]|终于|总算|今[天日早]|昨[天日晚]|前天|[上下]午|早上|晚上|上?(?:周|星期|礼拜)[一二三四五六日天]|\\d{1,2}[日号月]){0,6}';
const came =
  '(?:审|批)?(?:(?:通过|过|(?:[出发下]|批下)来?|拿到手?|办(?:好|下来))(?:给[^,，。了]{1,4})?了|[出发]的(?=$|[,，。;；!！\\s]))';
/** The paper that ends a filing; 补正通知书, 专家意见 and 证明 end none. */
const paper =
  '(?<!通知|告知|受理|评审|专家|检测|承诺|委托|[补缺差等][^,，。]{0,4})(?:证(?![明件据])照?|合格书|批[文复]|批准书|决定书)';
/** The paper, or the item by its name, came. */
const papersCame = new RegExp(`(?:${paper}|${blank}(?:核发|审批|审核|审查|备案|登记)?)${adverbs}${came}`);
/** Came, whatever it was. */
const justCame = new RegExp(`^${adverbs}${came}`);
const paperCame = new RegExp(`${paper}${adverbs}${came}`);
/** What tells that something came: its day stands next to it. */
export const cameOut = new RegExp(came);
/** Denied, hoped for, conditional, asked or in part. */
const notYet =
  /没|未|不(?!用)|尚|等|才|再|要是|如果|假如|的话|快|马上|即将|预计|估计|争取|准备|打算|一半|部分|初审|[吗么?？]/;

const said = (text: string, names: string[], cue: RegExp): boolean =>
  gapIn(text) === undefined &&
  clausesOf(markNames(text, names)).some((clause) => cue.test(clause) && !notYet.test(clause));

/** 图审过了, 施工许可证发了, 合格书出了: what an office was to issue came, in its own words. */
export const tellsIssue = (text: string, names: string[]): boolean => said(text, names, papersCame);

/** 证出了, without a word of whose. */
export const tellsOfPaper = (text: string): boolean => said(text, [], paperCame);

/** 出来了 昨天下午出的: of what, only what was asked before tells. */
export const tellsOfAsked = (text: string): boolean => said(text, [], justCame) || tellsOfPaper(text);
