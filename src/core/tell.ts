import { type Case, type Chat, directChat, type Post, type View } from './model.ts';

/**
 * Tells the enterprise where it asked. Details go into a group only from D2 (project and staff groups);
 * elsewhere the group reads a neutral line and the reporter gets the details in the 1:1 chat.
 */
export function tell(
  kase: Case,
  view: Pick<View, 'county'>,
  text: string,
  kind: 'status' | 'detail' = 'status',
  neutral?: string,
): Post[] {
  const chat: Pick<Chat, 'kind' | 'level'> = view.county.chats.get(kase.chat) ?? {
    kind: 'direct',
    level: 'D2',
  };
  const about = { case: kase.number };
  const others = kase.watchers.filter((person) => person !== kase.reporter);
  const notify = others.map((person): Post => ({ to: { person }, text, about }));
  const mentions = kase.reporter ? [kase.reporter] : [];
  if (chat.kind === 'direct' || chat.level === 'D2' || kind === 'status') {
    return [{ to: { chat: kase.chat }, text, mentions, about }, ...notify];
  }
  const plain: Post[] = neutral ? [{ to: { chat: kase.chat }, text: neutral, mentions, about }] : [];
  return [
    ...plain,
    ...(kase.reporter ? [{ to: { chat: directChat(kase.reporter) }, text, about }] : []),
    ...notify,
  ];
}

/** The specialist who stays responsible (首问负责) hears of it, unless it is their own doing or case. */
export function copyToFirstContact(kase: Case, view: View, text: string): Post[] {
  const actor = view.asker?.id;
  return kase.firstContact === actor || kase.firstContact === kase.owner
    ? []
    : [{ to: { person: kase.firstContact }, text, about: { case: kase.number } }];
}

/** Whoever has a case and its first contact, each once, read the same words; never who said them. */
export function tellHolders(kase: Case, text: string, sayer?: string): Post[] {
  return [...new Set([kase.owner, kase.firstContact])]
    .filter((person) => person !== sayer)
    .map((person) => ({ to: { person }, text, about: { case: kase.number } }));
}

/** Who had a case that somebody else closed: nothing more is to be done. */
export const copyToHolder = (kase: Case, view: View, text: string): Post[] =>
  kase.owner === view.asker?.id ? [] : [{ to: { person: kase.owner }, text, about: { case: kase.number } }];
