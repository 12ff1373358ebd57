import { hereOrPrivately, mayHearOf, mayHearWords } from '../here.ts';
import { pushes } from '../intents/request-cues.ts';
import { anyOf, what, when } from '../intents/words.ts';
import {
  type ChatLevel,
  type Decision,
  type Filing,
  type Intent,
  isOpen,
  isRunning,
  type View,
} from '../model.ts';
import { type Clock, clockOf } from '../progress.ts';
import * as texts from '../texts/filings.ts';

/** 补办, 补贴, 补偿 are other matters. */
const amend = '补(?![办贴偿助发])';
/** What is still missing from one's own application. */
const asksGap = anyOf(
  `(?:要|需|得|叫|让|喊)[^,，。]{0,4}${amend}`,
  `${amend}(?:件|正|的)?[^,，。]{0,6}${what}`,
  `(?<!容)[缺差](?:的)?(?:是)?(?:点|些)?${what}`,
);
/** The day on which one's own paper is to be had. */
const asksDay = anyOf(`${when}[^,，。]{0,6}(?:拿|批|出|下来|办好|办完|取|领|好)`, `${when}$`);
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
 * What an enterprise asks of its own filings and the record tells: what is missing, on which day, whether it is late.
 * Undefined when the record has nothing to say to it, so that the rule or the department answers.
 */
export function answerFromRecord(intent: Intent, view: View, now: Date): Decision | undefined {
  const { text } = intent;
  if (view.asker?.role !== 'enterprise') return undefined;
  const own = standing(intent, view);
  const lines =
    asksOverdue.test(text) && !isPushed(text)
      ? overdueLines(own, view, now)
      : asksGap.test(text)
        ? own.filter(({ filing }) => filing.state === 'supplement' && filing.remark).map(gapLine(view))
        : asksDay.test(text) && intent.mentions.items.length > 0
          ? own.filter(({ filing }) => filing.receivedOn !== undefined).map(dayLine(view))
          : [];
  if (lines.length === 0) return undefined;
  return tell(lines.slice(0, MOST).join('\n'), asksGap.test(text) ? 'D2' : 'D1', own, view);
}

/** The asker's filings that are under way: of the items named, else all of the project. */
function standing({ mentions }: Intent, view: View): Standing[] {
  const { items, projects } = mentions;
  const codes = view.projects.map((project) => project.code);
  const meant = projects.length
    ? codes.filter((code) => projects.includes(code))
    : view.project
      ? [view.project.code]
      : codes;
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
    texts.gapTold(filing, clock, county);

const dayLine =
  ({ county }: View) =>
  ({ filing, clock }: Standing) =>
    texts.dayTold(filing, clock, county);

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
    ...shown.slice(0, MOST - 1).map(({ filing, clock }) => texts.lateTold(filing, clock, view.county)),
    open[0]
      ? texts.caseLine(open[0], view.county, now)
      : texts.lateNext(shown[0]?.filing, late.length > 0, view.county),
  ];
}

/** In the 1:1 chat, or in a group of the project that may read so much. */
function tell(text: string, level: ChatLevel, own: Standing[], view: View): Decision {
  const codes = own.map(({ filing }) => filing.project);
  return hereOrPrivately(text, view, {
    may: mayHearOf(view.chat, codes, level),
    neutral: texts.sentPrivately,
  });
}
