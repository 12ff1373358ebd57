import { isTalk } from '../core/heeded.ts';
import { alarms } from '../core/intents/alarms.ts';
import { isOfficial } from '../core/intents/rule.ts';
import { type County, directChat, type Heeded, type IntentKind, speakerNames } from '../core/model.ts';
import { maskPersonal } from '../core/utterance.ts';
import { openUnderstanding } from '../understand.ts';
import { contextOf, label, labels } from './understand.ts';

/** A message as it was kept, and what was made of it. */
export interface Kept {
  id: number;
  chat: string;
  person: string;
  text: string;
  quote: string | null;
  atBot: boolean;
  reading: Heeded;
}

/** What somebody changed of a case. */
export interface SetRight {
  number: string;
  actor: string;
  department: string | null;
  kind: string | null;
}

/** What a message asked for that became a case of a kind. */
const askedFor: Record<string, IntentKind> = {
  question: 'ask_procedure',
  help: 'request_help',
  onsite: 'request_help',
  agent: 'request_agent',
  complaint: 'urge_complaint',
  meeting: 'request_meeting',
};

/**
 * Messages worth labelling, as lines of `eval understand`: what no rule knew, where a model read it otherwise, and
 * what people set right by 登记, 拆分, 转办 or 改类. Filled in with what is known; a person corrects it and adds it to the
 * set. Numbers and names of persons are masked; integrity matters are not in it.
 */
export async function unclearRows(heard: Kept[], setRight: SetRight[], county: County) {
  const understand = openUnderstanding(county);
  const corrected = new Map(
    heard.flatMap(({ reading }) => (reading.corrects ? [[reading.corrects, reading]] : [])),
  );
  const byHand = setRight.filter(({ actor }) => isOfficial(county.people.get(actor)?.role ?? 'other'));
  const rightOf = (number: string, field: 'department' | 'kind') =>
    byHand.findLast((one) => one.number === number && one[field] !== null)?.[field] ?? undefined;
  const rows = [];
  for (const { id, chat, person, atBot, quote, reading, ...kept } of heard) {
    const text = reading.said ?? kept.text;
    if (reading.corrects !== undefined || alarms.integrity(`${text}${quote ?? ''}`)) continue;
    const opener = corrected.get(id) ?? reading;
    const opened = opener.joined === false ? (opener.case ?? '') : '';
    const [department, kind] = [rightOf(opened, 'department'), rightOf(opened, 'kind')];
    const set = corrected.has(id) || department !== undefined || kind !== undefined;
    const said = {
      role: speakerNames[county.people.get(person)?.role ?? 'enterprise'],
      text: withoutPersons(text),
      quote: quote === null ? null : withoutPersons(quote),
      at_bot: atBot || chat === directChat(person) || text.includes(`@${county.settings.botName}`),
    };
    const why = [
      ...(isUnclear(reading, said.at_bot) ? ['unclear'] : []),
      ...(reading.guess && reading.guess !== reading.kinds[0] ? ['model'] : []),
      ...(set ? ['corrected'] : []),
    ];
    if (why.length === 0) continue;
    const context = contextOf(said, county);
    const read = await understand(said.text, context);
    const asked = kind === undefined ? 'report_difficulty' : (askedFor[kind] ?? 'report_difficulty');
    const kinds = kind || (set && isTalk(reading)) ? [asked] : (reading.kinds as IntentKind[]);
    const intents = kinds.flatMap((kind) => read.intents.slice(0, 1).map((intent) => ({ ...intent, kind })));
    rows.push({
      id: `u${id}`,
      ...said,
      ...label({ ...read, intents, ...(set ? { case: 'new' } : {}) }, county, context.role),
      ...(department ? { dept: [department] } : {}),
      why,
      ...(reading.guess ? { rules: labels[reading.guess as IntentKind] ?? reading.guess } : {}),
    });
  }
  return rows;

  function withoutPersons(text: string): string {
    const names = [...county.people.values()].map(({ name }) => name);
    return names.reduce((rest, name) => rest.replaceAll(name, '[姓名]'), maskPersonal(text));
  }
}

/** Small talk of the group is not: it names nothing of the county's business. */
const isUnclear = (reading: Heeded, atBot: boolean): boolean =>
  reading.guess !== undefined && (atBot || !isTalk(reading) || reading.items.length > 0);
