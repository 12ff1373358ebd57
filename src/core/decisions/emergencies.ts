import { can } from '../access.ts';
import { openCase, placeFor, specialistFor } from '../cases.ts';
import { type Emergency, emergencyIn } from '../intents/emergencies.ts';
import { type Case, type Decision, type Intent, isOpen, type Post, type View } from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/emergencies.ts';

/** Whose posts are told of it, the one that leads first; a county without one tells the others. */
const departments: Record<Emergency, string[]> = {
  gas: ['RQ', 'YJ'],
  fire: ['XF', 'YJ'],
  electric: ['GD', 'YJ', 'ZJ'],
  collapse: ['ZJ', 'YJ'],
  injury: ['ZJ', 'YJ'],
};

/** By the clock, not by office hours: nobody waits for the morning with such a case. */
const ACCEPT_MS = 30 * 60_000;
/** What is cried so soon after the first report is about the same. */
const SAME_MS = 2 * 60 * 60_000;

/**
 * 险情: what to do first, to whoever says it, bound or not; then a critical case, and its post, the others concerned
 * and the specialist told at once at any hour.
 */
export function reportEmergency(intent: Intent, kind: Emergency, view: View, now: Date): Decision {
  const { county, asker, chat } = view;
  const led = departments[kind].filter((code) => county.departments.has(code));
  const who = county.enterprises.get(asker?.enterprise ?? '')?.name ?? chat.title;
  const same = view.cases.find((kase) => isSame(kase, kind, view, now));
  const posts = led.map((code) => placeFor(view, now, opening([code])).owner);
  const notified = [...new Set([...posts, specialistFor(view)?.id ?? ''])].filter(Boolean);
  const told = (kase: Case | undefined): Post[] =>
    notified
      .filter((person) => person !== asker?.id)
      .map((person) => ({
        to: { person },
        text: texts.emergencyNotice(intent.text, kase, who, county),
        ...(kase ? { about: { case: kase.number } } : {}),
      }));
  if (same)
    return {
      changes: [{ kind: 'note-added', case: same.number, text: intent.text }],
      posts: [{ to: 'here', text: texts.emergencyAgain(kind, same) }, ...told(same)],
    };
  const names = [...new Set(notified.map((person) => postName(county.people.get(person))))];
  if (!asker || !can(asker, 'open-case', {}, chat.kind))
    return {
      changes: [],
      posts: [{ to: 'here', text: texts.emergencyReceipt(kind, undefined, names) }, ...told(undefined)],
    };
  const { kase, changes, posts: usual } = openCase(view, now, opening(led));
  const card = usual.filter(({ to }) => to !== 'here' && 'person' in to && to.person === kase.owner);
  return {
    changes,
    posts: [
      { to: 'here', text: texts.emergencyReceipt(kind, kase.number, names), about: { case: kase.number } },
      ...told(kase),
      ...card,
    ],
  };

  function opening(codes: string[]) {
    const { topic: _, ...named } = intent.mentions;
    return {
      kind: 'difficulty' as const,
      text: intent.text,
      mentions: { ...named, items: [], departments: codes },
      urgency: 'critical' as const,
      acceptBy: new Date(now.getTime() + ACCEPT_MS),
    };
  }
}

const isSame = (kase: Case, kind: Emergency, { asker }: View, now: Date): boolean =>
  isOpen(kase) &&
  asker?.enterprise !== undefined &&
  kase.enterprise === asker.enterprise &&
  now.getTime() - kase.openedAt.getTime() < SAME_MS &&
  emergencyIn(kase.summary) === kind;
