import { can } from '../access.ts';
import { alarms } from '../intents/alarms.ts';
import { keepsFromOffice } from '../intents/confidences.ts';
import {
  type Case,
  type County,
  type Decision,
  type Department,
  dayOf,
  directChat,
  type Level,
  type Person,
  type Post,
  say,
  serialOf,
  type View,
} from '../model.ts';
import { onDutyOf, type Target, targetOf } from '../places.ts';
import { isAway } from '../routing.ts';
import * as texts from '../texts/cases.ts';
import { alreadyYours, keptBack, nothingMoreToDo, takenOver } from '../texts/confidences.ts';
import type { Action } from './actions.ts';
import { change, dueTimes, notice, postFor } from './index.ts';
import { copyToFirstContact, tell } from './tell.ts';

/**
 * 退回 and 转办: both name a department, a post or a person. One 退回 is allowed; the second goes to 工改办 (首问负责).
 * Whoever loses the case hears of it.
 */
export function reroute(kase: Case, action: Action, view: View, now: Date): Decision {
  const { county } = view;
  const serial = serialOf(kase.number);
  const verb = action.action === 'return' ? '退回' : '转办';
  if (!action.department) return say(texts.refusals.nameDepartment(serial, verb));
  const back = backTo(kase, action, county);
  const found = targetOf(county, kase, action.department, action.text) ?? back;
  if (!found) return say(texts.refusals.unknownDepartment(action.department, serial));
  const person = 'person' in found ? found.person : undefined;
  const place = 'place' in found ? found.place : undefined;
  const target = place?.department;
  const post = place?.pair === undefined ? undefined : onDutyOf(county, place.pair, view.today);
  const here = place?.pair !== undefined && county.people.get(kase.owner)?.duty?.pair === place.pair;
  const within = target?.code === kase.department;
  const owner = person?.id ?? post ?? (target && postIn(target, kase, action.items ?? [], view, now));
  if (owner === kase.owner || here || (within && post === undefined && !action.items?.length))
    return say(texts.refusals.sameDepartment);
  const from = county.departments.get(kase.department)?.shortName ?? kase.department;
  if (target && !within && action.action === 'return' && kase.refusals >= 1)
    return arbitrate(kase, from, target, view, now);
  const next = county.people.get(owner ?? kase.firstContact);
  const department = target?.code ?? next?.duty?.department ?? 'SP';
  const why = [found === back ? action.department : '', action.text].filter(Boolean).join(' ');
  const reason = `${verb}自${from}${why ? `：${why}` : ''}`;
  const refusals = kase.refusals + (!within && action.action === 'return' ? 1 : 0);
  return handOver(kase, next, { department, reason, refusals }, view, now);
}

/** 退回 5 市局管的: what no office of the county is named for goes back to the specialist, who answers for it (首问负责). */
function backTo({ firstContact, owner }: Case, { action }: Action, county: County): Target | undefined {
  const person = county.people.get(firstContact);
  return action === 'return' && person && owner !== firstContact ? { person } : undefined;
}

