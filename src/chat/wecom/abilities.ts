import type { Abilities, Place } from '../../core/ports.ts';

/** What is set up, as far as a chat's abilities hang on it. */
interface SetUp {
  bot: 'ws' | 'callback' | undefined;
  /** Why the long connection is down; empty when it is up. */
  trouble: string;
  app: boolean;
  appCallback: boolean;
  webhook: boolean;
}

const yes = (note: string) => ({ can: true, note });
const no = (note: string) => ({ can: false, note });

/** What is possible in one place and, where it is not, how it would be. */
export function abilitiesOf(place: Place, { bot, trouble, app, appCallback, webhook }: SetUp): Abilities {
  const down = bot === 'ws' && trouble !== '' ? no(`长连接没有连上：${trouble}`) : undefined;
  const person = place.kind === 'person';
  const bind = 'WECOM_WEBHOOKS 里加上这个群的“消息推送”地址';
  return {
    hear: !bot
      ? no('没有配置智能机器人：在管理后台创建后填 WECOM_BOT_ID 和 WECOM_BOT_SECRET')
      : (down ?? yes(person ? '单聊的话都能听到' : '只听得到@机器人的话，其他聊天听不到')),
    push: person
      ? app
        ? yes('由自建应用单独发')
        : bot === 'ws'
          ? (down ?? yes('由机器人单独发；对方要先跟机器人说过话'))
          : no('回调模式不能主动发：配置自建应用，或改用长连接（WECOM_MODE=ws）')
      : bot === 'ws'
        ? (down ?? yes('由机器人发；要先有人在群里@过它'))
        : webhook
          ? yes('由群的“消息推送”发')
          : no(`回调模式不能主动发：${bind}，或改用长连接（WECOM_MODE=ws）`),
    ring: person
      ? app
        ? yes('自建应用的消息会响铃')
        : no('机器人的消息可能被折叠：配置自建应用（WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_AGENT_SECRET）')
      : webhook
        ? yes('由“消息推送”@到人')
        : no(`机器人在群里@不到人，只写名字：${bind}`),
    click: person
      ? app
        ? appCallback
          ? yes('应用的卡片可以点')
          : no('点了收不到：给应用设置“接收消息”，填 WECOM_APP_TOKEN 和 WECOM_APP_AES_KEY')
        : bot
          ? (down ?? yes('机器人的卡片可以点'))
          : no('没有机器人也没有应用回调')
      : bot
        ? (down ?? yes('机器人回复里的卡片可以点'))
        : no('没有配置智能机器人'),
  };
}
