import { allowsBuilding, planProject } from '../filings/plan.ts';
import { firstDayAhead } from '../filings/stated-day.ts';
import { mayHearWords } from '../here.ts';
import { isElliptical } from '../intents/goes-on.ts';
import { asksGap, asksMeaning, asksNext, asksWhenToBegin, asksWhereTo } from '../intents/question-cues.ts';
import { pushes } from '../intents/request-cues.ts';
import { anyOf, howLong, when } from '../intents/words.ts';
import { names } from '../meant.ts';
import { type Day, type Decision, type Filing, type Intent, isOpen, isRunning, type View } from '../model.ts';
import { type Clock, clockOf } from '../progress.ts';
import { responsible } from '../reminders.ts';
import * as texts from '../texts/filings.ts';
import * as ownTexts from '../texts/own-filings.ts';
import { expectedText, nextText } from '../texts/plan.ts';
import { tellOf } from './scope.ts';

const soon =
  '(?:今[天晚]|明[天早]|后天|[这本下]?个?(?:周|星期|礼拜)[一二三四五六日天末]|月底|年底|年[前内]|[\\d一二三四五六七八九十]+[日号])';
const got = '(?:拿|批|出|下来|办好|办完|办下|取|领|好|到手)';
/** The day on which one's own paper is to be had, or what is left of its time; 要几天 asks of the rule. */
const asksDay = anyOf(
  `${when}[^,，。]{0,6}${got}`,
  `${when}$|等到?${when}`,
  `${soon}[^,，。]{0,8}${got}[^,，。]{0,4}(?:吗|么|不|没|[?？])`,
  `还(?:要|剩|有|得|差|需要?)[^,，。]{0,4}${howLong}(?!公示|补正|评审|整改)`,
  '(?:来|赶)得[及上]',
  `(?:${when}|几日)[^,，。]{0,2}(?:到期|截止)|到期.{0,2}(?:哪天|几号)`,
);
const whenever = anyOf(when);
const asksStart = /开工|动工|开建/;
/** Whether the time is over: put as a question, without asking for anything to be done. */
const asksOverdue =
  /(?:超|逾|到)(?:期|时)(?:了|啦)?[^,，。]{0,4}(?:吧|吗|么|没有?(?:$|[,，?？])|不是|[?？])|(?:是不是|算不算|有没有)[^,，。]{0,8}(?:超|逾|到)期/;
/** 催一下: pushed, whatever else is asked. */
const isPushed = (text: string) => pushes.test(text);

const MOST = 3;

interface Standing {
  filing: Filing;
  clock: Clock;
}

/**
 * What an enterprise asks of its own filings, or an office of a project it names, and the record tells: what is
 * missing, on which day, whether it is late, what comes next.
 * Undefined when the record has nothing to say to it, so that the rule or the department answers.
 */
export function answerFromRecord(intent: Intent, view: View, now: Date): Decision | undefined {
  const { text, mentions } = intent;
  const { asker } = view;
  const named = mentions.projects.length + mentions.enterprises.length > 0;
  if (asker?.role !== 'enterprise' && !named) return undefined;
  const planned = fromPlan(intent, view);
  if (planned) return planned;
  const own = standing(intent, view);
  const lines = linesFor(intent, own, view, now);
  if (lines.length === 0) return undefined;
  const codes = own.map(({ filing }) => filing.project);
  return tellOf(codes, lines.slice(0, MOST).join('\n'), view, asksGap.test(text) ? 'D2' : 'D1');
}

/** What is late and what is missing an enterprise asks of its own; an office only for the day of a named paper. */
function linesFor({ text, mentions }: Intent, own: Standing[], view: View, now: Date): string[] {
  if (view.asker?.role === 'enterprise') {
    if (asksOverdue.test(text) && !isPushed(text)) return overdueLines(own, view, now);
    if (asksGap.test(text) && !asksMeaning.test(text))
      return own.filter(({ filing }) => filing.state === 'supplement' && filing.remark).map(gapLine(view));
  }
  if (view.asker?.role === 'enterprise' && asksWhereTo.test(text))
    return own.filter(({ filing }) => filing.state === 'supplement').map(whereLine(view));
  if (!asksDay.test(text) || mentions.items.length === 0) return [];
  const wanted = firstDayAhead(text, view.today);
  return own.filter(({ filing }) => filing.receivedOn !== undefined).map(dayLine(view, wanted));
}

