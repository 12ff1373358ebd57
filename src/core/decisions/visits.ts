import { change } from '../cases/index.ts';
import { tell } from '../cases/tell.ts';
import { hereOrPrivately, mayHearOf } from '../here.ts';
import { appointmentIn, appointmentText } from '../meetings/appointment.ts';
import { projectMeant, upcoming } from '../meetings/meant.ts';
import {
  type Case,
  type Change,
  type Decision,
  type Intent,
  isOpen,
  isRunning,
  type Project,
  say,
  type View,
} from '../model.ts';
import { casesInTalk } from '../talked-of.ts';
import { answered as answeredText, postName } from '../texts/cases.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/meetings.ts';
import { arrange, noted } from './arrange.ts';
import { open } from './open.ts';

/** The speaker's own case that a visit without a project is about: numbered, talked of last, the only one. */
function ownCase(view: View, now: Date): Case | undefined {
  const { asker, cases, quotedCase } = view;
  if (quotedCase) return quotedCase.kind === 'integrity' ? undefined : quotedCase;
  const own = cases.filter(
    (kase) =>
      isOpen(kase) && kase.kind !== 'integrity' && kase.owner === asker?.id && kase.project !== undefined,
  );
  const talkedOf = casesInTalk(view, now).find((kase) => own.includes(kase));
  return talkedOf ?? (own.length === 1 ? own[0] : undefined);
}

/** The item a visit is made for: the one named, else the only one running in the speaker's department. */
function itemOf(project: Project, intent: Intent, { filings, asker }: View): string {
  const here = filings.filter((filing) => filing.project === project.code);
  const named = here.find(({ item }) => intent.mentions.items.includes(item));
  const own = here.filter((filing) => isRunning(filing) && filing.department === asker?.department);
  const running = own.length > 0 ? own : here.filter(isRunning);
  return named?.item ?? (running.length === 1 ? running[0]?.item : undefined) ?? '';
}

const asksForVisit = /踏勘|现场|勘|复[验查]/;

/** 踏勘, 现场核验: told to the project's enterprise; a question for the day that waits for the speaker is answered. */
export function noteVisit(intent: Intent, view: View, now: Date): Decision {
  const { asker, today, meetings } = view;
  const named = projectMeant(view, intent);
  const kase = ownCase(view, now);
  const set = upcoming(meetings, today).filter(({ visit, by }) => visit !== undefined && by === asker?.id);
  const code = named?.code ?? kase?.project ?? (set.length === 1 ? set[0]?.about : undefined);
  const project = view.projects.find((one) => one.code === code);
  if (!project) return say(texts.whichProjectToVisit);
  const before = upcoming(meetings, today).find(
    ({ about, visit }) => about === project.code && visit !== undefined,
  );
  const line = { ...intent, slots: { ...intent.slots, item: itemOf(project, intent, view) } };
  const arranged = arrange({ about: project.code, project }, line, view, now, before);
  const waiting =
    kase?.project === project.code && kase.owner === asker?.id && asksForVisit.test(kase.summary)
      ? kase
      : undefined;
  if (!waiting) return arranged;
  const by = postName(asker);
  const result = `${appointmentText(appointmentIn(intent.text, today))}踏勘。${intent.text}`;
  const first = waiting.acceptedAt ? {} : { acceptedAt: now };
  const answered = change(waiting, { status: 'answered', result, ...first }, `${by}答复`);
  // The enterprise reads the notice; who else follows the case, the answer.
  const watchers = tell(waiting, view, answeredText(waiting, by, result), 'detail').slice(1);
  return { changes: [answered, ...arranged.changes], posts: [...arranged.posts, ...watchers] };
}

/** 1 回复 周三上午九点半踏勘: an answer that sets a day is kept as one, so that it can be asked for. */
export function visitSaid(kase: Case, text: string, view: View): Change[] {
  const appointment = appointmentIn(text, view.today);
  const project = view.projects.find(({ code }) => code === kase.project);
  if (!project || !appointment.day || !asksForVisit.test(text)) return [];
  const visit = kase.items[0] ?? '';
  return [
    noted(view, { state: 'set', about: project.code, visit, appointment, invited: project.contacts }, text),
  ];
}

/** 踏勘定了没: from what is set, else the post is asked. */
export function tellVisit(intent: Intent, view: View, now: Date): Decision {
  const { asker, today, meetings } = view;
  const project = projectMeant(view, intent) ?? view.project;
  const set = upcoming(meetings, today).filter(
    ({ about, visit }) => visit !== undefined && (!project || about === project.code),
  );
  if (set.length > 0) {
    const may = mayHearOf(
      view.chat,
      set.map(({ about }) => about),
    );
    return hereOrPrivately(texts.meetings(set.slice(0, 3), false, view.county), view, { may, neutral });
  }
  if (asker?.role !== 'enterprise' || !project) return say(texts.visitUnknown);
  const { items } = intent.mentions;
  const running = view.filings.filter((filing) => filing.project === project.code && isRunning(filing));
  const only = items.length === 0 && running.length === 1 ? running.map(({ item }) => item) : items;
  const asked = { ...intent, mentions: { ...intent.mentions, items: only } };
  const { changes, posts } = open(asked, { ...view, project }, now, 'question');
  return {
    changes,
    posts: posts.map((post) =>
      post.to === 'here' ? { ...post, text: `${texts.visitNotSet}${post.text}` } : post,
    ),
  };
}
