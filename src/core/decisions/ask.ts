import { openCase } from '../cases.ts';
import { type Answer, type Decision, type Intent, say, silence, type View } from '../model.ts';
import { bindFirst, handedOver, notCovered, notCoveredHere, whichOne } from '../texts/cases.ts';

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
  if (view.opened) return covered ? say(answer.text) : silence;
  const fromEnterprise = view.asker?.role === 'enterprise';
  if (covered && (view.caseWanted !== 'new' || !fromEnterprise)) return say(answer.text);
  if (!view.asker) return say(bindFirst(view.county));
  if (!fromEnterprise) return say(notCoveredHere);
  const { text, mentions, urgency } = intent;
  const { changes, posts } = openCase(view, now, { kind: 'question', text, mentions, urgency });
  return {
    changes,
    posts: posts.map((post) => (post.to === 'here' ? { ...post, text: framed(post.text, answer) } : post)),
  };
}

const framed = (receipt: string, answer: Answer | undefined) =>
  answer && answer.outcome !== 'refuse' ? `${answer.text}\n${handedOver(receipt)}` : notCovered(receipt);
