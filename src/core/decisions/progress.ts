import { can } from '../access.ts';
import { openCase } from '../cases/index.ts';
import { planProject } from '../filings/plan.ts';
import { hereOrPrivately, mayHearOf, mayHearWords } from '../here.ts';
import { foreignProjects, projectsMeant } from '../meant.ts';
import {
  type Case,
  type ChatLevel,
  type Decision,
  type Filing,
  type Intent,
  isDecided,
  isOpen,
  isRunning,
  type Project,
  say,
  silence,
  type View,
} from '../model.ts';
import { clockOf, explainDue } from '../progress.ts';
import { bindFirst } from '../texts/cases.ts';
import * as texts from '../texts/filings.ts';
import { listOnBoard, whatToList } from '../texts/overviews.ts';
import { planText } from '../texts/plan.ts';
import { answerFromRecord } from './from-record.ts';
import { tellList } from './overviews.ts';
import { tellOwnMatter } from './own-matter.ts';
import { tellOf } from './scope.ts';

/** How things stand, of no project by name: everything that presses is an answer to that alone. */
const ofTheWhole =
  /情况|进[展度]|怎么样|咋样|如何|期|在办|没办|待办|办[到完好结]|(?:哪些|几|多少|所有|全部|什么|啥)个?的?[件项]|哪(?:一)?步|状态|卡/;
const lampOrder = ['red', 'orange', 'yellow', 'grey', 'blue', 'green', 'done'];

/**
 * 查进度. Facts of a project go only to its own people, and into a group only as far as the group's level allows;
 * a foreign project and one that does not exist get the same neutral line (privacy of shared groups).
 */
export function tellProgress(intent: Intent, view: View, now: Date): Decision {
  const { asker } = view;
  if (!asker) return say(bindFirst(view.county));
  if (asker.role === 'administrator') return say(listOnBoard);
  const absent = notHandedIn(intent, view);
  if (absent) return absent;
  if (foreignProjects(view, intent)) return say(texts.notYours);
  const [number] = intent.mentions.caseNumbers;
  if (number !== undefined) return tellCase(view.quotedCase, number, view, now);
  const onRecord = tellOwnMatter(intent, view, now) ?? answerFromRecord(intent, view, now);
  if (onRecord) return onRecord;
  const projects = projectsMeant(view, intent);
  if (projects.length === 0) {
    if (asker.role === 'enterprise') return say(texts.noProject);
    const { items, departments } = intent.mentions;
    const named = items.length + departments.length > 0;
    return named || ofTheWhole.test(intent.text) ? tellList(intent, view, now) : say(whatToList);
  }
  const first = projects[0] as Project;
  if (!can(asker, 'see-project', {}, view.chat.kind)) return privately(projects, intent, view, now);
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
  const codes = projects.map(({ code }) => code);
  if (!mayHearOf(view.chat, codes)) return privately(projects, intent, view, now);
  return say(report(view, projects, intent, view.chat.kind === 'direct' ? 'D2' : view.chat.level, now));
}

/** One case in one line; into a group only where it belongs, with what was answered only from D2. */
function tellCase(kase: Case | undefined, number: string, view: View, now: Date): Decision {
  const { county, chat } = view;
  if (!kase) return say(texts.noCaseHere(number, chat.kind !== 'direct'));
  const inside = chat.kind === 'direct' || chat.kind === 'staff';
  const may = inside || kase.chat === chat.id || chat.projects.includes(kase.project ?? '');
  const detailed = inside || !may || chat.level === 'D2';
  return hereOrPrivately(texts.caseStatus(kase, county, now, detailed), view, { may, neutral });
}

const neutral = texts.sentPrivately;

const privately = (projects: Project[], intent: Intent, view: View, now: Date): Decision =>
  hereOrPrivately(
    report({ ...view, chat: { ...view.chat, kind: 'direct' } }, projects, intent, 'D2', now),
    view,
    { may: false, neutral },
  );

/** A project shows so many filings and cases; of more it says how many. */
const MOST_FILINGS = 6;
const MOST_CASES = 4;