/** 下一步办啥, and when a paper is to be had that nobody has applied for yet: from the project's plan. */
function fromPlan({ text, mentions }: Intent, view: View): Decision | undefined {
  const { county, today } = view;
  const [project = view.project, another] = view.projects.filter((one) => names(mentions, one));
  if (!project || another) return undefined;
  const plan = () => planProject(project, view.filings, county, today);
  const start = asksStart.test(text) && mentions.items.length === 0;
  // 下一步呢 after one's own filing was told of asks for what follows it in the project.
  const namesNone = mentions.items.length === 0 || (view.told !== undefined && isElliptical(text));
  if (asksNext.test(text) && namesNone && !mentions.stage)
    return tellOf([project.code], nextText(project, plan(), county), view);
  if (![asksDay, asksWhenToBegin].some((cue) => cue.test(text)) && !(start && whenever.test(text)))
    return undefined;
  const row = plan().rows.find(({ item }) =>
    start ? allowsBuilding(item) : mentions.items.includes(item.code),
  );
  const isFiled = view.filings.some(
    (one) => one.project === project.code && one.item === row?.item.code && one.receivedOn !== undefined,
  );
  if (!row || row.state === 'done' || (isFiled && !start)) return undefined;
  return tellOf([project.code], expectedText(project.name, row, plan(), county), view);
}

/** The asker's filings that are under way: of the items named, else all of the project. */
function standing({ mentions }: Intent, view: View): Standing[] {
  const { items } = mentions;
  const codes = view.projects.map((project) => project.code);
  const named = view.projects.filter((project) => names(mentions, project)).map(({ code }) => code);
  const meant = named.length ? named : view.project ? [view.project.code] : codes;
  return view.filings
    .filter(
      (filing) =>
        meant.includes(filing.project) &&
        (items.length === 0 || items.includes(filing.item)) &&
        isRunning(filing),
    )
    .map((filing) => ({ filing, clock: clockOf(filing, view.county.calendar, view.today) }));
}

const gapLine =
  ({ county }: View) =>
  ({ filing, clock }: Standing) =>
    ownTexts.gapTold(filing, clock, county);

const whereLine =
  ({ county, today }: View) =>
  ({ filing }: Standing) =>
    ownTexts.whereTold(filing, county.people.get(responsible(county, filing, today) ?? ''), county);

const dayLine =
  ({ county, today }: View, wanted: Day | undefined) =>
  ({ filing, clock }: Standing) =>
    ownTexts.dayTold(filing, clock, county, today, wanted);

/** Of the named filings each; of a whole project those that are late or due today, else the nearest. */
function overdueLines(own: Standing[], view: View, now: Date): string[] {
  const running = own
    .filter(({ clock }) => clock.due !== undefined && !clock.paused)
    .sort((a, b) => (a.clock.remainingDays ?? 0) - (b.clock.remainingDays ?? 0));
  const late = running.filter(({ clock }) => (clock.remainingDays ?? 0) <= 0);
  const shown = late.length ? late : running.slice(0, 1);
  const open = view.cases.filter(
    (kase) =>
      isOpen(kase) &&
      kase.enterprise === view.asker?.enterprise &&
      mayHearWords(view.chat, [kase]) &&
      shown.some(({ filing }) => kase.items.includes(filing.item)),
  );
  if (shown.length === 0) return [];
  return [
    ...shown.slice(0, MOST - 1).map(({ filing, clock }) => ownTexts.lateTold(filing, clock, view.county)),
    open[0]
      ? texts.caseLine(open[0], view.county, now)
      : ownTexts.lateNext(shown[0]?.filing, late.length > 0, view.county),
  ];
}
