import type { Answer, Clause, County, Policy } from '../core/model.ts';
import type { AskLibrary } from '../core/ports.ts';
import * as texts from '../core/texts/answers.ts';
import { aliasesOf, cite, openCatalogue } from './catalogue.ts';
import { extract } from './extract.ts';
import { hardWants } from './question.ts';
import { type Hit, openSearch, type Query, type Search } from './search.ts';

type Question = Parameters<AskLibrary>[0] & {
  /** The turn before, for a question that leaves its matter out. */
  before?: string;
};

/** An answer with what it was chosen from, for measuring. */
export interface Considered extends Answer {
  ranked: Hit[];
}

export interface Library {
  ask: AskLibrary;
  consider(question: Question): Considered;
  search: Search;
}

/** Below it the library says nothing. */
const REFUSE = 0.42;
/** Below it several places are shown, none of them as the answer. */
const SURE = 0.5;
/** A second place this close to the first is right nearly as often (36 % against 30 %); at 0.1 it is 78 to 11. */
const CLOSE = 0.06;
const RANKED = 10;

/** Opens the library. Without a county it answers by extract only, from any folder of documents. */
export function openLibrary(given: { county?: County; policies: Policy[]; clauses: Clause[] }): Library {
  const { county, policies, clauses } = given;
  const search = openSearch(clauses, policies, county ? aliasesOf(county) : new Map());
  const catalogue = county && openCatalogue(county, search);

  function consider(question: Question): Considered {
    const parts = partsOf(question.text);
    if (parts.length === 1) return considerOne(question);
    const each = parts.map((text, n) => considerOne({ ...question, text, ...(n > 0 ? { before: parts[0] ?? '' } : {}) }));
    const ranked = interleave(each.map((one) => one.ranked)).slice(0, RANKED);
    const covered = each.filter((one) => one.outcome === 'answer');
    const [first] = covered;
    if (!first) return { ...(each.find((one) => one.outcome === 'candidates') ?? refusal(each[0]?.confidence ?? 0)), ranked };
    return { ...joined(covered), ranked };
  }

  function considerOne(question: Question): Considered {
    const { text, askedOn, region, before } = question;
    const query = search.read(text);
    const context = before !== undefined && isElliptical(query, text) ? before : undefined;
    const ranked = search.find(text, { askedOn, region, context, limit: RANKED });
    const asked = context ? { ...query, terms: [...query.terms, ...search.read(context).terms] } : query;
    const extracted = fromClauses(asked, ranked);
    const fromCatalogue = catalogue?.answer(question);
    const plain = fromCatalogue && catalogue?.isPlain(question) && !elsewhere.test(text);
    if (plain) return { ...fromCatalogue, ranked };
    return { ...extracted, ranked };
  }

  return {
    ask: async (question) => {
      const { ranked: _, ...answer } = consider(question);
      return answer;
    },
    consider,
    search,
  };
}

const refusal = (confidence: number): Answer => ({ outcome: 'refuse', confidence, text: '', citations: [] });

/** What other places do and what people are called is never in our documents, however much the words overlap. */
const elsewhere = /隔壁县|邻县|外县|别的县|其他县|人家县|外省|外市|隔壁市/;
const personal = /(?:局长|主任|县长|科长|书记|老板|领导|法人).{0,4}(?:是谁|叫|姓|电话|手机)|叫什么名字|手机号|微信号/;

/**
 * The best clause's best sentences; sure, perhaps, or not covered. The logistic was fitted on 195 answerable and 60
 * unanswerable questions over statutes: AUC 0.92 in cross-validation.
 */
