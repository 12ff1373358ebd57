import { deadlineIn } from '../appointment.ts';
import { endOfBusiness } from '../calendar.ts';
import { change } from '../cases.ts';
import { meetingsMeant, standing } from '../meeting-meant.ts';
import { matterOf, peopleCalled, postsOf, speakersOf, tellAll } from '../meeting-told.ts';
import { type Case, type County, type Decision, type Intent, say, serialOf, type View } from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/meetings.ts';
import { maySet, noted } from './arrange.ts';

const heading = /^.{0,30}?(?:结论|纪要)(?:是|为)?\s*[:：,，]?\s*/;

/** Those who are to carry a conclusion out: who leads where somebody leads, not who helps or need do nothing. */
function holdersIn(text: string, kase: Case, county: County): string[] {
  const clauses = text.split(/[，,。；;]/).filter((clause) => !/配合|协助|不用|不需|无需/.test(clause));
  const leading = clauses.filter((clause) => /牵头|负责|落实/.test(clause));
  const find = (from: string[]) =>
    [...county.departments.values()]
      .flatMap(({ code, shortName, name, aliases }) => {
        const places = [shortName, name, ...aliases].map((word) => from.join('，').indexOf(word));
        const [first] = places.filter((at) => at >= 0).sort((a, b) => a - b);
        return first === undefined ? [] : [{ code, first, shortName }];
      })
      .sort((a, b) => a.first - b.first);
  const named = leading.length && find(leading).length ? find(leading) : find(clauses);
  const others = named.filter(({ code }) => code !== kase.department);
  if (others.length === 0) return [postName(county.people.get(kase.owner))];
  return named.map(({ shortName }) => shortName);
}

/**
 * 会商结论: kept as the case's result and told to the enterprise, the posts that have the case and everybody who was
 * invited or is named. A term in it is the case's own: the ladder reminds of it.
 */
export function noteConclusion(
  kase: Case,
  intent: Intent,
  view: View,
  now: Date,
  text = intent.text.replace(heading, '').replace(/[。.]$/, ''),
  corrected = '',
): Decision {
  const { county, today, meetings } = view;
  const matter = matterOf(kase, county);
  const term = deadlineIn(text, today, county.calendar);
  // Words put right leave the term alone, unless it is what was wrong.
  const until = term === deadlineIn(corrected, today, county.calendar) ? undefined : term;
  const holders = holdersIn(text, kase, county);
  const before = standing(meetings).find(({ about, visit }) => about === kase.number && visit === undefined);
  const posts = postsOf(kase, view, now);
  const named = peopleCalled({ ...intent, text }, matter, view, now);
  const guests = (before?.invited ?? []).filter((id) => county.people.get(id)?.role !== 'enterprise');
  const carrying = [...new Set([...posts, ...named])];
  const telling = [...new Set([...guests, kase.firstContact])].filter((id) => !carrying.includes(id));
  const notice = texts.concludedNotice(kase, text, holders, until);
  const enterprise = texts.concluded(kase, text, holders, until);
  const told = [
    tellAll(matter, [...speakersOf(matter, county), ...carrying], { office: notice, enterprise }, view),
    tellAll(matter, telling, { office: texts.concludedCopy(kase, text), enterprise }, view),
  ];
  const runs = ['assigned', 'accepted', 'answered'].includes(kase.status);
  const runsUntil =
    until && runs
      ? {
          status: 'accepted' as const,
          acceptedAt: kase.acceptedAt ?? now,
          replyDue: endOfBusiness(county.settings.businessHours, until),
        }
      : {};
  const invited = before?.invited ?? [];
  return {
    changes: [
      noted(view, { state: 'concluded', about: kase.number, invited }, text),
      change(kase, { result: text, ...runsUntil }, `会商结论：${text}`),
    ],
    posts: [
      {
        to: 'here',
        text: texts.concludedDone(kase, [...new Set(told.flatMap((one) => one.told))], until),
        about: { case: kase.number },
      },
      ...told.flatMap((one) => one.posts),
    ],
  };
}

/** 是28万不是18万: what it is and what it is not. */
const swapped = [
  /是\s*([^,，。不]{1,12})[,，]?\s*(?:而)?不是\s*([^,，。]{1,12})/,
  /不是\s*([^,，。]{1,12}?)[,，]\s*(?:应该)?是\s*([^,，。]{1,12})/,
];

/** A conclusion put right: the wrong words replaced where they stand in it, else the right ones added. */
export function correctConclusion(intent: Intent, view: View, now: Date): Decision {
  const concluded = standing(view.meetings).filter(({ state }) => state === 'concluded');
  const mine = meetingsMeant(concluded, view, intent).flatMap((meeting) => {
    const kase = view.cases.find(({ number }) => number === meeting.about);
    return kase && maySet(kase, view) ? [{ kase, text: meeting.text }] : [];
  });
  const [one, another] = mine;
  if (!one) return say(texts.nothingToMeet(intent.mentions.caseNumbers));
  if (another) return say(texts.whichMeeting(mine.map(({ kase }) => `${serialOf(kase.number)}号会商结论`)));
  const [, right = '', wrong = ''] = swapped[0]?.exec(intent.text) ?? [];
  const [, not = '', but = ''] = swapped[1]?.exec(intent.text) ?? [];
  const [out, into] = wrong ? [wrong, right] : [not, but];
  const words = intent.text
    .replace(heading, '')
    .replace(/^(?:里面?|中)?(?:更正|改[成为]|有误)?[:：,，\s]*/, '');
  const text =
    out && one.text.includes(out) ? one.text.replace(out, into.trim()) : `${one.text}（更正：${words}）`;
  return noteConclusion(one.kase, intent, view, now, text, one.text);
}
