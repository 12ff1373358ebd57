import { z } from 'zod';
import type { CaseAction } from '../../core/model.ts';
import type { Heard } from '../../core/ports.ts';
import { readKey } from './cards.ts';

const words = z.object({ content: z.string() });
const media = z.object({ url: z.string().optional() });
const mixed = z.object({
  msg_item: z.array(z.object({ msgtype: z.string(), text: words.optional(), image: media.optional() })),
});
const said = {
  text: words.optional(),
  mixed: mixed.optional(),
  voice: words.optional(),
  image: media.optional(),
  file: media.optional(),
  video: media.optional(),
};
const quote = z.object({ msgtype: z.string(), ...said });
const pressed = z.object({
  event_key: z.string(),
  task_id: z.string(),
  selected_items: z
    .object({
      selected_item: z.array(
        z.object({ question_key: z.string(), option_ids: z.object({ option_id: z.array(z.string()) }) }),
      ),
    })
    .optional(),
});
/** Only the fields in use; the same over callback and long connection. */
const callback = z.object({
  msgid: z.string().min(1).max(200).optional(),
  aibotid: z.string().max(200).optional(),
  chatid: z.string().min(1).max(200).optional(),
  chattype: z.enum(['single', 'group']).optional(),
  from: z.object({ userid: z.string().min(1).max(200) }).optional(),
  response_url: z.string().max(2_000).optional(),
  msgtype: z.string(),
  quote: quote.optional(),
  stream: z.object({ id: z.string().max(256) }).optional(),
  event: z.object({ eventtype: z.string(), template_card_event: pressed.optional() }).loose().optional(),
  ...said,
});

/** A message without what the door adds to it: how to answer. */
export type Received = Omit<Heard, 'replyRef' | 'asksUntil'>;

/** What a callback or frame is. */
export type BotEvent =
  | { kind: 'message'; heard: Received; responseUrl?: string }
  | { kind: 'pressed'; heard: Received; responseUrl?: string; taskId: string; action: CaseAction }
  | { kind: 'asked'; streamId: string }
  | { kind: 'entered' }
  | { kind: 'kicked' }
  | { kind: 'ignored'; reason: string };

/** Reads a decrypted callback body or the body of a frame; never throws. `names` are what the bot is called. */
export function readBotEvent(body: unknown, names: string[]): BotEvent {
  const read = callback.safeParse(body);
  if (!read.success) return ignored('unknown shape');
  const { data } = read;
  if (data.msgtype === 'stream')
    return data.stream ? { kind: 'asked', streamId: data.stream.id } : ignored('no stream');
  if (data.msgtype === 'event' && data.event?.eventtype === 'disconnected_event') return { kind: 'kicked' };
  const account = data.from?.userid;
  const messageId = data.msgid;
  if (account === undefined || account === 'sys' || messageId === undefined) return ignored('no sender');
  if (data.chattype === 'group' && data.chatid === undefined) return ignored('group without id');
  const base = {
    platform: 'wecom' as const,
    bot: data.aibotid ?? 'bot',
    messageId,
    account,
    ...(data.chattype === 'group' && data.chatid ? { group: data.chatid } : {}),
  };
  const responseUrl = data.response_url === undefined ? {} : { responseUrl: data.response_url };
  if (data.msgtype === 'event') {
    if (data.event?.eventtype === 'enter_chat') return { kind: 'entered' };
    const press = data.event?.template_card_event ?? pressed.safeParse(data.event).data;
    const action = press && readKey(press.event_key);
    if (!press || !action) return ignored('event');
    const fields = Object.fromEntries(
      (press.selected_items?.selected_item ?? []).map((one) => [
        one.question_key,
        one.option_ids.option_id[0] ?? '',
      ]),
    );
    const heard = { ...base, text: '', atBot: true, action: { ...action, fields } };
    return { kind: 'pressed', heard, taskId: press.task_id, action: action.action, ...responseUrl };
  }
  const text = wordsOf(data);
  if (text === '') return ignored('nothing said');
  const spoken = withoutName(text, names);
  const quoted = data.quote ? wordsOf(data.quote) : '';
  const mentions = [...spoken.matchAll(/[@＠]([^\s@＠，。,：:]{1,20})/g)].map(([, name]) => name ?? '');
  const heard = {
    ...base,
    text: spoken,
    atBot: true,
    mentions,
    ...(quoted === '' ? {} : { quote: quoted }),
  };
  return { kind: 'message', heard, ...responseUrl };
}

const ignored = (reason: string): BotEvent => ({ kind: 'ignored', reason });

/** Text as a person would read it; what has no words stands as [图片], [文件], [视频]. */
function wordsOf(part: z.infer<typeof quote>): string {
  const pieces = [
    part.text?.content,
    part.voice?.content,
    ...(part.mixed?.msg_item ?? []).map((item) => item.text?.content ?? (item.image ? '[图片]' : undefined)),
    part.image && '[图片]',
    part.file && '[文件]',
    part.video && '[视频]',
  ];
  return pieces
    .filter((piece) => piece !== undefined && piece !== '')
    .join(' ')
    .trim();
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Takes the bot's own name away wherever it is mentioned: `@帮办 小助手 ` with any space behind it, or none at the
 * end. Only the names it is known by: `@\S+` would eat the first words of a message.
 */
export function withoutName(text: string, names: string[]): string {
  const known = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
  if (known.length === 0) return text.trim();
  const mention = new RegExp(
    `[@＠](?:${known.map(escaped).join('|')})(?=[\\s\\u2005，,：:]|$)[\\s\\u2005，,：:]*`,
    'g',
  );
  const rest = text.replace(mention, ' ').replace(/ {2,}/g, ' ').trim();
  return rest;
}
