import { change } from './cases.ts';
import { hereOrPrivately, mayHearWords } from './here.ts';
import { type Case, type Decision, dayOf, say, type Urgency, type View } from './model.ts';
import * as texts from './texts/cases.ts';
import { chased as confided } from './texts/confidences.ts';

const urgencies: Urgency[] = ['normal', 'high', 'critical'];

/** 催办: one note to the holder per working day and case, more urgent from then on; the specialist hears of it. */
export function chase(kase: Case, view: View, now: Date, asked: Urgency = 'high'): Decision {
  const holder = texts.postName(view.county.people.get(kase.owner));
  const who = texts.urgerName(view.asker);
  const today = dayOf(now);
  if (kase.status === 'answered') return recall(kase, holder, view);
  if (kase.status === 'waiting-enterprise')
    return say(texts.waitsFor(kase, view.asker?.role === 'enterprise'));
  const about = { case: kase.number };
  const secret = kase.kind === 'integrity';
  if (kase.lastChasedOn === today) return say(secret ? confided : texts.chasedAlready(kase, holder));
  const urgency = urgencies.findLast((one) => [kase.urgency, asked, 'high'].includes(one)) ?? 'high';
  return {
    changes: [change(kase, { lastChasedOn: today, urgency }, `催办${holder}`)],
    posts: [
      { to: 'here', text: secret ? confided : texts.chased(kase, holder, now), about },
      { to: { person: kase.owner }, text: texts.chaseNotice(kase, who, now), about },
      ...([kase.owner, view.asker?.id].includes(kase.firstContact)
        ? []
        : [{ to: { person: kase.firstContact }, text: texts.chaseCopy(kase, who, holder) }]),
    ],
  };
}

/** What was answered is not chased: the answer is said again, where it may be read. */
function recall(kase: Case, holder: string, view: View): Decision {
  const text = texts.answeredBefore(kase, holder);
  const { chat } = view;
  const may = chat.kind === 'direct' || (chat.level === 'D2' && mayHearWords(chat, [kase]));
  const neutral = texts.answeredNeutral(kase, holder);
  return hereOrPrivately(text, view, { may, neutral, about: { case: kase.number } });
}
