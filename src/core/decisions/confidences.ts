import { openCase } from '../cases.ts';
import type { Confidence } from '../intents/confidences.ts';
import { type Decision, type Intent, isOpen, say, type View } from '../model.ts';
import { bindFirst } from '../texts/cases.ts';
import * as texts from '../texts/confidences.ts';

/** 廉政线索 and complaints about the specialist: the head of the service centre hears of them and nobody else. */
export function confide(intent: Intent, view: View, now: Date): Decision {
  const told = intent.slots.confidence as Confidence;
  if (told === 'how') return say(texts.howToComplain(view.county));
  if (told === 'secrecy') return keepSecret(intent, view);
  if (view.opened) return { changes: [], posts: [] };
  if (!view.asker) return say(bindFirst(view.county));
  const { text, mentions, urgency } = intent;
  const { changes, posts } = openCase(view, now, { kind: 'integrity', text, mentions, urgency });
  if (told === 'integrity') return { changes, posts };
  return {
    changes,
    posts: posts.map((post) => (post.to === 'here' ? { ...post, text: texts.aboutSpecialistReceipt } : post)),
  };
}

/** 别让他知道是我说的: added to the matter the asker told of, where nobody else reads along. */
function keepSecret({ text }: Intent, { asker, cases }: View): Decision {
  const kase = cases.find((one) => one.kind === 'integrity' && isOpen(one) && one.reporter === asker?.id);
  if (!kase) return say(texts.keptInGeneral);
  return {
    changes: [{ kind: 'note-added', case: kase.number, text }],
    posts: [
      { to: 'here', text: texts.kept },
      { to: { person: kase.owner }, text: texts.secrecyNotice(kase), about: { case: kase.number } },
    ],
  };
}