/** Gives a case to somebody else; whoever loses it hears of it, unless it was they who gave it away. */
function handOver(
  kase: Case,
  next: Person | undefined,
  where: Pick<Case, 'department' | 'reason' | 'refusals'>,
  view: View,
  now: Date,
): Decision {
  const { county, asker } = view;
  const owner = next?.id ?? kase.firstContact;
  const level = levelOf(next);
  const set = {
    ...where,
    status: 'assigned' as const,
    level,
    owner,
    ...dueTimes(county, level, kase.urgency, now),
    hops: [...kase.hops, { at: now, to: owner, reason: where.reason }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const by = texts.postName(asker);
  const holder = texts.colleagueName(next, county.people.get(kase.owner));
  const from = county.departments.get(kase.department)?.shortName ?? kase.department;
  const told = texts.rerouted(changed, from, texts.postName(next), now);
  const lost: Post = {
    to: { person: kase.owner },
    text: texts.movedAway(kase, by, next?.id === asker?.id ? undefined : holder),
  };
  return {
    changes: [change(kase, set, `${by}转给${holder}`)],
    posts: [
      ...tell(changed, view, told),
      notice(changed, county, now),
      ...(kase.owner === asker?.id ? [] : [lost]),
      ...(kase.owner === kase.firstContact ? [] : copyToFirstContact(changed, view, told)),
      { to: 'here', text: texts.done.reroute(kase, holder) },
    ],
  };
}

/** 转给我: the head or 工改办 takes a case over; one that the office it went to must not have leaves it without a word. */
export function takeOver(kase: Case | undefined, words: string, view: View, now: Date): Decision {
  const { asker } = view;
  if (!kase || !asker || !can(asker, 'oversee', { case: kase }, view.chat.kind))
    return say(texts.refusals.noSuchCase(undefined));
  if (kase.owner === asker.id) return say(alreadyYours(kase));
  const department = asker.department ?? 'SP';
  if (!alarms.integrity(kase.summary) && !keepsFromOffice(words))
    return handOver(
      kase,
      asker,
      { department, reason: `${texts.postName(asker)}接手`, refusals: kase.refusals },
      view,
      now,
    );
  // Nobody but the head may hold what is told in confidence.
  const as: Partial<Case> = asker.id === view.county.settings.integrityPerson ? { kind: 'integrity' } : {};
  const { changes, posts, holder } = keepBack(kase, asker, as, view, now);
  return {
    changes,
    posts: [{ to: 'here', text: takenOver({ ...kase, ...as }, holder) }, ...posts],
  };
}

/**
 * Takes a case from the office that has it: from now on it is told to nobody but its reporter. Whoever had it hears
 * that nothing more is to be done, and neither why nor who goes on with it.
 */
export function keepBack(
  kase: Case,
  next: Person,
  as: Partial<Case>,
  view: View,
  now: Date,
): Decision & { holder: string } {
  const { county, asker } = view;
  const level = levelOf(next);
  const reason = '从部门收回';
  const set = {
    ...as,
    status: 'assigned' as const,
    level,
    owner: next.id,
    department: next.department ?? 'SP',
    assisting: [],
    reason,
    chat: kase.reporter ? directChat(kase.reporter) : kase.chat,
    ...(as.kind === 'integrity' ? { firstContact: next.id } : {}),
    ...dueTimes(county, level, kase.urgency, now),
    hops: [...kase.hops, { at: now, to: next.id, reason }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const helped = kase.assisting.flatMap((code) => postFor(code, kase.items, kase, view, now) ?? []);
  const had = [kase.owner, ...kase.hops.map(({ to }) => to), ...helped, kase.firstContact];
  const before = [...new Set(had)].filter((person) => person !== next.id && person !== asker?.id);
  return {
    holder: texts.postName(county.people.get(kase.owner)),
    changes: [change(kase, set, `${texts.postName(next)}收回`)],
    posts: [
      notice(changed, county, now),
      ...before.map((person): Post => ({ to: { person }, text: nothingMoreToDo(kase) })),
      ...(kase.reporter === asker?.id || !kase.reporter
        ? []
        : [{ to: { person: kase.reporter }, text: keptBack(kase, texts.postName(next)) }]),
    ],
  };
}

/** The rung on which a person works. */
function levelOf(person: Person | undefined): Level {
  if (!person?.duty) return 'L0';
  return person.duty.rank === 'supervisor' ? 'L3' : person.duty.rank === 'officer' ? 'L2' : 'L1';
}

/**
 * Who of a department gets a case: the post of the item that the line names, else who had it before, else the post
 * of the case's own item, else the department's general one.
 */
function postIn(
  { code }: Department,
  kase: Case,
  named: string[],
  view: View,
  now: Date,
): string | undefined {
  const { county } = view;
  const said = named.filter((item) => county.items.get(item)?.departments.includes(code));
  const before = kase.hops
    .map((hop) => county.people.get(hop.to))
    .findLast(
      (one) => one?.duty?.department === code && one.duty.rank === 'liaison' && !isAway(one.duty, dayOf(now)),
    );
  if (said.length === 0 && before) return before.id;
  return postFor(code, said.length ? said : kase.items, kase, view, now, false);
}

function arbitrate(kase: Case, from: string, target: Department, view: View, now: Date): Decision {
  const judge = [...view.county.people.values()].find((person) => person.role === 'oversight');
  const owner = judge?.id ?? kase.firstContact;
  const reason = '两次退回，提请工改办指定';
  const set = {
    status: 'arbitration' as const,
    owner,
    reason,
    refusals: kase.refusals + 1,
    hops: [...kase.hops, { at: now, to: owner, reason }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const text = texts.arbitrated(kase, from, target.shortName);
  return {
    changes: [change(kase, set, reason)],
    posts: [
      ...tell(changed, view, text),
      notice(changed, view.county, now),
      ...copyToFirstContact(changed, view, text),
      { to: 'here', text },
    ],
  };
}