function report(view: View, projects: Project[], intent: Intent, level: ChatLevel, now: Date): string {
  const { items, departments } = intent.mentions;
  return projects
    .map((project) => {
      const all = view.filings.filter((filing) => filing.project === project.code);
      const named = all.filter((filing) =>
        items.length ? items.includes(filing.item) : departments.includes(filing.department),
      );
      const shown = (
        named.length ? named : all.filter((filing) => isRunning(filing) || wasSentBack(filing, all))
      )
        .map((filing) => ({ filing, clock: clockOf(filing, view.county.calendar, view.today) }))
        .sort((a, b) => lampOrder.indexOf(a.clock.lamp) - lampOrder.indexOf(b.clock.lamp));
      const lines = shown
        .slice(0, MOST_FILINGS)
        .map(({ filing, clock }) => texts.filingLine(filing, clock, view.county, level));
      // What was told in private is no group's to read, the project's own included.
      const heard = casesOf(view, [project]).filter((kase) => mayHearWords(view.chat, [kase]));
      const open = heard.sort(
        (a, b) => a.replyDue.getTime() - b.replyDue.getTime() || a.number.localeCompare(b.number),
      );
      const cases = open.slice(0, MOST_CASES).map((kase) => texts.caseLine(kase, view.county, now));
      if (open.length > MOST_CASES) cases.push(texts.moreCases(open.length - MOST_CASES));
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

/** Refused or sent back, and not handed in again since. */
const wasSentBack = ({ id, item, state }: Filing, all: Filing[]): boolean =>
  state === 'refused' && !all.some((other) => other.item === item && other.id > id);

const casesOf = (view: View, projects: Project[]): Case[] =>
  view.cases.filter(
    (kase) =>
      isOpen(kase) && kase.kind !== 'integrity' && projects.some((project) => project.code === kase.project),
  );

/** Nothing in the record for the item asked about: the department is asked, with a number and a time. */
function noRecord(intent: Intent, view: View, now: Date): Decision {
  const [item = ''] = intent.mentions.items;
  const name = view.county.items.get(item)?.name ?? '';
  const { answer } = intent;
  if (answer && answer.outcome !== 'refuse') return say(answer.text);
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

/** An office asks after its own matter in a project that has handed in nothing to it: that it may know. */
function notHandedIn({ mentions }: Intent, { asker, county, projects }: View): Decision | undefined {
  const [code] = mentions.projects;
  const project = county.projects.get(code ?? '');
  const own = mentions.items.find((item) => county.items.get(item)?.departments[0] === asker?.department);
  if (!asker?.duty || !project || own === undefined || projects.includes(project)) return undefined;
  return say(texts.notHandedIn(project.name, county.items.get(own)?.name ?? own));
}

/** 排期: which item when, what runs in parallel, and the longest chain; to the project's own people only. */
export function tellPlan(intent: Intent, view: View): Decision {
  const { asker, county, today } = view;
  if (!asker) return say(bindFirst(county));
  if (foreignProjects(view, intent)) return say(texts.notYours);
  const projects = projectsMeant(view, intent);
  const [project] = projects;
  if (!project) return say(texts.noProject);
  const text = planText(
    project,
    planProject(project, view.filings, county, today),
    county,
    asker.role === 'enterprise',
  );
  return tellOf([project.code], text, view);
}

/** 为什么是这天: the days counted and skipped, and the clause that sets the limit. */
export function explainDate(intent: Intent, view: View): Decision {
  const running = view.filings.filter((filing) => filing.acceptedOn !== undefined && !isDecided(filing));
  const meant = running.filter(
    (filing) =>
      (!view.project || filing.project === view.project.code) &&
      (intent.mentions.items.length === 0 || intent.mentions.items.includes(filing.item)),
  );
  const [filing] = [...meant].sort((a, b) => urgencyOf(view, a) - urgencyOf(view, b));
  if (!filing) return view.asker ? say(texts.noDateToExplain) : silence;
  const item = view.county.items.get(filing.item);
  const { text } = explainDue(filing, item, view.county.calendar, view.today);
  return tellOf([filing.project], text, view);
}

const urgencyOf = (view: View, filing: Filing) =>
  clockOf(filing, view.county.calendar, view.today).remainingDays ?? Number.POSITIVE_INFINITY;
