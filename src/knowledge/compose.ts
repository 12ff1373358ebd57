import { z } from 'zod';
import type { Answer, Citation, Day } from '../core/model.ts';
import { figuresOf } from '../core/numbers.ts';
import type { Prompted } from '../core/ports.ts';
import { answerText, endStop } from '../core/texts/answers.ts';
import { quoted } from '../core/utterance.ts';
import { cite, type Place } from './catalogue.ts';
import { bodyStart, passagesOf } from './passages.ts';

const reply = z.object({
  covered: z.enum(['yes', 'partly', 'no']),
  sentences: z
    .array(z.object({ text: z.string().min(2).max(300), clause: z.number().int(), quote: z.string().min(4) }))
    .max(5),
  missing: z.string().max(200).optional(),
});

/** Clauses a model is shown; more dilute them. */
const SHOWN = 6;
const CLAUSE_CHARACTERS = 700;
/** Characters of all sentences together: as asked for, and as shown, since a quote may stand in for a sentence. */
const ROOM = 120;
const MOST = 140;
/** Share of a sentence's pairs of characters that its quote must hold: it may say it more simply, not say more. */
const SUPPORTED = 0.45;

/** What duties and prohibitions turn on: a sentence must not have one that its quote has not. */
const turns = ['不得', '禁止', '不需要', '无需', '不用', '免', '必须', '应当', '可以', '罚款', '不收'];
/** How the law says what people say. */
const same: Record<string, string[]> = {
  不需要: ['不用', '无需', '免', '不再', '不'],
  无需: ['不用', '不需要', '免', '不再', '不'],
  不用: ['无需', '不需要', '免', '不再', '不'],
  免: ['不收', '不用', '无需', '免'],
  不收: ['免', '不得收'],
  必须: ['应当', '要', '得', '必须', '须'],
  应当: ['必须', '要', '应'],
  可以: ['可', '能', '有权'],
  不得: ['禁止', '严禁', '不能', '不准'],
  禁止: ['不得', '严禁'],
};

/**
 * Lets a model choose what the clauses say to a question and put it in plain words. Every quote must stand in its
 * clause; a sentence whose words the quote does not hold gives way to the clause's own, and one with a figure, an office
 * or a duty of its own making brings the whole answer down. `before` is the asker's last question, `about` the names of
 * the matters it is taken to be of. Undefined: use the extract instead.
 */
export async function compose(
  given: {
    question: string;
    before?: string;
    about: string[];
    askedOn: Day;
    hits: Place[];
    departments: string[];
  },
  { complete, prompt }: Prompted,
): Promise<Answer | 'not covered' | undefined> {
  const hits = given.hits.slice(0, SHOWN);
  if (hits.length === 0) return undefined;
  const clauses = hits
    .map(
      ({ clause, policy }, n) =>
        `[${n + 1}] 《${policy.title}》${clause.section}\n${clause.text.slice(0, CLAUSE_CHARACTERS)}`,
    )
    .join('\n\n');
  const slots = {
    today: given.askedOn,
    question: quoted(given.question),
    before: given.before === undefined ? '没有' : quoted(given.before),
    about: given.about.join('、') || '没有点明',
    clauses,
    room: String(ROOM),
  };
  const said = await complete(prompt(slots), reply).catch(() => undefined);
  if (said?.covered === 'no') return 'not covered';
  if (!said || said.sentences.length === 0) return undefined;
  // What is missing is told to people in the asker's own words, never in the model's.
  const missing = said.missing ?? '';
  const isPart =
    missing.length > 1 && missing.length < given.question.length && given.question.includes(missing);
  if (said.covered === 'partly' && !isPart) return undefined;
  let room = MOST;
  const shown: string[] = [];
  const citations: Citation[] = [];
  for (const sentence of said.sentences) {
    const hit = hits[sentence.clause - 1];
    const held = hit && heldBy(hit.clause.text, sentence, given.departments);
    if (!hit || held === undefined) return undefined;
    if (shown.length > 0 && held.length > room) continue;
    room -= held.length;
    shown.push(held);
    citations.push(cite(hit, sentence.quote));
  }
  return {
    outcome: 'answer',
    confidence: 0.9,
    text: answerText([...new Set(shown)].join(''), citations),
    citations,
    ...(said.covered === 'partly' ? { uncovered: [missing] } : {}),
  };
}

