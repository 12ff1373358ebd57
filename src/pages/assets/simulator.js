// Draws what is new, sends what is typed; the page reads and works without it.
const $ = (selector, root = document) => root.querySelector(selector);
const phone = $('.phone');
const list = $('#messages');
const { person, chat } = phone.dataset;
const clockFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
let quote;

const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function draw(message) {
  if (list.querySelector(`[data-id="${message.id}"]`)) return;
  const side = message.from === person ? 'mine' : message.from === 'bot' ? 'bot' : 'other';
  const bubble = element('div', { className: 'bubble' });
  if (message.quote) bubble.append(element('blockquote', { textContent: message.quote.slice(0, 80) }));
  bubble.append(message.text);
  if (message.picture) bubble.append(element('img', { src: '/board.png', alt: '挂图作战' }));
  const line = element(
    'li',
    { className: side },
    element('small', { textContent: `${message.fromName} ${clockFormat.format(new Date(message.at))}` }),
    bubble,
  );
  line.dataset.id = message.id;
  if (message.card) {
    const card = element('div', { className: 'card' });
    for (const button of message.card.buttons) {
      const node = element('button', { type: 'button', textContent: button.label });
      Object.assign(node.dataset, {
        message: message.id,
        action: button.action,
        fields: JSON.stringify(button.fields ?? []),
      });
      card.append(node);
    }
    line.append(card);
  }
  list.append(line);
  list.scrollTop = list.scrollHeight;
}

async function refresh() {
  const last = list.lastElementChild?.dataset.id ?? '0';
  const [messages, world, idle] = await Promise.all([
    fetch(`/sim/api/messages?chat=${encodeURIComponent(chat)}&after=${last}`).then((r) => r.json()),
    fetch('/sim/api/world').then((r) => r.json()),
    fetch('/sim/api/idle').then((r) => r.ok),
  ]);
  messages.forEach(draw);
  $('#typing').hidden = idle;
  waiting = !idle;
  const now = new Date(world.now);
  $('#now').textContent = `${dayFormat.format(now)} ${clockFormat.format(now)}`;
  $('.clock b').textContent = world.today.weekday;
  const badge = $('#badge');
  badge.textContent = world.today.holiday ?? (world.today.working ? '工作日' : '休息日');
  badge.className = `badge ${world.today.working ? 'working' : 'off'}`;
  return messages.length;
}

async function refreshAside() {
  const fresh = new DOMParser().parseFromString(
    await fetch(location.href).then((r) => r.text()),
    'text/html',
  );
  $('#sent').replaceChildren(...$('#sent', fresh).children);
}

const unreadKey = (id) => `read:${person}:${id}`;
async function refreshUnread() {
  for (const link of document.querySelectorAll('.chats a')) {
    const id = link.dataset.chat;
    const read = sessionStorage.getItem(unreadKey(id)) ?? '0';
    const messages = await fetch(`/sim/api/messages?chat=${encodeURIComponent(id)}&after=${read}`).then((r) =>
      r.json(),
    );
    const newest = messages.at(-1)?.id;
    if (id === chat && newest) sessionStorage.setItem(unreadKey(id), newest);
    const count = id === chat ? 0 : messages.filter((message) => message.from !== person).length;
    const mark = $('.unread', link);
    mark.hidden = count === 0;
    mark.textContent = count > 99 ? '99+' : count;
  }
}

let busy = false;
let waiting = false;
async function tick() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    if ((await refresh()) > 0) await refreshAside();
    await refreshUnread();
  } catch {
    $('#typing').hidden = false;
    $('#typing').textContent = '连不上服务，请看看程序是否还在运行。';
  } finally {
    busy = false;
  }
}

const form = $('#say');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = form.text.value.trim();
  if (!text) return;
  form.text.value = '';
  try {
    await post('/sim/api/messages', { chat, person, text, ...(quote ? { quote } : {}) });
  } catch (error) {
    alert(error.message);
  }
  setQuote();
  waiting = true;
  await tick();
});
form.text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

function setQuote(id, text) {
  quote = id;
  $('#quote').hidden = !id;
  $('#quote span').textContent = text ? `引用：${text.slice(0, 40)}` : '';
}
$('#quote button').addEventListener('click', () => setQuote());

list.addEventListener('click', async (event) => {
  const button = event.target.closest('.card button[data-action]');
  if (button) return press(button);
  const bubble = event.target.closest('.bubble');
  if (bubble) setQuote(bubble.parentElement.dataset.id, bubble.textContent);
});

/** A button with fields unfolds a small form in the card first. */
async function press(button) {
  const fields = JSON.parse(button.dataset.fields);
  const open = button.parentElement.querySelector('form');
  open?.remove();
  if (fields.length === 0) return act(button, {});
  const small = element('form', { className: 'fields' });
  for (const field of fields) {
    const input = field.options
      ? element('select', { name: field.name, required: true })
      : element('input', { name: field.name, required: field.name !== 'reason' || fields.length === 1 });
    if (field.options)
      input.append(
        element('option', { value: '', textContent: `选${field.label}` }),
        ...field.options.map((option) => element('option', { value: option, textContent: option })),
      );
    else input.placeholder = field.label;
    input.setAttribute('aria-label', field.label);
    small.append(input);
  }
  small.append(element('button', { textContent: `确定${button.textContent}` }));
  small.addEventListener('submit', (event) => {
    event.preventDefault();
    act(button, Object.fromEntries(new FormData(small)));
    small.remove();
  });
  button.parentElement.append(small);
  small.querySelector('input,select').focus();
}

async function act(button, fields) {
  try {
    await post('/sim/api/actions', {
      person,
      message: button.dataset.message,
      action: button.dataset.action,
      fields,
    });
  } catch (error) {
    alert(error.message);
  }
  await tick();
}

document.querySelectorAll('[data-try]').forEach((button) => {
  button.addEventListener('click', () => {
    form.text.value = button.dataset.try;
    form.text.focus();
  });
});
const jumps = $('.jumps');
jumps.as.value = person;
jumps.chat.value = chat;
jumps.addEventListener('submit', () => {
  document.body.classList.add('moving');
});
list.scrollTop = list.scrollHeight;
/** Quick while an answer is on its way, calm otherwise. */
async function poll() {
  await tick();
  setTimeout(poll, waiting ? 200 : 1000);
}
poll();
