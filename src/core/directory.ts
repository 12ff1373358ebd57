import { type Chat, type County, directChat } from './model.ts';
import type { Heard, Inbound, Mention, Place } from './ports.ts';

type PlatformName = Chat['platform'];
const names: PlatformName[] = ['wecom', 'dingtalk'];

const key = (platform: string, address: string) => `${platform}:${address}`;

/**
 * Puts a message into the county's own ids; build once per county. A group or person the county does not know
 * keeps the platform's id behind the platform's name (`wecom:wr…`): answered like any stranger, and shown to the
 * operator to be entered.
 */
export function openDirectory(county: County): (heard: Heard) => Inbound {
  const people = new Map<string, string>();
  const groups = new Map<string, string>();
  for (const { id, accounts } of county.people.values())
    for (const name of names) if (accounts?.[name]) people.set(key(name, accounts[name].toLowerCase()), id);
  for (const { id, platform, address } of county.chats.values())
    if (address) groups.set(key(platform, address), id);

  return ({ group, account, ...message }) => {
    const { platform } = message;
    const person = people.get(key(platform, account.toLowerCase())) ?? key(platform, account);
    const chat =
      group === undefined ? directChat(person) : (groups.get(key(platform, group)) ?? key(platform, group));
    return { ...message, chat, person };
  };
}

/**
 * Which platform reaches a chat and under which address; undefined when it is on none. `platform` is where a
 * person just spoke, for those with several accounts.
 */
export function placeOf(
  county: County,
  chat: string,
  platform?: string,
): { platform: PlatformName; place: Place } | undefined {
  const [, person] = /^dm:(.*)$/.exec(chat) ?? [];
  if (person === undefined) {
    const one = county.chats.get(chat);
    if (!one) return stranger(chat, chat, 'group');
    const { address } = one;
    return address === undefined
      ? undefined
      : { platform: one.platform, place: { kind: 'group', address, chat } };
  }
  const accounts = county.people.get(person)?.accounts;
  const name =
    names.find((one) => one === platform && accounts?.[one]) ?? names.find((one) => accounts?.[one]);
  const address = name && accounts?.[name];
  return address
    ? { platform: name, place: { kind: 'person', address, chat } }
    : stranger(chat, person, 'person');
}

/** How a platform mentions a person. */
export function mentionOf(county: County, platform: string, person: string): Mention {
  const one = county.people.get(person);
  const account = one?.accounts?.[platform as PlatformName] ?? stranger('', person, 'person')?.place.address;
  const mobile = one?.accounts?.mobile;
  return {
    name: one?.name ?? account ?? person,
    ...(account ? { account } : {}),
    ...(mobile ? { mobile } : {}),
  };
}

/** `wecom:zhangsan`: what the county knows under no name of its own. */
function stranger(chat: string, id: string, kind: Place['kind']) {
  const platform = names.find((name) => id.startsWith(`${name}:`));
  return platform && { platform, place: { kind, address: id.slice(platform.length + 1), chat } };
}
