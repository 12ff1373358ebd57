import { askedOnDay } from '../asked-on.ts';
import { calledIn } from '../called.ts';
import { openCase } from '../cases/index.ts';
import { isElliptical } from '../intents/goes-on.ts';
import { asks } from '../intents/rule.ts';
import { concernsAsker, foreignProjects, inTalk, reportedBefore, soundsElse } from '../meant.ts';
import {
  type Answer,
  type Case,
  type Change,
  type Decision,
  type Intent,
  isOpen,
  say,
  silence,
  type View,
} from '../model.ts';
import { casesTalkedOf } from '../talked-of.ts';
import {
  bindFirst,
  handedOver,
  notCovered,
  notCoveredHere,
  partNotCovered,
  whichOne,
} from '../texts/cases.ts';
import { notYours } from '../texts/filings.ts';
import { asOf, nearest } from '../texts/knowledge.ts';
import { opensAnother } from '../utterance.ts';
import { tellContact } from './contacts.ts';
import { answerFromCalendar } from './days.ts';
import { answerFromRecord } from './from-record.ts';
import { join, passOn } from './open.ts';
import { tellProgress } from './progress.ts';

/** Answers from the library; what it does not cover becomes a consultation with a named post and a time. */
export function answerQuestion(question: Intent, view: View, now: Date): Decision {
  const intent = forPost(question, view);
  // 19号是谁在管: of a case by its number.
  if (intent.kind === 'ask_contact' && intent.mentions.caseNumbers.length > 0)
    return tellProgress(intent, view, now);
  const replied = repliedJust(intent, view);
  if (replied) return join(replied, intent, view, now);
  const goingOn = caseGoneOn(intent, view, now);
  if (goingOn) return passOn(goingOn, intent.text, view);
  const day = answerFromCalendar(intent, view);
  if (day !== undefined) return say(day);
  const onRecord = view.caseWanted === 'new' ? undefined : answerFromRecord(intent, view, now);
  if (onRecord) return onRecord;
  const { answer } = intent;
  const covered = answer !== undefined && answer.outcome !== 'refuse';
  if (!covered && intent.slots.overheard === true) return silence;
  if (!covered && view.asker?.role === 'enterprise' && foreignProjects(view, intent)) return say(notYours);
  const contact = tellContact(intent, view, now);
  if (contact !== undefined) return say(contact);
  const { ambiguous } = intent.mentions;
  if (ambiguous && (intent.kind !== 'ask_procedure' || !covered)) {
    const options = ambiguous.items.map((code) => view.county.items.get(code)?.name ?? code);
    return say(whichOne(ambiguous.word, options));
  }
  const given = answer && covered ? givenTo(answer, view) : [];
  const then = askedOnDay(intent.text, view.today);
  const text = `${then === view.today ? '' : asOf(then)}${answer?.text ?? ''}`;
  const said = (): Decision => ({ changes: given, posts: [{ to: 'here', text }] });
  if (view.opened) return covered ? said() : silence;
  const fromEnterprise = view.asker?.role === 'enterprise';
  const rest = answer?.uncovered;
  if (covered && !fromEnterprise) return rest ? say(`${text}\n${partNotCovered(rest)}`) : said();
  if (covered && !rest && view.caseWanted !== 'new') return said();
  if (!view.asker) return say(bindFirst(view.county));
  if (!fromEnterprise) return say(view.several ? partNotCovered([intent.text]) : notCoveredHere);
  const missing = rest ?? (view.several ? [intent.text] : undefined);
  const lead = missing ? partNotCovered(missing) : notCovered;
  const frame = (receipt: string): string => {
    if (!covered) return `${lead}${receipt}${nearest(answer?.near ?? [])}`;
    return `${answer.text}\n${rest ? `${lead}${receipt}` : handedOver(receipt)}`;
  };
  const framed = ({ changes, posts }: Decision): Decision => ({
    changes: [...changes, ...given],
    posts: posts.map((post) => (post.to === 'here' ? { ...post, text: frame(post.text) } : post)),
  });
  const open = rest ? { ...intent, text: rest.join('') } : intent;
  const before = reportedBefore(view, 'question', open, now);
  if (before) return framed(join(before, open, view, now));
  const sources = [...(answer?.near ?? []), ...(answer?.citations ?? [])].map(({ doc, section }) => ({
    doc,
    section,
  }));
  const { text: asked, mentions, urgency } = inTalk(view, open, now);
  return framed(openCase(view, now, { kind: 'question', text: asked, mentions, urgency, sources }));
}

const collects = /(?:取|领|拿)(?:证|本|批文|批复|照|件)?[^,，。]{0,3}带|带[^,，。]{1,4}(?:取|领|拿)/;

/**
 * What no clause answers, though one may sound like it: 取证要带啥, as the papers for applying are not fetched with, and
 * what is asked of a person of an office by name.
 */
function forPost(intent: Intent, view: View): Intent {
  const { told, filings, spoken, chat, county, asker } = view;
  if (asker?.role !== 'enterprise') return intent;
  const about = spoken[0]?.about;
  const issued = filings.find(
    ({ id, item, state }) =>
      state === 'concluded' &&
      (told?.items.includes(item) || (about && 'filings' in about && about.filings.includes(id))),
  );
  const named = calledIn(intent.text, chat, county)?.duty !== undefined;
  const fetches = intent.kind === 'ask_materials' && ((told && issued) || collects.test(intent.text));
  if (!fetches && !named) return intent;
  const { answer: _, slots, mentions, ...rest } = intent;
  const items = mentions.items.length || !issued ? mentions.items : [issued.item];
  return {
    ...rest,
    mentions: { ...mentions, items },
    slots: fetches && issued ? { ...slots, overheard: false } : slots,
  };
}

const goesOn = /^(?:那|这|可是?|但是?|所以|意思|也就是)/;

/**
 * The case whose answer the asker has just read and asks on about, naming nothing: its post answers, no clause does.
 */
const repliedJust = ({ text, mentions, answer }: Intent, { told, cases }: View): Case | undefined =>
  told?.case !== undefined &&
  (goesOn.test(text) || isUncovered(answer)) &&
  !opensAnother(text) &&
  mentions.departments.length === 0 &&
  mentions.items.every((item) => told.items.includes(item))
    ? cases.find(
        ({ number, status, kind }) => number === told.case && status === 'answered' && kind !== 'integrity',
      )
    : undefined;

const isUncovered = (answer: Answer | undefined): boolean =>
  answer === undefined || answer.outcome === 'refuse';

/** 还是不行啊: of the case just talked of, where the words leave out what they are about and the library has no answer. */
const caseGoneOn = ({ text, mentions, answer }: Intent, view: View, now: Date): Case | undefined => {
  if (view.asker?.role !== 'enterprise' || view.opened) return undefined;
  // What asks nothing wants no clause, whatever the library finds in it.
  if (asks(text) && !isUncovered(answer)) return undefined;
  if (!isElliptical(text) || opensAnother(text) || mentions.departments.length > 0) return undefined;
  const [kase] = casesTalkedOf(view, now);
  if (!kase || !isOpen(kase) || kase.kind === 'integrity' || !concernsAsker(view, kase)) return undefined;
  const another = mentions.items.some((item) => !kase.items.includes(item));
  return another || soundsElse(kase, mentions, view.county) ? undefined : kase;
};

/** Who was told a 部门答复 hears of it when its ground moves. */
const givenTo = ({ reply }: Answer, view: View): Change[] =>
  reply && view.asker
    ? [{ kind: 'reply-given', number: reply, person: view.asker.id, chat: view.chat.id }]
    : [];
