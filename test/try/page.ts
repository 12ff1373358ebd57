import { createServer } from 'node:http';

/** A platform look-alike as its page needs it. */
export interface LookAlike {
  title: string;
  /** What the person at the page should know first. */
  hint: string;
  groups: { id: string; name: string; members: string[] }[];
  people: { id: string; name: string }[];
  say(person: string, group: string | undefined, text: string, at: boolean): Promise<unknown>;
  press(person: string, chat: string, label: string): Promise<boolean>;
  seen(chat: string): { by: string; text: string; buttons: string[]; rings: string[]; open: boolean }[];
  violations(): string[];
}

/** Serves a page on which one person plays all members; resolves with its address. */
export async function servePage(it: LookAlike, port: number): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    try {
      if (request.method === 'POST') {
        let text = '';
        for await (const chunk of request) text += chunk;
        const body = JSON.parse(text) as {
          person: string;
          chat: string;
          text?: string;
          at?: boolean;
          label?: string;
        };
        const isGroup = it.groups.some((group) => group.id === body.chat);
        if (body.label) await it.press(body.person, body.chat, body.label);
        else await it.say(body.person, isGroup ? body.chat : undefined, body.text ?? '', body.at !== false);
        response.end('{}');
      } else if (url.pathname === '/seen') {
        const seen = it.seen(url.searchParams.get('chat') ?? '');
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ seen, violations: it.violations() }));
      } else if (url.pathname === '/') {
        response.setHeader('content-type', 'text/html; charset=utf-8').end(page(it));
      } else response.writeHead(404).end();
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}/`;
}

const page = ({
  title,
  hint,
  groups,
  people,
}: LookAlike) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>${title}</title><meta name="viewport" content="width=device-width"><style>
body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;background:#eef1f4;color:#1c2a33}
main{max-width:52rem;margin:auto;padding:1rem}h1{font-size:1.2rem;margin:.2rem 0}p{margin:.2rem 0;color:#566}
.bar{display:flex;gap:.5rem;flex-wrap:wrap;margin:.8rem 0}select,input,button{font:inherit;padding:.4rem .6rem;border:1px solid #c6d0d8;border-radius:8px;background:#fff}
input[name=text]{flex:1;min-width:12rem}button{background:#2b6fb3;color:#fff;border:0;cursor:pointer}
#seen{list-style:none;padding:0;min-height:16rem}#seen li{background:#fff;border-radius:10px;padding:.6rem .8rem;margin:.5rem 0;white-space:pre-wrap}
#seen small{color:#7a8894;display:block}#seen li.me{background:#d7efd9;margin-left:20%}.card button{margin:.4rem .4rem 0 0;background:#eef4fa;color:#2b6fb3;border:1px solid #b9d0e6}
#bad{color:#b3261e}</style><main><h1>${title}</h1><p>${hint}</p>
<form class="bar"><select name="person">${people.map((one) => `<option value="${one.id}">${one.name}</option>`).join('')}</select>
<select name="chat">${groups.map((one) => `<option value="${one.id}">${one.name}</option>`).join('')}<option value="">和机器人单聊</option></select>
<label><input type="checkbox" name="at" checked> @机器人</label><input name="text" placeholder="施工许可证要哪些材料？" autocomplete="off"><button>发送</button></form>
<p id="bad"></p><ul id="seen"></ul></main><script>
const form=document.querySelector('form'),list=document.querySelector('#seen'),mine={};let drawn='';
const chat=()=>form.chat.value||form.person.value;
const send=body=>fetch('/',{method:'POST',body:JSON.stringify(body)});
form.onsubmit=e=>{e.preventDefault();const text=form.text.value.trim();if(!text)return;(mine[chat()]??=[]).push([list.childElementCount,text,form.person.selectedOptions[0].text]);
send({person:form.person.value,chat:chat(),text,at:form.at.checked});form.text.value='';drawn='';};
async function draw(){const {seen,violations}=await (await fetch('/seen?chat='+encodeURIComponent(chat()))).json();
document.querySelector('#bad').textContent=violations.length?'不合规：'+violations.join('；'):'';
const now=chat()+JSON.stringify(seen)+JSON.stringify(mine[chat()]);if(now===drawn)return;drawn=now;
const lines=seen.map(m=>{const li=document.createElement('li');const who=document.createElement('small');who.textContent=m.by+(m.rings.length?' · 响铃：'+m.rings.join('、'):'');
li.append(who,m.open?'……':m.text);const card=document.createElement('div');card.className='card';for(const label of m.buttons){const b=document.createElement('button');b.textContent=label;
b.onclick=()=>send({person:form.person.value,chat:chat(),label});card.append(b);}li.append(card);return li;});
for(const [at,text,who] of (mine[chat()]??[])){const li=document.createElement('li');li.className='me';const s=document.createElement('small');s.textContent=who;li.append(s,text);lines.splice(Math.min(at,lines.length),0,li);}
list.replaceChildren(...lines);scrollTo(0,document.body.scrollHeight);}
setInterval(()=>draw().catch(()=>{}),400);form.onchange=()=>{drawn='';};
</script></html>`;
