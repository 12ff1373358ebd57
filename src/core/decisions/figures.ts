import { allowsBuilding } from '../filings/plan.ts';
import { type FigureWanted, type Grouping, isOfDays, type Measure } from '../intents/figures.ts';
import { names } from '../meant.ts';
import { type Filing, type Intent, isRunning, type Person, type Project, type View } from '../model.ts';
import { clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import * as texts from '../texts/figures.ts';
import { caseFigure } from './case-figures.ts';
import { type Days, sizes, spanOf, within } from './counting.ts';
import { inNamed, ownDepartment, whereOf } from './scope.ts';

/** One figure, counted of all the asker may see or names: by department, post, specialist or stage where asked. */
export function figureText(wanted: FigureWanted, intent: Intent, whole: View): string {
  const specialist = specialistNamed(intent, whole);
  const view = specialist ? ofSpecialist(specialist.id, whole) : whole;
  const where = specialist?.name ?? whereOf(intent, whole);
  if (wanted.of === 'projects') return projectFigure(wanted, intent, view, where);
  if (wanted.of === 'cases') return caseFigure(wanted, intent, view, where);
  const filings = filingsMeant(intent, view);
  const asksCases = wanted.withCases === true && intent.mentions.items.length === 0;
  const few: Filing[] = [];
  const lines = wanted.measures.flatMap((measure) => {
    if (isOfNow(measure)) return wanted.past ? [] : [count(measure, false)];
    return (wanted.both ? [false, true] : [wanted.past]).map((past) => count(measure, past));
  });
  const cases = asksCases && wanted.measures.some(isOfDays) ? [caseFigure(wanted, intent, view, where)] : [];
  const late = filings.filter((one) => counts(one, 'overdue', {}, view)).length;
  const undecided = wanted.measures.includes('on-time') && late > 0 ? [texts.lateUndecided(late)] : [];
  const unknown =
    (wanted.past || wanted.both) && wanted.measures.some(isOfNow)
      ? [texts.notKept(wanted.past ? nowLine(where, 'overdue', filings, view) : '')]
      : [];
  const list = /哪些|哪几件|清单/.test(intent.text) ? few.map((one) => nameOf(one, view)) : [];
  return texts.figureLines([...lines, ...undecided, ...cases, ...unknown], list);

  function count(measure: Measure, past: boolean): string {
    const span = spanOf(wanted.span, past, view.today);
    const when = isOfNow(measure) ? '现在' : texts.spanText(wanted.span, past);
    if (measure === 'average') return averageText(filings, span, view, where);
    if (measure === 'on-time') return onTimeText(filings, span, wanted.by, view, `${where}${when}`);
    const found = filings.filter((one) => counts(one, measure, span, view));
    few.push(...found);
    const groups = wanted.by ? groupsOf(found, wanted.by, view) : [];
    return texts.countLine(where, {
      label: `${when}${texts.measureNames[measure]}`,
      count: found.length,
      groups,
    });
  }
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
const isOfNow = (measure: Measure): boolean => !isOfDays(measure);

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

/** Decided within the limit and its extension, pauses left out. */
function onTimeText(
  filings: Filing[],
  span: Days,
  by: Grouping | undefined,
  view: View,
  where: string,
): string {
  const { calendar } = view.county;
  const done = filings.filter((one) => counts(one, 'concluded', span, view) && one.acceptedOn !== undefined);
  const inTime = done.filter(
    (one) => clockOf(one, calendar, view.today).usedDays <= one.limitDays + one.extensionDays,
  );
  const kept = by ? groupsOf(inTime, by, view) : [];
  const groups = by
    ? groupsOf(done, by, view).map(({ name, count: all }) => ({
        name,
        all,
        inTime: kept.find((one) => one.name === name)?.count ?? 0,
      }))
    : [];
  return texts.onTimeLine(where, { all: done.length, inTime: inTime.length, groups });
}

function groupsOf(filings: Filing[], by: Grouping, view: View): texts.Group[] {
  const { county, today } = view;
  const groupOf = (filing: Filing): string => {
    if (by === 'department') return county.departments.get(filing.department)?.shortName ?? filing.department;
    const post = county.people.get(responsible(county, filing, today) ?? '');
    if (by === 'post') return post?.duty?.display ?? texts.nobody;
    const project = county.projects.get(filing.project);
    if (by === 'specialist') return specialistName(project, view);
    if (by === 'enterprise') return county.enterprises.get(project?.enterprise ?? '')?.name ?? texts.nobody;
    return county.stages.get(county.items.get(filing.item)?.stage ?? '')?.name ?? texts.nobody;
  };
  return sizes(filings.map(groupOf));
}

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

const nameOf = (filing: Filing, { county }: View): string =>
  `${county.projects.get(filing.project)?.name ?? filing.project} · ${county.items.get(filing.item)?.name ?? filing.item}`;
