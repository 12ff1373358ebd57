import express, { Router } from 'express';
import { dayOf, timeOf } from '../core/model.ts';
import type { SentRow, SimMessage, SimulatorDoors, World } from './doors.ts';
import { guarded, type Html, html, page, sameSite } from './html.ts';
import { simulatorApi } from './simulator-api.ts';

/** People in the order a newcomer should try them, with something to try. */
const groups: { title: string; roles: string[]; tries: string[] }[] = [
  {
    title: '企业经办人',
    roles: ['enterprise'],
    tries: [
      '施工许可证要哪些材料，几天能下来？',
      '我们的方案审查到哪一步了',
      '图审卡住了，半个月没人理',
      '想申请代办，怎么签协议',
    ],
  },
  { title: '帮办专员', roles: ['specialist'], tries: ['把本周到期和已超期的件列一下', '拓岩二期到哪一步了'] },
  { title: '联络员', roles: ['liaison'], tries: ['接单 1', '1 办结 已核发', '退回 1 水利局 属河道管理'] },
  {
    title: '负责人与领导',
    roles: ['officer', 'supervisor', 'oversight', 'leader'],
    tries: ['云杉冷链现在卡在哪'],
  },
  { title: '窗口与管理员', roles: ['window', 'administrator'], tries: ['拓岩二期施工许可证已受理'] },
];

const roleNames: Record<string, string> = {
  enterprise: '企业',
  specialist: '专员',
  liaison: '联络员',
  officer: '业务负责人',
  supervisor: '分管领导',
  oversight: '工改办',
  window: '窗口',
  leader: '县领导',
  administrator: '管理员',
};

/** The simulator: its page, its plain forms, its JSON doors. */
export function simulatorPages(doors: SimulatorDoors): Router {
  const router = Router();
  router.use(simulatorApi(doors));

  router.get('/', guarded, async (request, response) => {
    const world = await doors.world();
    const person =
      world.people.find((one) => one.id === request.query.as) ??
      world.people.find((one) => one.role === 'enterprise');
    if (!person)
      return void response
        .type('html')
        .send(page('帮办模拟器', html`<main class="status"><h1>还没有人员</h1></main>`));
    const chats = chatsOf(world, person.id);
    const chat = chats.find((one) => one.id === request.query.chat) ?? chats[0];
    const messages = chat ? await doors.messages(chat.id) : [];
    const body = html`${clockBar(world, doors.now())}
<main class="desk">
  ${picker(world, person.id)}
  ${phone(world, person.id, chats, chat?.id ?? '', messages)}
  ${outgoing(await doors.sent())}
</main>`;
    response
      .type('html')
      .send(page('帮办模拟器 · 清禾县', body, { script: '/assets/simulator.js', className: 'simulator' }));
  });

  const form = express.urlencoded({ extended: false, limit: '256kb' });
  router.post('/say', guarded, sameSite, form, async (request, response) => {
    const { chat = '', person = '', text = '' } = request.body as Record<string, string>;
    const world = await doors.world();
    const allowed = chatsOf(world, person).some((one) => one.id === chat);
    if (allowed && text.trim() !== '') await doors.say({ chat, person, text: text.slice(0, 10_000) });
    response.redirect(303, `/?as=${encodeURIComponent(person)}&chat=${encodeURIComponent(chat)}`);
  });
  router.post('/clock', guarded, sameSite, form, async (request, response) => {
    const { to = '', as = '', chat = '' } = request.body as Record<string, string>;
    const target = jump(doors, to);
    if (target) await doors.moveClock(target);
    response.redirect(303, `/?as=${encodeURIComponent(as)}&chat=${encodeURIComponent(chat)}`);
  });
  return router;
}

/** Where each button of the clock leads. */
function jump(doors: SimulatorDoors, to: string): Date | undefined {
  if (to === 'morning') return doors.nextMorning();
  if (to === 'workday') return doors.nextWorkingDay();
  if (to === 'week') return new Date(doors.now().getTime() + 7 * 86_400_000);
  if (to === 'hours') return new Date(doors.now().getTime() + 2 * 3_600_000);
  return undefined;
}

function chatsOf(world: World, person: string) {
  const direct = {
    id: `dm:${person}`,
    title: '和帮办助手的单聊',
    platform: 'wecom',
    level: 'D2',
    kind: 'direct',
    members: [person],
  };
  return [...world.chats.filter((chat) => chat.members.includes(person)), direct];
}

function clockBar(world: World, now: Date): Html {
  const { today } = world;
  const badge = today.working ? (today.holiday ?? '工作日') : (today.holiday ?? '休息日');
  return html`<header class="clock">
<h1>清禾县帮办代办 <small>模拟器 · 全部虚构</small></h1>
<p class="now"><time id="now" datetime="${now.toISOString()}">${dayOf(now)} ${timeOf(now)}</time> <b>${today.weekday}</b> <span id="badge" class="badge ${today.working ? 'working' : 'off'}">${badge}</span></p>
<form method="post" action="/clock" class="jumps">
<input type="hidden" name="as" value=""><input type="hidden" name="chat" value="">
<button name="to" value="morning">下一个早晨</button><button name="to" value="workday">+1 工作日</button><button name="to" value="week">+1 周</button><button name="to" value="hours">+2 小时</button>
</form>
<nav><a href="/board" target="_blank">挂图作战</a> <a href="/knowledge" target="_blank">知识</a></nav></header>`;
}

