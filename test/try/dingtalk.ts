import { startBangban } from '../../src/main.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { openDingtalkEmulator, webhookSecret } from '../dingtalk/emulator.ts';
import { dingtalkCounty } from '../dingtalk/folder.ts';
import { servePage } from './page.ts';

/** The whole bot against a DingTalk look-alike, for a person to try. */
const folder = dingtalkCounty();
const { county } = await readCountyFolder(folder.dir);
const groups = [...county.chats.values()].map(({ id, address = id, title, members }) => ({
  id: address,
  name: title,
  members,
  webhook: `hook-${id}`,
}));
const emulator = await openDingtalkEmulator({
  now: () => new Date(),
  groups,
  members: [...county.people.keys()],
});
const hooks = [...county.chats.keys()].map((id) => [id, `hook-${id} ${webhookSecret}`]);
const program = await startBangban({
  PORT: '3000',
  DATA_DIR: 'memory',
  LOG_LEVEL: 'warn',
  ...process.env,
  ...emulator.env,
  COUNTY_DIR: folder.dir,
  DINGTALK_CARD_TEMPLATE_ID: 'tpl-1',
  DINGTALK_WEBHOOKS: JSON.stringify(Object.fromEntries(hooks)),
});
const labels: Record<string, string> = {
  accept: '接单',
  reply: '答复',
  conclude: '办结',
  supplement: '补件',
  transfer: '转办',
  return: '退回',
};
const page = await servePage(
  {
    title: '仿钉钉（Stream 模式）',
    hint: '您是群里的每一个人：先选人，再选群或单聊。群里不@机器人，它就听不到，和真的一样。',
    groups,
    people: [...county.people.values()].map(({ id, name, duty, role }) => ({
      id,
      name: `${name}（${duty?.display ?? role}）`,
    })),
    say: async (person, group, text, at) => emulator.say(person, group, text, { at }),
    press: async (person, chat, label) =>
      emulator.press(person, chat, Object.keys(labels).find((one) => labels[one] === label) ?? label),
    seen: (chat) =>
      emulator.seen(chat).map(({ by, text, rings, card }) => ({
        by: { session: '机器人', robot: '机器人', webhook: '自定义机器人', card: '互动卡片' }[by],
        text: text || (card?.params.title ?? ''),
        buttons: card ? Object.values(labels) : [],
        rings,
        open: false,
      })),
    violations: () => emulator.violations(),
  },
  Number(process.env.TRY_PORT ?? 3001),
);
process.stdout.write(`帮办：${program.url}（/modes 看群能力）\n仿钉钉：${page}\n`);
process.once('exit', folder.remove);
