import { type Running, startBangban } from '../../src/main.ts';
import { county } from '../county-data.ts';
import { movableClock, openTestDb, type TestDb } from '../helpers.ts';
import { openWecomEmulator } from './emulator.ts';

/** The sample county's WeCom groups as the platform has them, and the whole program connected to them. */
export async function openTown(
  mode: 'ws' | 'callback',
  more: { env?: Record<string, string>; botName?: string; webhooks?: boolean; store?: TestDb } = {},
) {
  const { env = {}, botName = '帮办', webhooks = mode === 'callback' } = more;
  const store = more.store ?? (await openTestDb());
  if (more.store) await store.truncate();
  const clock = movableClock('2026-11-23T09:10:00+08:00');
  const wecom = [...county.chats.values()].filter((one) => one.platform === 'wecom');
  const hookOf = (chat: string) => `hook-${chat}`;
  const groups = wecom.map(({ id, address = id, title, members }) => ({
    id: address,
    name: title,
    members,
    webhook: hookOf(id),
  }));
  const emulator = await openWecomEmulator({ mode, now: clock.now, botName, groups });
  const hooks = JSON.stringify(Object.fromEntries(wecom.map(({ id }) => [id, hookOf(id)])));
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'off',
    ...emulator.env,
    ...(webhooks ? { WECOM_WEBHOOKS: hooks } : {}),
    ...env,
  };
  const program: Running = await startBangban(settings, { store, clock });
  emulator.callsAt(program.url);
  if (mode === 'ws') await emulator.socket.connected();
  return {
    program,
    clock,
    emulator,
    store,
    settings,
    addressOf: (chat: string) => county.chats.get(chat)?.address ?? chat.replace(/^dm:/, ''),
    async close(): Promise<void> {
      await program.stop();
      await emulator.close();
      if (!more.store) await store.close();
    },
  };
}

export type Town = Awaited<ReturnType<typeof openTown>>;
