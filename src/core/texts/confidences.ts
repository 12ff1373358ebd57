import { type Case, type County, serialOf } from '../model.ts';
import { kindNames } from './cases.ts';

/** Receipt for what must not be spread out in a group. */
export const integrityReceipt =
  '已转服务中心专人受理，会单独与您联系。请不要在群里展开细节，可以直接给我发单聊。';

/** … where nobody else reads along. */
export const integrityReceiptAlone =
  '已转服务中心专人受理：只有政务服务中心负责人看得到，会单独联系您；部门、专员和被反映的一方都不会收到。细节可以接着在这里说。';
/** Together with the plea for it. */
export const nameKept = '您的名字和单位不会告诉别人。';

/** About somebody of an office; said alike of nobody, in a group. */
export const aboutPersonReceipt =
  '对不起，让您受气了。您说的已直接交给政务服务中心负责人，只有负责人看得到，被投诉的人和所在部门不会收到；负责人会单独联系您。办件照常办，不受影响。想撤就说一声“投诉撤了”。';

export const aboutSpecialistReceipt =
  '对不起，让您费心了。您说的已直接交给政务服务中心负责人，只有负责人看得到，专员不会收到；要不要换专员由负责人定，会单独联系您。请不要在群里展开，细节可以给我发单聊。';

/** The plea for a matter that was told. */
export const kept =
  '请放心，这件只有政务服务中心负责人看得到，不告诉专员、部门和群里的人。您的话已补进去，请负责人替您保密。';
/** … and where there is none. */
export const keptInGeneral =
  '反映廉政问题、投诉专员的话，只有政务服务中心负责人看得到。别的诉求，承办岗位会看到是哪家企业提的；不想让人知道的，请先在单聊里跟我说清是哪件事。';
export const secrecyNotice = (kase: Case, words: string): string =>
  `【${kindNames[kase.kind]}】${kase.number} 反映人请求保密，核实时请不要让被反映的人知道是谁说的。原话：${words}`;

/** What the reporter says on, in the 1:1 chat. */
export const heardOn =
  '您的话已原样转给政务服务中心负责人，只有负责人看得到。要问别的事，请写明是哪项手续或几号件。';
export const heardOnNotice = (kase: Case, words: string): string =>
  `【${kindNames[kase.kind]}】${kase.number} 反映人又说：${words}\n直接在这里回话，或回“${serialOf(kase.number)} 回复 …”，我单独转给反映人。`;

export const howToComplain = ({ settings }: County): string =>
  `可以投诉。在单聊里把情况跟我说一句，我直接交给政务服务中心负责人，专员看不到；也可以打12345，或到${settings.windowPlace}（${settings.windowPhone}）当面说。`;

/** A plain case taken from the office that had it, because its reporter wants it known to nobody there. */
export const takenFromOffice = (kase: Case, holder: string, specialist: string): string =>
  `好的，${kase.number} 已从${holder}收回，只留给${specialist}，没说是什么原因；${holder}不用再办。不想办了就说“撤回 ${serialOf(kase.number)}”。`;
export const takenFromOfficeNotice = (kase: Case, words: string): string =>
  `${kase.number} 企业不愿意让部门知道，已收回由您处理，请不要再转部门。原话：${words}`;
export const nothingMoreToDo = (kase: Case): string => `${kase.number} 已收回，您这边不用再办，也不用回复。`;
/** To its reporter, where somebody else took it from the office. */
export const keptBack = (kase: Case, holder: string): string =>
  `${kase.number} 改由${holder}直接办，原来的部门不再经手，有结果单独告诉您。`;
export const alreadyYours = (kase: Case): string =>
  `${kase.number} 就在您名下${kase.kind === 'integrity' ? '，只有您和反映人看得到，没有发给任何部门' : ''}。`;
/** To who took it over. */
export const takenOver = (kase: Case, holder: string): string =>
  `${kase.number} 已转到您名下${kase.kind === 'integrity' ? '，只有您和反映人看得到' : ''}。${holder}只收到“已收回，不用再办”。`;

/** Reminding its only holder. */
export const chased = '已提醒政务服务中心负责人，只有负责人看得到这件，会单独联系您。急的话也可以打12345。';

/** Whether anybody reported anything is told to nobody. */
export const neverTold =
  '反映和举报只有本人和政务服务中心负责人知道，有没有、是谁，我都不能说。您自己要反映，直接在这里说。';
export const neverToldOffice =
  '反映和举报只有本人和政务服务中心负责人知道，有没有、是谁，我都不能说。派到您名下的件都发给您了，要看请说“我手上有哪些件”。';
/** In a group, where perhaps nobody knows that there is a report. */
export const askedAmongPeople = '您反映过的事，请在和我的单聊里问，我只跟本人说，不在群里讲。';
