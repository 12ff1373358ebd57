import { specialistFor } from '../cases/index.ts';
import { hereOrPrivately, isInside, mayHearOf, mayHearWords } from '../here.ts';
import { proposes } from '../intents/meetings.ts';
import { appointmentIn } from '../meetings/appointment.ts';
import {
  casesToMeet,
  inviting,
  meetingsMeant,
  meets,
  namesCase,
  projectMeant,
  saysWhat,
  standing,
  upcoming,
} from '../meetings/meant.ts';
import { ofOwn } from '../meetings/told.ts';
import {
  type Appointment,
  type Change,
  type Decision,
  type Intent,
  type Meeting,
  type Person,
  say,
  type View,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/meetings.ts';
import { meetingOf, noted } from './arrange.ts';
import { forward } from './requests.ts';
import { tellVisit } from './visits.ts';

/** 10点半我来不了，11点行不: another time than the one that is set, in the words that propose it. */
function proposedIn(text: string, { appointment = {} }: Meeting, view: View): Appointment | undefined {
  const other = text
    .split(/[，,。；;？?]/)
    .filter((clause) => proposes.test(clause))
    .map((clause) => appointmentIn(clause, view.today, appointment))
    .filter(({ day, time }) => (day && day !== appointment.day) || (time && time !== appointment.time))
    .at(-1);
  return other && { ...(other.day ? { day: other.day } : {}), ...(other.time ? { time: other.time } : {}) };
}

/** Whoever is invited says something to it: it goes to whoever called the meeting, who decides. */
export function replyMeeting(intent: Intent, view: View): Decision {
  const { asker, county, meetings, today } = view;
  if (!asker) return say(texts.noMeeting);
  const mine = inviting(upcoming(meetings, today), asker.id);
  const meant = meetingsMeant(mine, view, intent);
  const { day } = appointmentIn(intent.text, today);
  const onDay = meant.filter(({ appointment }) => day !== undefined && appointment?.day === day);
  const found = onDay.length ? onDay : meant;
  const [meeting, another] = found;
  if (!meeting) return passAttendees(intent, view);
  if (another) return say(texts.whichMeeting(found.slice(0, 4).map((one) => texts.inShort(one, county))));
  return passToConvener(meeting, intent, view, asker);
}

/** What somebody says to a meeting that another called. */
export function passToConvener(meeting: Meeting, intent: Intent, view: View, asker: Person): Decision {
  const { county } = view;
  const kase = view.cases.find(({ number }) => number === meeting.about);
  const project = county.projects.get(kase?.project ?? meeting.about);
  const proposed = proposedIn(intent.text, meeting, view);
  const matter = texts.matterText(meeting.about, kase, project);
  const { appointment: _, invited = [], ...rest } = meeting;
  const instead = substituteIn(intent.text, view);
  const { at: __, ...standsAs } = meeting;
  const joined: Change[] =
    instead && !invited.includes(instead.id)
      ? [{ kind: 'meeting-noted', meeting: { ...standsAs, invited: [...invited, instead.id] } }]
      : [];
  const who = asker.role === 'enterprise' ? postName(asker) : `${postName(asker)}${asker.name}`;
  return {
    changes: [
      ...joined,
      noted(
        view,
        {
          ...rest,
          invited: instead ? [...invited, instead.id] : invited,
          state: 'answered',
          ...(proposed ? { appointment: proposed } : {}),
        },
        intent.text,
      ),
    ],
    posts: [
      {
        to: 'here',
        text: texts.repliedDone(
          postName(county.people.get(meeting.by)),
          meeting.visit !== undefined,
          instead?.name,
        ),
      },
      ...(instead
        ? [
            {
              to: { person: instead.id },
              text: texts.announced('set', matter, meeting, [], county) + texts.sentInstead(who),
            },
          ]
        : []),
      { to: { person: meeting.by }, text: texts.replied(matter, meeting, who, intent.text, proposed) },
    ],
  };
}

/** 去不了，让张禾四去: a colleague of the same office whom the speaker sends. */
function substituteIn(text: string, { asker, county }: View): Person | undefined {
  const sent = [...county.people.values()].filter(
    ({ id, duty, department, name }) =>
      duty && id !== asker?.id && department === asker?.department && text.includes(name),
  );
  return /[让由叫派请换替]/.test(text) && sent.length === 1 ? sent[0] : undefined;
}

/** 参会人：钱禾二 to a meeting that is not on record: for the specialist, and no change of persons. */
function passAttendees({ text }: Intent, view: View): Decision {
  const specialist = specialistFor(view);
  const who = view.county.enterprises.get(view.asker?.enterprise ?? '')?.name ?? postName(view.asker);
  return forward(
    specialist?.id,
    texts.attendeesNoted(postName(specialist)),
    texts.attendeesNotice(who, text),
  );
}

/** As its own enterprise may read it. */
function own(meeting: Meeting, { cases, county }: View): Meeting {
  const kase = cases.find(({ number }) => number === meeting.about);
  const project = county.projects.get(kase?.project ?? meeting.about);
  return ofOwn(meeting, { ...(kase ? { kase } : {}), ...(project ? { project } : {}) }, county);
}

/** 明天几点开会: what was recorded of the asker's meetings; 哪些议题: what waits for one. */
export function tellMeeting(intent: Intent, view: View, now: Date): Decision {
  if (intent.slots.visit === true) return tellVisit(intent, view, now);
  if (view.asker && view.asker.role !== 'enterprise' && /议题/.test(intent.text)) {
    const waiting = view.cases.filter(
      (kase) => meets(kase) && (kase.level === 'L4' || meetingOf(view, kase.number)?.state === 'asked'),
    );
    const may = mayHearWords(view.chat, waiting);
    return hereOrPrivately(texts.agenda(waiting, view.county), view, { may, neutral });
  }
  const latest = standing(view.meetings);
  const project = projectMeant(view, intent)?.code;
  const ofProject = view.cases.filter((kase) => project !== undefined && kase.project === project);
  const wanted = [project, ...[...casesToMeet(view, intent), ...ofProject].map(({ number }) => number)];
  const numbered = namesCase(intent) ? view.quotedCase?.number : undefined;
  const fitting = latest.filter(({ about }) => (numbered ? about === numbered : wanted.includes(about)));
  // An enterprise sees none but its own.
  const all = view.asker?.role === 'enterprise' || !saysWhat(view, intent) ? latest : [];
  const [first, ...rest] = fitting.length ? fitting : all;
  if (!first) return say(texts.noMeeting);
  const shown = [first, ...rest.slice(0, 2)];
  const may = shown.every((meeting) => mayTellHere(meeting, view));
  const read =
    view.asker?.role === 'enterprise' || !isInside(view.chat) ? shown.map((one) => own(one, view)) : shown;
  const unsaid =
    (asksToBring.test(intent.text) && !shown.some(({ appointment }) => appointment?.notes)) ||
    (asksWhere.test(intent.text) && !shown.some(({ appointment }) => appointment?.place));
  return hereOrPrivately(texts.meetings(read, unsaid, view.county), view, { may, neutral });
}

/** A date is for the project's group; what was concluded only for where the case was reported. */
function mayTellHere({ about, state }: Meeting, { cases, chat }: View): boolean {
  const kase = cases.find(({ number }) => number === about);
  if (!kase) return mayHearOf(chat, [about]);
  return mayHearWords(chat, [kase]) || (state === 'set' && mayHearOf(chat, [kase.project]));
}

const asksToBring = /带|准备|几个人/;
const asksWhere = /哪|地点|地方|还是在/;