function fromClauses(query: Query, ranked: Hit[]): Answer {
  if (elsewhere.test(query.text) || personal.test(query.text)) return refusal(0);
  const hard = query.wants.filter((want) => hardWants.has(want));
  const usable = ranked.slice(0, 5).filter((hit) => hard.length === 0 || hit.held > 0);
  const [top, second] = usable;
  if (!top) return refusal(0);
  const mass = query.terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const unknown = query.terms.filter(({ known }) => !known).reduce((sum, { weight }) => sum + weight, 0) / mass;
  const evidence = -8.9 + 7.6 * top.score - 6.6 * unknown + 0.4 * top.held;
  const confidence = 1 / (1 + Math.exp(-evidence));
  if (confidence < REFUSE) return refusal(confidence);
  const close = second !== undefined && top.score - second.score < CLOSE;
  if (confidence >= SURE && !close) return answerFrom(query, top, confidence);
  return candidatesFrom(query, usable.slice(0, 3), confidence);
}

function answerFrom(query: Query, hit: Hit, confidence: number): Answer {
  const quotes = extract(query, hit.clause.text, texts.roomFor([cite(hit)]));
  const citations = quotes.map((quote) => cite(hit, quote));
  const body = quotes.join('').replace(/\s*\n\s*/g, '');
  return { outcome: 'answer', confidence, text: texts.answerText(body, citations), citations };
}

function candidatesFrom(query: Query, hits: Hit[], confidence: number): Answer {
  const room = texts.candidateRoom(hits.map((hit) => cite(hit)));
  const shown = hits.map((hit) => ({ hit, quotes: extract(query, hit.clause.text, room) }));
  return {
    outcome: 'candidates',
    confidence,
    text: texts.candidatesText(shown.map(({ hit, quotes }) => ({ ...cite(hit), extract: quotes.join('') }))),
    citations: shown.flatMap(({ hit, quotes }) => quotes.map((quote) => cite(hit, quote))),
  };
}

/** Answers to several questions in one message, the sources together at the end. */
function joined(answers: Answer[]): Answer {
  const citations = answers.flatMap((one) => one.citations);
  const room = Math.floor(texts.roomFor(citations) / answers.length);
  const bodies = answers.map((one) => texts.endStop(texts.cutAtStop(one.text.replace(/依据：[^。]*。$/, ''), room)));
  const confidence = Math.min(...answers.map((one) => one.confidence));
  return { outcome: 'answer', confidence, text: texts.answerText([...new Set(bodies)].join(''), citations), citations };
}

/** 材料有哪些？多久办完？ are two questions; a sentence that asks nothing belongs to the next one. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let open = '';
  for (const piece of text.match(/[^？?\n]+[？?\n]?/g) ?? [text]) {
    open += piece;
    if (!/[？?\n]$/.test(piece) && parts.length > 0 && !asksSomething(piece)) continue;
    if (/[？?\n]$/.test(piece) && open.length > 4) {
      parts.push(open.trim());
      open = '';
    }
  }
  if (open.trim() !== '') {
    if (parts.length > 0 && !asksSomething(open)) parts[parts.length - 1] += open;
    else parts.push(open.trim());
  }
  return parts.slice(0, 3);
}

const asksSomething = (text: string) => /[吗么呢]|多|几|谁|什么|啥|怎|咋|哪|能不|要不|是不|可不/.test(text);

/** 那要几天、它呢: nothing to search for, or a word that points back. */
function isElliptical(query: Query, text: string): boolean {
  const known = query.terms.filter((term) => term.known).reduce((sum, { word }) => sum + word.length, 0);
  return /^(?:那|这|它|他|其|另外|还有|然后)|这个|那个|上面|刚才|前面|呢[？?]?$/.test(text) || known < 6 || text.length < 10;
}

function interleave<T extends { clause: Clause }>(lists: T[][]): T[] {
  const merged: T[] = [];
  const longest = Math.max(...lists.map((list) => list.length));
  for (let n = 0; n < longest; n += 1)
    for (const list of lists) {
      const one = list[n];
      if (one && !merged.some(({ clause }) => clause === one.clause)) merged.push(one);
    }
  return merged;
}
