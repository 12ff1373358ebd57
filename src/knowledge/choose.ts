import type { Answer } from '../core/model.ts';
import * as texts from '../core/texts/answers.ts';
import { compare, type Difference, governing, otherPeriod } from './agree.ts';
import { cite } from './catalogue.ts';
import { extract } from './extract.ts';
import type { Query } from './match.ts';
import { asksLocally, isPossible } from './question.ts';
import { asksOf, type Hit, isAskedOf } from './search.ts';

/** Below it the library says nothing. */
const REFUSE = 0.5;
/**
 * A second place this close to the first is alone right a third as often as the first, farther off a fourteenth as
 * often.
 */
const CLOSE = 0.06;
/** Less sure than this, none of the places to choose from was right. */
const CHOICE = 0.7;
/** Places looked at. */
const LOOKED_AT = 5;
const MOST_CANDIDATES = 3;

export const refusal = (confidence: number): Answer => ({
  outcome: 'refuse',
  confidence,
  text: '',
  citations: [],
});

/**
 * The best clause's best sentences; sure, perhaps, or not covered. A close rival that says the same, or is asked for
 * what is shown already, leaves nothing to choose; one of another paper with another figure is said.
 */
export function fromClauses(query: Query, ranked: Hit[], region: string | undefined): Answer {
  const usable = ranked
    .slice(0, LOOKED_AT)
    .filter((hit) => isAskedOf(hit) || isPossible(query, hit.clause.text));
  const [top, ...others] = usable;
  if (!top) return refusal(0);
  const local = (hit: Hit) => region !== undefined && hit.policy.region === region;
  const confidence = confidenceOf(query, top, local(top));
  if (confidence < REFUSE) return refusal(confidence);
  for (const other of others) {
    const verdict = compare(query, top, other);
    if (verdict.kind === 'differs') return both(top, other, verdict, confidence);
  }
  const period = otherPeriod(query, top, ranked.slice(1));
  if (period) return both(top, period.hit, period, confidence);
  // The county's own paper needs no vote of the statute that says the same, nor what people ask so of what they do not.
  const shown = shownOf(query, top).join('');
  const isAnswered = (hit: Hit) => asksOf(hit).some(({ key }) => shown.includes(key));
  const rivals = others.filter(
    (hit) =>
      (local(hit) || !local(top)) &&
      (isAskedOf(hit) || !isAskedOf(top)) &&
      compare(query, top, hit).kind !== 'same' &&
      !isAnswered(hit),
  );
  if (!rivals[0] || top.score - rivals[0].score >= CLOSE)
    return answerOf(top, shownOf(query, top), confidence);
  return confidence < CHOICE
    ? refusal(confidence)
    : candidatesFrom(query, [top, ...rivals].slice(0, MOST_CANDIDATES), confidence);
}

/**
 * What speaks for the best sentence being the answer: a regression on 540 questions that some statute answers, by other
 * hands than those of `faq.tsv`, 390 that none does and the county's own; silence, strength and the zero anew, on 300
 * that are answered and 200 near misses, so that no more answers are lost than without silence. The share of the
 * question that the clause says, of the title that the question says, and the distance to the second place refused no
 * better.
 */
const evidence = {
  zero: -9.4,
  score: 4.7,
  alike: 4.9,
  /** Of the logarithm: the second matching word says less than the first. */
  strength: 3,
  /** Of the share of the question's weight that no paper knows. */
  unknown: -2.2,
  foreign: -3.6,
  /** What the county itself has set is asked of a paper of the whole country. */
  elsewhere: -3.2,
  /** Another certificate, fee or tax is named. */
  misnamed: -5,
  /** Of how telling the words are that it lacks. */
  silence: -8,
  /** The ranking prefers the county's own papers, and near misses of what is asked of them have all their words. */
  local: -1.4,
  /** Nothing particular is asked for that a sentence could be seen to hold. */
  vague: -1.5,
};

function confidenceOf({ text, terms, wants, foreign }: Query, top: Hit, local: boolean): number {
  const mass = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const unknown = terms.filter(({ known }) => !known).reduce((sum, { weight }) => sum + weight, 0) / mass;
  const sum =
    evidence.zero +
    evidence.score * top.score +
    evidence.strength * Math.log1p(top.strength) +
    evidence.alike * top.alike +
    evidence.unknown * unknown +
    (foreign ? evidence.foreign : 0) +
    (asksLocally(text) && top.policy.region === undefined ? evidence.elsewhere : 0) +
    evidence.silence * top.silence +
    (local && top.listed ? evidence.local : 0) +
    (top.misnamed ? evidence.misnamed : 0) +
    (wants.length === 0 ? evidence.vague : 0);
  return 1 / (1 + Math.exp(-sum));
}

/** The stretches of a clause that are shown as its answer. */
const shownOf = (query: Query, hit: Hit, note = ''): string[] =>
  extract(query, hit.clause.text, texts.roomFor([cite(hit)], note), hit.likes);

function answerOf(hit: Hit, quotes: string[], confidence: number, note = ''): Answer {
  const citations = quotes.map((quote) => cite(hit, quote));
  const body = quotes.join('').replace(/\s*\n\s*/g, '');
  return { outcome: 'answer', confidence, text: texts.answerText(body, citations, note), citations };
}

/** Two papers with two figures: the one that governs answers, the other is said with its place. */
function both(top: Hit, other: Hit, verdict: Difference, confidence: number): Answer {
  const governs = governing(top.policy, other.policy);
  const sides = [
    { hit: top, ...verdict.one },
    { hit: other, ...verdict.other },
  ] as const;
  const [first, second] = governs === other.policy ? [sides[1], sides[0]] : sides;
  const note = texts.otherRule(cite(second.hit), second.figure, governs?.title);
  // What differs comes first, with its exceptions behind it.
  const { text } = first.hit.clause;
  const [quote = first.sentence] = /^[^。]*。?/.exec(text.slice(text.indexOf(first.sentence))) ?? [];
  const answer = answerOf(first.hit, [quote], confidence, note);
  return { ...answer, citations: [...answer.citations, cite(second.hit, second.sentence)] };
}

function candidatesFrom(query: Query, hits: Hit[], confidence: number): Answer {
  const quoted = hits.map((hit) => ({
    hit,
    quotes: extract(query, hit.clause.text, texts.CANDIDATE_ROOM, hit.likes),
  }));
  const shown = quoted.map(({ hit, quotes }) => ({ ...cite(hit), extract: quotes.join('') }));
  const citations = quoted.flatMap(({ hit, quotes }) => quotes.map((quote) => cite(hit, quote)));
  return { outcome: 'candidates', confidence, text: texts.candidatesText(shown), citations };
}
