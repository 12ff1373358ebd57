import type { Order } from '../cases/chase.ts';
import { type Case, type County, type Filing, type Role, serialOf } from '../model.ts';
import { dayText, promisedBy } from './cases.ts';

const orderName = (order: Order | undefined): string => (order?.supervises ? '【督办】' : '【催办】');
/** 要求：限明天下班前（11月24日）。 */
const untilText = (order: Order | undefined): string =>
  order?.until
    ? `要求：${order.until.said}${order.until.day ? `（${dayText(order.until.day)}）` : ''}。`
    : '';

/** 催办 sent to the holder. */
export const chaseNotice = (kase: Case, who: string, now: Date, order?: Order) =>
  `${orderName(order)}${kase.number} ${who}在催${order?.words ? `：“${order.words.slice(0, 120)}”` : ''}。${untilText(order)}${kase.status === 'assigned' ? '请先接单，' : ''}${promisedBy(kase, now, '要答复')}；已有进展请回“${serialOf(kase.number)} 回复 …”。`;

export const chased = (kase: Case, holder: string, now: Date, order?: Order) =>
  `已${order?.supervises ? '督办' : '催'}${holder}（${kase.number}），${order?.until ? `已带上“${order.until.said}”；` : ''}${promisedBy(kase, now, '给您答复')}，专员也在盯。`;

export const chasedAlready = (kase: Case, holder: string) =>
  `${kase.number} 今天已催过${holder}，到点没有答复会自动往上一级转。`;

export const chaseCopy = (kase: Case, who: string, holder: string) =>
  `${kase.number} ${who}来催，当前在${holder}，请您盯一下。`;

/** To the post that has a filing an office presses. */
export const pressNotice = (who: string, line: string, order: Order | undefined): string =>
  `${orderName(order)}${who}在催：${line}。${untilText(order) || '请今天说明办到哪一步。'}`;
/** 工改办 itself issues what others are told to ask it for. */
export const pressedOn = (lines: string[], order: Order | undefined, role?: Role): string =>
  [
    `已${order?.supervises ? '督办' : '催'}承办岗位${order?.until ? `，已带上“${order.until.said}”` : '，请他们今天说明'}${lines.length ? '：' : '。'}`,
    ...lines,
    ...(order?.supervises && role !== 'oversight' ? ['正式的督办单由工改办出具。'] : []),
  ].join('\n');
/** Pressed again on the day: no second note, and how one goes out all the same. */
export const pressedBefore = (lines: string[], others: boolean): string =>
  [
    `${others ? '其余的' : ''}今天已催过承办岗位，请他们今天说明，没有重复发${lines.length ? '：' : '。'}`,
    ...lines,
    '要再催，请写上期限，如“限明天12点前”。',
  ].join('\n');

const nameOf = ({ item }: Filing, county: County): string => county.items.get(item)?.name ?? item;
const lackOf = ({ remark = '' }: Filing): string => remark.replace(/^[还尚]?缺/, '');

/** To an enterprise that has to hand something in. */
export const owed = (filing: Filing, who: string, county: County): string =>
  `【请补材料】${who}提醒：${nameOf(filing, county)}还缺${lackOf(filing)}。补齐后交综合窗口或原来的承办岗位，回一句“已补”，我转给他们接着办。`;
const owedBy = (filing: Filing, county: County): string =>
  `${county.enterprises.get(county.projects.get(filing.project)?.enterprise ?? '')?.name ?? '企业'}补：${lackOf(filing)}（${nameOf(filing, county)}）`;
export const owedTold = (filing: Filing, county: County): string => `已提醒${owedBy(filing, county)}。`;
export const owedToldNeutral = '已单独提醒企业，详情单聊发给您。';
export const owedBefore = (filing: Filing, county: County): string =>
  `今天已提醒过${owedBy(filing, county)}，没有重复发；明天还没补的，再说一声我就再提醒。`;
export const owedBeforeNeutral = '今天已单独提醒过企业，没有重复发，详情单聊发给您。';
export const nothingOwed = '没有找到在等企业补正的办件。请写上项目和缺什么，我来提醒企业。';
export const whichOwed = (filings: Filing[], county: County): string =>
  `有${filings.length}件在等企业补，催哪一件？${filings
    .slice(0, 5)
    .map((one) => `${county.projects.get(one.project)?.name ?? one.project}（缺${lackOf(one)}）`)
    .join('；')}。`;

/** A leader's word, handed on as it was said. */
export const leaderSaid = (project: string, words: string): string =>
  `【县领导的话】${project}：“${words}”。请按此对接；办件状态以部门登记为准。`;
export const passedOn = (holders: string[]): string =>
  holders.length ? `好的，原话已转告${holders.join('、')}。` : '好的，记下了。';
