import { type IntentKind, type Mentions, questionKinds, type Role, type Urgency } from '../model.ts';
import { alarms, isAlarming, isGrave } from './alarms.ts';
import {
  blames,
  inDispute,
  isLate,
  isRevised,
  poorMark,
  pressed,
  pushes,
  sentBackAgain,
} from './request-cues.ts';
import { isOfficial } from './rule.ts';

/** What the rules' word counts against the examples', in nats. */
const RULE: Record<Urgency, number> = { normal: 5, high: 12, critical: 60 };
/** To miss what is critical is worse than to hear it once too often. */
const CAUTION = 5;

/**
 * What the rules told of a matter stands unless it resembles another urgency by far. A question is left as told, and so
 * is danger, bribery or unrest; offices against each other are high at least.
 */
export function weighUrgency(
  told: Urgency,
  text: string,
  kinds: IntentKind[],
  likeness: ReadonlyMap<Urgency, number>,
): Urgency {
  if (!kinds.some((kind) => matters.includes(kind)) || (told === 'critical' && isGrave(text))) return told;
  const score = (urgency: Urgency) =>
    (likeness.get(urgency) ?? 0) +
    (urgency === told ? RULE[told] : 0) +
    (urgency === 'critical' ? CAUTION : 0);
  const atLeastHigh = told !== 'normal' && inDispute.test(text);
  const open = [...likeness.keys()].filter((urgency) => !(atLeastHigh && urgency === 'normal'));
  return open.reduce((a, b) => (score(b) > score(a) ? b : a), told);
}

/** 麻烦催一下哈 asks for a word, no more. */
const isPolite = /麻烦|辛苦|谢谢|帮忙|能不能快|提醒一?[下次]|不(?:是很|太)急/;

/** What may be pressing by the way it is told. */
const matters: IntentKind[] = [
  'report_difficulty',
  'urge_complaint',
  'request_help',
  'request_agent',
  'submit_material',
];

/** Intents by which somebody says that something is wrong. */
const wrongs: IntentKind[] = ['report_difficulty', 'urge_complaint', 'request_meeting'];

/**
 * Urgency by the field's rules: critical is danger, integrity, a deadline within a day, overdue with blame, papers
 * sent back over and over; high is blocked between offices, a bank or a production waiting, a leader asking, a
 * second return. 急 alone lifts one level, exclamation marks none; a plain question is never pressing.
 */
export function urgencyOf(
  text: string,
  kinds: IntentKind[],
  role: Role | 'other',
  mentions: Pick<Mentions, 'departments' | 'enterprises'>,
): Urgency {
  const has = (...some: IntentKind[]) => kinds.some((kind) => some.includes(kind));
  if (kinds.length === 0 || kinds.some((kind) => kind.startsWith('notice_'))) return 'normal';
  if (alarms.integrity(text)) return 'critical';
  if (!has(...wrongs)) {
    if (has('request_help', 'request_agent', 'submit_material') && isAlarming(text)) return 'critical';
    if (role === 'leader' && (has('ask_progress') || has('ask_list'))) return 'high';
    if (has('feedback') && poorMark.test(text)) return 'high';
    const asking = kinds.every((kind) => questionKinds.includes(kind) || kind === 'ask_progress');
    return /急/.test(text) && !isOfficial(role) && asking ? 'high' : 'normal';
  }
  if (isAlarming(text)) return 'critical';
  const polite = isPolite.test(text) && ![isLate, blames, pressed].some((cue) => cue.test(text));
  if (role === 'leader' || has('request_meeting') || (has('urge_complaint') && !polite)) return 'high';
  if (polite && !has('report_difficulty')) return 'normal';
  const between = mentions.departments.length > 1 || mentions.enterprises.length > 1 || inDispute.test(text);
  const waited = [pressed, isLate, pushes, sentBackAgain, isRevised].some((cue) => cue.test(text));
  return (between || waited || /卡[住着在了那]|急/.test(text)) && !isOfficial(role) ? 'high' : 'normal';
}
