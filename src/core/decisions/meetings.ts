import { can, holdsCase } from '../access.ts';
import { openCase, postFor } from '../cases.ts';
import { hereOrPrivately, mayHearOf, mayHearWords } from '../here.ts';
import { caseMeant } from '../meant.ts';
import { calledTo, casesToMeet, meets, namesCase, projectMeant, saysWhat } from '../meeting-meant.ts';
import {
  type Case,
  type Change,
  type Decision,
  directChat,
  type Intent,
  type Meeting,
  type Post,
  type Project,
  say,
  serialOf,
  silence,
  type View,
} from '../model.ts';
import { postName, urgerName } from '../texts/cases.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/meetings.ts';
import { open } from './open.ts';

/** The latest word on a case's meeting. */
const meetingOf = ({ meetings }: View, about: string): Meeting | undefined =>
  meetings.find((meeting) => meeting.about === about);

/** Of several those for which a meeting was asked or set. */
function withMeeting(view: View, cases: Case[], states: Meeting['state'][]): Case[] {
  const found = cases.filter(({ number }) =>
    states.some((state) => meetingOf(view, number)?.state === state),
  );
  return found.length ? found : cases;
}

const noted = (view: View, about: string, state: Meeting['state'], text: string): Change => ({
  kind: 'meeting-noted',
  meeting: { state, about, text, by: view.asker?.id ?? '' },
});

const askWhich = (cases: Case[], view: View): Decision =>
  hereOrPrivately(texts.whichToMeet(cases), view, { may: mayHearWords(view.chat, cases), neutral });

/** 会商: hangs on the case it fits, else asks which or opens one; convening is a person's decision. */
export function requestMeeting(intent: Intent, view: View, now: Date): Decision {
  const { asker, opened } = view;
  const enterprise = asker?.role === 'enterprise';
  const fitting = opened ? [opened] : casesToMeet(view, intent);
  const several = /两边|两家|几家|各说各|说法/.test(intent.text)
    ? fitting.filter((kase) => kase.assisting.length > 0)
    : [];
  const found = several.length ? several : fitting;
  const talkedOf = enterprise && !saysWhat(view, intent) ? caseMeant(view, intent, now) : undefined;
  const kase = found.length > 1 ? found.find(({ number }) => number === talkedOf?.number) : found[0];
  if (kase && (enterprise || opened || saysWhat(view, intent))) {
    const about = { case: kase.number };
    const by = urgerName(asker);
    const notice: Post = {
      to: { person: kase.firstContact },
      text: texts.askedNotice(kase, by, intent.text),
      about,
    };
    return {
      changes: [noted(view, kase.number, 'asked', intent.text)],
      posts: [
        { to: 'here', text: texts.asked(kase, mayHearWords(view.chat, [kase])), about },
        ...(kase.firstContact === asker?.id ? [] : [notice]),
      ],
    };
  }
  if (found.length > 1) return askWhich(found, view);
  if (enterprise && !namesCase(intent)) return open(intent, view, now, 'meeting');
  const project = projectMeant(view, intent);
  if (!project || !can(asker, 'convene', {}, view.chat.kind))
    return say(texts.nothingToMeet(intent.mentions.caseNumbers));
  const { changes, posts } = openCase({ ...view, project }, now, { ...intent, kind: 'meeting' });
  return { changes, posts };
}

/** The posts of a case and of further departments that are called, each person once. */
function peopleOf(kase: Case, departments: string[], view: View, now: Date): string[] {
  const others = [...new Set([...kase.assisting, ...departments])].filter((code) => code !== kase.department);
  const posts = others.flatMap((code) => postFor(code, kase.items, kase, view, now) ?? []);
  return [...new Set([kase.owner, ...posts])].filter((person) => person !== view.asker?.id);
}

const toPeople = (people: string[], text: string, kase?: Case): Post[] =>
  people.map((person) => ({ to: { person }, text, ...(kase ? { about: { case: kase.number } } : {}) }));

