import { standing } from './meeting-meant.ts';
import { type Matter, matterOf, tellAll } from './meeting-told.ts';
import { type Case, type County, type Day, directChat, isOpen, type Meeting, type Post } from './model.ts';
import { announced, guestName, matterText } from './texts/meetings.ts';

/** The morning of a meeting or a visit: everybody who is invited, and who set it, hears of it once more. */
export function meetingReminders(county: County, cases: Case[], meetings: Meeting[], today: Day): Post[] {
  return standing(meetings).flatMap((meeting): Post[] => {
    const { state, about, appointment, visit = '', invited = [], by } = meeting;
    const project = county.projects.get(about);
    const kase = cases.find(({ number }) => number === about);
    if (state !== 'set' || appointment?.day !== today || (kase ? !isOpen(kase) : !project)) return [];
    const matter: Matter = kase ? matterOf(kase, county) : { about, ...(project ? { project } : {}) };
    const who = meeting.visit === undefined ? [...new Set(invited.map((id) => guestName(id, county)))] : [];
    const text = announced('today', matterText(about, kase, matter.project), meeting, who, county);
    const { posts } = tellAll(matter, [...invited, by], { office: text, enterprise: text }, { county });
    return posts.map((post) => {
      const chat = post.to === 'here' ? '' : 'chat' in post.to ? post.to.chat : directChat(post.to.person);
      return { ...post, key: `meeting/${today}/${about}/${visit}/${chat}`, guarantee: 'at-most-once' };
    });
  });
}
