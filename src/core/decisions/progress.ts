import { can } from '../access.ts';
import { openCase } from '../cases.ts';
import { foreignProjects, projectsMeant } from '../meant.ts';
import {
  type Case,
  type ChatLevel,
  type Decision,
  directChat,
  type Filing,
  type Intent,
  isOpen,
  type Project,
  say,
  silence,
  type View,
} from '../model.ts';
import { planProject } from '../plan.ts';
import { clockOf, explainDue } from '../progress.ts';
import { bindFirst } from '../texts/cases.ts';
import * as texts from '../texts/filings.ts';
import { planText } from '../texts/plan.ts';

const lampOrder = ['red', 'orange', 'yellow', 'grey', 'blue', 'green', 'done'];

/**
 * 查进度. Facts of a project go only to its own people, and into a group only as far as the group's level allows;
 * a foreign project and one that does not exist get the same neutral line (privacy of shared groups).
 */
export function tellProgress(intent: Intent, view: View, now: Date): Decision {
  const { asker } = view;
  if (!asker) return say(bindFirst(view.county));
  if (foreignProjects(view, intent)) return say(texts.notYours);
  const projects = projectsMeant(view, intent);
  if (projects.length === 0) {
    return asker.role === 'enterprise' ? say(texts.noProject) : tellWorklist(intent, view);
  }
  const first = projects[0] as Project;
  if (!can(asker, 'see-project', {}, view.chat.kind)) return privately(projects, intent, view);
  const { items } = intent.mentions;
  const filings = view.filings.filter((filing) =>
    projects.some((project) => project.code === filing.project),
  );
  const asked = items.length ? filings.filter((filing) => items.includes(filing.item)) : [];
  const cases = casesOf(view, projects);
  if (
    items.length &&
    asked.length === 0 &&
    !cases.some((kase) => kase.items.some((item) => items.includes(item)))
  ) {
    return noRecord(intent, { ...view, project: view.project ?? first }, now);
  }
  if (view.chat.kind !== 'direct' && !mayShowHere(view, projects)) return privately(projects, intent, view);
  return say(report(view, projects, intent, view.chat.kind === 'direct' ? 'D2' : view.chat.level));
}

/** A group may hear of the projects it was made for, from D1; a shared group of none. */
function mayShowHere(view: View, projects: Project[]): boolean {
  if (view.chat.kind === 'staff') return true;
  return view.chat.level !== 'D0' && projects.every((project) => view.chat.projects.includes(project.code));
}

function privately(projects: Project[], intent: Intent, view: View): Decision {
  const text = report(view, projects, intent, 'D2');
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.sentPrivately },
      { to: { chat: directChat(view.asker?.id ?? '') }, text },
    ],
  };
}

function report(view: View, projects: Project[], intent: Intent, level: ChatLevel): string {
  const { items } = intent.mentions;
  return projects
    .map((project) => {
      const all = view.filings.filter((filing) => filing.project === project.code);
      const named = all.filter((filing) => items.includes(filing.item));
      const shown = (
        named.length
          ? named
          : all.filter((filing) => filing.state !== 'planned' && filing.state !== 'concluded')
      )
        .map((filing) => ({ filing, clock: clockOf(filing, view.county.calendar, view.today) }))
        .sort((a, b) => lampOrder.indexOf(a.clock.lamp) - lampOrder.indexOf(b.clock.lamp));
      const lines = shown
        .slice(0, 6)
        .map(({ filing, clock }) => texts.filingLine(filing, clock, view.county, level));
      const cases = casesOf(view, [project])
        .slice(0, 4)
        .map((kase) => texts.caseLine(kase, view.county));
      const stage = view.county.stages.get(project.stage)?.name ?? project.stage;
      return texts.projectBrief(
        project,
        stage,
        lines,
        cases,
        all.filter((filing) => filing.state === 'concluded').length,
      );
    })
    .join('\n\n');
}

