import { type Action, act } from '../actions.ts';
import { specialistFor } from '../cases.ts';
import { isFile, saysHanded } from '../intents/request-cues.ts';
import { caseBySerial, casesMeant } from '../meant.ts';
import {
  type CaseAction,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isOpen,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import * as texts from '../texts/cases.ts';
import { actOnFiling, filingMeant, noteFiling } from './filings.ts';
import { forward } from './requests.ts';

/** One line of an office-holder may act on several cases. */
interface Line extends Omit<Action, 'action'> {
  action: CaseAction;
  serial?: number;
  casesOnly?: boolean;
}

/** 接单, 退回, 转办, 补件, 答复, 办结: buttons and typed lines end here alike; several cases in one message. */
export function actOnCases(intent: Intent, view: View, now: Date): Decision {
  const changes: Decision['changes'] = [];
  const posts: Post[] = [];
  for (const line of (intent.slots.actions ?? []) as Line[]) {
    const filing = listedFiling(line, view);
    if (filing) {
      const decision = actOnFiling(filing, line, view);
      changes.push(...decision.changes);
      posts.push(...decision.posts);
      continue;
    }
    if (speaksOfFiling(line, intent, view)) {
      const decision = noteFiling(intent, view);
      changes.push(...decision.changes);
      posts.push(...decision.posts);
      continue;
    }
    const kase =
      line.serial === undefined ? (view.quotedCase ?? latestOwn(view)) : caseBySerial(view, line.serial);
    const decision = act(kase, line, view, now, line.serial);
    changes.push(...decision.changes);
    // Where the group is told anyway, the holder needs no second receipt in the same chat.
    const told = decision.posts.some(
      (post) => post.to !== 'here' && 'chat' in post.to && post.to.chat === view.chat.id,
    );
    posts.push(...decision.posts.filter((post) => !(told && post.to === 'here')));
  }
  return { changes, posts };
}

/** A number of the morning's list, unless an open case has come to bear the same. */
function listedFiling({ serial, casesOnly }: Line, view: View): Filing | undefined {
  if (serial === undefined || casesOnly) return undefined;
  const kase = caseBySerial(view, serial);
  if (kase && isOpen(kase)) return undefined;
  return view.filings.find((filing) => filing.id === view.listed.get(serial));
}

/** 补件 拓岩施工许可 缺…, without a number: an item is named, and the only case there is does not wait for that. */
function speaksOfFiling({ action, serial }: Line, { mentions }: Intent, view: View): boolean {
  if (serial !== undefined || view.quotedCase || mentions.items.length === 0) return false;
  if (action !== 'supplement' && action !== 'conclude') return false;
  const kase = latestOwn(view);
  const fits = kase?.items.some((item) => mentions.items.includes(item)) && kase.status !== 'answered';
  return !fits && filingMeant(mentions, view) !== undefined;
}

/** A bare 接单 right after one case was sent means that case; with several open it must be named. */
function latestOwn(view: View) {
  const own = view.cases.filter((kase) => isOpen(kase) && kase.owner === view.asker?.id);
  return own.length === 1 ? own[0] : undefined;
}

/** 经办人变更, 撤销委托: the specialist verifies; nothing changes on one person's word. */
export function noteChange(intent: Intent, view: View): Decision {
  if (!view.asker) return say(texts.bindFirst(view.county));
  const specialist = specialistFor(view);
  const who = view.project?.name ?? view.county.enterprises.get(view.asker.enterprise ?? '')?.name ?? '企业';
  return {
    ...forward(
      specialist?.id,
      texts.changeNoted(texts.postName(specialist)),
      texts.changeNotice(who, intent.text),
    ),
  };
}

/** 会议通知 by an office-holder: noted on the cases of the projects it names. */
export function noteMeeting(intent: Intent, view: View): Decision {
  if (!view.asker || view.asker.role === 'enterprise') return silence;
  const { projects, enterprises, items } = intent.mentions;
  const meant = view.cases.filter(
    (kase) =>
      isOpen(kase) &&
      (projects.includes(kase.project ?? '') ||
        enterprises.includes(kase.enterprise ?? '') ||
        kase.items.some((item) => items.includes(item))),
  );
  if (meant.length === 0) return silence;
  return {
    changes: meant.map((kase) => ({ kind: 'note-added', case: kase.number, text: intent.text })),
    posts: [{ to: 'here', text: texts.meetingRecorded(meant.length) }],
  };
}

/** 已补材料: back to the post that waits for it, else to the specialist. A clock moves only when the post confirms. */
export function takeMaterial(intent: Intent, view: View, now: Date): Decision {
  if (!view.asker) return say(texts.bindFirst(view.county));
  if (view.asker.role !== 'enterprise') return silence;
  const waiting = casesMeant(view, intent, now).find((kase) => kase.status === 'waiting-enterprise');
  if (waiting) {
    const about = { case: waiting.number };
    return {
      changes: [
        {
          kind: 'case-changed',
          number: waiting.number,
          set: {
            status: waiting.acceptedAt ? 'accepted' : 'assigned',
            replyDue: new Date(Math.max(waiting.replyDue.getTime(), now.getTime())),
          },
          what: '企业已补件',
        },
      ],
      posts: [
        { to: 'here', text: texts.materialForwarded(waiting), about },
        { to: { person: waiting.owner }, text: texts.materialNotice(waiting.number, intent.text), about },
      ],
    };
  }
  const filing = view.filings.find(
    (one) =>
      one.state === 'supplement' &&
      (intent.mentions.items.length === 0 || intent.mentions.items.includes(one.item)) &&
      (!view.project || one.project === view.project.code),
  );
  if (!filing && isFile.test(intent.text) && !saysHanded.test(intent.text))
    return view.chat.kind === 'county' ? silence : say(texts.whatIsFileFor);
  const specialist = specialistFor(view);
  const holder = filing?.liaison ?? specialist?.id;
  const about = [
    view.county.projects.get(filing?.project ?? view.project?.code ?? '')?.name,
    view.county.items.get(filing?.item ?? '')?.name,
  ];
  const post = texts.postName(view.county.people.get(holder ?? ''));
  const posts: Post[] = [{ to: 'here', text: texts.materialNoted(post) }];
  const text = texts.materialNotice(about.filter(Boolean).join(' · ') || '材料', intent.text);
  for (const person of new Set([holder, specialist?.id])) {
    if (person) posts.push({ to: { chat: directChat(person) }, text });
  }
  return { changes: [], posts };
}
