import type { Day } from './model.ts';

const then =
  /(去年|前年|(20\d\d)年(?:(\d{1,2})月)?).{0,8}(?:时候|那时|当时|那会|规定|标准|政策|文件|办法|要求)/;
/** 去年的政策现在还能用吗 asks about today. */
const now = /现在|今年|目前|如今|还能|还有效|还算|还在/;

/**
 * The day whose rules a question is about: the end of the year or month it names, when that is past and nothing
 * points to today; otherwise today.
 */
export function askedOnDay(text: string, today: Day): Day {
  const [, named, written, month] = then.exec(text) ?? [];
  if (named === undefined || now.test(text)) return today;
  const year = written ? Number(written) : Number(today.slice(0, 4)) - (named === '前年' ? 2 : 1);
  const end = new Date(Date.UTC(year, month ? Number(month) : 12, 0)).toISOString().slice(0, 10);
  return end < today ? end : today;
}
