import { can } from '../access.ts';
import { chase, reopen } from '../actions.ts';
import { type Opening, openCase } from '../cases.ts';
import { caseMeant } from '../meant.ts';
import {
  type Case,
  type Decision,
  directChat,
  type Intent,
  isOpen,
  type Post,
  say,
  silence,
  type View,
} from '../model.ts';
import * as texts from '../texts/cases.ts';

/** Opens a case from an intent, unless its part of the message has one or the speaker may not. */
function open(
  intent: Intent,
  view: View,
  now: Date,
  kind: Opening['kind'],
  toSpecialist = false,
  next = '',
): Decision {
  if (view.opened) return silence;
  if (!view.asker) return say(texts.bindFirst(view.county));
  if (!can(view.asker, 'open-case', {}, view.chat.kind)) return silence;
  const { text, mentions, urgency } = intent;
  const { changes, posts } = openCase(view, now, { kind, text, mentions, urgency, toSpecialist });
  const withNext = (post: Post) =>
    post.to === 'here' && next ? { ...post, text: `${post.text}\n${next}` } : post;
  return { changes, posts: posts.map(withNext) };
}

/**
 * 难点堵点: a case. Said again about the matter of an open case of the same enterprise it is a reminder with a
 * note, not a second case.
 */
export function reportDifficulty(intent: Intent, view: View, now: Date): Decision {
  if (view.opened) return silence;
  const disputed = view.quotedCase && reopen(view.quotedCase, view, now);
  if (disputed) return disputed;
  const earlier = sameMatter(intent, view);
  if (!earlier || view.asker?.role !== 'enterprise') return open(intent, view, now, 'difficulty');
  const reminder = chase(earlier, view, now);
  const note = { kind: 'note-added', case: earlier.number, text: intent.text } as const;
  return { changes: [note, ...reminder.changes], posts: reminder.posts };
}

function sameMatter(intent: Intent, view: View): Case | undefined {
  const quoted = view.quotedCase;
  if (quoted && isOpen(quoted)) return quoted;
  if (view.caseWanted === 'attach') return caseMeant(view, intent);
  return view.cases.find(
    (kase) =>
      isOpen(kase) &&
      ['difficulty', 'complaint'].includes(kase.kind) &&
      kase.enterprise === view.asker?.enterprise &&
      kase.items.some((item) => intent.mentions.items.includes(item)),
  );
}

/** 帮办: the specialist's own case, with what to bring. */
export function requestHelp(intent: Intent, view: View, now: Date): Decision {
  const onsite = /现场|上门|来看看|到场/.test(intent.text);
  if (onsite) return open(intent, view, now, 'onsite', false, texts.onsiteNext);
  return open(intent, view, now, 'help', true, texts.helpNext);
}

/** 代办: only with a written 委托协议 (民法典第一百六十五条), so the receipt says what to bring. */
export function requestAgent(intent: Intent, view: View, now: Date): Decision {
  return open(intent, view, now, 'agent', true, texts.agentNext);
}

/** 催办: chases the case meant; without one a complaint is registered. Integrity matters leave the group at once. */
export function urge(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.integrity === true) return open(intent, view, now, 'integrity');
  if (view.opened) return silence;
  const kase = caseMeant(view, intent);
  if (kase && can(view.asker, 'chase', { case: kase }, view.chat.kind)) return chase(kase, view, now);
  return open(intent, view, now, 'complaint');
}

/** 会商: hangs on a registered difficulty, else registers one; convening is the specialist's decision. */
export function requestMeeting(intent: Intent, view: View, now: Date): Decision {
  const kase = view.opened ?? caseMeant(view, intent);
  if (!kase) return open(intent, view, now, 'meeting');
  const about = { case: kase.number };
  return {
    changes: [{ kind: 'note-added', case: kase.number, text: intent.text }],
    posts: [
      { to: 'here', text: texts.meetingNoted(kase), about },
      { to: { person: kase.firstContact }, text: texts.meetingNotice(kase, intent.text), about },
    ],
  };
}

/** 同问: a colleague joins as a watcher; another enterprise gets a case of its own that names the first. */
export function joinCase(intent: Intent, view: View, now: Date): Decision {
  if (!view.asker) return say(texts.bindFirst(view.county));
  const earlier =
    view.quotedCase?.number ?? view.askedBefore.find((turn) => turn.person !== view.asker?.id)?.case;
  if (earlier === undefined) return say(texts.nothingToJoin);
  const same = view.cases.find((kase) => kase.number === earlier);
  if (same && same.enterprise === view.asker.enterprise) {
    const change = { kind: 'case-watched', number: same.number, person: view.asker.id } as const;
    return {
      changes: same.watchers.includes(view.asker.id) ? [] : [change],
      posts: [{ to: 'here', text: texts.joined(same) }],
    };
  }
  const linked = { ...intent, text: `${intent.text}（同 ${earlier}）` };
  return open(linked, view, now, 'difficulty');
}

/** 反馈: thanks are passed on; a poor word opens a complaint with a call-back. */
export function takeFeedback(intent: Intent, view: View, now: Date): Decision {
  const marks = (intent.slots.marks ?? {}) as Record<string, number>;
  const project = view.project?.code;
  const given = {
    kind: 'evaluation-given',
    text: intent.text,
    marks,
    ...(project ? { project } : {}),
  } as const;
  if (intent.slots.poor === true) {
    const opened = view.opened ? silence : open(intent, view, now, 'complaint', true);
    const posts = opened.posts.map((post) =>
      post.to === 'here' ? { ...post, text: texts.poorService(post.text) } : post,
    );
    return { changes: [given, ...opened.changes], posts };
  }
  const said = Object.entries(marks).map(([name, mark]) => `${name}${mark}`);
  return {
    changes: [given],
    posts: [{ to: 'here', text: said.length ? texts.evaluationKept(said.join('、')) : texts.thanks }],
  };
}

/** Tells the project's specialist something a person has to look into, and says so here. */
export function forward(specialist: string | undefined, here: string, there: string): Decision {
  const posts: Post[] = [{ to: 'here', text: here }];
  if (specialist) posts.push({ to: { chat: directChat(specialist) }, text: there });
  return { changes: [], posts };
}
