import { Router } from 'express';
import type { Lamp } from '../core/model.ts';
import { lateText } from '../core/texts/brief.ts';
import type { BoardDoors, BoardRow, WorstRow } from './doors.ts';
import { guarded, type Html, html, page } from './html.ts';

const lampNames: Record<Lamp, string> = {
  red: '超期',
  orange: '今日到期',
  yellow: '临期',
  blue: '未受理',
  grey: '暂停',
  green: '正常',
  done: '已办结',
};
const order: Lamp[] = ['red', 'orange', 'yellow', 'blue', 'grey', 'green', 'done'];

/** What the reader wants to see only; the words are those on the board. */
interface Filter {
  lamp: string;
  department: string;
  specialist: string;
  type: string;
}

/** 挂图作战: one row a project, its stages as a track, plan against actual, the reason when red. Prints on A3. */
export function boardPages(doors: BoardDoors): Router {
  const router = Router();
  router.get('/board', guarded, async (request, response) => {
    const all = (await doors.board()).sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
    const filter = filterOf(request.query as Record<string, unknown>);
    const body = board(
      all.filter((row) => fits(row, filter)),
      all,
      filter,
    );
    response.type('html').send(page('挂图作战', body, { className: 'board' }));
  });

  router.get('/board/week', guarded, async (_request, response) => {
    response
      .type('html')
      .send(page('本周最急', week(doors.today(), await doors.worst()), { className: 'board' }));
  });

  router.get('/board.png', guarded, async (_request, response) => {
    response.type('png').send(await doors.picture());
  });

  router.get('/board/:code.xlsx', guarded, async (request, response, next) => {
    const { code = '' } = request.params as { code?: string };
    const book = await doors.book(code);
    if (!book) return next();
    response
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .attachment(`${code}.xlsx`)
      .send(book);
  });
  return router;
}

function filterOf(query: Record<string, unknown>): Filter {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return {
    lamp: one('lamp'),
    department: one('department'),
    specialist: one('specialist'),
    type: one('type'),
  };
}

const live = (row: BoardRow) => row.filings.filter((filing) => filing.lamp !== 'done');

const fits = (row: BoardRow, { lamp, department, specialist, type }: Filter): boolean =>
  (lamp === '' || live(row).some((filing) => filing.lamp === lamp)) &&
  (department === '' || live(row).some((filing) => filing.department === department)) &&
  (specialist === '' || row.specialist === specialist) &&
  (type === '' || row.projectType === type);

function board(rows: BoardRow[], all: BoardRow[], filter: Filter): Html {
  const counts = order.map((lamp) => ({
    lamp,
    count: rows.flatMap((row) => row.filings).filter((filing) => filing.lamp === lamp).length,
  }));
  return html`<header class="board-head"><h1>挂图作战</h1>
<p>${rows.length} 个项目 · ${counts.filter(({ count }) => count > 0).map(({ lamp, count }) => html`<span class="lamp ${lamp}">${lampNames[lamp]} ${count}</span> `)}</p>
<p><a href="/board/week">本周最急</a> · <a href="/knowledge">知识</a></p></header>
${filters(all, filter)}
<table><thead><tr><th>项目</th><th>阶段（已用 / 承诺工作日）</th><th>在办事项</th><th>计划与实际</th><th>诉求</th></tr></thead>
<tbody>${rows.map(projectRow)}${rows.length === 0 ? html`<tr><td colspan="5">没有符合条件的项目，<a href="/board">看全部</a></td></tr>` : undefined}</tbody></table>`;
}

function filters(all: BoardRow[], filter: Filter): Html {
  const unique = (values: string[]) => [...new Set(values)].sort((a, b) => a.localeCompare(b, 'zh'));
  const pick = (name: keyof Filter, title: string, values: (readonly [string, string])[]) =>
    html`<label>${title} <select name="${name}"><option value="">全部</option>${values.map(
      ([value, label]) =>
        html`<option value="${value}" ${value === filter[name] ? { markup: 'selected' } : undefined}>${label}</option>`,
    )}</select></label> `;
  const same = (values: string[]) => unique(values).map((one) => [one, one] as const);
  return html`<form class="filters" method="get" action="/board">
${pick(
  'lamp',
  '灯色',
  order.filter((lamp) => lamp !== 'done').map((lamp) => [lamp, lampNames[lamp]] as const),
)}
${pick('department', '部门', same(all.flatMap(live).map((filing) => filing.department)))}
${pick('specialist', '专员', same(all.map((row) => row.specialist)))}
${pick('type', '项目类型', same(all.map((row) => row.projectType)))}
<button>筛选</button></form>`;
}

function projectRow(row: BoardRow): Html {
  const own = live(row).sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
  return html`<tr class="worst-${row.lamp}">
<th scope="row"><strong>${row.name}</strong><small>${row.enterprise}</small><small>${row.projectType} · 专员 ${row.specialist}</small></th>
<td><ol class="track">${row.stages.map((stage) => html`<li class="${stage.state}"><b>${stage.name}</b><span>${stage.state === 'ahead' ? `— / ${stage.limitDays}` : `${stage.usedDays} / ${stage.limitDays}`}</span></li>`)}</ol></td>
<td><ul class="filings">${own.map(filingLine)}${own.length === 0 ? html`<li><small>没有在办事项</small></li>` : undefined}</ul></td>
<td>${planCell(row)}</td>
<td class="count">${row.openCases}</td></tr>`;
}

function filingLine(filing: BoardRow['filings'][number]): Html {
  const due = filing.due ? html` · ${filing.due}${filing.provisional ? '（暂定）' : ''}到期` : undefined;
  const left =
    filing.remainingDays === undefined
      ? undefined
      : html` · ${filing.remainingDays < 0 ? `超${-filing.remainingDays}` : `剩${filing.remainingDays}`}个工作日`;
  const reason = filing.reason ? html`<small class="reason">${filing.reason}</small>` : undefined;
  return html`<li><span class="lamp ${filing.lamp}">${lampNames[filing.lamp]}</span> <b>${filing.item}</b>
<small>${filing.liaison ?? filing.department}${due}${left}</small>${reason}</li>`;
}

function planCell(row: BoardRow): Html {
  const late =
    row.lateDays > 0
      ? html`<span class="lamp red">晚${row.lateDays}个工作日</span>`
      : html`<span class="lamp green">${row.lateDays < 0 ? `早${-row.lateDays}个工作日` : '按计划'}</span>`;
  return html`<small>原计划 ${row.planned}</small><small>现在看 ${row.finish}${row.provisional ? '（暂定）' : ''}</small>${late}
<small><a href="/board/${encodeURIComponent(row.code)}.xlsx">排期和批前服务清单</a></small>`;
}

function week(today: string, worst: WorstRow[]): Html {
  return html`<header class="board-head"><h1>本周最急</h1><p>${today}</p><p><a href="/board">挂图作战</a></p></header>
<table class="modes"><thead><tr><th>项目和事项</th><th>超了多久</th><th>为什么</th><th>今天可以做的</th></tr></thead>
<tbody>${worst.map(
    (
      one,
    ) => html`<tr class="worst-red"><th scope="row"><strong>${one.project}</strong><small>${one.item} · ${one.department}</small></th>
<td><span class="lamp ${one.remainingDays < 0 ? 'red' : 'orange'}">${lateText(one.remainingDays)}</span></td><td>${one.reason}</td><td><b>${one.today}</b></td></tr>`,
  )}${worst.length === 0 ? html`<tr><td colspan="4">没有超期和今天到期的件。</td></tr>` : undefined}</tbody></table>`;
}
