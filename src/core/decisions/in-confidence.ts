import { isTalk } from '../heeded.ts';
import { asks } from '../intents/rule.ts';
import { lines } from '../intents/settle.ts';
import { isBareCourtesy } from '../intents/talk.ts';
import {
  type Case,
  type Decision,
  type Intent,
  type IntentKind,
  isOpen,
  questionKinds,
  type Reading,
  say,
  serialOf,
  talkKinds,
  type View,
} from '../model.ts';
import { TALK_MS } from '../talked-of.ts';
import * as texts from '../texts/confidences.ts';
import { actOnCases } from './office.ts';

/** Read for certain as a matter of its own, or settled where it stands. */
const ownMatters: IntentKind[] = [
  ...lines.filter((kind) => kind !== 'case_action' && kind !== 'give_facts'),
  'ask_page',
  'ask_bot',
  'ask_plan',
  'notice_leave',
  'notice_meeting',
  'request_meeting',
  'request_agent',
  'join_case',
  'withdraw_change',
];
const remarkKinds: IntentKind[] = [...talkKinds, 'feedback', 'submit_material'];
/** Whoever heard of it is understood so long to speak of it. */
const HEARD_MS = 4 * 3_600_000;

/**
 * What is said in a 1:1 chat while a confidential matter is the talk there belongs to it, however it sounds: the
 * reporter's words reach its holder alone, the holder's words the reporter. Undefined where another matter is meant.
 */
export function saidInConfidence(reading: Reading, view: View, now: Date): Decision | undefined {
  const { asker, chat } = view;
  const text = [...new Set(reading.intents.map((one) => one.text))].join('，');
  if (!asker || isBareCourtesy(text)) return undefined;
  const asked = askedOfReports(reading, text, view);
  if (asked || chat.kind !== 'direct') return asked;
  const [last] = view.spoken;
  if (!last || !('case' in last.about)) return undefined;
  const number = last.about.case;
  const kase = view.cases.find((one) => one.number === number && one.kind === 'integrity' && isOpen(one));
  if (!kase || (view.quotedCase && view.quotedCase !== kase)) return undefined;
  if (reading.intents.some((intent) => ownMatters.includes(intent.kind) || namesOther(intent, kase)))
    return undefined;
  if (asker.id === kase.reporter)
    return isInTalk(reading, kase, view, now) && reading.intents.every((intent) => goesOn(intent, view))
      ? toHolder(kase, text, view)
      : undefined;
  const heard = now.getTime() - last.at.getTime() <= HEARD_MS;
  return asker.id === kase.owner && heard && speaksToReporter(reading, text)
    ? toReporter(kase, text, reading, view, now)
    : undefined;
}

/** 我反映那事到底咋样了: of one's own report, however long ago; 我要反映个事 begins one. */
const ownReport =
  /(?:我们?|俺们?|咱们?|昨天|前天|上次|上周|之前|刚才)[^,，。]{0,6}(?:反映|举报)(?:上去|过|了)?(?:的|那|这|没|以后|之后)/;
/** 是不是有人反映过啥: by whom and of whom is nobody else's to know. */
const whoReported =
  /(?:谁|有(?:没有)?(?:人|企业)|是不是[^,，。]{0,4}人)[^,，。]{0,6}(?:反映|举报|投诉|告状|告(?=我|咱|俺))/;
const ofUs = /我|咱|俺/;

/**
 * What is asked of reports: one's own is taken up where it lies, in a group it is nobody's talk; whether anybody
 * reported is told neither to a colleague nor to the office that may be accused.
 */
