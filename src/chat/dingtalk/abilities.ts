import type { Abilities, Place } from '../../core/ports.ts';

interface SetUp {
  /** Why the connection is down; empty when it is up. */
  trouble: string;
  webhook: boolean;
  card: boolean;
}

const yes = (note: string) => ({ can: true, note });
const no = (note: string) => ({ can: false, note });

/** What is possible in one place and, where it is not, how it would be. */
export function abilitiesOf(place: Place, { trouble, webhook, card }: SetUp): Abilities {
  const person = place.kind === 'person';
  const down = trouble === '' ? undefined : no(`没有连上：${trouble}`);
  return {
    hear: down ?? yes(person ? '单聊的话都能听到' : '只听得到@机器人的话，其他聊天听不到'),
    push: person ? yes('由机器人单独发，只能发给本组织的成员') : yes('由机器人发；它要在群里'),
    ring: person
      ? yes('单聊消息会提醒')
      : webhook
        ? yes('由“自定义机器人”@到人')
        : no('主动发的群消息@不到人，只写名字；要@到人，在群里加“自定义机器人”，填 DINGTALK_WEBHOOKS'),
    click: card
      ? yes('互动卡片可以点')
      : no('没有配置卡片模板，打一行字一样办；要按钮，填 DINGTALK_CARD_TEMPLATE_ID'),
  };
}
