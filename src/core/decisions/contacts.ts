import { placeFor, specialistFor } from '../cases/index.ts';
import { mayHearOf } from '../here.ts';
import { foreignProjects, names } from '../meant.ts';
import { type Intent, isRunning, type Person, type View } from '../model.ts';
import { postsNamed } from '../places.ts';
import { responsible } from '../reminders.ts';
import { postName } from '../texts/cases.ts';
import { officePhones, projectHolders } from '../texts/contacts.ts';
import { notYours } from '../texts/filings.ts';

const wantsPhone = /电话|座机|手机|号码|联系方式|怎么联系/;
/** Whose number a document prints: 工改办0000-…. */
const printed = /([\u4e00-\u9fa5]{2,8})\d{3,4}-\d{7,8}/g;

/** 规划岗电话多少: post and office phone out of the list of liaisons, never a mobile. */
export function tellContact(intent: Intent, view: View, now: Date): string | undefined {
  const { kind, text, answer } = intent;
  if (kind === 'ask_contact' && wantsWho.test(text)) return tellHolders(intent, view);
  if (kind !== 'ask_contact' || !wantsPhone.test(text) || /窗口|专员|专班/.test(text)) return undefined;
  if ([...(answer?.text ?? '').matchAll(printed)].some(([, whose = '']) => text.includes(whose)))
    return undefined;
  const posts = postsMeant(intent, view, now).filter(({ duty }) => duty?.phone);
  return posts.length ? officePhones(posts, /手机/.test(text)) : undefined;
}

const wantsWho = /谁(?:在)?(?:负责|管|跟|盯|对接|办)|(?:专员|负责人|联络员|经办)(?:是|叫)?(?:谁|哪)|谁是/;

/** 三幼谁负责: the specialist of the project named, and the posts that have what is under way in it. */
function tellHolders(intent: Intent, view: View): string | undefined {
  const { mentions, text } = intent;
  const { county, today, asker } = view;
  if (foreignProjects(view, intent)) return notYours;
  const named = view.projects.filter((one) => names(mentions, one));
  const own = asker?.role === 'enterprise' && /我们?(?:这个)?项目/.test(text) ? view.project : undefined;
  const [project = own, another] = named;
  if (!project || another || !asker) return undefined;
  const specialist = specialistFor({ ...view, project });
  // What of it is under way is told where the project may be heard of; who looks after it is no secret.
  const filings = view.filings.filter(
    (one) =>
      mayHearOf(view.chat, [project.code]) &&
      one.project === project.code &&
      isRunning(one) &&
      (mentions.items.length === 0 || mentions.items.includes(one.item)) &&
      (mentions.departments.length === 0 || mentions.departments.includes(one.department)),
  );
  const held = filings.map((one) => ({
    item: county.items.get(one.item)?.name ?? one.item,
    post: postName(county.people.get(responsible(county, one, today) ?? '')),
  }));
  const name = asker.role === 'enterprise' ? undefined : specialist?.name;
  return projectHolders(project.name, postName(specialist), name, held);
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
