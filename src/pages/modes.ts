import { Router } from 'express';
import { placeOf } from '../core/directory.ts';
import type { Chat, County } from '../core/model.ts';
import type { Abilities, Ability, Place, Platform } from '../core/ports.ts';
import type { Db } from '../store/db.ts';
import { type Reach, readReach } from '../store/reach.ts';
import { guarded, type Html, html, page } from './html.ts';

const names: Record<Ability, string> = { hear: '听', push: '主动发', ring: '响铃', click: '点按钮' };
const order = Object.keys(names) as Ability[];
const platformNames: Record<Chat['platform'], string> = { wecom: '企业微信', dingtalk: '钉钉' };

interface Rooms {
  db: Db;
  county: () => County;
  platforms: ReadonlyMap<string, Platform>;
}

/** What the bot can hear, push, ring and click in each group, and the cure for what it cannot. */
export function modePages({ db, county, platforms }: Rooms): Router {
  const router = Router();
  router.get('/modes', guarded, async (_request, response) => {
    const reach = await readReach(db, county().id);
    const known = [...county().chats.values()].map((chat) => groupRow(chat, reach));
    const strangers = reach.filter(({ chat, platform }) =>
      chat.replace(/^dm:/, '').startsWith(`${platform}:`),
    );
    const failing = reach.filter(({ chat, problem }) => problem !== null && chat.startsWith('dm:'));
    const body = html`<header class="board-head"><h1>群能力</h1>
<p>机器人在每个群里能听、能发、能响、能点什么；不能的，写着怎么办。</p></header>
<table class="modes"><thead><tr><th>群</th>${order.map((ability) => html`<th>${names[ability]}</th>`)}<th>最近</th></tr></thead>
<tbody>${known}</tbody></table>
${section('还没登记的群和人', '把编号写进县目录，重新 import county，几秒内生效。', strangers.map(strangerLine))}
${section(
  '单独发不到的人',
  '逐条处理后，下一次发送成功会自动消失。',
  failing.map((one) => html`<li><b>${nameOf(one.chat)}</b>：${one.problem ?? ''}</li>`),
)}`;
    response.type('html').send(page('群能力', body, { className: 'board' }));
  });

  function groupRow(chat: Chat, reach: Reach[]): Html {
    const place = placeOf(county(), chat.id)?.place;
    const platform = platforms.get(chat.platform);
    const heard = reach.find((one) => one.chat === chat.id && one.heardAt !== null);
    const trouble = reach.find((one) => one.chat === chat.id && one.problem !== null);
    return html`<tr><th scope="row"><strong>${chat.title}</strong><small>${platformNames[chat.platform]} · ${chat.id}</small></th>
${abilityCells(platform, place)}<td>${heard?.heardAt ? html`<small>${stamp(heard.heardAt)} 听到过</small>` : html`<small>还没听到过：请在群里@一次机器人</small>`}${
      trouble ? html`<small class="reason">发不进：${trouble.problem ?? ''}</small>` : undefined
    }</td></tr>`;
  }

  function nameOf(chat: string): string {
    const id = chat.replace(/^dm:/, '');
    return county().people.get(id)?.name ?? id;
  }

  return router;
}

function abilityCells(platform: Platform | undefined, place: Place | undefined): Html[] {
  const missing = !platform
    ? '这个平台没有配置'
    : '不知道群号：在群里@一次机器人，把下面列出的编号写进 chats.yaml 的 address';
  const abilities: Abilities | undefined = platform && place ? platform.abilities(place) : undefined;
  return order.map((ability) => {
    const { can, note } = abilities?.[ability] ?? { can: false, note: missing };
    return html`<td><span class="lamp ${can ? 'green' : 'red'}">${can ? '能' : '不能'}</span><small>${note}</small></td>`;
  });
}

function strangerLine({ chat, platform, heardAt }: Reach): Html {
  const direct = chat.startsWith('dm:');
  const address = chat.replace(/^dm:/, '').slice(platform.length + 1);
  const where = direct ? `people.yaml 这个人的 accounts.${platform}` : 'chats.yaml 这个群的 address';
  return html`<li><b>${direct ? '人' : '群'} <code>${address}</code></b>（${platformNames[platform as Chat['platform']] ?? platform}${
    heardAt ? `，${stamp(heardAt)}` : ''
  }）：写进 ${where}</li>`;
}

const section = (title: string, hint: string, lines: Html[]): Html | undefined =>
  lines.length > 0 ? html`<h2>${title}</h2><p>${hint}</p><ul class="filings">${lines}</ul>` : undefined;

const stamp = (at: Date): string =>
  at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
