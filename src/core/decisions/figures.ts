import { addDays, mondayOf } from '../calendar.ts';
import type { FigureWanted, Measure, Span } from '../intents/figures.ts';
import { names } from '../meant.ts';
import {
  type Day,
  dayOf,
  type Filing,
  type Intent,
  isRunning,
  type Person,
  type Project,
  type View,
} from '../model.ts';
import { allowsBuilding } from '../plan.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { kindNames } from '../texts/cases.ts';
import * as texts from '../texts/figures.ts';
import { inNamed, ownDepartment, whereOf } from './scope.ts';

/** Concluded cases are read back so far: a longer count would be short. */
const CASES_KNOWN_DAYS = 30;

/** One figure, counted of all the asker may see or names: by department, post, specialist or stage where asked. */
export function figureText(wanted: FigureWanted, intent: Intent, whole: View): string {
  const specialist = specialistNamed(intent, whole);
  const view = specialist ? ofSpecialist(specialist.id, whole) : whole;
  const where = specialist?.name ?? whereOf(intent, whole);
  if (wanted.of === 'projects') return projectFigure(wanted, intent, view, where);
  const from = firstDay(wanted.span, view.today);
  if (wanted.of === 'cases') return caseFigure(wanted, from, view, where);
  const filings = filingsMeant(intent, view);
  if (wanted.past && wanted.measures.some(isOfNow))
    return texts.notKept(nowLine(where, 'overdue', filings, view));
  const span = wanted.past ? spanBefore(wanted.span, view.today) : { from, to: view.today };
  const counted = wanted.measures.map((measure) => {
    const found = filings.filter((one) => counts(one, measure, span, view));
    const label = texts.measureNames[measure];
    const when = isOfNow(measure) ? '现在' : texts.spanText(wanted.span, wanted.past);
    if (measure === 'average') return averageText(filings, span, view, where);
    const groups = wanted.by ? groupsOf(found, wanted.by, view) : [];
    return { label: `${when}${label}`, count: found.length, groups, found };
  });
  const lines = counted.map((one) => (typeof one === 'string' ? one : texts.countLine(where, one)));
  const few = counted.flatMap((one) => (typeof one === 'string' ? [] : one.found));
  const list = /哪些|哪几件|清单/.test(intent.text) ? few.map((one) => nameOf(one, view)) : [];
  return texts.figureLines(lines, list);
}

const specialistNamed = ({ text }: Intent, { county }: View): Person | undefined =>
  [...county.people.values()].find(({ role, name }) => role === 'specialist' && text.includes(name));

/** What of a view is one specialist's own work. */
function ofSpecialist(id: string, view: View): View {
  const projects = view.projects.filter((project) => project.specialist === id);
  const codes = projects.map(({ code }) => code);
  return {
    ...view,
    projects,
    filings: view.filings.filter(({ project }) => codes.includes(project)),
    cases: view.cases.filter((kase) => kase.owner === id || kase.firstContact === id),
  };
}

/** Under way and late are states of today: what was so before is not kept. */
const isOfNow = (measure: Measure): boolean => measure === 'running' || measure === 'overdue';

/** How it stands now, by department. */
function nowLine(where: string, measure: Measure, filings: Filing[], view: View): string {
  const found = filings.filter((one) => counts(one, measure, {}, view));
  const label = `现在${texts.measureNames[measure]}`;
  return texts.countLine(where, { label, count: found.length, groups: groupsOf(found, 'department', view) });
}

function filingsMeant({ mentions }: Intent, view: View): Filing[] {
  const departments = mentions.departments.length ? mentions.departments : ownDepartment(view);
  return view.filings.filter(
    (filing) =>
      inNamed(filing.project, mentions, view) &&
      (departments.length === 0 || departments.includes(filing.department)) &&
      (mentions.items.length === 0 || mentions.items.includes(filing.item)),
  );
}

interface Days {
  from?: Day | undefined;
  to?: Day | undefined;
}

const within = (day: Day | undefined, { from, to }: Days): boolean =>
  day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to);

function counts(filing: Filing, measure: Measure, span: Days, view: View): boolean {
  switch (measure) {
    case 'running':
      return isRunning(filing);
    case 'overdue':
      return clockOf(filing, view.county.calendar, view.today).lamp === 'red';
    case 'received':
      return within(filing.receivedOn, span);
    case 'accepted':
      return within(filing.acceptedOn, span);
    default:
      return filing.state === 'concluded' && within(filing.concludedOn, span);
  }
}

