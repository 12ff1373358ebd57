import { createHmac } from 'node:crypto';
import { type Mention, Outside } from '../../core/ports.ts';
import { callJson } from '../http.ts';
import { splitText } from '../split.ts';
import { checked, TEXT_BYTES } from './api.ts';

/** A mention rings only when the id stands in `at` and, behind an @, in the text as well. */
function mentioning(text: string, mentions: Mention[]) {
  const accounts = mentions.flatMap(({ account }) => (account && !account.includes(':') ? [account] : []));
  const mobiles = mentions.flatMap(({ account, mobile }) => (account || !mobile ? [] : [mobile]));
  const others = mentions.filter(
    (one) => !accounts.includes(one.account ?? '') && !mobiles.includes(one.mobile ?? ''),
  );
  const marks = [...accounts, ...mobiles, ...others.map(({ name }) => name)].map((one) => `@${one}`);
  return {
    content: [...marks, text].join(' '),
    at: { atUserIds: accounts, atMobiles: mobiles, isAtAll: false },
  };
}

async function post(url: string, text: string, mentions: Mention[]): Promise<void> {
  for (const [n, part] of splitText(text, TEXT_BYTES).entries()) {
    const { content, at } = mentioning(part, n === 0 ? mentions : []);
    checked(await callJson(url, { body: { msgtype: 'text', text: { content }, at } }));
  }
}

/**
 * Answers where the question was asked. The address comes from outside: only the platform's own host is called, so
 * that a forged message cannot send us anywhere.
 */
export async function replyTo(
  url: string,
  oapiBase: string,
  text: string,
  mentions: Mention[],
): Promise<void> {
  const host = URL.canParse(url) ? new URL(url).origin : '';
  if (![new URL(oapiBase).origin, 'https://oapi.dingtalk.com'].includes(host))
    throw new Outside('never', '会话回复地址不是钉钉的，没有发');
  await post(url, text, mentions);
}

/** 自定义机器人: hears nothing, rings by account or mobile. `setting` is the token and, behind a space, the secret. */
export function openRobotWebhook(oapiBase: string, setting: string, now: () => Date) {
  const [token = '', secret] = setting.split(/\s+/);
  return async (text: string, mentions: Mention[]): Promise<void> => {
    const query = new URLSearchParams({ access_token: token });
    if (secret) {
      const timestamp = String(now().getTime());
      query.set('timestamp', timestamp);
      query.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
    }
    await post(`${oapiBase}/robot/send?${query}`, text, mentions);
  };
}
