import { workday } from '../calendar.ts';
import { firstDayAhead } from '../filings/stated-day.ts';
import type { Day, Intent, View } from '../model.ts';
import * as texts from '../texts/days.ts';

const asksWorking =
  /(?:上不上|要不要上|用不用上|要上|是不是(?:要|得)?上|上|不用上)班(?!时间|地点|的地方)|放不放假|放假(?:吗|么|不|[?？]|$)|休不休|休息(?:吗|么|不)|(?:算|是)(?:不是)?工作日/;
const asksHoliday = /放(?:几天|多少天)|(?:怎么|如何|什么时候|哪几天|几号)放|放假(?:安排|时间|几天)|几天假/;
const holidays = ['元旦', '春节', '清明', '劳动', '五一', '端午', '中秋', '国庆', '十一'];
const official: Record<string, string> = { 五一: '劳动', 十一: '国庆' };

/** 29号周日上不上班, 元旦放几天: what the calendar knows; undefined where it is asked for neither. */
export function answerFromCalendar({ text }: Intent, { county, today }: View): string | undefined {
  const name = holidays.find((one) => text.includes(one));
  if (name && asksHoliday.test(text)) return holiday(official[name] ?? name);
  const day = asksWorking.test(text) && !/几点/.test(text) ? firstDayAhead(text, today) : undefined;
  return day && texts.working(day, workday(county.calendar, day));

  /** The next one, or that of next year where the text says so. */
  function holiday(called: string): string | undefined {
    const from: Day = text.includes('明年') ? `${Number(today.slice(0, 4)) + 1}-01-01` : today;
    for (const year of [...county.calendar.keys()].sort((a, b) => a - b)) {
      const known = county.calendar.get(year);
      if (!known || `${year}-12-31` < from) continue;
      const off = Object.keys(known.off).filter((day) => known.off[day]?.startsWith(called));
      const last = off.at(-1);
      if (last !== undefined && last >= from) return texts.holiday(called, off, known);
    }
    return undefined;
  }
}
