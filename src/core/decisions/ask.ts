import { askedOnDay } from '../asked-on.ts';
import { openCase } from '../cases.ts';
import { reportedBefore } from '../meant.ts';
import { type Answer, type Change, type Decision, type Intent, say, silence, type View } from '../model.ts';
import { bindFirst, handedOver, notCovered, notCoveredHere, whichOne } from '../texts/cases.ts';
import { asOf, nearest } from '../texts/knowledge.ts';
import { join } from './open.ts';

/** Answers from the library; what it does not cover becomes a consultation with a named post and a time. */
export function answerQuestion(intent: Intent, view: View, now: Date): Decision {
  const { answer } = intent;
  const covered = answer !== undefined && answer.outcome !== 'refuse';
  if (!covered && intent.slots.overheard === true) return silence;
  const { ambiguous } = intent.mentions;
  if (ambiguous && (intent.kind !== 'ask_procedure' || !covered)) {
    const options = ambiguous.items.map((code) => view.county.items.get(code)?.name ?? code);
    return say(whichOne(ambiguous.word, options));
  }
  const given = answer && covered ? givenTo(answer, view) : [];
  const day = askedOnDay(intent.text, view.today);
  const text = `${day === view.today ? '' : asOf(day)}${answer?.text ?? ''}`;
  const said = (): Decision => ({ changes: given, posts: [{ to: 'here', text }] });
  if (view.opened) return covered ? said() : silence;
  const fromEnterprise = view.asker?.role === 'enterprise';
  if (covered && (view.caseWanted !== 'new' || !fromEnterprise)) return said();
  if (!view.asker) return say(bindFirst(view.county));
  if (!fromEnterprise) return say(notCoveredHere);
  const framed = ({ changes, posts }: Decision): Decision => ({
    changes: [...changes, ...given],
    posts: posts.map((post) => (post.to === 'here' ? { ...post, text: frame(post.text, answer) } : post)),
  });
  const before = reportedBefore(view, 'question', intent, now);
  if (before) return framed(join(before, intent, view, now));
  const sources = [...(answer?.near ?? []), ...(answer?.citations ?? [])].map(({ doc, section }) => ({
    doc,
    section,
  }));
  const { text: asked, mentions, urgency } = intent;
  return framed(openCase(view, now, { kind: 'question', text: asked, mentions, urgency, sources }));
}

const frame = (receipt: string, answer: Answer | undefined) =>
  answer && answer.outcome !== 'refuse'
    ? `${answer.text}\n${handedOver(receipt)}`
    : notCovered(receipt, nearest(answer?.near ?? []));

/** Who was told a 部门答复 hears of it when its ground moves. */
const givenTo = ({ reply }: Answer, view: View): Change[] =>
  reply && view.asker
    ? [{ kind: 'reply-given', number: reply, person: view.asker.id, chat: view.chat.id }]
    : [];