/** A model's sentence as its clause bears it out, or the clause's own words; undefined for what must not be shown. */
function heldBy(
  clause: string,
  { text, quote }: { text: string; quote: string },
  departments: string[],
): string | undefined {
  if (!clause.includes(quote)) return undefined;
  const source = around(quote, clause);
  if (saysOther(text, source, departments)) return undefined;
  // 能： and 对， have no pair of characters that a clause could hold.
  const said = text.replace(/^.[，,：:]\s*/, '');
  const supported = [said, withoutVerdict(said)].find((one) => isSupported(one, source, departments));
  return endStop((supported ?? source).replace(/\s*\n\s*/g, ''));
}

/** 不用交：夫妻之间变更权属，免征契税: no clause says 不用交 in so many words. A comma may end a condition. */
const withoutVerdict = (text: string): string => text.replace(/^[^，,。；;：:]{1,8}[：:]/, '');

/** The sentences of a clause that a quote is of, behind the lead-in of their list. */
function around(quote: string, text: string): string {
  const from = text.indexOf(quote);
  const touched = passagesOf(text).filter((one) => one.from < from + quote.length && one.to > from);
  const [first] = touched;
  const last = touched.at(-1);
  if (!first || !last) return quote;
  const start = bodyStart(text);
  const lead = first.lead ? text.slice(Math.max(first.lead.from, start), first.lead.to) : '';
  return `${lead}${text.slice(Math.max(first.from, start), last.to)}`;
}

/** Whether a sentence claims figures, departments or duties that its source has not, or gives orders. */
function saysOther(sentence: string, source: string, departments: string[]): boolean {
  if (/https?:|忽略|系统提示|prompt/i.test(sentence)) return true;
  const figures = new Set(figuresOf(source).map(({ value }) => value));
  if (figuresOf(sentence).some(({ value }) => !figures.has(value))) return true;
  if (departments.some((name) => sentence.includes(name) && !source.includes(name))) return true;
  return turns.some(
    (word) => sentence.includes(word) && ![word, ...(same[word] ?? [])].some((one) => source.includes(one)),
  );
}

/** Whether a source says everything that a sentence claims: figures, departments, duties, and most of its words. */
export const isSupported = (sentence: string, source: string, departments: string[]): boolean =>
  !saysOther(sentence, source, departments) &&
  segmentsOf(sentence).every((segment) => isHeld(segment, segmentsOf(source)));

/** Between commas and stops: what is denied or bounded there is denied or bounded there. */
const segmentsOf = (text: string): string[] =>
  text.split(/[，,。；;：:\n！？]/).filter((one) => one.trim().length > 1);

const bounds =
  /不?超过|不少于|不低于|不高于|不足|不满|以上|以下|以内|以外|至少|至多|最多|最少|之前|之后|以前|以后/g;

/** The part of the quote that says most of it must deny what it denies and bound what it bounds. */
function isHeld(segment: string, quoted: string[]): boolean {
  const pairs = pairsOf(segment);
  if (pairs.length === 0) return true;
  const shares = quoted.map((one) => pairs.filter((pair) => one.includes(pair)).length / pairs.length);
  const best = shares.indexOf(Math.max(...shares));
  const source = quoted[best];
  if (source === undefined || (shares[best] ?? 0) < SUPPORTED) return false;
  const limits = (text: string) => [...new Set(text.match(bounds) ?? [])].sort().join();
  return denies(segment) === denies(source) && limits(segment) === limits(source);
}

const denies = (text: string): boolean => /不|未|无|非|免|禁|没/.test(text.replace(bounds, ''));

function pairsOf(text: string): string[] {
  const bare = text.replace(/[^\u3400-\u9fff0-9A-Za-z]/g, '');
  return Array.from({ length: Math.max(0, bare.length - 1) }, (_, n) => bare.slice(n, n + 2));
}
