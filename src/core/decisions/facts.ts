import { chase } from '../cases/chase.ts';
import { change, notice, placeFor, SUMMARY } from '../cases/index.ts';
import { tellHolders } from '../cases/tell.ts';
import { caseGoingOn, concernsAsker } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Intent,
  isOpen,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import { casesTalkedOf } from '../talked-of.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/follow-ups.ts';
import { passOn } from './open.ts';

/** What was asked for in a receipt is told. */
export function giveFacts(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.corrects === true) return correctOwn(intent, view, now);
  const kase = caseGoingOn(view, intent, now);
  if (kase) return complete(kase, intent, view, now);
  // 明天上午 among people answers them.
  return view.chat.kind === 'direct' || intent.slots.addressed === true ? say(texts.whichPost) : silence;
}

const urges = /催/;

/**
 * 刚才说错了: the last case of the talk takes the corrected words, and goes where they point; without one nothing has to
 * be undone. Words about another case of the same enterprise belong to that.
 */
function correctOwn(intent: Intent, view: View, now: Date): Decision {
  const kase = casesTalkedOf(view, now).find((one) => isOpen(one) && concernsAsker(view, one));
  const { text, mentions } = intent;
  if (!kase) return say(texts.correctionTaken);
  if (!text) return say(texts.correctionOf(kase));
  const items = mentions.items.filter((item) => !kase.items.includes(item));
  const secret = kase.kind === 'integrity';
  const other =
    items.length && !secret
      ? view.cases.find(
          (one) =>
            one.number !== kase.number &&
            isOpen(one) &&
            one.enterprise === view.asker?.enterprise &&
            one.items.some((item) => items.includes(item)),
        )
      : undefined;
  if (other) return urges.test(text) ? chase(other, view, now) : passOn(other, text, view);
  const known = { summary: `${kase.summary}；更正：${text}`.slice(0, SUMMARY) };
  const moved = !secret && elsewhere(kase, intent, view) && moveOn(kase, known, intent, view, now);
  if (moved) return moved;
  return {
    changes: [change(kase, known, `企业更正：${text}`)],
    posts: [
      { to: 'here', text: texts.correctionAdded(kase, view.county) },
      ...tellHolders(kase, texts.correctionNotice(kase, text)),
    ],
  };
}

/** Whether the words name a matter or an office that the case is not with. */
const elsewhere = (kase: Case, { mentions: { items, departments } }: Intent, { county }: View): boolean =>
  items.length
    ? !items.some(
        (item) => kase.items.includes(item) || county.items.get(item)?.departments.includes(kase.department),
      )
    : departments.some((code) => code !== kase.department);

/**
 * 转错了，是水利的事: nobody having accepted it, the case goes to the office named; otherwise its specialist is asked to
 * see to it, and both read the words.
 */
export function misrouted(kase: Case, intent: Intent, view: View, now: Date): Decision {
  const { text, mentions } = intent;
  const departments = mentions.departments.filter((code) => code !== kase.department);
  const there = { ...intent, mentions: { ...mentions, departments } };
  const names = mentions.items.length + departments.length > 0 && elsewhere(kase, there, view);
  const moved = names && moveOn(kase, {}, there, view, now);
  if (moved) return moved;
  return {
    changes: [{ kind: 'note-added', case: kase.number, text: `企业认为不对口：${text}` }],
    posts: [
      { to: 'here', text: texts.toBeMoved(kase, view.county) },
      ...tellHolders(kase, texts.wrongPost(kase, text)),
    ],
  };
}

/** To the post that new facts point to; undefined where it has been accepted or is there already. */
function moveOn(
  kase: Case,
  known: Partial<Case>,
  intent: Intent,
  view: View,
  now: Date,
): Decision | undefined {
  const { county } = view;
  const { firstContact: _, ...place } = placeFor(view, now, { ...intent, kind: kase.kind });
  if (kase.status !== 'assigned' || place.owner === kase.owner) return undefined;
  const { items } = intent.mentions;
  const hops = [...kase.hops, { at: now, to: place.owner, reason: place.reason }];
  const set = { items, ...known, ...place, hops };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const to = postName(county.people.get(place.owner));
  return {
    changes: [change(kase, set, `企业补充后转${to}`)],
    posts: [
      { to: 'here', text: texts.factsMoved(changed, county, now) },
      notice(changed, county, now),
      { to: { person: kase.owner }, text: texts.movedOn(kase, to) },
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
  const moved = says && moveOn(kase, known, intent, view, now);
  if (moved) return moved;
  const asked = view.turns.some((turn) => turn.case === kase.number && turn.lacks);
  const here: Post[] = asked ? [{ to: 'here', text: texts.factsTaken(kase, county) }] : [];
  return {
    changes: [change(kase, known, `企业补充：${text}`)],
    posts: [...here, { to: { person: kase.owner }, text: texts.factsNotice(kase, text) }],
  };
}
