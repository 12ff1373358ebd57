import { nextWorkingDay } from '../calendar.ts';
import {
  type Case,
  type County,
  type Day,
  dayOf,
  directChat,
  isOpen,
  type Meeting,
  type Post,
} from '../model.ts';
import { announced, guestName, matterText, termEnds } from '../texts/meetings.ts';
import { termsIn } from './conclusion.ts';
import { standing } from './meant.ts';
import { type Matter, matterOf, ofOwn, tellAll } from './told.ts';

/**
 * The morning of a meeting or a visit, of one on a day off the last working morning before: everybody who is invited,
 * and who set it, hears of it once more.
 */
export function meetingReminders(county: County, cases: Case[], meetings: Meeting[], today: Day): Post[] {
  const next = nextWorkingDay(county.calendar, today);
  return standing(meetings).flatMap((meeting): Post[] => {
    const { state, about, appointment, visit = '', invited = [], by } = meeting;
    const project = county.projects.get(about);
    const kase = cases.find(({ number }) => number === about);
    if (state === 'concluded' && kase && isOpen(kase)) return termReminders(county, kase, meeting, today);
    const day = appointment?.day ?? '';
    if (state !== 'set' || day < today || day >= next || (kase ? !isOpen(kase) : !project)) return [];
    const matter: Matter = kase ? matterOf(kase, county) : { about, ...(project ? { project } : {}) };
    const who = meeting.visit === undefined ? [...new Set(invited.map((id) => guestName(id, county)))] : [];
    const text = (said: Meeting) =>
      announced(day === today ? 'today' : 'soon', matterText(about, kase, matter.project), said, who, county);
    const words = { office: text(meeting), enterprise: text(ofOwn(meeting, matter, county)) };
    const { posts } = tellAll(matter, [...invited, by], words, { county });
    return posts.map((post) => {
      const chat = post.to === 'here' ? '' : 'chat' in post.to ? post.to.chat : directChat(post.to.person);
      return { ...post, key: `meeting/${today}/${about}/${visit}/${chat}`, guarantee: 'at-most-once' };
    });
  });
}

/** Each office hears of the limit a conclusion set to it alone; the case's own runs on the ladder. */
function termReminders(
  county: County,
  kase: Case,
  { about, text, at, invited = [] }: Meeting,
  today: Day,
): Post[] {
  const project = county.projects.get(kase.project ?? '');
  const terms = termsIn(text, county, dayOf(at));
  if (new Set(terms.map(({ day }) => day)).size < 2) return [];
  return terms
    .filter(({ day }) => day === today)
    .flatMap(({ office, words }) =>
      invited
        .filter((id) => county.people.get(id)?.department === office.code)
        .map(
          (person): Post => ({
            to: { person },
            text: termEnds(matterText(about, kase, project), words),
            about: { case: about },
            key: `meeting-term/${today}/${about}/${person}`,
            guarantee: 'at-most-once',
          }),
        ),
    );
}
