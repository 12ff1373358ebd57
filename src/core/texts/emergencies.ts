import type { Emergency } from '../intents/emergencies.ts';
import { type Case, type County, serialOf } from '../model.ts';

/** What a person in danger does first. */
const firstSteps: Record<Emergency, string> = {
  gas: '先保命：人马上撤到上风空旷处，不点火、不开关任何电器、不在附近打电话。撤离后先打119，再打燃气公司抢修电话（缴费单、燃气表上有）；有人不舒服打120。',
  fire: '先保命：人马上撤离，打119；有人受伤打120。不要回去拿东西。',
  electric: '先断电，没断电不要用手拉人、不要靠近电线。打120和119。',
  flood:
    '先保命：人马上往高处撤，不下水、不下坑、不下井去救人；能断电的先断总电，不碰泡在水里的电器。有人被困打119，有人受伤打120。',
  collapse: '先保命：人马上撤到安全处，不靠近、不自己进去挖，打119；有人受伤打120。',
  trapped:
    '先打119，有人受伤再打120。不要跟着下去、进去救：先断电、停机、通风，从上面递绳子，跟里面的人保持喊话，周围的人撤开。',
  injury: '先救人：打120；有人被困、被埋打119。现场还有危险就先撤开，不要随意搬动伤员。',
};

const insteadOf = '我不能替您报警，请您先打。';

export const emergencyReceipt = (kind: Emergency, number: string | undefined, told: string[]): string =>
  `${firstSteps[kind]}\n${sentence([
    number ? `已登记 ${number}（特急）` : '',
    told.length ? `已同时通知${told.join('、')}` : '',
  ])}${insteadOf}`;

const sentence = (clauses: string[]): string => {
  const said = clauses.filter(Boolean).join('，');
  return said && `${said}。`;
};

/** The same cry again: more may have happened. */
export const emergencyAgain = (kind: Emergency, kase: Case, told: boolean): string =>
  `${firstSteps[kind]}\n您说的已补进 ${kase.number}${told ? '，又通知了一遍' : ''}。${insteadOf}`;

/** To everybody who must know at once; the holder's card comes beside it. */
export function emergencyNotice(text: string, kase: Case | undefined, who: string, county: County): string {
  const project = county.projects.get(kase?.project ?? '')?.name;
  const head = ['【险情·特急】', kase ? `${kase.number} ` : '', [who, project].filter(Boolean).join(' · ')];
  const reply = kase ? `处置情况请回“${serialOf(kase.number)} 回复 …”。` : '';
  return `${head.join('')}\n原话：${text}\n请马上核实、联系现场，不分上下班。已提醒对方先撤离、打119。${reply}`;
}

/** What became of it, word for word, to everybody who was told of it. */
export function emergencyNewsNotice(text: string, kase: Case | undefined, who: string): string {
  const reply = kase ? `处置完了请回“${serialOf(kase.number)} 办结 …”。` : '';
  return `【险情续报】${[kase?.number, who].filter(Boolean).join(' ')}\n原话：${text}\n请按最新情况核实处置。${reply}`;
}
export const emergencyNews = (told: string[]): string =>
  `收到，您的话已原样告诉${told.join('、')}，没有另立件。还有人不舒服打120，还有险情先撤开、打119。`;

/** Who raised the alarm says that it was none. */
export const emergencyDeniedNotice = (text: string, kase: Case | undefined, who: string): string =>
  `【险情更正】${[kase?.number, who].filter(Boolean).join(' ')} 说明刚才那条不是险情\n原话：${text}\n不用再赶去现场；拿不准的请打个电话核实。`;
export const emergencyDenied = (told: string[]): string =>
  `明白了，不是险情。已告诉刚才通知过的${told.join('、')}，不用再赶去。`;
