import { type Running, startBangban } from '../../src/main.ts';
import { openTown as openDingtalkTown } from '../dingtalk/town.ts';
import { movableClock, openTestDb } from '../helpers.ts';
import { openTown } from '../wecom/town.ts';

/** The whole program behind one platform, and the platform as people see it. Ids are the county's own. */
export interface Stage {
  program: Running;
  clock: ReturnType<typeof movableClock>;
  /** In a group the bot is addressed; `times`: the platform delivers it so often. */
  say(person: string, chat: string, text: string, more?: { quote?: string; times?: number }): Promise<void>;
  press(person: string, chat: string, label: string): Promise<boolean>;
  /** What people can read in a chat, oldest first. */
  seen(chat: string): Promise<string[]>;
  /** What the platform held against us. */
  violations(): string[];
  /** The next send into a group is refused for good, or for now. */
  refuse(why: 'never' | 'later'): void;
  close(): Promise<void>;
}

const start = '2026-11-23T09:10:00+08:00';
const quiet = { PORT: '0', LOG_LEVEL: 'off' };

async function simulatorStage(): Promise<Stage> {
  const store = await openTestDb();
  const clock = movableClock(start);
  const program = await startBangban(quiet, { store, clock });
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${program.url}/sim/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json() as Promise<unknown>;
  };
  type Line = {
    id: string;
    from: string;
    text: string;
    card?: { buttons: { action: string; label: string }[] };
  };
  const lines = (chat: string) => call(`messages?chat=${encodeURIComponent(chat)}`) as Promise<Line[]>;
  let counter = 0;
  return {
    program,
    clock,
    async say(person, chat, text, { times = 1, quote } = {}) {
      counter += 1;
      for (let n = 0; n < times; n += 1)
        await call('messages', {
          person,
          chat,
          text,
          messageId: `c${counter}`,
          ...(quote ? { quote } : {}),
        });
    },
    async press(person, chat, label) {
      const card = (await lines(chat)).findLast((one) => one.card);
      const button = card?.card?.buttons.find((one) => one.label === label);
      if (!card || !button) return false;
      await call('actions', { person, message: card.id, action: button.action });
      return true;
    },
    seen: async (chat) => (await lines(chat)).filter((one) => one.from === 'bot').map((one) => one.text),
    violations: () => [],
    refuse() {
      throw new Error('the simulator refuses nothing');
    },
    async close() {
      await program.stop();
      await store.close();
    },
  };
}

async function wecomStage(mode: 'ws' | 'callback'): Promise<Stage> {
  const { program, clock, emulator, addressOf, close } = await openTown(mode);
  return {
    program,
    clock,
    close,
    async say(person, chat, text, more = {}) {
      await emulator.say(person, chat.startsWith('dm:') ? undefined : addressOf(chat), text, more);
    },
    press: (person, chat, label) => emulator.press(person, addressOf(chat), label),
    seen: async (chat) => emulator.seen(addressOf(chat)).map((one) => one.text),
    violations: () => emulator.world.violations,
    refuse(why) {
      if (mode === 'ws') emulator.socket.faults.refuse.push(why === 'never' ? 93001 : 45009);
      else emulator.api.faults.webhook.push(why === 'never' ? 93000 : 45009);
    },
  };
}

async function dingtalkStage(): Promise<Stage> {
  const { program, clock, emulator, addressOf, close } = await openDingtalkTown();
  const actions: Record<string, string> = { 接单: 'accept', 办结: 'conclude' };
  return {
    program,
    clock,
    close,
    async say(person, chat, text, more = {}) {
      emulator.say(person, chat.startsWith('dm:') ? undefined : addressOf(chat), text, more);
    },
    press: async (person, chat, label) => emulator.press(person, addressOf(chat), actions[label] ?? label),
    seen: async (chat) => emulator.seen(addressOf(chat)).map((one) => one.text),
    violations: () => emulator.violations(),
    refuse(why) {
      const code = why === 'never' ? 'bot.stopped' : 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
      emulator.faults.group.push({ status: 403, body: { code } });
    },
  };
}

/** Every platform and each of its ways in. */
export const stages: { name: string; refuses: boolean; open: () => Promise<Stage> }[] = [
  { name: '模拟器', refuses: false, open: simulatorStage },
  { name: '企业微信长连接', refuses: true, open: () => wecomStage('ws') },
  { name: '企业微信回调', refuses: true, open: () => wecomStage('callback') },
  { name: '钉钉', refuses: true, open: dingtalkStage },
];
