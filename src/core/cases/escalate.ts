import { ACCEPT_MS, emergencyIn } from '../intents/emergencies.ts';
import { isStuck } from '../meant.ts';
import {
  type Case,
  type County,
  type Decision,
  dayOf,
  type Filing,
  isDecided,
  type Level,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import { nextRung } from '../routing.ts';
import * as texts from '../texts/cases.ts';
import { filingDecided } from '../texts/office.ts';
import { change, dueTimes, notice } from './index.ts';

/** Open cases per holder and when each last got one. */
export interface Load {
  load: ReadonlyMap<string, number>;
  lastAssigned: ReadonlyMap<string, Date>;
}

const ASKED = '办件已办结，先问经办人';

/**
 * Before a case climbs whose filing has been decided meanwhile its holder is asked, once, whether that settled it:
 * the answer has often been said elsewhere.
 */
export function askFirst(kase: Case, filings: Filing[], county: County, now: Date): Decision | undefined {
  const due = kase.status === 'assigned' ? (kase.acceptDue ?? kase.replyDue) : kase.replyDue;
  const waits = ['assigned', 'accepted'].includes(kase.status) && isStuck(kase.kind) && due <= now;
  if (!waits || emergencyIn(kase.summary) || kase.hops.some(({ reason }) => reason === ASKED))
    return undefined;
  const decided = filings.find(
    (filing) =>
      isDecided(filing) &&
      filing.project === kase.project &&
      kase.items.includes(filing.item) &&
      (filing.concludedOn ?? '') >= dayOf(kase.openedAt),
  );
  if (!decided) return undefined;
  const times = dueTimes(county, kase.level, kase.urgency, now);
  const set = { ...times, hops: [...kase.hops, { at: now, to: kase.owner, reason: ASKED }] };
  const item = county.items.get(decided.item)?.name ?? decided.item;
  const text = filingDecided({ ...kase, ...set }, item, now);
  return {
    changes: [change(kase, set, ASKED)],
    posts: [{ to: { person: kase.owner }, text, about: { case: kase.number } }],
  };
}

/**
 * The holder's time is up: A to B first, then 业务负责人, then 分管领导. Where nobody is left the specialist hears of
 * it: whom to phone, and of a difficulty that a 联席会议 may be convened, which is a person's decision. To the
 * enterprise A and B of one post are the same. An integrity matter goes to nobody else: its holder is reminded once.
 * 险情 climbs by the clock, and who had it is not let off.
 */
export function escalate(kase: Case, county: County, load: Load, now: Date): Decision {
  const due = kase.status === 'assigned' ? (kase.acceptDue ?? kase.replyDue) : kase.replyDue;
  if (!['assigned', 'accepted'].includes(kase.status) || due > now) return silence;
  if (kase.kind === 'integrity')
    return {
      changes: [change(kase, { level: 'L4' }, '超过时限，提醒本人')],
      posts: [
        { to: { person: kase.owner }, text: texts.integrityOverdue(kase), about: { case: kase.number } },
      ],
    };
  const next = nextRung(kase, county, { ...load, today: dayOf(now) });
  const { owner } = next;
  if (!owner) {
    const set = { level: 'L4' as Level };
    const text = texts.nobodyAbove(kase, county.people.get(kase.owner), isStuck(kase.kind));
    return {
      changes: [change(kase, set, next.reason)],
      posts: [{ to: { person: kase.firstContact }, text, about: { case: kase.number } }],
    };
  }
  return handUp(kase, { ...next, owner }, county, now);
}

/** More rungs a county's ladder has not. */
const RUNGS = 4;

/**
 * 提级 by hand, before the time is up: to the next rung that is nobody of the same post, or to the head where that is
 * asked for. Integrity matters go nowhere.
 */
export function raise(
  kase: Case,
  { toHead, by }: { toHead: boolean; by: string },
  { county, today, load, lastAssigned, asker }: Load & Pick<View, 'county' | 'today' | 'asker'>,
  now: Date,
): Decision {
  if (!['assigned', 'accepted'].includes(kase.status) || kase.kind === 'integrity')
    return say(texts.notToRaise(kase));
  let at = kase;
  for (let rung = 0; rung < RUNGS; rung += 1) {
    const next = nextRung(at, county, { load, lastAssigned, today });
    if (!next.owner) break;
    const rank = county.people.get(next.owner)?.duty?.rank;
    if (rank === 'supervisor' || (rank === 'officer' && !toHead)) {
      const reason = `${by}提级，转${rank === 'supervisor' ? '分管领导' : '业务负责人'}`;
      const { changes, posts } = handUp(
        kase,
        { owner: next.owner, level: next.level, reason },
        county,
        now,
        by,
      );
      const told = texts.raised(kase, texts.postName(county.people.get(next.owner)));
      const others = posts.filter(({ to }) => to === 'here' || !('person' in to) || to.person !== asker?.id);
      return { changes, posts: [{ to: 'here', text: told }, ...others] };
    }
    at = {
      ...at,
      owner: next.owner,
      level: next.level,
      hops: [...at.hops, { at: now, to: next.owner, reason: '' }],
    };
  }
  return say(texts.nobodyToRaiseTo(kase, county.people.get(kase.owner)));
}

/** To the next holder, who gets the time of the rung; told to who had it, to the group and to the first contact. */
function handUp(
  kase: Case,
  next: { owner: string; level: Level; reason: string },
  county: County,
  now: Date,
  by?: string,
): Decision {
  const { reason } = next;
  const isEmergency = emergencyIn(kase.summary) !== undefined;
  const set = {
    status: 'assigned' as const,
    owner: next.owner,
    level: next.level,
    reason,
    ...dueTimes(county, next.level, kase.urgency, now),
    ...(isEmergency ? { acceptDue: new Date(now.getTime() + ACCEPT_MS) } : {}),
    hops: [...kase.hops, { at: now, to: next.owner, reason }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const [before, after] = [county.people.get(kase.owner), county.people.get(next.owner)];
  const to = texts.colleagueName(after, before);
  const about = { case: kase.number };
  const text = texts.handedUp(changed, to, now);
  const posts: Post[] = [
    notice(changed, county, now),
    ...(isEmergency ? [] : [{ to: { person: kase.owner }, text: texts.handedUpFrom(kase, to, by), about }]),
  ];
  if (texts.postName(before) !== texts.postName(after)) {
    posts.push({ to: { chat: kase.chat }, text, about });
  }
  if (kase.firstContact !== next.owner && kase.firstContact !== kase.owner) {
    posts.push({ to: { person: kase.firstContact }, text, about });
  }
  return { changes: [change(kase, set, by ? `${by}提级转${to}` : `超时转${to}`)], posts };
}
