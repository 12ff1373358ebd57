import { lacks } from './gaps.ts';

/** Of a clause; bounded, as what reads on from each of many places takes long over a page. */
const within = '[^,，。;；!！\\s]{0,20}';
/** 25号前, 月底, 下周: to come, unless the clause says that it was done. */
const term = `(?:(?:[日号]|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天末]|[月年]底)[之以]?前|\\d[日天]内|(?<!上个?)[月年][底末]|明[天日]|后天|下个?(?:周|星期|礼拜|月))(?!${within}[了的](?:$|[,，。;；!！\\s]))`;
/** 能评 and 节能 are names; 能来取证了 is ready. */
const hoped =
  '预计|预估|估计|争取|力争|可能|到时|届时|(?<![节功性智产储职才])能(?![评耗源量力效]|来?[取领拿])';
/** 周五前能批下来, 月底前送电办结: a step that is only promised. */
const promise = new RegExp(
  `(?:${term}|${hoped})\\s{0,3}${within}?(?:受理|收件|接件|办结|批|核发|[发出取领]证|登簿)[^,，。;；!！\\s]*`,
  'g',
);

/** What a text promises: each from what looks ahead to the end of its clause; what is missing is told all the same. */
export const promisesIn = (text: string): string[] =>
  (text.match(promise) ?? []).filter((part) => !lacks.test(part));

/** A promise concludes nothing: the text without it. */
export const withoutPromises = (text: string): string =>
  promisesIn(text).reduce((rest, part) => rest.replace(part, ''), text);
