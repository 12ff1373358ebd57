import { seesWholeCounty } from '../access.ts';
import { addDays, mondayOf } from '../calendar.ts';
import { hereOrPrivately, isInside } from '../here.ts';
import type { FigureWanted } from '../intents/figures.ts';
import type { PageAsked, Wanted } from '../intents/overviews.ts';
import { foreignProjects, names } from '../meant.ts';
import {
  type Case,
  type Decision,
  type Filing,
  type Intent,
  isOpen,
  isRunning,
  type Project,
  say,
  type View,
} from '../model.ts';
import { type Clock, clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import { bindFirst } from '../texts/cases.ts';
import * as filingTexts from '../texts/filings.ts';
import * as texts from '../texts/overviews.ts';
import { figureText } from './figures.ts';
import { inNamed, isOwnProject, ownDepartment, whereOf } from './scope.ts';

/** Without a word of what is wanted: what presses, and the open cases. */
const everything: Wanted = { lamps: [], thisWeek: false, worst: false, mine: false, overall: false };
/** 最急的几个. */
const WORST = 3;
const lampNames = { red: '超期', orange: '今日到期', yellow: '临期' } as const;
const pressing: string[] = Object.keys(lampNames);

interface Row {
  filing: Filing;
  clock: Clock;
}

/** What an office-holder wants listed or counted, of all they may see or of what they name. */
export function tellList(intent: Intent, view: View, now: Date): Decision {
  const { asker, county } = view;
  if (!asker) return say(bindFirst(county));
  if (asker.role === 'administrator') return say(texts.listOnBoard);
  if (foreignProjects(view, intent)) return say(filingTexts.notYours);
  const figure = intent.slots.figure as FigureWanted | undefined;
  const asked = intent.slots.wanted as Wanted | undefined;
  const counts = figure ? figureText(figure, intent, view) : undefined;
  if (counts !== undefined && !asked) return inside(counts, view);
  const wanted = asked ?? everything;
  if (wanted.portfolio) return inside(portfolio(view), view);
  const mine = wanted.mine && !seesWholeCounty(asker);
  const where = mine ? texts.ownHands : whereOf(intent, view);
  const named = namesFilings(wanted) || wanted.cases !== undefined;
  // Everything that runs in the county is on the board, and no list.
  const { running: _, ...pressingOnly } = wanted;
  const shown = { ...(mine ? wanted : pressingOnly), mine };
  const list = texts.overview(where, counted(shown, intent, view, now), named);
  const board = wanted.overall ? [texts.stagesOnBoard] : [];
  return inside([...(counts ? [counts] : []), list, ...board].join('\n'), view);
}

const inside = (text: string, view: View): Decision =>
  hereOrPrivately(text, view, { may: isInside(view.chat), neutral: texts.listElsewhere });

/** Every project of one's own with its stage and what presses; the partner's, for whom one stands in, apart. */
function portfolio(view: View): string {
  const { asker, county, today } = view;
  const brief = (project: Project) => {
    const running = view.filings.filter((one) => one.project === project.code && isRunning(one));
    const lamps = running.map((one) => clockOf(one, county.calendar, today).lamp);
    const lit = (['red', 'orange', 'yellow'] as const).flatMap((lamp) => {
      const n = lamps.filter((one) => one === lamp).length;
      return n ? [`${lampNames[lamp]}${n}件`] : [];
    });
    return texts.portfolioLine(
      project.name,
      county.stages.get(project.stage)?.name ?? project.stage,
      running.length,
      lit,
    );
  };
  const own = view.projects.filter((project) => isOwnProject(project, view));
  const partner =
    asker?.role === 'specialist' ? view.projects.filter((project) => !own.includes(project)) : [];
  return texts.portfolio(
    own.map(brief),
    partner.map(({ name }) => name),
  );
}

const namesFilings = ({ lamps, thisWeek, worst }: Wanted) => lamps.length > 0 || thisWeek || worst;

function counted(wanted: Wanted, intent: Intent, view: View, now: Date): texts.Counted[] {
  const all = rowsOf(wanted, intent, view);
  const rows = all.filter(({ clock }) => pressing.includes(clock.lamp));
  const line = ({ filing, clock }: Row) => {
    const text = filingTexts.worklistLine(filing, clock, view.county);
    return isOwnProject(view.county.projects.get(filing.project), view) ? text : `${texts.asPartner}${text}`;
  };
  const cases = casesOf(wanted, intent, view).map((kase) => filingTexts.caseLine(kase, view.county, now));
  const unaccepted = wanted.cases === 'unaccepted';
  const caseCount = { name: unaccepted ? '待接单的诉求' : '在办诉求', lines: cases };
  const filingsWanted = namesFilings(wanted);
  if (wanted.cases && !filingsWanted) return [caseCount];
  if (wanted.worst)
    return [{ name: '最急的', none: '到期、超期的件', lines: rows.slice(0, WORST).map(line) }];
  const sunday = addDays(mondayOf(view.today), 6);
  // What is late was due before: a post that asks what is due today hears of it too.
  const late =
    view.asker?.role === 'liaison' &&
    wanted.lamps.includes('orange') &&
    rows.some(({ clock }) => clock.lamp === 'red');
  const asked: Wanted['lamps'] = late
    ? [...new Set<Wanted['lamps'][number]>(['red', ...wanted.lamps])]
    : wanted.lamps;
  const lamps = filingsWanted ? asked : (['red', 'orange', 'yellow'] as const);
  const week = rows.filter(({ clock: { due = '', lamp } }) => lamp !== 'red' && due <= sunday);
  return [
    ...lamps.map((lamp) => ({
      name: lampNames[lamp],
      none: `${lampNames[lamp]}的件`,
      lines: rows.filter(({ clock }) => clock.lamp === lamp).map(line),
    })),
    ...(wanted.thisWeek ? [{ name: '本周到期', none: '本周到期的件', lines: week.map(line) }] : []),
    ...(wanted.running
      ? [
          {
            name: rows.length > 0 ? '其他在办（含暂停）' : '在办（含暂停）',
            none: '其他在办的件',
            lines: all.filter((row) => !rows.includes(row)).map(line),
          },
        ]
      : []),
    ...(wanted.cases || !filingsWanted ? [caseCount] : []),
  ];
}

/** What runs, the worst first; a department's people see its own, a liaison of theirs what is theirs. */
function rowsOf({ mine }: Wanted, { mentions }: Intent, view: View): Row[] {
  const { county } = view;
  const own = mine && view.asker?.role === 'liaison' ? view.asker.id : undefined;
  const { items } = mentions;
  const departments = mentions.departments.length ? mentions.departments : ownDepartment(view);
  return view.filings
    .filter(
      (filing) =>
        isRunning(filing) &&
        inNamed(filing.project, mentions, view) &&
        (!mine || isOwnProject(county.projects.get(filing.project), view)) &&
        (own === undefined || responsible(county, filing, view.today) === own) &&
        (departments.length === 0 || departments.includes(filing.department)) &&
        (items.length === 0 || mentions.departments.length > 0 || items.includes(filing.item)),
    )
    .map((filing) => ({ filing, clock: clockOf(filing, county.calendar, view.today) }))
    .sort((a, b) => (a.clock.remainingDays ?? 0) - (b.clock.remainingDays ?? 0))
    .sort((a, b) => Number(isPartners(a)) - Number(isPartners(b)));

  function isPartners({ filing }: Row): boolean {
    return !isOwnProject(county.projects.get(filing.project), view);
  }
}

function casesOf({ cases, mine }: Wanted, { mentions }: Intent, view: View): Case[] {
  const { asker } = view;
  const own = mine || asker?.role === 'liaison';
  return view.cases
    .filter(
      (kase) =>
        isOpen(kase) &&
        (kase.kind !== 'integrity' || kase.owner === asker?.id) &&
        (!own ||
          kase.owner === asker?.id ||
          (asker?.role === 'specialist' && kase.firstContact === asker.id)) &&
        inNamed(kase.project, mentions, view) &&
        (mentions.departments.length === 0 || mentions.departments.includes(kase.department)) &&
        (cases !== 'unaccepted' || kase.status === 'assigned'),
    )
    .sort((a, b) => a.replyDue.getTime() - b.replyDue.getTime() || a.number.localeCompare(b.number));
}

/** 台账, 周报, 批前清单: the page that has it. */
export function pointToPage(intent: Intent, view: View): Decision {
  if (!view.asker) return say(bindFirst(view.county));
  const named = view.projects.filter((project) => names(intent.mentions, project));
  return say(texts.pageText(intent.slots.pages as PageAsked[], (named[0] ?? view.project)?.code));
}

/** 你能干啥: by role; a greeting gets one line. */
export function tellAboutBot(intent: Intent, view: View): Decision {
  if (intent.slots.greeting === true) return say(texts.greeting(view.county));
  if (intent.slots.complaints === true) return say(texts.whereToComplain);
  return say(texts.aboutBot(view.county, view.asker?.role ?? 'other'));
}
