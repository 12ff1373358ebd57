import type { FilingSet } from '../model.ts';
import { numberOf } from '../numbers.ts';

/** 延长10个工作日, 再延5个工作日. */
export const extension = /延([长期]?了?)\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*个?工作日/;
/** In a line that puts the end off, 批了 is said of that. */
const putsOff = /(?<![不没未别])(?:延[长期]|延(?=\s*[\d一二两三四五六七八九十]))/;
const ofApproval = /(?:批复了|批了|已批|批下来|下来了)/g;

/** By how many working days a text extends the time; 0 where it does not. */
export const extensionIn = (text: string): number => numberOf(extension.exec(text)?.[2] ?? '');

/** 要延期，局长批了: what was approved is the extension, and the filing is not concluded by it. */
export const withoutItsApproval = (text: string): string =>
  putsOff.test(text) ? text.replace(ofApproval, '') : text;

/** 不对，是延长8天: the extension asked about, with its reasons, for another number of days. */
export function otherExtension({ extensionDays, remark }: FilingSet, instead: string): string | undefined {
  const days = /(?:延(?:长|期)?|改[成为]|是)\s*(\d{1,2})\s*(?:个?工作日|天)/.exec(instead)?.[1];
  if (!extensionDays || !remark || days === undefined) return undefined;
  return remark.replace(extension, `延$1${days}个工作日`);
}
