import { shortTitle } from '../core/frequent.ts';
import type { Policy } from '../core/model.ts';
import { figuresOf } from '../core/numbers.ts';
import { tokens } from './bm25.ts';
import { regionOf } from './known.ts';
import { best, covered, type Query } from './match.ts';
import { passagesOf } from './passages.ts';
import { figures, holds } from './question.ts';
import { asksOf, type Hit } from './search.ts';

/**
 * Share of their pairs of characters that two sentences on one matter have in common; the same rule with another
 * figure has more.
 */
const ALIKE = 0.5;
const ALIKE_BUT_FIGURES = 0.6;
/** So much less of the question the other clause may say and still be about the same. */
const AS_MUCH = 0.1;

/** A figure as a clause writes it, and the sentence it stands in. */
interface Said {
  figure: string;
  sentence: string;
}

/** Two clauses with two figures for what is asked. */
export interface Difference {
  kind: 'differs';
  one: Said;
  other: Said;
}

/** What another clause says on the matter of the first: the same, another figure, or something else. */
export type Verdict = { kind: 'same' } | { kind: 'unrelated' } | Difference;

/**
 * Compares the sentences of two clauses that answer best. Fines differ by what was done, periods within one paper by
 * the step, and a county's promise (承诺) is meant to be below the statute's limit: no contradiction.
 */
export function compare(query: Query, one: Hit, other: Hit): Verdict {
  const [a, b] = [sentenceOf(query, one), sentenceOf(query, other)];
  const share = alike(a, b);
  if (share < ALIKE) return { kind: 'unrelated' };
  const [here, there] = [figuresAsked(query, a), figuresAsked(query, b)];
  const [figure] = here;
  const [another] = there;
  if (!figure || !another || haveOneFigure(here, there)) return { kind: 'same' };
  const comparable =
    share >= ALIKE_BUT_FIGURES &&
    areRules(query, one, other) &&
    !isPromised(a + b) &&
    covered(query.terms, said(other)) >= covered(query.terms, said(one)) - AS_MUCH;
  if (!comparable) return { kind: 'unrelated' };
  return {
    kind: 'differs',
    one: { figure: figure.written, sentence: a },
    other: { figure: another.written, sentence: b },
  };
}

/**
 * 新修的路能挖不 asks for no figure, and one answers it: 2年内不得挖掘 where a paper above says 5年内. Looked for in all that
 * was found, since the words of the question need not be those of the other paper.
 */
export function otherPeriod(query: Query, top: Hit, found: Hit[]): (Difference & { hit: Hit }) | undefined {
  if (figures.some((want) => query.wants.includes(want))) return undefined;
  // 抢修地下管线的除外 is asked for with its own words: the years beside it are not the question.
  const keys = asksOf(top).map(({ key }) => key);
  const own = partsOf(top.clause.text, sentenceOf(query, top)).filter(
    (one) => keys.length === 0 || keys.some((key) => one.includes(key)),
  );
  for (const hit of found) {
    if (!areRules(query, top, hit) || !governing(top.policy, hit.policy)) continue;
    for (const one of own) {
      const other = sentencesOf(hit.clause.text).find((each) => isOtherPeriod(one, each));
      if (other === undefined) continue;
      return { kind: 'differs', hit, one: periodIn(one), other: periodIn(other) };
    }
  }
  return undefined;
}

/** The same rule but for its period. */
function isOtherPeriod(one: string, other: string): boolean {
  const [here, there] = [periodsIn(one), periodsIn(other)];
  if (here.length === 0 || there.length === 0 || haveOneFigure(here, there)) return false;
  return !isPromised(one + other) && alike(one, other) >= ALIKE_BUT_FIGURES;
}

const periodIn = (sentence: string): Said => ({ figure: periodsIn(sentence)[0]?.written ?? '', sentence });

const sentencesOf = (text: string): string[] => passagesOf(text).map(({ from, to }) => text.slice(from, to));

/** What stands between the same two full stops. */
function partsOf(text: string, part: string): string[] {
  const whole = text.match(/[^。]+。?/g)?.find((one) => one.includes(part));
  return whole === undefined ? [part] : sentencesOf(whole);
}

/** Two papers, on something other than a fine. */
const areRules = ({ wants }: Query, one: Hit, other: Hit): boolean =>
  one.policy !== other.policy && !wants.includes('penalty');

const isPromised = (text: string): boolean => /承诺|\d{4}年/.test(text);

const haveOneFigure = (here: { value: string }[], there: { value: string }[]): boolean =>
  there.some((each) => here.some((same) => inDays(same) === inDays(each)));

const periodsIn = (sentence: string) => figuresOf(sentence).filter(({ written }) => holds('time', written));

/**
 * Which of two papers on one subject governs where they differ: the higher one, and of equals the later (立法法第九十九
 * 条, 第一百零三条). Undefined where their titles share no subject (水土保持方案 and 环境影响评价 may lapse after
 * different years), or titles and dates do not tell.
 */
export function governing(a: Policy, b: Policy): Policy | undefined {
  const [mine, yours] = [subjectOf(a), subjectOf(b)];
  if (!mine.some((pair) => yours.includes(pair))) return undefined;
  const [high, low] = [levelOf(a), levelOf(b)];
  if (high !== low) return high > low ? a : b;
  const [since, then] = [a.effectiveFrom, b.effectiveFrom];
  if (since === undefined || then === undefined || since === then) return undefined;
  return since > then ? a : b;
}

const generic =
  /建设|项目|工程|管理|保护|防治|实施|规定|办法|条例|细则|指引|指南|暂行|若干|城市|国家|国务院|关于|^.{2,7}?[省市县]/g;

const subjectOf = ({ title }: Policy): string[] => tokens(shortTitle(title).replace(generic, ' ')).pairs;

/** 法律, then 行政法规, then 规章 and 地方性法规, then what a city or county issues; by the title. */
function levelOf(policy: Policy): number {
  const title = shortTitle(policy.title);
  const regulation = /条例$/.test(title);
  if (regionOf(policy) !== undefined) return regulation ? 2 : 1;
  if (/(?<!办)法$|法典$|编$/.test(title)) return 4;
  return regulation || title.startsWith('国务院') ? 3 : 2;
}

const said = ({ policy, clause }: Hit): string => `${policy.title}\n${clause.heading}\n${clause.text}`;

function sentenceOf(query: Query, { clause: { text }, likes }: Hit): string {
  const passages = passagesOf(text);
  const chosen = passages[best(query, text, passages, likes).at];
  return chosen ? text.slice(chosen.from, chosen.to) : text;
}

const figuresAsked = ({ wants }: Query, sentence: string) =>
  figuresOf(sentence).filter(({ written }) =>
    figures.some((want) => wants.includes(want) && holds(want, written)),
  );

/** 一个月 and 三十日 are counted differently, but are no two rules. */
const inDays = ({ value }: { value: string }): string =>
  value.replace(/^(\d+)月$/, (_, months) => `${Number(months) * 30}日`);

/** Of the shorter one's pairs, figures aside, the share that the other has too. */
function alike(a: string, b: string): number {
  const pairs = (text: string) => new Set(tokens(text.replace(/[\d一二三四五六七八九十百千万]+/g, '')).pairs);
  const [one, other] = [pairs(a), pairs(b)];
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  return few.size === 0 ? 0 : [...few].filter((pair) => many.has(pair)).length / few.size;
}
