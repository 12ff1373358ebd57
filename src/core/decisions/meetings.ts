import { can } from '../access.ts';
import { openCase, postFor } from '../cases/index.ts';
import { hereOrPrivately, mayHearWords } from '../here.ts';
import { caseMeant } from '../meant.ts';
import { namesWhen } from '../meetings/appointment.ts';
import { casesToMeet, namesCase, projectMeant, saysWhat } from '../meetings/meant.ts';
import { matterOf, postsOf, toEnterprise } from '../meetings/told.ts';
import {
  type Case,
  type Decision,
  type Intent,
  nothingNamed,
  type Post,
  type Project,
  say,
  type View,
} from '../model.ts';
import { urgerName } from '../texts/cases.ts';
import { toldPrivately as neutral } from '../texts/filings.ts';
import * as texts from '../texts/meetings.ts';
import { arrange, askWhichToMeet, maySet, noted, setAbout } from './arrange.ts';
import { open } from './open.ts';

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
  if (kase && !enterprise && maySet(kase, view) && namesWhen(intent.text))
    return arrange(matterOf(kase, view.county), intent, view, now, setAbout(view, kase.number));
  const set = kase && setAbout(view, kase.number);
  if (kase && set && set.by === asker?.id)
    return hereOrPrivately(texts.meetings([set], false, view.county), view, {
      may: mayHearWords(view.chat, [kase]),
      neutral,
    });
  if (kase && (enterprise || opened || saysWhat(view, intent))) {
    const about = { case: kase.number };
    const by = urgerName(asker);
    const applies = kase.firstContact === asker?.id;
    const notices: Post[] = applies
      ? toPeople(arranging(view), texts.appliedOversight(kase, by, view.county), kase, view)
      : [{ to: { person: kase.firstContact }, text: texts.askedNotice(kase, by, intent.text), about }];
    return {
      changes: [noted(view, { state: 'asked', about: kase.number }, intent.text)],
      posts: [
        {
          to: 'here',
          text: applies ? texts.applied(kase) : texts.asked(kase, mayHearWords(view.chat, [kase])),
          about,
        },
        ...notices,
      ],
    };
  }
  if (found.length > 1) return askWhichToMeet(found, view);
  if (enterprise && !namesCase(intent)) return open(intent, view, now, 'meeting');
  const project = projectMeant(view, intent);
  if (!project || !can(asker, 'convene', {}, view.chat.kind))
    return say(texts.nothingToMeet(intent.mentions.caseNumbers));
  const post = convener(intent, project, view, now);
  const { changes, posts } = openCase({ ...view, project }, now, {
    ...intent,
    kind: 'meeting',
    ...(post ? { post } : {}),
  });
  return { changes, posts };
}

/** 工改办, which convenes 联席会议 (协调办法第五条). */
const arranging = ({ county, asker }: View): string[] =>
  [...county.people.values()]
    .filter(({ id, role }) => role === 'oversight' && id !== asker?.id)
    .map(({ id }) => id);

/** Whoever has a post there takes what a specialist applies for; the department that is at odds convenes nobody. */
function convener({ text, mentions }: Intent, project: Project, view: View, now: Date): string | undefined {
  const { asker, county } = view;
  const office = county.people.get(arranging(view)[0] ?? '')?.department;
  if (asker?.role !== 'specialist' || !/联席/.test(text) || office === undefined) return undefined;
  return postFor(office, mentions.items, { project: project.code, urgency: 'normal' }, view, now);
}

const toPeople = (people: string[], text: string, kase: Case, { asker }: View): Post[] =>
  [...new Set(people)]
    .filter((person) => person !== asker?.id)
    .map((person) => ({ to: { person }, text, about: { case: kase.number } }));

/** Words behind a fixed line, which named the case. */
const lineOf = (text: string): Intent => ({
  kind: 'notice_meeting',
  text,
  mentions: nothingNamed,
  urgency: 'normal',
  slots: {},
});

/** 同意召集: the enterprise, the departments and 工改办 hear of it. */
export function convene(kase: Case, view: View, now: Date, text = ''): Decision {
  if (kase.kind === 'integrity') return say(texts.neverConvened(kase));
  const matter = matterOf(kase, view.county);
  if (namesWhen(text)) return arrange(matter, lineOf(text), view, now, setAbout(view, kase.number));
  const { county, asker } = view;
  const by = urgerName(asker);
  return {
    changes: [noted(view, { state: 'asked', about: kase.number }, `${by}同意召集`)],
    posts: [
      ...toEnterprise(matter, view, texts.convened(kase, by)),
      ...toPeople(postsOf(kase, view, now), texts.convenedNotice(kase, county), kase, view),
      ...toPeople(arranging(view), texts.convenedOversight(kase, by, county), kase, view),
      { to: 'here', text: texts.convenedDone(kase), about: { case: kase.number } },
    ],
  };
}
