import { startBangban } from '../../src/main.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { sampleFolder } from '../county-data.ts';
import { openWecomEmulator } from '../wecom/emulator.ts';
import { servePage } from './page.ts';

/** The whole bot against a WeCom look-alike, for a person to try: `npm run try:wecom -- callback`. */
const mode = process.argv[2] === 'callback' ? 'callback' : 'ws';
const { county } = await readCountyFolder(sampleFolder);
const chats = [...county.chats.values()].filter((one) => one.platform === 'wecom');
const groups = chats.map(({ id, address = id, title, members }) => ({
  id: address,
  name: title,
  members,
  webhook: `hook-${id}`,
}));
const emulator = await openWecomEmulator({ mode, now: () => new Date(), botName: '帮办', groups });
const program = await startBangban({
  PORT: '3000',
  DATA_DIR: 'memory',
  LOG_LEVEL: 'warn',
  ...process.env,
  ...emulator.env,
  WECOM_WEBHOOKS: JSON.stringify(Object.fromEntries(chats.map(({ id }) => [id, `hook-${id}`]))),
});
emulator.callsAt(program.url);
const page = await servePage(
  {
    title: `仿企业微信（${mode === 'ws' ? '长连接' : '回调'}）`,
    hint: '您是群里的每一个人：先选人，再选群或单聊。群里不@机器人，它就听不到，和真的一样。',
    groups,
    people: [...county.people.values()].map(({ id, name, duty, role }) => ({
      id,
      name: `${name}（${duty?.display ?? role}）`,
    })),
    say: (person, group, text, at) => emulator.say(person, group, text, { at }),
    press: emulator.press,
    seen: (chat) =>
      emulator.world.shown
        .filter((one) => one.chat === chat)
        .map((one) => ({
          by: { bot: '机器人', webhook: '消息推送', app: '帮办应用' }[one.by],
          text:
            one.text ||
            String(
              one.card?.sub_title_text ??
                (one.card?.main_title as { title?: string } | undefined)?.title ??
                '',
            ),
          buttons: ((one.card?.button_list ?? []) as { text: string }[]).map(({ text }) => text),
          rings: one.rings,
          open: one.open === true,
        })),
    violations: () => emulator.world.violations,
  },
  Number(process.env.TRY_PORT ?? 3001),
);
process.stdout.write(`帮办：${program.url}（/modes 看群能力）\n仿企业微信：${page}\n`);
