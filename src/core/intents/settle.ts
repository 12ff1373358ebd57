import type { IntentKind } from '../model.ts';
import { alarms } from './alarms.ts';
import { inDispute, isObstructed, pressed, pushes } from './request-cues.ts';
import { asks, type Slots } from './rule.ts';

/** Fixed lines and what was asked for: who types one means nothing else. */
export const lines: IntentKind[] = [
  'case_action',
  'confirm',
  'correct_filing',
  'settle_reply',
  'settle_doubt',
  'settle_push',
  'expand',
  'split_case',
  'register_case',
  'give_facts',
];

/** The order in which intents of one message matter where they are said in one breath. */
const weight: IntentKind[] = [
  'reply_meeting',
  ...lines,
  'ask_bot',
  'ask_page',
  'ask_list',
  'not_for_bot',
  'chitchat',
  'notice_leave',
  'kb_correction',
  'ask_why_case',
  'withdraw_change',
  'notice_correction',
  'notice_meeting',
  'notice_status',
  'request_agent',
  'join_case',
  'request_meeting',
  'submit_material',
  'feedback',
  'report_difficulty',
  'urge_complaint',
  'ask_progress',
  'request_help',
  'ask_materials',
  'ask_time_limit',
  'ask_contact',
  'ask_fee',
  'ask_why_date',
  'ask_plan',
  'ask_meeting',
  'ask_policy',
  'ask_procedure',
];

/** Kinds that, once there, leave room for no other but those named; the first that is found rules. */
const alone: { kinds: IntentKind[]; beside?: IntentKind[] }[] = [
  { kinds: ['reply_meeting'], beside: ['notice_leave'] },
  { kinds: lines },
  { kinds: ['ask_bot'] },
  { kinds: ['not_for_bot'] },
  { kinds: ['ask_page'] },
  { kinds: ['ask_list'] },
  { kinds: ['chitchat'] },
  { kinds: ['notice_leave'] },
  { kinds: ['kb_correction'] },
  { kinds: ['withdraw_change'] },
  { kinds: ['notice_meeting', 'notice_correction', 'notice_status'] },
  { kinds: ['join_case'] },
  { kinds: ['ask_why_case'] },
  { kinds: ['feedback'], beside: ['urge_complaint'] },
  { kinds: ['ask_why_date'] },
  { kinds: ['ask_plan'] },
  { kinds: ['ask_meeting'] },
];

const reports: IntentKind[] = ['report_difficulty', 'urge_complaint'];

/** What a difficulty or a reminder asks of the air: 到底归谁管. */
const rhetorical: IntentKind[] = ['ask_contact', 'ask_materials', 'ask_time_limit', 'ask_fee', 'ask_policy'];

/** Where one meaning includes another, the narrower stays. */
export function settle<Found extends { kind: IntentKind; slots: Slots }>(
  found: Found[],
  text: string,
): Found[] {
  const confided = found.filter(({ slots }) => slots.confidence !== undefined);
  if (confided.length) return confided;
  // What is wrong is reported, perhaps anew; if it goes on with the last report, its decision finds that out.
  const told = found.filter(({ kind }) => kind !== 'give_facts');
  if (told.length < found.length && told.some(({ kind }) => reports.includes(kind)))
    return settle(told, text);
  const changes = found.filter(({ slots }) => slots.changes === true);
  if (changes.length) return changes;
  // 对，办结了 is a yes, and not an order besides.
  const again = found.filter(({ slots }) => slots.again !== undefined);
  if (again.length) return again;
  const has = (...kinds: IntentKind[]) => found.some((one) => kinds.includes(one.kind));
  const only = alone.find(({ kinds }) => has(...kinds));
  if (only) return found.filter(({ kind }) => [...only.kinds, ...(only.beside ?? [])].includes(kind));
  const wrong = has('report_difficulty', 'urge_complaint');
  // 水压整好了，啥时候来复验 tells whoever shall come, and asks nothing of the record.
  const news = found.some(({ slots }) => slots.news !== undefined);
  return found.filter(({ kind }) => {
    if (wrong && rhetorical.includes(kind)) return false;
    if (kind === 'ask_contact' && found.some(({ slots }) => slots.callBack === true)) return false;
    if (kind === 'ask_procedure') {
      if (wrong) return /哪个先|要不要|先后/.test(text);
      return (
        !has('request_agent', 'request_meeting', 'submit_material') &&
        !(has('request_help') && !/一块|一起|流程是/.test(text))
      );
    }
    if (kind === 'ask_materials') return !has('request_help') || /材料|资料|清单/.test(text);
    if (kind === 'ask_progress') return !(wrong ? !asks(text) : news);
    if (kind === 'report_difficulty') {
      // A reminder of what merely takes long, or is needed today, is no second matter.
      const obstacle =
        ([isObstructed, inDispute, pressed].some((cue) => cue.test(text)) || alarms.danger(text)) &&
        !alarms.deadline(text) &&
        !(alarms.overdue(text) && !inDispute.test(text));
      return !has('request_agent') && (obstacle || !has('urge_complaint'));
    }
    // 两边说法不一样，能不能开个会 wants the meeting, and nobody to be urged.
    if (kind === 'urge_complaint' && has('request_meeting')) return pushes.test(text);
    if (kind === 'submit_material') return !wrong && (news || !has('ask_progress'));
    if (kind === 'request_help') return !wrong && !has('request_meeting');
    return true;
  });
}

/** Most telling first. */
export const byWeight = (a: { kind: IntentKind }, b: { kind: IntentKind }): number =>
  weight.indexOf(a.kind) - weight.indexOf(b.kind);