/** The enterprise where it asked, unless it reads the line itself. */
const toEnterprise = (kase: Case, view: View, text: string): Post[] =>
  kase.chat === view.chat.id || view.county.people.get(kase.reporter)?.role !== 'enterprise'
    ? []
    : [{ to: { chat: kase.chat }, text, mentions: [kase.reporter], about: { case: kase.number } }];

const postNames = (people: string[], { county }: View): string[] => [
  ...new Set(people.map((person) => postName(county.people.get(person)))),
];

/** 同意召集: the enterprise, the departments and 工改办 hear of it. */
export function convene(kase: Case, view: View, now: Date): Decision {
  if (kase.kind === 'integrity') return say(texts.neverConvened(kase));
  const { county, asker } = view;
  const by = urgerName(asker);
  const arranging = [...county.people.values()].filter(
    ({ id, role }) => role === 'oversight' && id !== asker?.id,
  );
  return {
    changes: [noted(view, kase.number, 'asked', `${by}同意召集`)],
    posts: [
      ...toEnterprise(kase, view, texts.convened(kase, by)),
      ...toPeople(peopleOf(kase, [], view, now), texts.convenedNotice(kase, county), kase),
      ...toPeople(
        arranging.map(({ id }) => id),
        texts.convenedOversight(kase, by, county),
        kase,
      ),
      { to: 'here', text: texts.convenedDone(kase), about: { case: kase.number } },
    ],
  };
}

/** Who convenes, and who has the case: of a department that only helps with it nobody speaks for the rest. */
const maySet = (kase: Case, { asker, chat }: View): boolean =>
  asker !== undefined && (can(asker, 'convene', { case: kase }, chat.kind) || holdsCase(asker, kase));

/** 会议通知 and 会议结论 by an office-holder: kept on the case they fit, told to the posts called and the enterprise. */
export function noteMeeting(intent: Intent, view: View, now: Date): Decision {
  if (!view.asker || view.asker.role === 'enterprise') return silence;
  const concluded = intent.slots.concluded === true;
  const fitting = saysWhat(view, intent) ? casesToMeet(view, intent) : [];
  const settable = fitting.filter((kase) => maySet(kase, view));
  const meant = withMeeting(view, settable, concluded ? ['set', 'asked'] : ['asked', 'set']);
  const [kase] = meant;
  const answered = view.chat.kind === 'direct' || namesCase(intent);
  if (meant.length > 1) return answered || view.chat.kind === 'project' ? askWhich(meant, view) : silence;
  const [foreign] = fitting;
  if (foreign && !kase) return answered ? say(texts.notYoursToSet(foreign)) : silence;
  if (kase) return concluded ? noteConclusion(kase, intent, view, now) : noteDate(kase, intent, view, now);
  const project = namesCase(intent) ? undefined : projectMeant(view, intent);
  if (project && !concluded) return noteProjectDate(project, intent, view, now);
  return answered ? say(texts.nothingToMeet(intent.mentions.caseNumbers)) : silence;
}

