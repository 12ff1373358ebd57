import { z } from 'zod';
import { Outside } from '../../core/ports.ts';
import { callJson, unsent } from '../http.ts';
import { keepToken } from '../token.ts';
import type { TemplateCard } from './cards.ts';
import { Refusal } from './errors.ts';

/** The self-built application 自建应用: reaches any member in its scope, rings, carries buttons. */
export interface App {
  sendText(account: string, text: string): Promise<string>;
  sendCard(account: string, card: TemplateCard): Promise<string>;
  /** Once per `code`, within 72 hours. */
  updateCard(account: string, code: string, card: TemplateCard): Promise<void>;
  /** `wo…` ids to the members' own; those outside the app's scope are left out. */
  plainIds(openIds: string[]): Promise<Map<string, string>>;
  /** Gets a token, to see that id, secret and IP are accepted. */
  check(): Promise<void>;
}

interface Settings {
  corpId: string;
  agentId: number;
  secret: string;
  apiBase: string;
  now: () => Date;
}

const answer = z.object({ errcode: z.number().default(0) }).loose();
const badToken = new Set([40001, 40014, 42001, 41001]);
/** The same text within a minute is a repeat after a lost answer; later it is an answer to a second question. */
const DUPLICATE_SECONDS = 60;

export function openApp({ corpId, agentId, secret, apiBase, now }: Settings): App {
  const token = keepToken(fetchToken, now);

  async function fetchToken(): Promise<{ value: string; seconds: number }> {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const body = checked(await unsent(callJson(`${apiBase}/cgi-bin/gettoken?${query}`)));
    const { access_token: value, expires_in: seconds } = z
      .object({ access_token: z.string(), expires_in: z.number() })
      .parse(body);
    return { value, seconds };
  }

  async function call(path: string, body: unknown): Promise<z.infer<typeof answer>> {
    for (let attempt = 1; ; attempt += 1) {
      const value = await token.get();
      try {
        return checked(
          await callJson(`${apiBase}${path}?access_token=${encodeURIComponent(value)}`, { body }),
        );
      } catch (error) {
        if (!(error instanceof Refusal) || !badToken.has(error.code) || attempt > 1) throw error;
        token.drop(value);
      }
    }
  }

  async function send(account: string, message: object): Promise<string> {
    const body = await call('/cgi-bin/message/send', {
      touser: account,
      agentid: agentId,
      ...message,
      enable_duplicate_check: 1,
      duplicate_check_interval: DUPLICATE_SECONDS,
    });
    const refused = String(body.invaliduser ?? '').toLowerCase();
    if (refused.split('|').includes(account.toLowerCase())) throw new Refusal(81013);
    return String(body.msgid ?? '');
  }

  return {
    sendText: (account, content) => send(account, { msgtype: 'text', text: { content } }),
    sendCard: (account, card) => send(account, { msgtype: 'template_card', template_card: card }),
    async updateCard(account, code, card) {
      await call('/cgi-bin/message/update_template_card', {
        userids: [account],
        agentid: agentId,
        response_code: code,
        template_card: card,
      });
    },
    async plainIds(openIds) {
      const body = await call('/cgi-bin/batch/openuserid_to_userid', {
        open_userid_list: openIds,
        source_agentid: agentId,
      });
      const pairs = z
        .array(z.object({ open_userid: z.string(), userid: z.string() }))
        .catch([])
        .parse(body.userid_list);
      return new Map(pairs.map((pair) => [pair.open_userid, pair.userid]));
    },
    check: async () => void (await token.get()),
  };
}

/** The body of an accepted call; throws `Refusal` with the platform's code, `Outside` when it is down. */
export function checked({ status, body }: { status: number; body: unknown }): z.infer<typeof answer> {
  if (status >= 500) throw new Outside('later', '企业微信暂时不可用，会自动重试');
  const read = answer.safeParse(body);
  // A body that broke off may belong to a message that was taken.
  if (!read.success)
    throw new Outside(status < 300 ? 'unknown' : 'later', `企业微信答非所问（HTTP ${status}）`);
  if (read.data.errcode !== 0) throw new Refusal(read.data.errcode);
  return read.data;
}
