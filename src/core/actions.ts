import { can } from './access.ts';
import { cardFor, change, departmentNamed, dueTimes, liaisonsOf, notice } from './cases.ts';
import { chase } from './chase.ts';
import { draftReply } from './decisions/knowledge.ts';
import {
  type Case,
  type CaseAction,
  type Chat,
  type Decision,
  type Department,
  dayOf,
  directChat,
  isOpen,
  type Person,
  type Post,
  say,
  serialOf,
  silence,
  type View,
} from './model.ts';
import { retype } from './retype.ts';
import { route } from './routing.ts';
import * as texts from './texts/cases.ts';
import { withdrawnAlready } from './texts/withdrawals.ts';
import { withdraw } from './withdraw.ts';

/** What an office-holder wants done with a case, by button or by line. */
export interface Action {
  action: CaseAction;
  /** Department as written. */
  department?: string;
  /** Reason, result, missing material or answer. */
  text?: string;
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
  if (!isOpen(kase))
    return say(kase.status === 'withdrawn' ? withdrawnAlready(kase) : texts.refusals.closed(kase));
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
          change(
            kase,
            {
              status: 'waiting-enterprise',
              owner: actor.id,
              ...(kase.acceptedAt ? {} : { acceptedAt: now }),
              hops: [...kase.hops, { at: now, to: actor.id, reason: `补件：${action.text}` }],
            },
            `${by}要求补件：${action.text}`,
          ),
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
      return reroute(kase, action, actor, view, now);
    case 'chase':
      return chase(kase, view, now);
    case 'withdraw':
      return withdraw(kase, action.text ?? '', view, now);
    case 'retype':
      return retype(kase, action.text, view);
    default:
      return action.action satisfies never;
  }
}

/** 退回 and 转办: both name a department. One 退回 is allowed; the second goes to 工改办 (首问负责). */
function reroute(kase: Case, action: Action, actor: Person, view: View, now: Date): Decision {
  const { county } = view;
  const serial = serialOf(kase.number);
  const verb = action.action === 'return' ? '退回' : '转办';
  if (!action.department) return say(texts.refusals.nameDepartment(serial, verb));
  const target = departmentNamed(county, action.department);
  if (!target) return say(texts.refusals.unknownDepartment(action.department));
  if (target.code === kase.department) return say(texts.refusals.sameDepartment);
  const from = county.departments.get(kase.department)?.shortName ?? kase.department;
  if (action.action === 'return' && kase.refusals >= 1) return arbitrate(kase, from, target, view, now);
  const routed = route(
    {
      items: [],
      departments: [target.code],
      stage: undefined,
      region: county.projects.get(kase.project ?? '')?.region,
      projectType: county.projects.get(kase.project ?? '')?.projectType,
      urgency: kase.urgency,
    },
    county,
    liaisonsOf(county),
    { load: view.load, lastAssigned: view.lastAssigned, today: dayOf(now) },
  );
  const owner = routed.owner ?? kase.firstContact;
  const reason = `${verb}自${from}${action.text ? `：${action.text}` : ''}`;
  const set = {
    status: 'assigned' as const,
    level: 'L1' as const,
    department: target.code,
    owner,
    reason,
    refusals: kase.refusals + (action.action === 'return' ? 1 : 0),
    ...dueTimes(county, 'L1', kase.urgency, now),
    hops: [...kase.hops, { at: now, to: owner, reason }],
  };
  const changed: Case = { ...kase, ...set, version: kase.version + 1 };
  const holder = texts.postName(county.people.get(owner));
  return {
    changes: [change(kase, set, `${texts.postName(actor)}${verb}${target.shortName}`)],
    posts: [
      ...tell(changed, view, texts.rerouted(changed, from, holder, now)),
      notice(changed, county, now),
      ...copyToFirstContact(changed, view, texts.rerouted(changed, from, holder, now)),
      { to: 'here', text: texts.done.reroute(kase, holder) },
    ],
  };
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

/**
 * Tells the enterprise where it asked. Details go into a group only from D2 (project and staff groups);
 * elsewhere the group reads a neutral line and the reporter gets the details in the 1:1 chat.
 */
export function tell(
  kase: Case,
  view: View,
  text: string,
  kind: 'status' | 'detail' = 'status',
  neutral?: string,
): Post[] {
  const chat: Pick<Chat, 'kind' | 'level'> = view.county.chats.get(kase.chat) ?? {
    kind: 'direct',
    level: 'D2',
  };
  const about = { case: kase.number };
  const others = kase.watchers.filter((person) => person !== kase.reporter);
  const notify = others.map((person): Post => ({ to: { person }, text, about }));
  const mentions = kase.reporter ? [kase.reporter] : [];
  if (chat.kind === 'direct' || chat.level === 'D2' || kind === 'status') {
    return [{ to: { chat: kase.chat }, text, mentions, about }, ...notify];
  }
  const plain: Post[] = neutral ? [{ to: { chat: kase.chat }, text: neutral, mentions, about }] : [];
  return [
    ...plain,
    ...(kase.reporter ? [{ to: { chat: directChat(kase.reporter) }, text, about }] : []),
    ...notify,
  ];
}

/** Who answers for it first hears what others did with it. */
export function copyToFirstContact(kase: Case, view: View, text: string): Post[] {
  const actor = view.asker?.id;
  return kase.firstContact === actor || kase.firstContact === kase.owner
    ? []
    : [{ to: { person: kase.firstContact }, text, about: { case: kase.number } }];
}
