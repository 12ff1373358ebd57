import { type Running, startBangban } from '../../src/main.ts';
import { readCountyFolder } from '../../src/store/folder.ts';
import { movableClock, openTestDb, type TestDb } from '../helpers.ts';
import { openDingtalkEmulator, webhookSecret } from './emulator.ts';
import { dingtalkCounty } from './folder.ts';

/** The whole program connected to a DingTalk look-alike. */
export async function openTown(
  more: {
    env?: Record<string, string>;
    webhooks?: boolean;
    cards?: boolean;
    connected?: boolean;
    store?: TestDb;
  } = {},
) {
  const { env = {}, webhooks = false, cards = true, connected = true } = more;
  const folder = dingtalkCounty();
  const { county } = await readCountyFolder(folder.dir);
  const store = more.store ?? (await openTestDb());
  if (more.store) await store.truncate();
  const clock = movableClock('2026-11-23T09:10:00+08:00');
  const chats = [...county.chats.values()];
  const groups = chats.map(({ id, address = id, title, members }) => ({
    id: address,
    name: title,
    members,
    webhook: `hook-${id}`,
  }));
  const emulator = await openDingtalkEmulator({ now: clock.now, groups, members: [...county.people.keys()] });
  const hooks = Object.fromEntries(chats.map(({ id }) => [id, `hook-${id} ${webhookSecret}`]));
  const program: Running = await startBangban(
    {
      PORT: '0',
      LOG_LEVEL: 'off',
      COUNTY_DIR: folder.dir,
      ...emulator.env,
      ...(webhooks ? { DINGTALK_WEBHOOKS: JSON.stringify(hooks) } : {}),
      ...(cards ? { DINGTALK_CARD_TEMPLATE_ID: 'tpl-1' } : {}),
      ...env,
    },
    { store, clock },
  );
  if (connected) await emulator.gateway.connected();
  return {
    program,
    clock,
    emulator,
    store,
    addressOf: (chat: string) => county.chats.get(chat)?.address ?? chat.replace(/^dm:/, ''),
    async close(): Promise<void> {
      await program.stop();
      await emulator.close();
      if (!more.store) await store.close();
      folder.remove();
    },
  };
}

export type Town = Awaited<ReturnType<typeof openTown>>;
