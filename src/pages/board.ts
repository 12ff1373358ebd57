import { Router } from 'express';
import type { Lamp } from '../core/model.ts';
import type { BoardDoors, BoardRow } from './doors.ts';
import { guarded, type Html, html, page } from './html.ts';

const lampNames: Record<Lamp, string> = {
  red: '超期',
  orange: '今日到期',
  yellow: '临期',
  blue: '待受理',
  grey: '暂停',
  green: '正常',
  done: '已办结',
};
const order: Lamp[] = ['red', 'orange', 'yellow', 'blue', 'grey', 'green', 'done'];

/** 挂图作战: one row a project, its stages as a track, what is pressing with post and reason. Prints on A3. */
export function boardPages(doors: BoardDoors): Router {
  const router = Router();
  router.get('/board', guarded, async (_request, response) => {
    const rows = (await doors.board()).sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
    response.type('html').send(page('挂图作战', board(rows), { className: 'board' }));
  });
  return router;
}

function board(rows: BoardRow[]): Html {
  const counts = order.map((lamp) => ({
    lamp,
    count: rows.flatMap((row) => row.filings).filter((filing) => filing.lamp === lamp).length,
  }));
  return html`<header class="board-head"><h1>挂图作战</h1>
<p>${rows.length} 个项目 · ${counts.filter(({ count }) => count > 0).map(({ lamp, count }) => html`<span class="lamp ${lamp}">${lampNames[lamp]} ${count}</span> `)}</p></header>
<table><thead><tr><th>项目</th><th>阶段（已用 / 承诺工作日）</th><th>在办事项</th><th>诉求</th></tr></thead>
<tbody>${rows.map(projectRow)}</tbody></table>`;
}

function projectRow(row: BoardRow): Html {
  const live = row.filings
    .filter((filing) => filing.lamp !== 'done')
    .sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
  return html`<tr class="worst-${row.lamp}">
<th scope="row"><strong>${row.name}</strong><small>${row.enterprise}</small><small>${row.projectType} · 专员 ${row.specialist}</small></th>
<td><ol class="track">${row.stages.map((stage) => html`<li class="${stage.state}"><b>${stage.name}</b><span>${stage.state === 'ahead' ? `— / ${stage.limitDays}` : `${stage.usedDays} / ${stage.limitDays}`}</span></li>`)}</ol></td>
<td><ul class="filings">${live.map(
    (
      filing,
    ) => html`<li><span class="lamp ${filing.lamp}">${lampNames[filing.lamp]}</span> <b>${filing.item}</b>
<small>${filing.liaison ?? filing.department}${filing.due ? html` · ${filing.due}${filing.provisional ? '（暂定）' : ''}到期` : undefined}${
      filing.remainingDays === undefined
        ? undefined
        : html` · ${filing.remainingDays < 0 ? `超${-filing.remainingDays}` : `剩${filing.remainingDays}`}个工作日`
    }</small>${filing.reason ? html`<small class="reason">${filing.reason}</small>` : undefined}</li>`,
  )}${live.length === 0 ? html`<li><small>没有在办事项</small></li>` : undefined}</ul></td>
<td class="count">${row.openCases}</td></tr>`;
}
