import type { Case, County } from '../model.ts';
import { kindNames } from './cases.ts';

/** Receipt for what must not be spread out in a group. */
export const integrityReceipt =
  '已转服务中心专人受理，会单独与您联系。请不要在群里展开细节，可以直接给我发单聊。';

export const aboutSpecialistReceipt =
  '对不起，让您费心了。您说的已直接交给政务服务中心负责人，只有负责人看得到，专员不会收到；要不要换专员由负责人定，会单独联系您。请不要在群里展开，细节可以给我发单聊。';

/** The plea for a matter that was told. */
export const kept =
  '请放心，这件只有政务服务中心负责人看得到，不告诉专员、部门和群里的人。您的话已补进去，请负责人替您保密。';
/** … and where there is none. */
export const keptInGeneral =
  '反映廉政问题、投诉专员的话，只有政务服务中心负责人看得到。别的诉求，承办岗位会看到是哪家企业提的；不想让人知道的，请先在单聊里跟我说清是哪件事。';
export const secrecyNotice = (kase: Case): string =>
  `【${kindNames[kase.kind]}】${kase.number} 反映人请求保密，核实时请不要让被反映的人知道是谁说的。`;

export const howToComplain = ({ settings }: County): string =>
  `可以投诉。在单聊里把情况跟我说一句，我直接交给政务服务中心负责人，专员看不到；也可以打12345，或到${settings.windowPlace}（${settings.windowPhone}）当面说。`;

/** Reminding its only holder. */
export const chased = '已提醒政务服务中心负责人，只有负责人看得到这件，会单独联系您。急的话也可以打12345。';
