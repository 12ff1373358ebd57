import { change, notice, placeFor, SUMMARY } from '../cases.ts';
import { caseGoingOn, latestTalkedOf } from '../meant.ts';
import { type Case, type Decision, type Intent, isOpen, type Post, say, type View } from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/follow-ups.ts';

/** What was asked for in a receipt is told. */
export function giveFacts(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.corrects === true) return correctOwn(intent, view, now);
  const kase = caseGoingOn(view, intent, now);
  return kase ? complete(kase, intent, view, now) : say(texts.whichPost);
}

/** 刚才说错了: the last case of the talk takes the corrected words; without one nothing has to be undone. */
function correctOwn(intent: Intent, view: View, now: Date): Decision {
  const latest = latestTalkedOf(view, now);
  const kase = view.cases.find((one) => one.number === latest && isOpen(one));
  if (!kase) return say(texts.correctionTaken);
  if (!intent.text) return say(texts.correctionOf(kase));
  const about = { case: kase.number };
  const summary = `${kase.summary}；更正：${intent.text}`.slice(0, SUMMARY);
  return {
    changes: [change(kase, { summary }, `企业更正：${intent.text}`)],
    posts: [
      { to: 'here', text: texts.correctionAdded(kase, view.county), about },
      { to: { person: kase.owner }, text: texts.correctionNotice(kase, intent.text), about },
    ],
  };
}

/**
 * Adds to a case what its reporter says next: project, item, the words. Nobody having accepted it yet, it goes to
 * the post that the new facts point to. Said in the same breath, the receipt above is answer enough.
 */
export function complete(kase: Case, intent: Intent, view: View, now: Date): Decision {
  const { county } = view;
  const { text, mentions } = intent;
  const summary = `${kase.summary}；${text}`.slice(0, SUMMARY);
  const items = [...new Set([...kase.items, ...mentions.items])].slice(0, 4);
  const project = kase.project ?? view.project?.code;
  const known = { summary, items, ...(project ? { project } : {}) };
  const says = kase.items.length === 0 && mentions.items.length + mentions.departments.length > 0;
  const { firstContact: _, ...place } = placeFor(view, now, { ...intent, kind: kase.kind });
  const about = { case: kase.number };
  if (!says || kase.status !== 'assigned' || place.owner === kase.owner) {
    const asked = view.turns.some((turn) => turn.case === kase.number && turn.lacks);
    const here: Post[] = asked ? [{ to: 'here', text: texts.factsTaken(kase, county), about }] : [];
    return {
      changes: [change(kase, known, `企业补充：${text}`)],
      posts: [...here, { to: { person: kase.owner }, text: texts.factsNotice(kase, text), about }],
    };
  }
  const hops = [...kase.hops, { at: now, to: place.owner, reason: place.reason }];
  const changed: Case = { ...kase, ...known, ...place, hops, version: kase.version + 1 };
  const to = postName(county.people.get(place.owner));
  return {
    changes: [change(kase, { ...known, ...place, hops }, `企业补充后转${to}`)],
    posts: [
      { to: 'here', text: texts.factsMoved(changed, county, now), about },
      notice(changed, county, now),
      { to: { person: kase.owner }, text: texts.movedOn(kase, to), about },
    ],
  };
}
