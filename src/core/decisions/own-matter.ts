import { mayHearOf, mayHearWords } from '../here.ts';
import type { Facet } from '../intents/own-matter.ts';
import { concernsAsker, supplementAsked } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Filing,
  type Intent,
  isOpen,
  isRunning,
  type View,
} from '../model.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { casesTalkedOf } from '../talked-of.ts';
import * as texts from '../texts/own-filings.ts';
import { tellOf } from './scope.ts';

/**
 * What an enterprise asks of its matter in talk, and nothing else of the project: the filing it is about and the case
 * that was reported of it. Undefined where the record has neither.
 */
export function tellOwnMatter(intent: Intent, view: View, now: Date): Decision | undefined {
  const facet = intent.slots.facet as Facet | undefined;
  if (facet === undefined) return undefined;
  const { county, today, chat } = view;
  const { items } = intent.mentions;
  const about = view.spoken[0]?.about;
  const listed = items.length === 0 && about && 'filings' in about ? about.filings : [];
  const left = (one: Filing) =>
    clockOf(one, county.calendar, today).remainingDays ?? Number.POSITIVE_INFINITY;
  const filings = view.filings
    .filter((one) => (items.includes(one.item) || listed.includes(one.id)) && isRunning(one))
    .filter((one) => one.project === (view.project?.code ?? one.project))
    .sort((a, b) => left(a) - left(b))
    .slice(0, items.length || 1);
  const kase = caseInTalk(items, view, now);
  const codes = filings.map((one) => one.project);
  const why = mayHearOf(chat, codes, 'D2');
  const lines = filings.map((filing) => {
    const holder = county.people.get(responsible(county, filing, today) ?? '');
    const clock = clockOf(filing, county.calendar, today);
    return texts.facetOfFiling(facet, filing, { clock, holder, why, county, today });
  });
  if (kase) lines.push(texts.facetOfCase(facet, kase, supplementAsked(kase), county, now));
  if (lines.length === 0) return undefined;
  const { changes, posts } = tellOf(codes, lines.join('\n'), view);
  // What is asked next is asked of the same.
  const meant = kase ? { case: kase.number } : { filings: filings.map(({ id }) => id) };
  return { changes, posts: posts.map((post) => ({ ...post, about: meant })) };
}

/** What was reported of it, where its words may be read. */
const caseInTalk = (items: string[], view: View, now: Date): Case | undefined =>
  casesTalkedOf(view, now).find(
    (kase) =>
      isOpen(kase) &&
      kase.kind !== 'integrity' &&
      concernsAsker(view, kase) &&
      mayHearWords(view.chat, [kase]) &&
      (items.length === 0 || kase.items.some((item) => items.includes(item))),
  );
