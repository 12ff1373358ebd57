import { can } from '../access.ts';
import { points } from '../intents/meetings.ts';
import { meetingConcluded } from '../intents/request-cues.ts';
import {
  begunBy,
  casesToMeet,
  concerning,
  meetingsMeant,
  meets,
  namesCase,
  projectMeant,
  saysWhat,
  setBy,
  upcoming,
} from '../meetings/meant.ts';
import { type Matter, matterOf, toEnterprise } from '../meetings/told.ts';
import {
  type Appointment,
  type Case,
  type Decision,
  directChat,
  type Intent,
  isCaseNumber,
  isOpen,
  type Meeting,
  type Post,
  type Project,
  say,
  silence,
  type View,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/meetings.ts';
import { arrange, askWhichToMeet, maySet, meetingOf, noted, setAbout } from './arrange.ts';
import { concludeElse, correctConclusion, noteConclusion } from './meeting-conclusions.ts';
import { passToConvener } from './meeting-words.ts';
import { noteVisit } from './visits.ts';

/** Of several those for which a meeting was asked or set. */
function withMeeting(view: View, cases: Case[], states: Meeting['state'][]): Case[] {
  const found = cases.filter(({ number }) =>
    states.some((state) => meetingOf(view, number)?.state === state),
  );
  return found.length ? found : cases;
}

/** What an office-holder announces of a meeting: kept, and told to everybody who is called and to the enterprise. */
export function noteMeeting(intent: Intent, view: View, now: Date): Decision {
  const { asker, county } = view;
  if (!asker || asker.role === 'enterprise') return silence;
  const { slots } = intent;
  if (slots.minutes === true) return splitMinutes(intent, view);
  if (slots.visit === true) return noteVisit(intent, view, now);
  if (slots.corrects === true) return correctConclusion(intent, view, now);
  if (slots.changes === true) {
    const own = changeOwn(intent, view, now);
    if (own) return own;
  }
  if (slots.over === true) {
    const outcome = noteOutcome(intent, view, now);
    if (outcome) return outcome;
    // Of a site or of talks nobody knows: no conclusion of whatever case there is.
    if (!meetingConcluded.test(intent.text))
      return view.chat.kind === 'direct' ? say(texts.nothingToMeet([])) : silence;
  }
  const concluded = slots.concluded === true;
  const agreed = slots.agreed === true;
  const fitting = saysWhat(view, intent) || agreed ? casesToMeet(view, intent) : [];
  const settable = fitting.filter((kase) => maySet(kase, view));
  const asked = settable.filter(
    ({ number, kind }) => (meetingOf(view, number)?.state ?? (kind === 'meeting' ? 'asked' : '')) === 'asked',
  );
  const meant = agreed ? asked : withMeeting(view, settable, concluded ? ['set', 'asked'] : ['asked', 'set']);
  const [kase] = meant;
  const answered = view.chat.kind === 'direct' || namesCase(intent);
  if (meant.length > 1)
    return answered || view.chat.kind === 'project' ? askWhichToMeet(meant, view) : silence;
  const [foreign] = agreed ? [] : fitting;
  if (foreign && !kase) return answered ? say(texts.notYoursToSet(foreign)) : silence;
  if (kase && concluded) return noteConclusion(kase, intent, view, now);
  if (kase) return arrange(matterOf(kase, county), intent, view, now, setAbout(view, kase.number));
  const project = namesCase(intent) ? undefined : projectMeant(view, intent);
  if (project && !concluded) {
    const before = setAbout(view, project.code);
    // Of another's meeting nobody says when it is but who may convene; what others say goes to who called it.
    return before && before.by !== asker.id && !can(asker, 'convene', {}, view.chat.kind)
      ? passToConvener(before, intent, view, asker)
      : arrange({ about: project.code, project }, intent, view, now, before);
  }
  return answered ? say(texts.nothingToMeet(intent.mentions.caseNumbers)) : silence;
}

const ofSite = /现场|勘/;
/** What was seen on a site is no conclusion of a meeting in an office. */
const isOnSite = ({ visit, appointment, text }: Meeting): boolean =>
  visit !== undefined || /现场|工地|厂|园区|项目部|踏勘/.test(`${appointment?.place ?? ''}${text}`);

/** 会开完了，定了…: of the only meeting or visit that the speaker has to do with and that has begun. */
function noteOutcome(intent: Intent, view: View, now: Date): Decision | undefined {
  const { asker, county, cases, chat } = view;
  if (!asker) return undefined;
  const begun = concerning(begunBy(view.meetings, now), asker.id);
  const meant = meetingsMeant(begun, view, intent).filter(
    (one) => !ofSite.test(intent.text) || isOnSite(one),
  );
  const [meeting, another] = meant;
  if (!meeting) return undefined;
  if (another) return say(texts.whichMeeting(meant.slice(0, 4).map((one) => texts.inShort(one, county))));
  const kase = cases.find(({ number }) => number === meeting.about);
  if (!kase && isCaseNumber(meeting.about)) return undefined;
  const may = kase ? maySet(kase, view) : meeting.by === asker.id || can(asker, 'convene', {}, chat.kind);
  if (!may) return passToConvener(meeting, intent, view, asker);
  return kase && meeting.visit === undefined
    ? noteConclusion(kase, intent, view, now)
    : concludeElse(meeting, intent, view);
}

/** A change by whoever set the meeting, which then need not be named; undefined where it is another's, or none. */
function changeOwn(intent: Intent, view: View, now: Date): Decision | undefined {
  const { asker, county, today, meetings, cases, projects } = view;
  const meant = meetingsMeant(setBy(upcoming(meetings, today), asker?.id ?? ''), view, intent);
  const waiting = meant.filter((one) => proposedFor(one, view) !== undefined);
  const own = waiting.length === 1 ? waiting : meant;
  const [meeting, another] = own;
  if (!meeting) return undefined;
  if (another) return say(texts.whichMeeting(own.slice(0, 4).map((one) => texts.inShort(one, county))));
  if (intent.slots.wonders === true) return say(texts.yoursToMove(texts.inShort(meeting, county)));
  const kase = cases.find(({ number }) => number === meeting.about);
  const project = projects.find(({ code }) => code === (kase?.project ?? meeting.about));
  const matter: Matter = { about: meeting.about, ...(kase ? { kase } : {}), ...(project ? { project } : {}) };
  if (intent.slots.instructs === true) return instruct(matter, meeting, intent, view);
  if (intent.slots.asProposed !== true) return arrange(matter, intent, view, now, meeting);
  const proposed = proposedFor(meeting, view);
  return proposed ? arrange(matter, intent, view, now, meeting, proposed) : say(texts.nothingProposed);
}

/** Another time that somebody invited proposed, not decided yet. */
function proposedFor({ about, visit }: Meeting, { meetings }: View): Appointment | undefined {
  const newest = meetings.find((one) => one.about === about && one.visit === visit);
  return newest?.state === 'answered' ? newest.appointment : undefined;
}

/** 让企业把图带上: passed on, and kept with the meeting. */
function instruct({ about, ...rest }: Matter, meeting: Meeting, { text }: Intent, view: View): Decision {
  const matter = { about, ...rest };
  const words = text
    .replace(/^.*?(?:企业|他们|对方|业主|建设单位|项目单位|人家)[先再也还]?/, '')
    .replace(/[。.]$/, '');
  const by = postName(view.asker);
  const posts = toEnterprise(
    matter,
    view,
    texts.instructed(texts.matterText(about, rest.kase, rest.project), by, words),
  );
  const notes = [meeting.appointment?.notes, words].filter(Boolean).join('，');
  return {
    changes: [noted(view, { ...meeting, appointment: { ...meeting.appointment, notes } }, text)],
    posts: [{ to: 'here', text: texts.instructedDone(posts.length ? ['企业'] : []) }, ...posts],
  };
}

/** Minutes of many matters are filed nowhere: each specialist gets the points of their projects, ready to be sent. */
function splitMinutes(intent: Intent, view: View): Decision {
  const { asker } = view;
  const rows = points(intent.text).map((point) => {
    const project = projectOf(point, view);
    const fitting = view.cases.filter(
      (kase) => meets(kase) && kase.project === project?.code && isOpen(kase),
    );
    return { point, project, kase: fitting.length === 1 ? fitting[0] : undefined };
  });
  const bySpecialist = Map.groupBy(rows, ({ project }) => project?.specialist ?? asker?.id ?? '');
  return {
    changes: [],
    posts: [...bySpecialist].map(
      ([person, own]): Post => ({ to: { chat: directChat(person) }, text: texts.minutesSplit(own) }),
    ),
  };
}

/** The project a point of minutes is about: by its enterprise's short name, or by how its own begins. */
function projectOf(point: string, { county }: View): Project | undefined {
  const begins = (name: string) => /^[^第年新县]{2}/.test(name) && point.includes(name.slice(0, 2));
  const named = [...county.projects.values()].filter(
    ({ enterprise, name, aliases }) =>
      county.enterprises.get(enterprise)?.aliases.some((alias) => point.includes(alias)) ||
      [name, ...aliases].some(begins),
  );
  return named.length === 1 ? named[0] : undefined;
}
