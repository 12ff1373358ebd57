import type { Day, Filing, Item } from '../model.ts';
import { dayText } from './cases.ts';

interface Explained {
  filing: Filing;
  item: Item | undefined;
  start: Day;
  due: Day;
  provisional: boolean;
  counted: Day[];
  over: Day[];
  skipped: { day: Day; why: string }[];
  worked: Day[];
}

/** "为什么是这天", short enough for a chat: start, what was skipped, what was counted, the clause. */
export function explainText({
  filing,
  item,
  start,
  due,
  provisional,
  counted,
  over,
  skipped,
  worked,
}: Explained): string {
  const begun = filing.acceptedOn ? '受理' : '收件（5个工作日内没有一次告知，视同受理）';
  const limit = filing.extensionDays
    ? `${filing.limitDays}+延长${filing.extensionDays}`
    : `${filing.limitDays}`;
  const first = counted[0];
  const parts = [
    `${item?.name ?? filing.item}：${dayText(due, provisional)}到期。`,
    `${dayText(start)}${begun}，次日起算，时限${limit}个工作日`,
    first ? `，第1日是${dayText(first)}，第${counted.length}日是${dayText(counted.at(-1) ?? first)}。` : '。',
    over.length ? `到今天已超${over.length}个工作日。` : '',
    skipped.length ? `中间不算的${skipped.length}天：${spans(skipped)}。` : '中间没有不算的日子。',
    worked.length ? `调休上班照算：${worked.map((day) => dayText(day)).join('、')}。` : '',
    provisional ? '含没有正式放假安排的年份，公布后重算。' : '',
    `依据：${filing.limitBasis}。`,
  ];
  return parts.join('');
}

/** Neighbouring days with the same reason as one span. */
function spans(skipped: { day: Day; why: string }[]): string {
  const groups: { why: string; from: Day; to: Day }[] = [];
  for (const { day, why } of skipped) {
    const last = groups.at(-1);
    if (last && last.why === why && Date.parse(day) - Date.parse(last.to) === 86_400_000) last.to = day;
    else groups.push({ why, from: day, to: day });
  }
  return groups
    .map(({ why, from, to }) =>
      from === to ? `${dayText(from)}${why}` : `${dayText(from)}至${dayText(to)}${why}`,
    )
    .join('、');
}
