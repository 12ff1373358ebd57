import { endOfBusiness } from '../calendar.ts';
import { change } from '../cases/index.ts';
import { workingDeadlineIn } from '../meetings/appointment.ts';
import { officesIn, partsOf, type Term, termsIn } from '../meetings/conclusion.ts';
import { meetingsMeant, standing } from '../meetings/meant.ts';
import { matterOf, ownWords, peopleCalled, postsOf, speakersOf, tellAll } from '../meetings/told.ts';
import {
  type Case,
  type County,
  type Decision,
  type Department,
  type Intent,
  type Meeting,
  say,
  serialOf,
  type View,
} from '../model.ts';
import { postName } from '../texts/cases.ts';
import * as texts from '../texts/meetings.ts';
import { maySet, noted } from './arrange.ts';
import { isKeptInside } from './asides.ts';

const heading = /^.{0,30}?(?:结论|纪要)(?:是|为)?\s*[:：,，]?\s*/;

/** Those who are to carry a conclusion out: who leads where somebody leads, not who helps or need do nothing. */
function holdersIn(text: string, kase: Case, county: County): Department[] {
  const clauses = partsOf(text).filter((clause) => !/配合|协助|不用|不需|无需/.test(clause));
  const leading = officesIn(
    clauses.filter((clause) => /牵头|负责|落实/.test(clause)),
    county,
  );
  const named = [...new Set(leading.length ? leading : officesIn(clauses, county))];
  return named.some(({ code }) => code !== kase.department) ? named : [];
}

/** 自来水公司（11月27日前）: who carries it out; each with its own limit where there are several. */
function carriers(offices: Department[], terms: Term[], kase: Case, { people }: County): string[] {
  if (offices.length === 0) return [postName(people.get(kase.owner))];
  return offices.map((office) => {
    const own = terms.findLast((term) => term.office === office);
    return own ? `${office.shortName}（${texts.before(own.day)}）` : office.shortName;
  });
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
  const term = workingDeadlineIn(text, today, county.calendar);
  const all = termsIn(text, county, today);
  const terms = new Set(all.map(({ day }) => day)).size > 1 ? all : [];
  // Words put right leave the term alone, unless it is what was wrong.
  const until = term === workingDeadlineIn(corrected, today, county.calendar) ? undefined : term;
  const holders = carriers(holdersIn(text, kase, county), terms, kase, county);
  const shown = terms.length ? undefined : until;
  const before = standing(meetings).find(({ about, visit }) => about === kase.number && visit === undefined);
  const posts = postsOf(kase, view, now);
  const named = peopleCalled({ ...intent, text }, matter, view, now);
  const guests = (before?.invited ?? []).filter((id) => county.people.get(id)?.role !== 'enterprise');
  const carrying = [...new Set([...posts, ...named])];
  const telling = [...new Set([...guests, kase.firstContact])].filter((id) => !carrying.includes(id));
  const enterprise = texts.concluded(kase, ownWords(text, matter, county), holders, shown);
  const notice = (own: string[]) => texts.concludedNotice(kase, text, holders, shown, own);
  const ownOf = (id: string) =>
    terms.filter(({ office }) => office.code === county.people.get(id)?.department).map(({ words }) => words);
  const told = [
    ...carrying.map((id) => tellAll(matter, [id], { office: notice(ownOf(id)), enterprise }, view)),
    tellAll(matter, speakersOf(matter, county), { office: enterprise, enterprise }, view),
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
  const invited = [...new Set([...(before?.invited ?? []), ...carrying])];
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

/** What came of a visit, or of a meeting about no case: told to who was there and to the enterprise. */
export function concludeElse(meeting: Meeting, { text }: Intent, view: View): Decision {
  const { county, asker } = view;
  const project = county.projects.get(meeting.about);
  const matter = { about: meeting.about, ...(project ? { project } : {}) };
  const { at: _, by, ...rest } = meeting;
  const all = [
    by,
    ...(meeting.invited ?? []),
    ...(project ? [project.specialist] : []),
    ...speakersOf(matter, county),
  ];
  const people = isKeptInside(text) ? all.filter((id) => county.people.get(id)?.role !== 'enterprise') : all;
  const words = (said: string) =>
    texts.outcome(meeting.visit, project?.name ?? meeting.about, said, postName(asker), county);
  const enterprise = words(ownWords(text, matter, county));
  const told = tellAll(matter, people, { office: words(text), enterprise }, view);
  return {
    changes: [noted(view, { ...rest, state: 'concluded' }, text)],
    posts: [{ to: 'here', text: texts.outcomeDone(meeting.visit, told.told) }, ...told.posts],
  };
}

/** 费用另议，不是各半: the clause it was in reads as it should. */
const instead = /(?:^|[，,。\s])([^，,。\s]{2,30})[，,]\s*(?:而)?不是\s*([^，,。\s]{1,12})[。!！]?$/;
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
    .replace(/^(?:里面?|中)?(?:更正|改[成为]|有误|[写记说]错了)?[:：,，\s]*/, '');
  const [, clause = '', stale = ''] = wrong || not ? [] : (instead.exec(intent.text) ?? []);
  const was = stale ? partsOf(one.text).find((each) => each.includes(stale)) : undefined;
  const text = was
    ? one.text.replace(was, clause)
    : out && one.text.includes(out)
      ? one.text.replace(out, into.trim())
      : `${one.text}（更正：${words}）`;
  return noteConclusion(one.kase, intent, view, now, text, one.text);
}
