import { can, holdsCase } from '../access.ts';
import { endOfBusiness } from '../calendar.ts';
import { change } from '../cases/index.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { appointmentIn } from '../meetings/appointment.ts';
import { uncalledBy, upcoming } from '../meetings/meant.ts';
import { type Matter, ownWords, peopleCalled, postsOf, speakersOf, tellAll } from '../meetings/told.ts';
import {
  type Appointment,
  type Case,
  type Change,
  type Decision,
  type Intent,
  type Meeting,
  type Post,
  say,
  serialOf,
  type View,
} from '../model.ts';
import { responsible } from '../reminders.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/meetings.ts';

/** The latest word on a case's meeting. */
export const meetingOf = ({ meetings }: View, about: string): Meeting | undefined =>
  meetings.find((meeting) => meeting.about === about && meeting.state !== 'answered');

export const askWhichToMeet = (cases: Case[], view: View): Decision =>
  hereOrPrivately(texts.whichToMeet(cases), view, { may: mayHearWords(view.chat, cases), neutral });

/** Who convenes, and who has the case: of a department that only helps with it nobody speaks for the rest. */
export const maySet = (kase: Case, { asker, chat }: View): boolean =>
  asker !== undefined && (can(asker, 'convene', { case: kase }, chat.kind) || holdsCase(asker, kase));

/** The meeting about something that is to come. */
export const setAbout = ({ meetings, today }: View, subject: string): Meeting | undefined =>
  upcoming(meetings, today).find(({ about, visit }) => about === subject && visit === undefined);

/** An entry on a meeting in the asker's name. */
export const noted = (
  { asker }: View,
  { at: _, ...meeting }: Omit<Meeting, 'by' | 'text' | 'at'> & { at?: Date },
  text: string,
): Change => ({ kind: 'meeting-noted', meeting: { ...meeting, text, by: asker?.id ?? '' } });

/** 叫上档案馆: to a visit nobody comes but who is asked along outright. */
const calls = /[叫喊约请带]上|(?:通知|请|叫).{1,20}(?:参加|到场|一起|一同)/;

/** What the case's number before it says already. */
const numbered = /^(?:#?\d{1,6}号件?的?|[A-Z]{2,6}-\d{4}-\d{6})\s*/;

/**
 * Sets a meeting or a visit, or changes the one that is set: what the line leaves out stays as it was. Everybody who
 * was invited hears of every change, who is added is invited.
 */
export function arrange(
  matter: Matter,
  intent: Intent,
  view: View,
  now: Date,
  before: Meeting | undefined,
  said: Appointment = appointmentIn(intent.text, view.today, before?.appointment),
): Decision {
  const { county, asker } = view;
  const { about, kase, project } = matter;
  if (kase?.kind === 'integrity') return say(texts.neverConvened(kase));
  const appointment = { ...before?.appointment, ...said };
  const visit = before?.visit ?? (intent.slots.visit === true ? String(intent.slots.item ?? '') : undefined);
  const cancelled = intent.slots.cancels === true;
  const called = [
    ...(kase && visit === undefined ? postsOf(kase, view, now) : []),
    ...(visit === undefined || calls.test(intent.text) ? peopleCalled(intent, matter, view, now) : []),
    ...speakersOf(matter, county),
    // Whoever set it before comes too, and to a visit the post that has the filing.
    ...(before ? [before.by] : []),
    ...view.filings
      .filter((filing) => visit !== undefined && filing.project === about && filing.item === visit)
      .flatMap((filing) => responsible(county, filing, view.today) ?? []),
  ];
  const uncalled = uncalledBy(intent.text, county);
  const dismissed = (before?.invited ?? []).filter((one) =>
    uncalled.includes(county.people.get(one)?.department ?? ''),
  );
  const invited = [...new Set([...(before?.invited ?? []), ...called])].filter(
    (one) => one !== asker?.id && !dismissed.includes(one),
  );
  const text = intent.text.replace(numbered, '');
  const meeting = { state: cancelled ? 'cancelled' : 'set', about, invited, appointment, text } as const;
  const entry = { ...meeting, ...(visit === undefined ? {} : { visit }) };
  const moved =
    appointment.day !== before?.appointment?.day || appointment.time !== before?.appointment?.time;
  const head = cancelled ? 'cancelled' : !before ? 'set' : moved ? 'moved' : 'changed';
  const same = !moved && !cancelled && sameElse(appointment, before?.appointment);
  if (before && same && dismissed.length === 0 && invited.every((one) => before.invited?.includes(one)))
    return say(texts.unchanged(texts.inShort(before, county)));
  const first = kase?.firstContact ?? project?.specialist;
  const known = [...(before?.invited ?? []), ...(before && first ? [first] : [])].filter(
    (one) => !dismissed.includes(one),
  );
  const fresh = [...invited, ...(first ? [first] : [])].filter((one) => !known.includes(one));
  const sent = (people: string[], as: texts.Head) => {
    const who = invited.map((id) => texts.guestName(id, county));
    const words = (notes: string | undefined) =>
      texts.announced(
        as,
        texts.matterText(about, kase, project),
        { ...entry, appointment: { ...appointment, ...(notes ? { notes } : { notes: '' }) } },
        visit === undefined ? [...new Set(who)] : [],
        county,
      );
    const enterprise = words(ownWords(appointment.notes ?? '', matter, county));
    return tellAll(matter, people, { office: words(appointment.notes), enterprise }, view);
  };
  const all = [sent(fresh, cancelled ? 'cancelled' : 'set'), sent(known, head)];
  const told = [...new Set(all.flatMap((one) => one.told))];
  const name = kase ? about : (project?.name ?? about);
  const serial = kase ? serialOf(about) : undefined;
  const taken = kase && visit === undefined && !cancelled ? takenBy(kase, appointment, view, now) : undefined;
  const receipt = cancelled ? texts.cancelledDone(name, told) : texts.recorded(name, told, entry, serial);
  return {
    changes: [noted(view, entry, text), ...(taken ? [change(kase as Case, taken, '召集会商')] : [])],
    posts: [
      {
        to: 'here',
        text: `${taken?.acceptedAt ? texts.takenOn : ''}${receipt}`,
      },
      ...all.flatMap((one) => one.posts),
      ...dismissed.map(
        (person): Post => ({ to: { person }, text: texts.uninvited(texts.matterText(about, kase, project)) }),
      ),
    ],
  };
}

/** Its holder who calls the meeting has taken the case on, and answers when it is over. */
function takenBy(
  kase: Case,
  { day }: Appointment,
  { asker, county }: View,
  now: Date,
): Partial<Case> | undefined {
  const own = asker?.id === kase.owner || asker?.department === kase.department;
  if (!own || !['assigned', 'accepted'].includes(kase.status)) return undefined;
  const over = day && endOfBusiness(county.settings.businessHours, day);
  const first = kase.status === 'assigned' ? { status: 'accepted' as const, acceptedAt: now } : {};
  const later = over && over > kase.replyDue ? { replyDue: over } : {};
  const set = { ...first, ...later };
  return Object.keys(set).length ? set : undefined;
}

/** Place and what else is to be known; a meeting without any of it is known by its words, which are news. */
const sameElse = (one: Appointment, other: Appointment = {}): boolean =>
  one.place === other.place && one.notes === other.notes && Object.keys(other).length > 0;
