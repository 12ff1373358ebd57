import type { Person } from '../model.ts';

/** Posts with their office phones; whoever asked for a mobile hears why there is none. */
export const officePhones = (posts: Person[], askedMobile: boolean): string =>
  `${posts.map(({ duty }) => `${duty?.display}办公电话：${duty?.phone}`).join('；')}。${askedMobile ? '个人手机号不对外提供。' : ''}打不通就在这里说一句，我登记下来请他们回您。`;

/** Beside the receipt of a call-back. */
export const callBackNext = (gaveNumber: boolean, inGroup: boolean): string =>
  `${gaveNumber && inGroup ? '请把群里的手机号撤回，免得外人看到；' : ''}${gaveNumber ? '号码我不存，' : ''}您的联系方式由专员单独转给岗位。`;

/** Who looks after a project, and which post has what of it. */
export const projectHolders = (
  project: string,
  specialist: string,
  name: string | undefined,
  held: { item: string; post: string }[],
): string =>
  [
    `${project}由${name === undefined ? specialist : `帮办专员${name}`}负责。`,
    ...(held.length ? [`在办的：${held.map(({ item, post }) => `${item}（${post}）`).join('、')}。`] : []),
  ].join('');
