import { type Case, type Chat, type ChatLevel, type Decision, directChat, say, type View } from './model.ts';

/** Where only office-holders, or the asker alone, read along. */
export const isInside = ({ kind }: Chat): boolean => kind === 'direct' || kind === 'staff';

/** A group may hear of the projects it was made for, as far as its level goes; a shared group of none. */
export const mayHearOf = (chat: Chat, projects: (string | undefined)[], level: ChatLevel = 'D1'): boolean =>
  isInside(chat) ||
  (chat.level !== 'D0' &&
    chat.level >= level &&
    projects.every((code) => code !== undefined && chat.projects.includes(code)));

/** The words of a case, and of its answer, are repeated only where they were said. */
export const mayHearWords = (chat: Chat, cases: Pick<Case, 'chat'>[]): boolean =>
  isInside(chat) || cases.every((kase) => kase.chat === chat.id);

/** Says it here where this chat may read so much, else to the asker alone, with a neutral line here. */
export function hereOrPrivately(
  text: string,
  { asker }: View,
  { may, neutral, about }: { may: boolean; neutral: string; about?: { case: string } },
): Decision {
  if (may) return say(text);
  return {
    changes: [],
    posts: [
      { to: 'here', text: neutral },
      { to: { chat: directChat(asker?.id ?? '') }, text, ...(about ? { about } : {}) },
    ],
  };
}
