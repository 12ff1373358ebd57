import { keepBack } from '../cases/hand-over.ts';
import { openCase, specialistFor } from '../cases/index.ts';
import { hereOrPrivately } from '../here.ts';
import { type Confidence, keepsFromOffice, pleadsSecrecy } from '../intents/confidences.ts';
import { concernsAsker } from '../meant.ts';
import { type Case, type Decision, type Intent, isOpen, say, silence, type View } from '../model.ts';
import { casesTalkedOf } from '../talked-of.ts';
import { bindFirst, postName } from '../texts/cases.ts';
import * as texts from '../texts/confidences.ts';
import { toldPrivately } from '../texts/filings.ts';

/** 廉政线索 and complaints about a person: the head of the service centre hears of them and nobody else. */
export function confide(intent: Intent, view: View, now: Date): Decision {
  const told = intent.slots.confidence as Confidence;
  if (told === 'how') return say(texts.howToComplain(view.county));
  if (told === 'secrecy') return keepSecret(intent, view, now);
  if (view.opened) return silence;
  if (!view.asker) return say(bindFirst(view.county));
  const { text, mentions, urgency } = intent;
  const { changes, posts } = openCase(view, now, { kind: 'integrity', text, mentions, urgency });
  const receipts: Partial<Record<Confidence, string>> = {
    specialist: texts.aboutSpecialistReceipt,
    person: view.chat.kind === 'direct' ? texts.aboutPersonReceipt : texts.integrityReceipt,
  };
  const kept = pleadsSecrecy(text) && view.chat.kind === 'direct' ? texts.nameKept : '';
  return {
    changes,
    posts: posts.map((post) =>
      post.to === 'here' ? { ...post, text: `${receipts[told] ?? post.text}${kept}` } : post,
    ),
  };
}

/**
 * 别让他知道是我说的: added to the matter the asker told of, where nobody else reads along. A plain case that an office
 * is not to have goes to the specialist.
 */
function keepSecret({ text }: Intent, view: View, now: Date): Decision {
  const { asker, cases } = view;
  const plain = plainMeant(text, view, now);
  if (plain) return takeFromOffice(plain, text, view, now);
  const kase = cases.find((one) => one.kind === 'integrity' && isOpen(one) && one.reporter === asker?.id);
  if (!kase) return say(texts.keptInGeneral);
  return {
    changes: [{ kind: 'note-added', case: kase.number, text }],
    posts: [
      { to: 'here', text: texts.kept },
      { to: { person: kase.owner }, text: texts.secrecyNotice(kase, text) },
    ],
  };
}

/** The asker's own case that is named, or was just talked of where it is to be kept from an office. */
function plainMeant(text: string, view: View, now: Date): Case | undefined {
  if (view.asker?.role !== 'enterprise') return undefined;
  const talkedOf = keepsFromOffice(text) ? casesTalkedOf(view, now) : [];
  return (view.quotedCase ? [view.quotedCase] : talkedOf).find(
    (kase) => isOpen(kase) && kase.kind !== 'integrity' && concernsAsker(view, kase),
  );
}

function takeFromOffice(kase: Case, words: string, view: View, now: Date): Decision {
  const next = view.county.people.get(kase.firstContact) ?? specialistFor(view);
  if (!next) return say(texts.keptInGeneral);
  const told = { to: { person: next.id }, text: texts.takenFromOfficeNotice(kase, words) };
  const { changes, posts, holder } =
    kase.owner === next.id
      ? { changes: [], posts: [], holder: postName(next) }
      : keepBack(kase, next, {}, view, now);
  const text = texts.takenFromOffice(kase, holder, postName(next));
  const here = hereOrPrivately(text, view, {
    may: view.chat.kind === 'direct',
    neutral: toldPrivately,
  });
  const noted = { kind: 'note-added', case: kase.number, text: words } as const;
  return { changes: [...changes, noted], posts: [...here.posts, ...posts, told] };
}
