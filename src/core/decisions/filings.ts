import { can } from '../access.ts';
import type { Action } from '../cases/actions.ts';
import { gapOf } from '../filings/gaps.ts';
import { filingMeant, isServedBy } from '../filings/meant.ts';
import { asDeemed, dayOpening, pausesEnded, type Step, stepIn, supplementOf } from '../filings/steps.ts';
import {
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isDecided,
  isOpen,
  type Mentions,
  type Person,
  say,
  silence,
  type View,
} from '../model.ts';
import { departmentNamed } from '../places.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { filingAsked, filingTold } from '../texts/filings.ts';
import { whoseMatter } from '../texts/office.ts';
import * as texts from '../texts/steps.ts';
import { otherDay } from './corrections.ts';
import { closeInstead } from './finished.ts';
import { proposeNew } from './new-filings.ts';
import { passOnLeadersWord } from './press.ts';
import { headsOf, moved, oneOfSeveral, propose, reportOf, tellOfFiling } from './steps.ts';

/**
 * An office-holder reports 受理, 补正, 特别程序 or 办结 of a filing. Free text only proposes: the clock moves when
 * the same post confirms, because a statutory clock must never turn on a misunderstood sentence. In a group only a
 * step that can be registered is asked about, and in a shared one the asker alone: what a project lacks is its own.
 */
export const noteFiling = (intent: Intent, view: View, now: Date): Decision =>
  oneOfSeveral(intent, (one) => noteStep(one, view, now));

function noteStep(intent: Intent, view: View, now: Date): Decision {
  const { asker } = view;
  if (!asker || asker.role === 'enterprise') return silence;
  if (asker.role === 'leader') return passOnLeadersWord(intent, view);
  const filing = filingMeant(intent, view);
  const alone = view.chat.kind === 'direct';
  if (!filing)
    return (
      proposeNew(intent, view) ??
      closeInstead(intent, view, now) ??
      (alone ? say(noFiling(intent.mentions, asker, view)) : silence)
    );
  if (!can(asker, 'move-filing', {}, 'direct')) return silence;
  if (!isServedBy(filing, asker)) return alone ? say(texts.notYourFiling) : silence;
  const step = stepIn(reportOf(intent.text, filing, view));
  if ('set' in step) return proposeStep(filing, step, intent.text, view);
  const instead =
    step.trouble === 'unclear'
      ? (otherDay(filing, intent.text, view) ?? closeInstead(intent, view, now))
      : undefined;
  if (instead) return instead;
  // What is still to come, or says nothing, is talk among people: they hear of it only where they told the bot.
  if ((step.trouble === 'unclear' || step.trouble === 'future') && !alone) return silence;
  return tellOfFiling(texts.stepTrouble(filing, step, view.county), filing, view);
}

/** A line about a number of the morning's list in the post's own words: asked about like any free text. */
export function stepOnListed(filing: Filing, text: string, serial: number, view: View): Decision {
  if (!isServedBy(filing, view.asker as Person)) return say(texts.notYourFiling);
  if (isDecided(filing)) return say(texts.filingClosed(filing, view.county));
  const step = stepIn(reportOf(text, filing, view));
  if ('set' in step) return proposeStep(filing, step, text, view);
  if (step.trouble === 'unclear') return say(filingTold(serial));
  return say(texts.stepTrouble(filing, step, view.county));
}

/** The step as it was understood, to be confirmed; an extension needs who approved it and why. */
function proposeStep(
  filing: Filing,
  { set, day }: Extract<Step, { set: unknown }>,
  text: string,
  view: View,
): Decision {
  const { county } = view;
  if (set.extensionDays && !(/批[准了过]|同意|审批/.test(text) && /因|原因|由于|[没未缺]/.test(text)))
    return tellOfFiling(texts.extensionNeeds, filing, view);
  const heads = set.extensionDays ? headsOf(filing, view) : undefined;
  const what = texts.stepText(filing, set, day, county);
  const note = texts.stepNote(set, day, county.calendar);
  return propose(filing, { set, what, note, ...(heads ? { confirmers: heads } : {}) }, view);
}

/** Words that name nothing are more likely about a case of the speaker's than about a filing. */
function noFiling(
  { items, departments, enterprises, projects }: Mentions,
  asker: Person,
  { cases, chat }: View,
): string {
  const namesNothing = items.length + departments.length + enterprises.length + projects.length === 0;
  const kase = cases.find((one) => isOpen(one) && one.owner === asker.id);
  return kase && namesNothing && chat.kind === 'direct' ? whoseMatter(kase) : texts.whichFiling;
}

/**
 * A line that answers the morning's list by number: the post itself writes what happened in so many words, which
 * is the confirmation that free text lacks.
 */
export function actOnFiling(
  listed: Filing,
  line: Action & { loose?: boolean; serial?: number },
  view: View,
): Decision {
  const { asker, today, county } = view;
  const filing = asDeemed(listed, county.calendar, today);
  const accepted = filing.acceptedOn === undefined ? {} : { acceptedOn: filing.acceptedOn };
  if (!asker || !can(asker, 'move-filing', {}, view.chat.kind)) return say(texts.notInGroup);
  if (!isServedBy(filing, asker)) return say(texts.notYourFiling);
  if (isDecided(filing)) return say(texts.filingClosed(filing, view.county));
  const text = line.text ?? '';
  switch (line.action) {
    case 'accept': {
      if (listed.acceptedOn) return say(texts.acceptedBefore(listed, view.county));
      const set = { state: 'accepted', remark: '', acceptedOn: today, ...accepted } as const;
      return moved(listed, { set, what: '受理' }, view);
    }
    case 'conclude': {
      const result = text || '已办结';
      const day = dayOpening(text, filing, today);
      const suspensions = pausesEnded(filing, day);
      const set = { state: 'concluded', concludedOn: day, result, suspensions, ...accepted } as const;
      if (line.loose) return propose(filing, { set, what: texts.stepText(filing, set, day, county) }, view);
      return moved(listed, { set, what: `办结：${result}` }, view);
    }
    case 'supplement': {
      if (text === '') return say(texts.whatIsMissing);
      const suspends = county.settings.supplementSuspends;
      const gap = gapOf(text) || text;
      const remark = /[缺差补不没未]/.test(gap) ? gap : `缺${gap}`;
      const set = supplementOf(filing, remark, { day: today, by: asker.id, suspends });
      return moved(listed, { set: { ...set, ...accepted }, what: `补正：${text}` }, view);
    }
    case 'transfer':
    case 'return': {
      const to = departmentNamed(view.county, line.department ?? '');
      if (!to || to.code === filing.department) return say(texts.whichDepartment);
      const next: Filing = { ...filing, department: to.code };
      delete next.liaison;
      const holder = responsible(view.county, next, today);
      const set = { department: to.code, liaison: holder ?? null };
      const decision = moved(filing, { set, what: `转${to.shortName}` }, view);
      const notice = texts.filingHandedOver(filing, view.county, text);
      const told = holder ? [{ to: { chat: directChat(holder) }, text: notice }] : [];
      return { ...decision, posts: [...decision.posts, ...told] };
    }
    default: {
      if (line.action === 'reply' && text) return moved(filing, { set: { remark: text }, what: text }, view);
      const clock = clockOf(filing, county.calendar, today);
      return say(filingAsked(filing, clock, county, line.serial ?? 0));
    }
  }
}
