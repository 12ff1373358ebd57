import { can } from './access.ts';
import { cardFor, change, dueTimes, notice, SUMMARY } from './cases.ts';
import { draftReply } from './decisions/knowledge.ts';
import { convene } from './decisions/meetings.ts';
import { reroute } from './hand-over.ts';
import {
  type Case,
  type CaseAction,
  type Decision,
  dayOf,
  isOpen,
  say,
  serialOf,
  silence,
  type Urgency,
  type View,
} from './model.ts';
import { retype } from './retype.ts';
import { copyToFirstContact, tell } from './tell.ts';
import * as texts from './texts/cases.ts';

/** What an office-holder wants done with a case, by button or by line. */
export interface Action {
  action: CaseAction;
  /** Department as written. */
  department?: string;
  /** Reason, result, missing material or answer. */
  text?: string;
  /** Items that the line names. */
  items?: string[];
  /** Version on the pressed card; an older one is refused (a typed line carries none). */
  version?: number;
}

/**
 * One handler for buttons and typed lines: checks actor, place, state and version, then decides.
 * Cases out of the actor's reach and cases that do not exist are answered alike.
 */
export function act(
  kase: Case | undefined,
  action: Action,
  view: View,
  now: Date,
  serial?: number,
): Decision {
  const actor = view.asker;
  if (!kase || !actor) return say(texts.refusals.noSuchCase(serial));
  if (!can(actor, action.action, { case: kase }, view.chat.kind)) {
    const elsewhere = view.chat.kind !== 'direct' && can(actor, action.action, { case: kase }, 'direct');
    return say(
      elsewhere ? texts.refusals.notAllowedHere : texts.refusals.noSuchCase(serial ?? serialOf(kase.number)),
    );
  }
  if (!isOpen(kase)) return say(texts.refusals.closed(kase));
  const by = texts.postName(actor);
  if (action.action === 'accept' && kase.status !== 'assigned') {
    return say(texts.acceptedAlready(kase, texts.postName(view.county.people.get(kase.owner))));
  }
  if (action.version !== undefined && action.version !== kase.version) return say(texts.refusals.stale(kase));
  switch (action.action) {
    case 'accept': {
      const changed: Case = { ...kase, owner: actor.id, status: 'accepted', version: kase.version + 1 };
      return {
        changes: [change(kase, { status: 'accepted', acceptedAt: now, owner: actor.id }, `${by}接单`)],
        posts: [
          ...tell(changed, view, texts.accepted(changed, by, now)),
          { to: 'here', text: texts.done.accept(kase), card: cardFor(changed, view.county) },
        ],
      };
    }
    case 'reply': {
      if (!action.text) return say(texts.refusals.needReply(serialOf(kase.number)));
      if (kase.owner !== actor.id && kase.assisting.includes(actor.department ?? ''))
        return assist(kase, action.text, by, view);
      const first = kase.acceptedAt ? {} : { acceptedAt: now };
      const draft = draftReply(kase, action.text, view);
      return {
        changes: [
          change(kase, { status: 'answered', owner: actor.id, result: action.text, ...first }, `${by}答复`),
          ...draft.changes,
        ],
        posts: [
          ...tell(kase, view, texts.answered(kase, by, action.text), 'detail'),
          { to: 'here', text: texts.done.reply(kase) },
          ...draft.posts,
        ],
      };
    }
    case 'conclude': {
      if (!action.text) return say(texts.refusals.needResult(serialOf(kase.number)));
      // What was answered already is drafted already.
      const draft = kase.status === 'answered' ? silence : draftReply(kase, action.text, view);
      return {
        changes: [
          change(
            kase,
            { status: 'concluded', concludedAt: now, result: action.text, owner: actor.id },
            `${by}办结`,
          ),
          ...draft.changes,
        ],
        posts: [
          ...tell(kase, view, texts.concluded(kase, by, action.text), 'detail', texts.concludedNeutral(kase)),
          ...copyToFirstContact(kase, view, texts.concluded(kase, by, action.text)),
          { to: 'here', text: texts.done.conclude(kase) },
          ...draft.posts,
        ],
      };
    }
    case 'supplement': {
      if (!action.text) return say(texts.refusals.needMissing(serialOf(kase.number)));
      return {
        changes: [
          change(kase, { status: 'waiting-enterprise', owner: actor.id }, `${by}要求补件：${action.text}`),
        ],
        posts: [
          ...tell(
            kase,
            view,
            texts.needsSupplement(kase, by, action.text),
            'detail',
            texts.needsSupplementNeutral(kase),
          ),
          { to: 'here', text: texts.done.supplement(kase) },
        ],
      };
    }
    case 'return':
    case 'transfer':
      return reroute(kase, action, view, now);
    case 'chase':
      return chase(kase, view, now);
    case 'convene':
      return convene(kase, view, now);
    case 'retype':
      return retype(kase, action.text, view);
    default:
      return action.action satisfies never;
  }
}

