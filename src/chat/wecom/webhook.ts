import { createHash } from 'node:crypto';
import type { Mention } from '../../core/ports.ts';
import { callJson } from '../http.ts';
import { splitText } from '../split.ts';
import { checked } from './app.ts';

/** The platform takes 2048 bytes of text, 4096 of markdown, 20 messages a minute. */
const TEXT_BYTES = 1_900;
const MARKDOWN_BYTES = 3_800;

/** A group's 消息推送: hears nothing, but rings whom it mentions, by userid or by mobile. */
export function openWebhook(apiBase: string, key: string) {
  const post = async (body: object) =>
    void checked(await callJson(`${apiBase}/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`, { body }));
  return {
    async ring(text: string, mentions: Mention[]): Promise<void> {
      const parts = splitText(text, TEXT_BYTES);
      for (const [n, content] of parts.entries()) {
        // Ringing once is enough, and with the last part everything can be read.
        const last = n === parts.length - 1;
        const accounts = mentions.flatMap((one) => (one.account ? [one.account] : []));
        const mobiles = mentions.flatMap((one) => (one.account || !one.mobile ? [] : [one.mobile]));
        const list = last ? { mentioned_list: accounts, mentioned_mobile_list: mobiles } : {};
        await post({ msgtype: 'text', text: { content, ...list } });
      }
    },
    /** PNG or JPG, at most 2 MB. */
    async show(picture: Uint8Array): Promise<void> {
      const md5 = createHash('md5').update(picture).digest('hex');
      await post({ msgtype: 'image', image: { base64: Buffer.from(picture).toString('base64'), md5 } });
    },
    async say(text: string): Promise<void> {
      for (const content of splitText(text, MARKDOWN_BYTES))
        await post({ msgtype: 'markdown', markdown: { content } });
    },
  };
}
