import { z } from 'zod';
import type { Answer, Day } from '../core/model.ts';
import { figuresOf } from '../core/numbers.ts';
import type { Complete } from '../core/ports.ts';
import { answerText } from '../core/texts/answers.ts';
import { cite, type Place } from './catalogue.ts';

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
/** Characters of all sentences together. */
const ROOM = 120;
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
 * Lets a model say in its own words what the clauses say. Every sentence is held against its quote, and the quote
 * against its clause; one that does not hold brings the whole answer down. Undefined: use the extract instead.
 */
export async function compose(
  given: { question: string; askedOn: Day; hits: Place[]; departments: string[] },
  { complete, prompt }: { complete: Complete; prompt: (slots: Record<string, string>) => string },
): Promise<Answer | 'not covered' | undefined> {
  const hits = given.hits.slice(0, SHOWN);
  if (hits.length === 0) return undefined;
  const clauses = hits
    .map(
      ({ clause, policy }, n) =>
        `[${n + 1}] 《${policy.title}》${clause.section}\n${clause.text.slice(0, CLAUSE_CHARACTERS)}`,
    )
    .join('\n\n');
  const slots = { today: given.askedOn, question: given.question, clauses, room: String(ROOM) };
  const said = await complete(prompt(slots), reply).catch(() => undefined);
  if (said?.covered === 'no') return 'not covered';
  // What is covered in part only is the extract's to say: it shows its own bounds.
  if (said?.covered === 'partly') return undefined;
  if (!said || said.sentences.length === 0) return undefined;
  const citations = [];
  for (const { text, clause, quote } of said.sentences) {
    const hit = hits[clause - 1];
    if (!hit?.clause.text.includes(quote) || !isSupported(text, quote, given.departments)) return undefined;
    citations.push(cite(hit, quote));
  }
  const body = said.sentences.map(({ text }) => (/[。！？]$/.test(text) ? text : `${text}。`)).join('');
  if ([...body].length > ROOM + 20) return undefined;
  return {
    outcome: 'answer',
    confidence: 0.9,
    text: answerText(body, citations),
    citations,
  };
}

/** Whether a quote says everything that a sentence claims: figures, duties, departments, and most of its words. */
export function isSupported(sentence: string, quote: string, departments: string[]): boolean {
  if (/https?:|忽略|系统提示|prompt/i.test(sentence)) return false;
  const figures = new Set(figuresOf(quote).map(({ value }) => value));
  if (figuresOf(sentence).some(({ value }) => !figures.has(value))) return false;
  for (const name of departments) if (sentence.includes(name) && !quote.includes(name)) return false;
  for (const word of turns) {
    if (!sentence.includes(word)) continue;
    if (![word, ...(same[word] ?? [])].some((one) => quote.includes(one))) return false;
  }
  return segmentsOf(sentence).every((segment) => isHeld(segment, segmentsOf(quote)));
}

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
