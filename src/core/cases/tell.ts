import { wantsSomething } from '../intents/request-cues.ts';
import { type Case, type Chat, type County, directChat, type Post, type View } from '../model.ts';
import { postName } from '../texts/cases.ts';

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

const reportedByOffice = (kase: Case, { people }: County): boolean =>
  people.get(kase.reporter)?.role !== 'enterprise';

/** Of what an office reported nobody of the enterprise reads; what it must do itself reaches its people. */
export function tellEnterprise(kase: Case, { county }: Pick<View, 'county'>, text: string): Post[] {
  const { enterprise, kind, number } = kase;
  if (enterprise === undefined || kind === 'integrity' || !reportedByOffice(kase, county)) return [];
  return [...county.people.values()]
    .filter((person) => person.enterprise === enterprise && !kase.watchers.includes(person.id))
    .map(({ id }): Post => ({ to: { chat: directChat(id) }, text, about: { case: number } }));
}

/** Whom a receipt names as having been told. */
export function heardBy(kase: Case, { county }: Pick<View, 'county'>, toEnterprise: Post[] = []): string {
  if (!reportedByOffice(kase, county)) return '企业';
  return `${postName(county.people.get(kase.reporter))}${toEnterprise.length > 0 ? '和企业' : ''}`;
}

/** An answer: to who reported, and where it wants something of the enterprise to that; `heard` is for the receipt. */
export function tellAnswer(
  kase: Case,
  view: Pick<View, 'county'>,
  text: string,
  words: string,
  neutral?: string,
): { posts: Post[]; heard: string } {
  const more = wantsSomething(words) ? tellEnterprise(kase, view, text) : [];
  return { posts: [...tell(kase, view, text, 'detail', neutral), ...more], heard: heardBy(kase, view, more) };
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
