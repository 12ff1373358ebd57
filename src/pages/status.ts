import { Router } from 'express';
import type { County } from '../core/model.ts';
import { guarded, html, page } from './html.ts';

/** What `/` says when the simulator is off: that it runs, for which county, and where to look further. */
export function statusPages(rooms: { county: () => County; now: () => Date }): Router {
  const router = Router();
  router.get('/', guarded, (_request, response) => {
    const { settings, chats, items } = rooms.county();
    const body = html`<main class="status"><h1>帮办 · ${settings.countyName}</h1>
<p>正在运行。${chats.size} 个群，${items.size} 个事项。</p>
<p><a href="/board">挂图作战</a> · <a href="/knowledge">知识</a> · <a href="/modes">群能力</a> · <a href="/readyz">运行检查</a></p></main>`;
    response.type('html').send(page(`帮办 · ${settings.countyName}`, body));
  });
  return router;
}
