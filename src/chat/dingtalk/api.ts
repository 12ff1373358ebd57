import { z } from 'zod';
import { Outside } from '../../core/ports.ts';
import { callJson, unsent } from '../http.ts';
import { keepToken } from '../token.ts';
import { Refusal } from './errors.ts';

interface Settings {
  clientId: string;
  clientSecret: string;
  robotCode: string;
  apiBase: string;
  now: () => Date;
  /** Every call but the token's counts against the month. */
  metered: () => Promise<void>;
}

/** The platform takes 15,000 bytes; people read no more than this. */
export const TEXT_BYTES = 9_000;

/** DingTalk's OpenAPI as far as a robot needs it. */
export function openApi({ clientId, clientSecret, robotCode, apiBase, now, metered }: Settings) {
  const token = keepToken(fetchToken, now);

  async function fetchToken(): Promise<{ value: string; seconds: number }> {
    const url = `${apiBase}/v1.0/oauth2/accessToken`;
    const asked = callJson(url, { body: { appKey: clientId, appSecret: clientSecret } });
    const body = checked(await unsent(asked));
    const { accessToken, expireIn } = z.object({ accessToken: z.string(), expireIn: z.number() }).parse(body);
    return { value: accessToken, seconds: expireIn };
  }

  async function call(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Record<string, unknown>> {
    await metered().catch(() => undefined);
    for (let attempt = 1; ; attempt += 1) {
      const value = await token.get();
      const headers = { 'x-acs-dingtalk-access-token': value };
      try {
        return checked(await callJson(`${apiBase}${path}`, { method, body, headers }));
      } catch (error) {
        const stale = error instanceof Refusal && error.code.includes('InvalidAuthentication');
        if (!stale || attempt > 1) throw error;
        token.drop(value);
      }
    }
  }

  const plain = (content: string) => ({
    robotCode,
    msgKey: 'sampleText',
    msgParam: JSON.stringify({ content }),
  });
  return {
    check: async () => void (await token.get()),
    async toGroup(openConversationId: string, content: string): Promise<void> {
      await call('POST', '/v1.0/robot/groupMessages/send', { ...plain(content), openConversationId });
    },
    /** HTTP 200 with the person in one of the lists is no delivery. */
    async toPerson(staffId: string, content: string): Promise<void> {
      const body = await call('POST', '/v1.0/robot/oToMessages/batchSend', {
        ...plain(content),
        userIds: [staffId],
      });
      const listed = (name: string) =>
        (Array.isArray(body[name]) ? (body[name] as unknown[]) : []).includes(staffId);
      if (listed('invalidStaffIdList') || listed('filteredStaffIdList'))
        throw new Refusal('staffId.notExisted');
      if (listed('flowControlledStaffIdList')) throw new Refusal('send.too.fast');
    },
    /** A template belongs to an app: one that another app built shows 内容加载失败 though every call succeeds. */
    async card(given: {
      template: string;
      trackId: string;
      space: { group: string } | { person: string };
      params: Record<string, string>;
    }): Promise<void> {
      const inGroup = 'group' in given.space;
      const body = await call('POST', '/v1.0/card/instances/createAndDeliver', {
        cardTemplateId: given.template,
        outTrackId: given.trackId,
        cardData: { cardParamMap: given.params },
        callbackType: 'STREAM',
        userIdType: 1,
        openSpaceId: `dtv1.card//${'group' in given.space ? `IM_GROUP.${given.space.group}` : `IM_ROBOT.${given.space.person}`}`,
        ...(inGroup
          ? { imGroupOpenSpaceModel: { supportForward: true }, imGroupOpenDeliverModel: { robotCode } }
          : {
              imRobotOpenSpaceModel: { supportForward: true },
              imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
            }),
      });
      const result = z
        .object({
          deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().optional() })),
        })
        .safeParse(body.result).data;
      const failed = result?.deliverResults.find((one) => !one.success);
      if (failed)
        throw new Outside('never', `互动卡片没有送到：${failed.errorMsg ?? '原因不明'}，请核对卡片模板`);
    },
  };
}

/** The body of an accepted call; throws `Refusal` with the platform's code. */
export function checked({ status, body }: { status: number; body: unknown }): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) {
    // Some gateway's own page: nobody knows what became of the message; a refusal passes.
    const hint = `钉钉答非所问（HTTP ${status}），可能被防火墙或代理拦了`;
    throw new Outside(status < 300 ? 'unknown' : 'later', hint);
  }
  const one = body as Record<string, unknown>;
  const punished = 'punish' in one || one.status === 1111;
  if (status >= 200 && status < 300 && !punished && (one.errcode === undefined || Number(one.errcode) === 0))
    return one;
  const code = punished ? '1111' : String(one.code ?? one.errcode ?? '');
  throw new Refusal(code, status);
}