function askedOfReports({ intents }: Reading, text: string, view: View): Decision | undefined {
  const { asker, chat, cases, quotedCase } = view;
  const namesOne = intents.some(({ mentions }) => mentions.caseNumbers.length + mentions.items.length > 0);
  if (!asker || quotedCase || namesOne) return undefined;
  const enterprise = asker.role === 'enterprise';
  const accused =
    asker.id !== view.county.settings.integrityPerson &&
    (ofUs.test(text) ||
      intents.some(({ mentions }) => mentions.departments.includes(asker.department ?? '')));
  if (asks(text) && whoReported.test(text) && (enterprise || accused))
    return say(enterprise ? texts.neverTold : texts.neverToldOffice);
  if (!ownReport.test(text)) return undefined;
  const own = cases.filter(({ reporter }) => reporter === asker.id);
  const secret = own.filter(({ kind }) => kind === 'integrity');
  const kase = secret.find(isOpen) ?? secret[0];
  if (kase) return toHolder(kase, text, view);
  const among = chat.kind !== 'direct' && enterprise && asks(text);
  return among && !own.some(isOpen) ? say(texts.askedAmongPeople) : undefined;
}

/** Another case, another firm's project, an item that the matter is not about. */
function namesOther({ kind, mentions }: Intent, kase: Case): boolean {
  const { caseNumbers, projects, items } = mentions;
  return (
    caseNumbers.length > 0 ||
    projects.some((code) => code !== kase.project) ||
    (!remarkKinds.includes(kind) && items.some((item) => !kase.items.includes(item)))
  );
}

/** Nothing else was talked of since; after half an hour only a remark goes on, and no report of its own. */
function isInTalk({ intents }: Reading, kase: Case, view: View, now: Date): boolean {
  const { turns, asker, spoken } = view;
  const last = turns.find((turn) => turn.person === asker?.id && !isTalk(turn));
  if (last && last.case !== kase.number) return false;
  const since = now.getTime() - Math.max(last?.at.getTime() ?? 0, spoken[0]?.at.getTime() ?? 0);
  const remarks = intents.every(({ kind, slots }) => remarkKinds.includes(kind) || slots.likely === true);
  return since <= (remarks ? HEARD_MS : TALK_MS);
}

/** No complaint or reminder of its own, and no question that the library answers or that names an item. */
function goesOn({ kind, text, slots, mentions, answer }: Intent, { county }: View): boolean {
  if (slots.confidence !== undefined || (kind === 'urge_complaint' && slots.likely !== true)) return false;
  if (mentions.departments.some((code) => county.departments.has(code)) && asks(text)) return false;
  if (questionKinds.includes(kind)) return answer?.outcome !== 'answer' && mentions.items.length === 0;
  return !(asks(text) && mentions.items.length > 0);
}

/** 你把时间地点发我, 小刘，是谁说的: said to a person. */
const toPerson = /[你您]|^(?:[^,，。]{0,6}[,，。])?(?:小|老)[\u4e00-\u9fa5][,，]/;

/**
 * Words to the reporter, where neither a list is asked for nor an office is ordered; a numbered line says itself whose
 * it is.
 */
function speaksToReporter({ intents }: Reading, text: string): boolean {
  const orders = intents.some(({ kind, slots, mentions }) => {
    const actions = (slots.actions ?? []) as { action: string; serial?: number }[];
    return (
      slots.ordered === true ||
      slots.wanted !== undefined ||
      slots.figure !== undefined ||
      mentions.enterprises.length + mentions.projects.length > 0 ||
      (kind === 'case_action' &&
        actions.some(
          ({ action, serial }) => serial !== undefined || !['accept', 'tell', 'reply'].includes(action),
        ))
    );
  });
  return !orders && (toPerson.test(text) || !asks(text));
}

function toHolder(kase: Case, text: string, { asker }: View): Decision {
  return {
    changes: [{ kind: 'case-joined', number: kase.number, person: asker?.id ?? '', what: text }],
    posts: [
      { to: 'here', text: texts.heardOn },
      { to: { person: kase.owner }, text: texts.heardOnNotice(kase, text) },
    ],
  };
}

function toReporter(
  kase: Case,
  text: string,
  { intents }: Reading,
  view: View,
  now: Date,
): Decision | undefined {
  const bareStep = intents.some(({ kind }) => kind === 'case_action') && text.length <= 4;
  const [intent] = intents;
  if (!intent || bareStep) return undefined;
  const action = { action: 'tell', serial: serialOf(kase.number), text };
  const told: Intent = { ...intent, kind: 'case_action', text, slots: { actions: [action] } };
  return actOnCases(told, view, now);
}
