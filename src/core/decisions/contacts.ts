import { placeFor } from '../cases.ts';
import type { Intent, Person, View } from '../model.ts';
import { postsNamed } from '../places.ts';
import { officePhones } from '../texts/contacts.ts';

const wantsPhone = /电话|座机|手机|号码|联系方式|怎么联系/;
/** Whose number a document prints: 工改办0000-…. */
const printed = /([\u4e00-\u9fa5]{2,8})\d{3,4}-\d{7,8}/g;

/** 规划岗电话多少: post and office phone out of the list of liaisons, never a mobile. */
export function tellContact(intent: Intent, view: View, now: Date): string | undefined {
  const { kind, text, answer } = intent;
  if (kind !== 'ask_contact' || !wantsPhone.test(text) || /窗口|专员|专班/.test(text)) return undefined;
  if ([...(answer?.text ?? '').matchAll(printed)].some(([, whose = '']) => text.includes(whose)))
    return undefined;
  const posts = postsMeant(intent, view, now).filter(({ duty }) => duty?.phone);
  return posts.length ? officePhones(posts, /手机/.test(text)) : undefined;
}

/** The posts that are named, else whoever would be asked about the matter. */
function postsMeant({ text, mentions }: Intent, view: View, now: Date): Person[] {
  const named = postsNamed(view.county, text, view.today);
  if (named.length) return named;
  if (mentions.items.length + mentions.departments.length === 0) return [];
  const { owner } = placeFor(view, now, { kind: 'question', text, mentions, urgency: 'normal' });
  const person = view.county.people.get(owner);
  return person ? [person] : [];
}
