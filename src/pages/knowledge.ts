import { Router } from 'express';
import { type Asking, COMMON_DAYS, commonOf, unansweredOf } from '../core/common.ts';
import { type County, type Doubt, type Reply, serialOf } from '../core/model.ts';
import { postName } from '../core/texts/cases.ts';
import { fullDay } from '../core/texts/days.ts';
import type { Db } from '../store/db.ts';
import { openDoubts, questionsSince, repliesOf } from '../store/knowledge.ts';
import { guarded, type Html, html, page } from './html.ts';

interface Rooms {
  db: Db;
  county: () => County;
  now: () => Date;
}

/** So many unanswered questions make a training; more is a list nobody reads. */
const MOST = 20;

/** 知识: what waits for a specialist, what is cited, what many ask and what found no answer. */
export function knowledgePages({ db, county, now }: Rooms): Router {
  const router = Router();
  router.get('/knowledge', guarded, async (_request, response) => {
    const { id, people } = county();
    const since = new Date(now().getTime() - COMMON_DAYS * 86_400_000);
    const asked = await questionsSince(db, id, (person) => people.get(person)?.enterprise, since);
    const [drafts, doubted, approved] = [
      await repliesOf(db, id, 'draft'),
      await repliesOf(db, id, 'doubted'),
      await repliesOf(db, id, 'approved'),
    ];
    const doubts = await openDoubts(db, id);
    const line = (reply: Reply) => replyLine(reply, county());
    const body = html`<header class="board-head"><h1>知识</h1><p><a href="/board">挂图作战</a></p></header>
${section(
  {
    title: '待采纳的答复',
    typed: '采纳 编号｜采纳 编号 至2027-06-30｜采纳 编号 改：改好的答复｜不采纳 编号',
    fills: '联络员答复了企业的咨询，答复就到这里等专员采纳。',
  },
  drafts.map(line),
)}
${section(
  {
    title: '待复核的答复（已停用）',
    typed: '采纳 编号｜不采纳 编号',
    fills: '依据的文件改了，用它的答复先停用，到这里等专员再看。',
  },
  doubted.map(line),
)}
${section(
  {
    title: '待核实的质疑',
    typed: '核实 编号 属实 正确说法｜核实 编号 无误 说明',
    fills: '群里有人说“这个答案不对”，就到这里等专员核实。',
  },
  doubts.map((one) => doubtLine(one, county())),
)}
${section({ title: '正在引用的答复', fills: '采纳了的答复，以后有人问同样的问题就引用。' }, approved.map(line))}
${section(
  { title: `共性问题（近${COMMON_DAYS}天三家以上企业）`, fills: '三家企业问了同一个问题，就列在这里。' },
  commonOf(asked).map(askingLine),
)}
${section(
  { title: `没答上的问题（近${COMMON_DAYS}天）`, fills: '政策文件里没找到依据的问题，问得多的排在前面。' },
  unansweredOf(asked).slice(0, MOST).map(askingLine),
)}`;
    response.type('html').send(page('知识', body, { className: 'board' }));
  });
  return router;
}

/** `typed`: what the specialist types in the 1:1 chat to settle one; `fills`: how one gets here, said while none has. */
function section(
  { title, typed, fills }: { title: string; typed?: string; fills: string },
  rows: Html[],
): Html {
  const how = typed && rows.length > 0 ? html`<p><small>单聊回复：${typed}</small></p>` : undefined;
  const none = html`<tr><td><small>还没有。${fills}</small></td></tr>`;
  return html`<section><h2>${title} ${rows.length}</h2>${how}
<table><tbody>${rows.length ? rows : none}</tbody></table></section>`;
}

function replyLine(reply: Reply, { departments }: County): Html {
  const until = reply.validUntil ? `，有效至${fullDay(reply.validUntil)}` : '';
  return html`<tr><th scope="row">${serialOf(reply.number)}<small>${reply.number}</small></th>
<td><b>${reply.question}</b><small>${reply.answer}</small></td>
<td><small>${departments.get(reply.department)?.shortName ?? reply.department} ${fullDay(reply.answeredOn)}${until}</small>${reply.doubt ? html`<small class="reason">${reply.doubt}</small>` : undefined}</td></tr>`;
}

const doubtLine = (doubt: Doubt, { people }: County): Html =>
  html`<tr><th scope="row">${doubt.id}</th><td><b>${doubt.text}</b>${doubt.answer ? html`<small>原答复：${doubt.answer}</small>` : undefined}</td>
<td><small>${postName(people.get(doubt.person))}</small></td></tr>`;

const askingLine = ({ question, enterprises, times, refused }: Asking): Html =>
  html`<tr><td><b>${question.text}</b></td><td><small>${enterprises}家企业 · ${times}次${refused ? ` · ${refused}次没答上` : ''}</small></td></tr>`;
