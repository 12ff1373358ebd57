import { type Intent, type IntentKind, questionKinds, type Reading, type Role, talkKinds } from '../model.ts';
import { alarms } from './alarms.ts';
import { isLate, isWaiting } from './request-cues.ts';
import { isOfficial } from './rule.ts';
import { lines } from './settle.ts';

/** Intents that open a case unless there is one to attach to. */
const opening: IntentKind[] = ['report_difficulty', 'request_help', 'request_agent', 'join_case'];
const attaching: IntentKind[] = [
  'submit_material',
  'notice_correction',
  'notice_status',
  'request_meeting',
  'notice_meeting',
  'reply_meeting',
  'withdraw_change',
  'feedback',
  'case_action',
  'confirm',
];

/** The message as a whole: case or no case, and what the library may be able to say. */
export function summarise(
  intents: Intent[],
  text: string,
  { role, quote }: { role: Role | 'other'; quote: string | undefined },
): Reading {
  const kinds = intents.map((intent) => intent.kind);
  const has = (list: readonly IntentKind[]) => kinds.some((kind) => list.includes(kind));
  const names = (pick: (intent: Intent) => unknown[]) => intents.some((intent) => pick(intent).length > 0);
  const followUp = quote !== undefined || /^(?:那|这|还|又|行|它|这个|那个)|您说的|你们意见/.test(text);
  return { intents, case: caseDecision(), coverage: coverage(), followUp };

  function caseDecision(): Reading['case'] {
    if (has([...talkKinds, 'kb_correction', 'notice_leave'])) return 'no';
    if (has(['ask_list', 'ask_page', 'ask_bot'])) return 'no';
    if (has(['join_case'])) return 'new';
    if (names(({ mentions }) => mentions.caseNumbers)) return 'attach';
    if (has(opening)) return quote !== undefined ? 'attach' : 'new';
    if (has(attaching)) return 'attach';
    if (kinds.includes('urge_complaint')) return complains() ? 'new' : 'attach';
    if (kinds.includes('ask_progress')) {
      if (quote !== undefined) return 'attach';
      const owner = names(({ mentions }) => [...mentions.projects, ...mentions.enterprises]);
      return role === 'leader' ? (owner ? 'attach' : 'no') : owner || isOfficial(role) ? 'no' : 'attach';
    }
    return has(questionKinds) && quote !== undefined ? 'attach' : 'no';
  }

  /** A complaint that starts a matter, where one about what is late belongs to a matter under way. */
  function complains(): boolean {
    if (followUp || kinds.includes('ask_progress')) return false;
    if (intents.some((intent) => intent.slots.integrity === true)) return true;
    if (alarms.danger(text) || alarms.unrest(text)) return true;
    if (alarms.overdue(text)) return false;
    if (alarms.again(text) || alarms.deadline(text)) return true;
    if (isLate.test(text) || isWaiting.test(text) || role === 'leader') return false;
    return (
      intents.some(({ urgency }) => urgency === 'critical') ||
      names(({ mentions }) => [...mentions.items, ...mentions.departments]) ||
      /投诉|举报|态度/.test(text)
    );
  }

  function coverage(): Reading['coverage'] {
    if (has([...talkKinds, 'kb_correction', 'notice_leave', 'feedback', ...lines])) return 'no';
    if (has(attaching)) return 'no';
    if (has(['ask_list', 'ask_page', 'ask_bot'])) return 'no';
    if (has(['ask_progress', 'ask_plan', 'ask_meeting']) && !has(questionKinds)) return 'no';
    if (has(['ask_fee', 'ask_policy'])) return /代办|帮办|拿地即开工|标准地/.test(text) ? 'yes' : 'partial';
    if (has(['report_difficulty'])) return has(questionKinds) ? 'partial' : 'no';
    return has(['urge_complaint', 'join_case']) ? 'no' : 'yes';
  }
}
