import { looksLikeOrder } from '../intents/commands.ts';
import { emergencyIn } from '../intents/emergencies.ts';
import { lines } from '../intents/settle.ts';
import { foreignProjects, ofNewProject } from '../meant.ts';
import {
  type Decision,
  directChat,
  type Intent,
  type IntentKind,
  type Post,
  type Reading,
  say,
  silence,
  type View,
} from '../model.ts';
import { withAbout } from '../talked-of.ts';
import * as texts from '../texts/cases.ts';
import { answerQuestion } from './ask.ts';
import { settleProposal } from './confirmations.ts';
import { reportEmergency, tellNews } from './emergencies.ts';
import { giveFacts } from './facts.ts';
import { noteFiling } from './filings.ts';
import { explainCase, registerCase, splitCase } from './follow-ups.ts';
import { saidInConfidence } from './in-confidence.ts';
import { answeredInGroup, saidInGroup, saidInHand } from './in-hand.ts';
import { toldIssued } from './issued.ts';
import { doubtKnowledge, expand, settleDoubt, settlePush, settleReply } from './knowledge.ts';
import { noteLeave } from './leave.ts';
import { leftOpen } from './left-open.ts';
import { takeMaterial } from './materials.ts';
import { noteMeeting } from './meeting-notices.ts';
import { replyMeeting, tellMeeting } from './meeting-words.ts';
import { requestMeeting } from './meetings.ts';
import { objected } from './objections.ts';
import { actOnCases, noteChange } from './office.ts';
import { pointToPage, tellAboutBot, tellList } from './overviews.ts';
import { explainDate, tellPlan, tellProgress } from './progress.ts';
import { correctFiling, wronglyRegistered } from './put-right.ts';
import { joinCase, reportDifficulty, requestAgent, requestHelp, takeFeedback, urge } from './requests.ts';

type Decide = (intent: Intent, view: View, now: Date) => Decision;

/** What is done about each thing a message may ask. */
const decisions: Record<IntentKind, Decide> = {
  ask_procedure: answerQuestion,
  ask_materials: answerQuestion,
  ask_time_limit: answerQuestion,
  ask_fee: answerQuestion,
  ask_policy: answerQuestion,
  ask_contact: answerQuestion,
  ask_progress: tellProgress,
  ask_why_date: explainDate,
  ask_plan: tellPlan,
  ask_meeting: tellMeeting,
  ask_list: tellList,
  ask_page: pointToPage,
  ask_bot: tellAboutBot,
  report_difficulty: reportDifficulty,
  request_help: requestHelp,
  request_agent: requestAgent,
  urge_complaint: urge,
  request_meeting: requestMeeting,
  join_case: joinCase,
  give_facts: giveFacts,
  ask_why_case: explainCase,
  register_case: registerCase,
  split_case: splitCase,
  feedback: takeFeedback,
  case_action: actOnCases,
  submit_material: takeMaterial,
  withdraw_change: noteChange,
  kb_correction: doubtKnowledge,
  notice_meeting: noteMeeting,
  reply_meeting: replyMeeting,
  notice_leave: noteLeave,
  notice_status: noteFiling,
  notice_correction: noteFiling,
  confirm: settleProposal,
  correct_filing: correctFiling,
  settle_reply: settleReply,
  settle_doubt: settleDoubt,
  settle_push: settlePush,
  expand,
  chitchat: () => silence,
  not_for_bot: () => silence,
};

/**
 * Intents that may open a case, the most telling first; decided before the others of their part, so that one part
 * of a message opens one case.
 */
const openers: IntentKind[] = [
  'request_agent',
  'report_difficulty',
  'request_help',
  'join_case',
  'urge_complaint',
  'request_meeting',
];

/** What may cry danger: an office that finds one states it like any other news. */
const alarming: IntentKind[] = [...openers, 'notice_status', 'notice_correction'];

/**
 * Danger to people before all else but what is told in confidence, which reaches the head alone. Then the way a part
 * is answered: answers first, then what was registered, one message in all.
 */
export const decide = (heard: Reading, view: View, now: Date): Decision =>
  withAbout(decideAll(heard, withoutOld(heard, view), now));

/** What an enterprise says of a project not yet on record is not kept under the one it has. */
function withoutOld({ intents }: Reading, view: View): View {
  const named = intents.some(({ mentions }) => mentions.projects.length > 0);
  if (view.asker?.role !== 'enterprise' || named || !intents.some(({ text }) => ofNewProject(text)))
    return view;
  const { project: _, told: __, ...rest } = view;
  return rest;
}

