import type { PageAsked } from '../intents/overviews.ts';
import type { County, Role } from '../model.ts';

/** What of a kind there is: the number, and the lines that are shown of it. */
export interface Counted {
  name: string;
  /** What there is none of, where the name alone does not say it. */
  none?: string;
  lines: string[];
}

const nothingWaits = '临期、到期和超期的件，也没有在办的诉求';

/** A list shows so many lines of a kind. */
const MOST_LINES = 15;

/** The numbers first, then only what was asked; of what was not asked for by name nothing is missed. */
export function overview(where: string, counted: Counted[], named: boolean): string {
  const some = counted.filter(({ lines }) => lines.length > 0);
  const none = counted.filter(({ lines }) => lines.length === 0).map(({ name, none }) => none ?? name);
  if (some.length === 0) return `${where}没有${named ? none.join('、') : nothingWaits}。`;
  const total = some.map(({ name, lines }) => `${name}${lines.length}件`).join('、');
  const rest = named && none.length ? `，没有${none.join('、')}` : '';
  const shown = some.flatMap(({ lines }) => [
    ...lines.slice(0, MOST_LINES),
    ...(lines.length > MOST_LINES ? [`另有${lines.length - MOST_LINES}件。`] : []),
  ]);
  return [`${where}${total}${rest}：`, ...shown].join('\n');
}

export const wholeCounty = '全县';
export const ownProjects = '您负责的项目里';
/** Before a line of a project that is the partner's. */
export const asPartner = '（B岗）';
export const ownHands = '您手上';
/** One project of a specialist's or an office's own. */
export const portfolioLine = (name: string, stage: string, running: number, pressing: string[]): string =>
  `${name}：${stage}阶段，在办${running}项${pressing.length ? `，${pressing.join('、')}` : ''}`;
export const portfolio = (own: string[], partner: string[]): string =>
  [
    own.length ? `您名下${own.length}个项目：` : '您名下没有项目。',
    ...own,
    ...(partner.length ? [`另外您是B岗的：${partner.join('、')}。`] : []),
  ].join('\n');
/** To an office-holder whose question names no project and asks for no list. */
export const whatToList =
  '没看懂要看哪一样。可以问“超期的有哪些”“谁还没接单”“本周办结几件”，或带上项目名，例如“拓岩到哪步了”。';
export const listElsewhere = '清单已单聊发给您。';
export const stagesOnBoard = '每个项目到哪一步，看挂图作战（/board），或问我项目名。';
/** To the administrator, who keeps the program and not the filings. */
export const listOnBoard = '办件一览在挂图作战（/board），您的账号在群里和单聊里不看办件。';

const pages: Record<PageAsked, (code: string | undefined) => string> = {
  ledger: () => '台账由管理员导出（bangban ledger --out 文件.xlsx），现在的情况看挂图作战（/board）。',
  workbook: (code) =>
    `排期和批前服务清单在挂图作战里，${code ? `这个项目的是 /board/${code}.xlsx` : '打开 /board，点项目下面的“排期和批前服务清单”就能下载'}。`,
  week: () => '本周的情况在 /board/week，每周第一个工作日也会发到工作群。',
  board: () => '挂图作战在 /board。',
  delivery: () => '没送到、说不准的消息都列在 /modes，看过以后按“重发”或“了结”。',
};
/** Which page has what was asked for. */
export const pageText = (asked: PageAsked[], code: string | undefined): string =>
  `${asked.map((page) => pages[page](code)).join('')}页面在电脑上打开，进不去请找管理员。`;

const canDo: Record<Role | 'other', string[]> = {
  enterprise: [
    '问手续：“施工许可证要哪些材料”“多久能办下来”',
    '查进度：“我们项目到哪一步了”“3号件咋样了”',
    '报难点、要帮办：“图审卡住了没人管”“帮我跑一下”，我登记编号、派到岗位、到点提醒',
    '催一下：“催一下3号件”',
  ],
  specialist: [
    '看自己的项目：“超期的有哪些”“谁还没接单”“拓岩到哪步了”“3号件在谁那”',
    '办诉求：“接单 3”“3 回复 …”“办结 3 结果”“转办 3 部门 原因”“改类 3 咨询”',
    '管答复和政策：“采纳 3”“核实 3 属实 …”“推送”',
    '排期表、批前服务清单在挂图作战（/board）',
  ],
  liaison: [
    '办诉求：“接单 3”“3 回复 …”“办结 3 结果”“补件 3 缺什么”“转办 3 部门 原因”',
    '登记办件：“××项目施工许可证已受理”，您确认后才动时限',
    '看清单：“超期的有哪些”“今天到期的有哪些”',
  ],
  officer: [
    '看本部门：“超期的有哪些”“谁还没接单”“××项目到哪步了”',
    '办诉求：“接单 3”“3 回复 …”“催一下 3号件”；延长时限等登记由您确认',
  ],
  supervisor: ['看情况：“超期的有哪些”“谁还没接单”“××项目到哪步了”', '催一下：“催一下 3号件”'],
  oversight: [
    '看全县：“超期的有哪些”“城管局有几个超期”“××项目到哪步了”',
    '督办：“督办一下××项目占道挖掘”；周报在 /board/week',
  ],
  window: ['登记办件：“××项目施工许可证已受理”“…缺什么”，您确认后才动时限', '查进度：“××项目到哪步了”'],
  leader: [
    '看全县：“超期几件”“本周最急的几个”“××项目卡在哪”',
    '催一下：“给城管局催一下××项目”；挂图作战在 /board，周报在 /board/week',
  ],
  administrator: ['送没送到看 /modes，办件一览看 /board，答复和疑问看 /knowledge'],
  other: ['问手续：“施工许可证要哪些材料”“多久能办下来”', '办件要先请帮办专员绑定企业'],
};

/** Who the bot is and what this reader may ask of it. */
export const aboutBot = (county: County, role: Role | 'other'): string =>
  [
    `我是${county.settings.countyName}工程建设项目审批的${county.settings.botName}，您可以让我：`,
    ...canDo[role].map((line) => `· ${line}`),
    '批不批由部门定，我只查、只转、只提醒。',
  ].join('\n');

/** 投诉找谁: here, and in confidence where it is of a person. */
export const whereToComplain =
  '投诉在这里说就行：哪个项目、哪项手续、什么情况，我登记编号转有关部门，限时答复。反映工作人员、不想让对方知道的，请单聊我说，只到服务中心负责人。';

export const greeting = (county: County): string =>
  `您好，我是${county.settings.botName}。有事直接说，想知道我能做什么，回“帮助”。`;
