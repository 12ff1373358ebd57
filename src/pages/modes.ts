import express, { Router } from 'express';
import { placeOf } from '../core/directory.ts';
import type { Chat, County } from '../core/model.ts';
import type { Abilities, Ability, Clock, Place, Platform } from '../core/ports.ts';
import type { Db } from '../store/db.ts';
import { decideTroubled } from '../store/outbox.ts';
import { type Reach, readReach } from '../store/reach.ts';
import { readTroubled, type Troubled } from '../store/reports.ts';
import { guarded, type Html, html, page, sameSite } from './html.ts';

const names: Record<Ability, string> = { hear: '听', push: '主动发', ring: '响铃', click: '点按钮' };
const order = Object.keys(names) as Ability[];
const platformNames: Record<Chat['platform'], string> = { wecom: '企业微信', dingtalk: '钉钉' };

interface Rooms {
  db: Db;
  county: () => County;
  platforms: ReadonlyMap<string, Platform>;
  now: Clock;
}

/** What the bot can hear, push, ring and click in each group, and the cure for what it cannot. */
export function modePages({ db, county, platforms, now }: Rooms): Router {
  const router = Router();
  router.get('/modes', guarded, async (_request, response) => {
    const reach = await readReach(db, county().id);
    const known = [...county().chats.values()].map((chat) => groupRow(chat, reach));
    const strangers = reach.filter(({ chat, platform }) =>
      chat.replace(/^dm:/, '').startsWith(`${platform}:`),
    );
    const troubled = await readTroubled(db, county().id);
    const failing = reach.filter(({ chat, problem }) => problem !== null && chat.startsWith('dm:'));
    const body = html`<header class="board-head"><h1>群能力</h1>
<p>机器人在每个群里能听、能发、能响、能点什么；不能的，写着怎么办。</p></header>
<table class="modes"><thead><tr><th>群</th>${order.map((ability) => html`<th>${names[ability]}</th>`)}<th>最近</th></tr></thead>
<tbody>${known}</tbody></table>
${section('还没登记的群和人', '把编号写进县目录，重新 import county。', strangers.map(strangerLine))}
${section('没送到或说不准的消息', '先到群里看一眼：没有就重发，有了就了结。', troubled.map(troubledLine))}
${section(
  '单独发不到的人',
  '逐条处理后，下一次发送成功会自动消失。',
  failing.map((one) => html`<li><b>${nameOf(one.chat)}</b>：${one.problem ?? ''}</li>`),
)}`;
    response.type('html').send(page('群能力', body, { className: 'board' }));
  });

  router.post(
    '/modes/messages',
    guarded,
    sameSite,
    express.urlencoded({ extended: false }),
    async (request, response) => {
      const { id, decision } = (request.body ?? {}) as { id?: unknown; decision?: unknown };
      if (decision !== 'resend' && decision !== 'drop')
        return void response.status(400).send('请从群能力页面操作。');
      await decideTroubled(db, county(), Number(id) || 0, decision, now());
      response.redirect(303, '/modes');
    },
  );

  function troubledLine({ id, chat, state, queuedAt, problem, text }: Troubled): Html {
    const what = state === 'unknown' ? '说不准' : '没送到';
    return html`<li><b>${county().chats.get(chat)?.title ?? nameOf(chat)}</b> <small>${stamp(queuedAt)} · ${what}：${problem}</small>
<small>${text.slice(0, 60)}</small><form method="post" action="/modes/messages"><input type="hidden" name="id" value="${id}"><button name="decision" value="resend">重发</button> <button name="decision" value="drop">了结</button></form></li>`;
  }

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