const casesOf = (view: View, projects: Project[]): Case[] =>
  view.cases.filter(
    (kase) =>
      isOpen(kase) && kase.kind !== 'integrity' && projects.some((project) => project.code === kase.project),
  );

/** Nothing in the record for the item asked about: the department is asked, with a number and a time. */
function noRecord(intent: Intent, view: View, now: Date): Decision {
  const [item = ''] = intent.mentions.items;
  const name = view.county.items.get(item)?.name ?? '';
  if (view.asker?.role !== 'enterprise' || view.opened) return say(texts.noRecord(name));
  const { mentions, urgency, text } = intent;
  const { changes, posts } = openCase(view, now, { kind: 'question', text, mentions, urgency });
  return {
    changes,
    posts: posts.map((post) =>
      post.to === 'here' ? { ...post, text: `${texts.noRecord(name)}${post.text}` } : post,
    ),
  };
}

/** An office-holder's question without a project: what of theirs is overdue, due or waiting. */
function tellWorklist(_intent: Intent, view: View): Decision {
  const rows = view.filings
    .map((filing) => ({ filing, clock: clockOf(filing, view.county.calendar, view.today) }))
    .filter(({ clock }) => ['red', 'orange', 'yellow'].includes(clock.lamp))
    .sort((a, b) => (a.clock.remainingDays ?? 0) - (b.clock.remainingDays ?? 0));
  const cases = view.cases.filter(
    (kase) => isOpen(kase) && (kase.owner === view.asker?.id || view.asker?.role !== 'liaison'),
  );
  const lines = rows.map(({ filing, clock }) => texts.worklistLine(filing, clock, view.county));
  const text = texts.worklist(
    lines,
    cases.map((kase) => texts.caseLine(kase, view.county)),
  );
  if (view.chat.kind === 'direct' || view.chat.kind === 'staff') return say(text);
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.sentPrivately },
      { to: { chat: directChat(view.asker?.id ?? '') }, text },
    ],
  };
}

/** 排期: which item when, what runs in parallel, and the longest chain; to the project's own people only. */
export function tellPlan(intent: Intent, view: View): Decision {
  const { asker, county, today } = view;
  if (!asker) return say(bindFirst(county));
  if (foreignProjects(view, intent)) return say(texts.notYours);
  const projects = projectsMeant(view, intent);
  const [project] = projects;
  if (!project) return say(texts.noProject);
  const text = planText(project, planProject(project, view.filings, county, today), county);
  if (view.chat.kind === 'direct' || mayShowHere(view, [project])) return say(text);
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.sentPrivately },
      { to: { chat: directChat(asker.id) }, text },
    ],
  };
}

/** 为什么是这天: the days counted and skipped, and the clause that sets the limit. */
export function explainDate(intent: Intent, view: View): Decision {
  const running = view.filings.filter(
    (filing) => filing.acceptedOn !== undefined && filing.state !== 'concluded',
  );
  const meant = running.filter(
    (filing) =>
      (!view.project || filing.project === view.project.code) &&
      (intent.mentions.items.length === 0 || intent.mentions.items.includes(filing.item)),
  );
  const [filing] = [...meant].sort((a, b) => urgencyOf(view, a) - urgencyOf(view, b));
  if (!filing) return view.asker ? say(texts.noDateToExplain) : silence;
  const item = view.county.items.get(filing.item);
  const { text } = explainDue(filing, item, view.county.calendar, view.today);
  const project = view.county.projects.get(filing.project);
  if (view.chat.kind === 'direct' || (project && mayShowHere(view, [project]))) return say(text);
  return {
    changes: [],
    posts: [
      { to: 'here', text: texts.sentPrivately },
      { to: { chat: directChat(view.asker?.id ?? '') }, text },
    ],
  };
}

const urgencyOf = (view: View, filing: Filing) =>
  clockOf(filing, view.county.calendar, view.today).remainingDays ?? Number.POSITIVE_INFINITY;