function decideAll(heard: Reading, view: View, now: Date): Decision {
  const reading = { ...heard, intents: heard.intents.filter(({ slots }) => slots.amongPeople !== true) };
  const confided = reading.intents.filter(
    ({ slots }) =>
      slots.integrity === true && slots.confidence !== 'specialist' && slots.confidence !== 'person',
  );
  for (const intent of reading.intents.filter(({ text }) => !confided.some((one) => one.text === text))) {
    const emergency = alarming.includes(intent.kind) ? emergencyIn(intent.text) : undefined;
    if (emergency) return reportEmergency(intent, emergency, view, now);
  }
  // Who calls across the site how it went tells those who were alerted, too.
  const secret = heard.intents.some(({ slots }) => slots.integrity === true);
  const heardElsewhere = secret
    ? undefined
    : (saidInConfidence(reading, view, now) ??
      tellNews(heard.intents, view, now) ??
      wronglyRegistered(reading, view, now) ??
      saidInHand(reading, view, now) ??
      answeredInGroup(reading, view, now) ??
      toldIssued(reading, view, now) ??
      objected(reading, view, now));
  if (heardElsewhere) return heardElsewhere;
  if (wantsNote(reading, view)) return say(texts.keepsNoNotes);
  const changes: Decision['changes'] = [];
  const answers: Post[] = [];
  const receipts: Post[] = [];
  const elsewhere: Post[] = [];
  let serial = view.serial;
  // A case that some other part of the message opens is not the questions' to open again.
  const opens = reading.intents.some((intent) => openers.includes(intent.kind));
  const parts = partsOf(reading.intents);
  for (const part of parts) {
    let opened: View['opened'];
    const first = openersOf(part, view);
    const rest = part.filter((intent) => !openers.includes(intent.kind));
    for (const intent of [...first, ...rest]) {
      const caseWanted = opens && !openers.includes(intent.kind) ? 'no' : reading.case;
      const several = parts.length > 1;
      const seen = { ...view, serial, caseWanted, several, ...(opened ? { opened } : {}) };
      const decision = withAbout(decisions[intent.kind](intent, seen, now));
      for (const change of decision.changes) {
        if (change.kind === 'case-changed' && change.set.status === 'assigned')
          opened = view.cases.find(({ number }) => number === change.number);
        if (change.kind !== 'case-opened') continue;
        serial += 1;
        opened = change.case;
      }
      changes.push(...decision.changes);
      for (const post of decision.posts) {
        const list = post.to !== 'here' ? elsewhere : openers.includes(intent.kind) ? receipts : answers;
        list.push(post);
      }
    }
  }
  if (changes.length + answers.length + receipts.length + elsewhere.length === 0)
    return reading.intents.some((intent) => isUnreadOrder(intent, view))
      ? say(texts.orderNotRead)
      : (leftOpen(heard, view) ?? saidInGroup(heard, view, now));
  return { changes, posts: [...together([...answers, ...receipts], view), ...elsewhere.filter(distinct)] };
}

/** What an office-holder orders in a 1:1 chat is never left without a word. */
const isUnreadOrder = ({ kind, text }: Intent, { chat, asker }: View): boolean =>
  !lines.includes(kind) &&
  chat.kind === 'direct' &&
  asker !== undefined &&
  asker.role !== 'enterprise' &&
  looksLikeOrder(text);

const note =
  /^(?:请|帮我)?(?:记一?下|备注|备忘)[:：,，\s]|^[^,，。:：]{1,12}备注[:：]|^(?:到时候?|记得)?提醒我(?!们)/;

/** An office-holder's memo to themselves, which the bot has no place for. */
const wantsNote = ({ intents }: Reading, { asker, chat }: View): boolean =>
  chat.kind === 'direct' &&
  asker !== undefined &&
  asker.role !== 'enterprise' &&
  intents.some(({ text, mentions }) => mentions.caseNumbers.length === 0 && note.test(text));

/** What may open a case; nothing where somebody asks how another's matter stands. */
function openersOf(part: Intent[], view: View): Intent[] {
  const curious = part.some((intent) => intent.kind === 'ask_progress' && foreignProjects(view, intent));
  return curious ? [] : openers.flatMap((kind) => part.filter((intent) => intent.kind === kind));
}

/**
 * Intents of one part of the message stand together; what is said twice in a part, or has the same answer, counts
 * once.
 */
function partsOf(intents: Intent[]): Intent[][] {
  const parts = new Map<string, Intent[]>();
  for (const intent of intents) {
    const part = parts.get(intent.text) ?? [];
    const twice = (other: Intent) =>
      other.kind === intent.kind ||
      (intent.answer !== undefined && other.answer?.text === intent.answer.text);
    if (!part.some(twice)) part.push(intent);
    parts.set(intent.text, part);
  }
  return [...parts.values()];
}

/** Everything said here goes out as one message; in a group it names who asked. */
function together(posts: Post[], view: View): Post[] {
  const texts = [...new Set(posts.map((post) => post.text))];
  const [first] = posts;
  if (!first) return [];
  const about = posts.find((post) => post.about)?.about;
  const mentions = view.asker && view.chat.kind !== 'direct' ? [view.asker.id] : [];
  const card = posts.length === 1 ? first.card : undefined;
  return [
    {
      to: 'here',
      text: texts.join('\n\n'),
      mentions,
      ...(about ? { about } : {}),
      ...(card ? { card } : {}),
    },
  ];
}

/** The same sentence to the same place is said once. */
function distinct(post: Post, index: number, all: Post[]): boolean {
  const place = (other: Post) =>
    other.to === 'here' ? 'here' : 'chat' in other.to ? other.to.chat : directChat(other.to.person);
  return all.findIndex((other) => place(other) === place(post) && other.text === post.text) === index;
}