/** A department that helps says its opinion: whoever leads stays in charge and answers in the end. */
function assist(kase: Case, text: string, by: string, view: View): Decision {
  return {
    changes: [{ kind: 'note-added', case: kase.number, text: `${by}意见：${text}` }],
    posts: [
      ...tell(kase, view, texts.answered(kase, by, text), 'detail'),
      { to: { person: kase.owner }, text: texts.assisted(kase, by, text), about: { case: kase.number } },
      { to: 'here', text: texts.done.assist(kase) },
    ],
  };
}

/** How long an enterprise may say that a concluded case is not solved (days). */
const DISPUTE_DAYS = 15;

/**
 * 没解决: the enterprise reopens its own case; the number, the post and the 首问 responsibility stay. What is wrong
 * now goes to both.
 */
export function reopen(kase: Case, words: string, view: View, now: Date): Decision | undefined {
  const since = kase.concludedAt ? now.getTime() - kase.concludedAt.getTime() : Number.POSITIVE_INFINITY;
  const own = view.asker?.enterprise !== undefined && kase.enterprise === view.asker.enterprise;
  if (kase.status !== 'concluded' || !own || since > DISPUTE_DAYS * 86_400_000) return undefined;
  const set = {
    status: 'assigned' as const,
    summary: `${kase.summary}；${words}`.slice(-SUMMARY),
    ...dueTimes(view.county, kase.level, kase.urgency, now),
    hops: [...kase.hops, { at: now, to: kase.owner, reason: '企业认为没有解决，重开' }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const text = texts.reopened(changed, texts.postName(view.county.people.get(kase.owner)), now);
  return {
    changes: [change(kase, set, `企业重开：${words}`)],
    posts: [
      { to: 'here', text, about: { case: kase.number } },
      notice(changed, view.county, now),
      ...copyToFirstContact(changed, view, `${text}\n${texts.saidNow(words)}`),
    ],
  };
}

const urgencies: Urgency[] = ['normal', 'high', 'critical'];

/** 催办: one note to the holder per working day and case, more urgent from then on; the specialist hears of it. */
export function chase(kase: Case, view: View, now: Date, asked: Urgency = 'high'): Decision {
  const holder = texts.postName(view.county.people.get(kase.owner));
  const today = dayOf(now);
  if (kase.status === 'answered') return recall(kase, holder, view);
  if (kase.status === 'waiting-enterprise') return say(texts.waitsForYou(kase));
  if (kase.lastChasedOn === today) return say(texts.chasedAlready(kase, holder));
  const urgency = urgencies.findLast((one) => [kase.urgency, asked, 'high'].includes(one)) ?? 'high';
  return {
    changes: [change(kase, { lastChasedOn: today, urgency }, `催办${holder}`)],
    posts: [
      { to: 'here', text: texts.chased(kase, holder, now), about: { case: kase.number } },
      { to: { person: kase.owner }, text: texts.chaseNotice(kase, now), about: { case: kase.number } },
      ...(kase.firstContact === kase.owner
        ? []
        : [{ to: { person: kase.firstContact }, text: texts.chaseCopy(kase, holder) }]),
    ],
  };
}

/** What was answered is not chased: the answer is said again, where it may be read. */
function recall(kase: Case, holder: string, view: View): Decision {
  const text = texts.answeredBefore(kase, holder);
  if (view.chat.kind === 'direct' || view.chat.level === 'D2') return say(text);
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.answeredNeutral(kase, holder) },
      { to: { person: view.asker?.id ?? '' }, text, about: { case: kase.number } },
    ],
  };
}
