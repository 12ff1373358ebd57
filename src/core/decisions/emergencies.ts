import { can } from '../access.ts';
import { openCase, placeFor, specialistFor } from '../cases.ts';
import { ACCEPT_MS, type Emergency, emergencyIn } from '../intents/emergencies.ts';
import {
  type Case,
  type County,
  type Decision,
  type Intent,
  isOpen,
  type Post,
  type View,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/emergencies.ts';

/** Whose posts are told of it, the one that leads first; a county without one tells the others. */
const departments: Record<Emergency, Office[]> = {
  gas: ['gas', 'safety'],
  fire: ['fire', 'safety'],
  electric: ['power', 'safety', 'building'],
  collapse: ['building', 'safety'],
  injury: ['building', 'safety'],
};

type Office = 'gas' | 'safety' | 'fire' | 'power' | 'building';
/** Counties give their departments codes of their own, but call them much the same. */
const offices: Record<Office, RegExp> = {
  gas: /^(?:燃气|天然气)/,
  safety: /^应急/,
  fire: /^消防/,
  power: /^(?:供电|电力|国网)/,
  building: /^(?:住建|住房|建设局|建委)/,
};

/** The codes of those whom an emergency concerns; the short name says more than an alias: 住建局 has a 消防科. */
export function concernedBy(kind: Emergency, { departments: all }: Pick<County, 'departments'>): string[] {
  return departments[kind].flatMap((office) => {
    const called = offices[office];
    const list = [...all.values()];
    const found =
      list.find(({ shortName }) => called.test(shortName)) ??
      list.find(({ aliases }) => aliases.some((alias) => called.test(alias)));
    return found?.code ?? [];
  });
}

/** What is cried so soon after the first report is about the same. */
const SAME_MS = 2 * 60 * 60_000;

/**
 * 险情: what to do first, to whoever says it, bound or not; then a critical case, and its post, the others concerned
 * and the specialist told at once at any hour.
 */
export function reportEmergency(intent: Intent, kind: Emergency, view: View, now: Date): Decision {
  const { county, asker, chat } = view;
  const led = concernedBy(kind, county);
  const who = county.enterprises.get(asker?.enterprise ?? '')?.name ?? chat.title;
  const same = view.cases.find((kase) => isSame(kase, kind, view, now));
  const posts = led.map((code) => placeFor(view, now, opening([code])).owner);
  const notified = [...new Set([...posts, specialistFor(view)?.id ?? ''])].filter(
    (person) => person !== '' && person !== asker?.id,
  );
  const told = (kase: Case | undefined): Post[] =>
    notified.map((person) => ({
      to: { person },
      text: texts.emergencyNotice(intent.text, kase, who, county),
      ...(kase ? { about: { case: kase.number } } : {}),
    }));
  if (same)
    return {
      changes: [{ kind: 'note-added', case: same.number, text: intent.text }],
      posts: [{ to: 'here', text: texts.emergencyAgain(kind, same, notified.length > 0) }, ...told(same)],
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