/** Working days from acceptance to the decision, pauses left out, as the clock counts them. */
function averageText(filings: Filing[], span: Days, view: View, where: string): string {
  const done = filings.filter(
    (one) =>
      counts(one, 'concluded', span, view) && one.acceptedOn !== undefined && one.concludedOn !== undefined,
  );
  const days = done.map((one) => clockOf(one, view.county.calendar, view.today).usedDays);
  return texts.averageLine(where, done.length, days.reduce((a, b) => a + b, 0) / (done.length || 1));
}

function groupsOf(filings: Filing[], by: NonNullable<FigureWanted['by']>, view: View): texts.Group[] {
  const { county, today } = view;
  const groupOf = (filing: Filing): string => {
    if (by === 'department') return county.departments.get(filing.department)?.shortName ?? filing.department;
    const post = county.people.get(responsible(county, filing, today) ?? '');
    if (by === 'post') return post?.duty?.display ?? texts.nobody;
    const project = county.projects.get(filing.project);
    if (by === 'specialist') return specialistName(project, view);
    return county.stages.get(county.items.get(filing.item)?.stage ?? '')?.name ?? texts.nobody;
  };
  return sizes(filings.map(groupOf));
}

/** The largest first; equals in the order met. */
const sizes = (groups: string[]): texts.Group[] =>
  [...Map.groupBy(groups, (name) => name)]
    .map(([name, all]) => ({ name, count: all.length }))
    .sort((a, b) => b.count - a.count);

function projectFigure(wanted: FigureWanted, intent: Intent, view: View, where: string): string {
  const { county } = view;
  const projects = view.projects.filter((project) =>
    intent.mentions.projects.length + intent.mentions.enterprises.length
      ? names(intent.mentions, project)
      : true,
  );
  if (wanted.notBegun) {
    const permitted = new Set(
      view.filings
        .filter((one) => {
          const item = county.items.get(one.item);
          return one.state === 'concluded' && item !== undefined && allowsBuilding(item);
        })
        .map((one) => one.project),
    );
    const waiting = projects.filter(({ code }) => !permitted.has(code));
    return texts.notBegun(
      where,
      waiting.map((project) => `${project.name}（${stageName(project, view)}）`),
    );
  }
  const groups = sizes(
    projects.map((project) =>
      wanted.by === 'specialist' ? specialistName(project, view) : stageName(project, view),
    ),
  );
  const line = texts.countLine(where, { label: '项目', unit: '个', count: projects.length, groups });
  return texts.figureLines(
    [line],
    /哪/.test(intent.text) && !wanted.by ? projects.map(({ name }) => name) : [],
  );
}

const stageName = ({ stage }: Project, { county }: View): string => county.stages.get(stage)?.name ?? stage;
const specialistName = (project: Project | undefined, { county }: View): string =>
  county.people.get(project?.specialist ?? '')?.name ?? texts.nobody;

function caseFigure(wanted: FigureWanted, from: Day | undefined, view: View, where: string): string {
  if (wanted.past || from === undefined || from < addDays(view.today, -CASES_KNOWN_DAYS)) return texts.onPage;
  const opened = view.cases.filter((kase) => kase.kind !== 'integrity' && dayOf(kase.openedAt) >= from);
  const groups = sizes(opened.map((kase) => kindNames[kase.kind]));
  const label = `${texts.spanText(wanted.span, false)}登记的诉求`;
  return texts.countLine(where, { label, count: opened.length, groups });
}

const nameOf = (filing: Filing, { county }: View): string =>
  `${county.projects.get(filing.project)?.name ?? filing.project} · ${county.items.get(filing.item)?.name ?? filing.item}`;

function firstDay(span: Span | undefined, today: Day): Day | undefined {
  if (span === undefined) return undefined;
  if (span === 'day') return today;
  if (span === 'week') return mondayOf(today);
  return span === 'month' ? `${today.slice(0, 8)}01` : `${today.slice(0, 5)}01-01`;
}

/** The whole span before the one under way. */
function spanBefore(span: Span | undefined, today: Day): Days {
  const from = firstDay(span, today);
  if (from === undefined) return {};
  const to = addDays(from, -1);
  return { from: firstDay(span, to), to };
}