/** What the case's number before it says already. */
const numbered = /^(?:#?\d{1,6}号件?的?|[A-Z]{2,6}-\d{4}-\d{6})\s*/;

function noteDate(kase: Case, intent: Intent, view: View, now: Date): Decision {
  const text = intent.text.replace(numbered, '');
  const people = peopleOf(kase, calledTo(view, intent), view, now);
  const enterprise = toEnterprise(kase, view, texts.announced(kase.number, text));
  const told = [...postNames(people, view), ...(enterprise.length ? ['企业'] : [])];
  const first = kase.firstContact === view.asker?.id ? [] : [kase.firstContact];
  return {
    changes: [noted(view, kase.number, 'set', text)],
    posts: [
      {
        to: 'here',
        text: texts.recorded(kase.number, told, serialOf(kase.number)),
        about: { case: kase.number },
      },
      ...enterprise,
      ...toPeople([...new Set([...people, ...first])], texts.announced(kase.number, text), kase),
    ],
  };
}

/** About no case: kept on the project, told to the departments called and the project's own group. */
function noteProjectDate(project: Project, intent: Intent, view: View, now: Date): Decision {
  const { county, chat } = view;
  const about = { project: project.code, urgency: 'normal' } as const;
  const people = calledTo(view, intent).flatMap(
    (code) => postFor(code, intent.mentions.items, about, view, now) ?? [],
  );
  const group = [...county.chats.values()].find(
    ({ kind, projects, id }) => kind === 'project' && projects.includes(project.code) && id !== chat.id,
  );
  const inGroup = chat.kind === 'project' && chat.projects.includes(project.code);
  const text = texts.announced(project.name, intent.text);
  const told = [...postNames(people, view), ...(group && !inGroup ? ['企业群'] : [])];
  return {
    changes: [noted(view, project.code, 'set', intent.text)],
    posts: [
      { to: 'here', text: texts.recorded(project.name, told, undefined) },
      ...(group && !inGroup ? [{ to: { chat: group.id }, text }] : []),
      ...[...new Set(people)].map((person): Post => ({ to: { chat: directChat(person) }, text })),
    ],
  };
}

const heading = /^.{0,12}?(?:结论|纪要)(?:是|为)?\s*[:：,，]?\s*/;

function noteConclusion(kase: Case, intent: Intent, view: View, now: Date): Decision {
  const text = intent.text.replace(heading, '').replace(/[。.]$/, '');
  const people = peopleOf(kase, [], view, now);
  const holder = postName(view.county.people.get(kase.owner));
  const enterprise = toEnterprise(kase, view, texts.concluded(kase, text, holder));
  const first = [kase.firstContact].filter((person) => person !== view.asker?.id && !people.includes(person));
  return {
    changes: [
      noted(view, kase.number, 'concluded', text),
      { kind: 'case-changed', number: kase.number, set: { result: text }, what: `会商结论：${text}` },
    ],
    posts: [
      {
        to: 'here',
        text: texts.concludedDone(kase, [
          ...(enterprise.length ? ['企业'] : []),
          ...postNames([...people, ...first], view),
        ]),
        about: { case: kase.number },
      },
      ...enterprise,
      ...toPeople(people, texts.concludedNotice(kase, text), kase),
      ...toPeople(first, texts.concludedCopy(kase, text), kase),
    ],
  };
}

/** 明天几点开会: what was recorded of the asker's meetings; 哪些议题: what waits for one. */
export function tellMeeting(intent: Intent, view: View): Decision {
  if (view.asker && view.asker.role !== 'enterprise' && /议题/.test(intent.text)) {
    const waiting = view.cases.filter(
      (kase) => meets(kase) && (kase.level === 'L4' || meetingOf(view, kase.number)?.state === 'asked'),
    );
    const may = mayHearWords(view.chat, waiting);
    return hereOrPrivately(texts.agenda(waiting, view.county), view, { may, neutral });
  }
  const told = view.meetings.filter(({ state }) => state !== 'asked');
  const latest = told.filter(({ about }, n) => told.findIndex((one) => one.about === about) === n);
  const wanted = [projectMeant(view, intent)?.code, ...casesToMeet(view, intent).map(({ number }) => number)];
  const fitting = latest.filter(({ about }) => wanted.includes(about));
  // An enterprise sees none but its own.
  const all = view.asker?.role === 'enterprise' || !saysWhat(view, intent) ? latest : [];
  const [first, ...rest] = fitting.length ? fitting : all;
  if (!first) return say(texts.noMeeting);
  const shown = [first, ...rest.slice(0, 2)];
  const may = shown.every((meeting) => mayTellHere(meeting, view));
  return hereOrPrivately(texts.meetings(shown, asksToBring.test(intent.text)), view, { may, neutral });
}

/** A date is for the project's group; what was concluded only for where the case was reported. */
function mayTellHere({ about, state }: Meeting, { cases, chat }: View): boolean {
  const kase = cases.find(({ number }) => number === about);
  if (!kase) return mayHearOf(chat, [about]);
  return mayHearWords(chat, [kase]) || (state === 'set' && mayHearOf(chat, [kase.project]));
}

const asksToBring = /带|准备|谁|几个人/;