function picker(world: World, current: string): Html {
  return html`<aside class="people" aria-label="选一个人"><h2>你现在是谁</h2>${groups.map((group) => {
    const people = world.people.filter((person) => group.roles.includes(person.role));
    const open = people.some((person) => person.id === current);
    return html`<details ${open ? { markup: 'open' } : undefined}><summary>${group.title}<small>${people.length}</small></summary><ul>${people.map(
      (
        person,
      ) => html`<li><a href="/?as=${encodeURIComponent(person.id)}" data-person="${person.id}" ${person.id === current ? { markup: 'aria-current="true"' } : undefined}>
<b>${person.name}</b><small>${person.post ?? person.enterprise ?? person.dept ?? roleNames[person.role]}</small></a></li>`,
    )}</ul></details>`;
  })}</aside>`;
}

function phone(
  world: World,
  person: string,
  chats: ReturnType<typeof chatsOf>,
  current: string,
  messages: SimMessage[],
): Html {
  const me = world.people.find((one) => one.id === person);
  const chat = chats.find((one) => one.id === current);
  const tries = groups.find((group) => group.roles.includes(me?.role ?? ''))?.tries ?? [];
  return html`<section class="phone ${chat?.platform === 'dingtalk' ? 'dingtalk' : 'wecom'}" data-person="${person}" data-chat="${current}" aria-label="${me?.name ?? ''}的手机">
<nav class="chats">${chats.map((one) => html`<a href="/?as=${encodeURIComponent(person)}&chat=${encodeURIComponent(one.id)}" data-chat="${one.id}" ${one.id === current ? { markup: 'aria-current="true"' } : undefined}><b>${one.title}</b><small>${one.platform === 'dingtalk' ? '钉钉' : '企业微信'}${one.kind === 'direct' ? '' : ` · ${one.members.length}人`}</small><i class="unread" hidden></i></a>`)}</nav>
<div class="talk"><header><b>${chat?.title ?? ''}</b><small>${me?.name ?? ''}${me?.enterprise ? ` · ${me.enterprise}` : me?.dept ? ` · ${me.dept}` : ''}</small></header>
<ol id="messages" aria-live="polite">${messages.map((message) => bubble(message, person))}</ol>
<p id="typing" hidden>帮办助手正在处理…</p>
<p class="tries">${tries.map((text) => html`<button type="button" data-try="${text}">${text}</button>`)}</p>
<form method="post" action="/say" id="say"><p id="quote" hidden><span></span><button type="button" aria-label="不引用">×</button></p>
<input type="hidden" name="person" value="${person}"><input type="hidden" name="chat" value="${current}">
<textarea name="text" rows="2" maxlength="10000" placeholder="说点什么，回车发送" aria-label="消息" required></textarea><button>发送</button></form></div></section>`;
}

/** One message; the script draws new ones from the same template on the page. */
function bubble(message: SimMessage, person: string): Html {
  const side = message.from === person ? 'mine' : message.from === 'bot' ? 'bot' : 'other';
  return html`<li class="${side}" data-id="${message.id}"><small>${message.fromName} <time datetime="${message.at}">${timeOf(new Date(message.at))}</time></small>
<div class="bubble">${message.quote ? html`<blockquote>${message.quote.slice(0, 80)}</blockquote>` : undefined}${message.text}${message.picture ? html`<img src="/board.png" alt="挂图作战">` : undefined}</div>${
    message.card
      ? html`<div class="card">${message.card.buttons.map((button) => html`<button type="button" data-message="${message.id}" data-action="${button.action}" data-fields="${JSON.stringify(button.fields ?? [])}">${button.label}</button>`)}</div>`
      : undefined
  }</li>`;
}

const stateNames: Record<string, string> = {
  sent: '已发',
  waiting: '待发',
  sending: '发送中',
  parked: '搁置',
  unknown: '待核',
  dropped: '不需再发',
};
const kindNames: Record<string, string> = {
  inbox: '应答',
  digest: '群提醒',
  specialist: '专员清单',
  holder: '待办提醒',
  timer: '到时升级',
  week: '本周最急',
  quarter: '季度统计',
  followup: '完工回访',
  calendar: '日历更新',
  unreachable: '发不进',
  parked: '异常',
};

function outgoing(rows: SentRow[]): Html {
  const none = html`<li><small>机器人发出的每一条都列在这里：发给谁，为什么发，发到没有。</small></li>`;
  return html`<aside class="sent" aria-label="发往何处"><h2>发往何处</h2><ol id="sent">${rows.length === 0 ? none : undefined}${rows.map(
    (row) =>
      html`<li><p><b>${row.chatTitle}</b><span class="kind">${kindNames[row.kind] ?? row.kind}</span><span class="state ${row.state}">${stateNames[row.state] ?? row.state}</span></p><small>${dayOf(new Date(row.at))} ${timeOf(new Date(row.at))}</small><div>${row.text}</div></li>`,
  )}</ol></aside>`;
}
