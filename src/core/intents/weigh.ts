import { type IntentKind, questionKinds } from '../model.ts';
import { asks, isOfficial, onTopic, type Slots, type Utterance } from './rule.ts';
import { lines } from './settle.ts';

export interface Found {
  kind: IntentKind;
  slots: Slots;
}

/** What a rule's word counts against the examples, in nats: measured, 10 to 18 do alike. */
const RULE = 14;
/** A question that no narrower rule knew. */
const QUESTION = 4;
/** By so much must a text that names nothing of the county's resemble business more than talk. */
const OFF_TOPIC = 5;
/** By so much a text that would open a case resemble it more than talk, or than a question put to the bot. */
const OPENING = 8;

const talk: IntentKind[] = ['chitchat', 'not_for_bot'];
/** Said by shape or by name: no resemblance speaks against them. */
const certain: IntentKind[] = [...lines, 'join_case', 'ask_plan', 'ask_why_date', ...talk];
/** What would open a case; a likeness to talk speaks against it. */
const opening: IntentKind[] = [
  'report_difficulty',
  'request_help',
  'request_agent',
  'urge_complaint',
  'join_case',
];
const notices: IntentKind[] = ['notice_status', 'notice_correction', 'notice_meeting'];

/**
 * The rules' word against the examples': what the rules told stands unless the text resembles another kind by far,
 * and where they told nothing the likest kind is meant. `sure` when the rules were not overruled.
 */
export function weigh(
  told: Found[],
  said: Utterance,
  likeness: ReadonlyMap<IntentKind, number>,
  bare: boolean,
): { meant: Found[]; sure: boolean } {
  const firm = told.filter(({ slots }) => slots.overheard !== true);
  if (
    said.mentionsOthers ||
    firm.some(({ kind, slots }) => certain.includes(kind) || slots.integrity === true)
  )
    return { meant: told, sure: true };
  const score = (kind: IntentKind) =>
    (likeness.get(kind) ?? Number.NEGATIVE_INFINITY) +
    (firm.some((one) => one.kind === kind) ? RULE : told.some((one) => one.kind === kind) ? QUESTION : 0);
  const open = [...likeness.keys()].filter((kind) => allowed(kind, said));
  const likest = (kinds: IntentKind[]) => kinds.reduce((a, b) => (score(b) > score(a) ? b : a));
  let kind = likest(open);
  if (firm.length === 0) {
    const safe =
      bare && said.addressed ? 'ask_procedure' : likest(said.addressed ? [...questionKinds] : talk);
    const business = said.addressed || onTopic(said) || said.quote !== undefined;
    const needed = (business ? 0 : OFF_TOPIC) + (opening.includes(kind) ? OPENING : 0);
    if (bare || score(kind) - score(safe) < needed) kind = safe;
  }
  if (firm.some((one) => one.kind === kind)) return { meant: told, sure: true };
  // Perhaps meant for somebody else: answered when the library is sure, else left alone.
  const slots = questionKinds.includes(kind) ? { overheard: !said.addressed } : {};
  return { meant: [{ kind, slots }], sure: false };
}

function allowed(kind: IntentKind, { role, text, addressed }: Utterance): boolean {
  if (notices.includes(kind)) return isOfficial(role) || (role === 'leader' && kind === 'notice_meeting');
  if (talk.includes(kind)) return !(addressed && asks(text));
  return true;
}
