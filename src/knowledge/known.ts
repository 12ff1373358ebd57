import { shortTitle } from '../core/frequent.ts';
import type { Clause, Day, Frequent, Policy } from '../core/model.ts';
import { numberOf } from '../core/numbers.ts';
import { type Passage, passagesOf } from './passages.ts';

/** A clause with what ranking asks of it. */
export interface Known {
  clause: Clause;
  policy: Policy;
  title: string;
  region: string | undefined;
  penalty: boolean;
  passages: Passage[];
  /** What people ask that it answers. */
  asked: Frequent[];
  /**
   * Whether that is most of what they ask: several, and it was not amended since, so that it holds all their answers.
   */
  listed: boolean;
  /** Purpose, principles, closing rules, preambles: they share every word of the paper and answer nothing. */
  empty: boolean;
}

/** Fewer questions of a clause say nothing of what else is asked. */
export const SEVERAL = 3;

/** Where a paper holds: its own region, else the one its title begins with. */
export const regionOf = ({ region, title }: Policy): string | undefined =>
  region ??
  /^[\u3400-\u9fff]{2,7}?(?:省|自治区|自治州|市|自治县|县)(?=[\u3400-\u9fff])/.exec(shortTitle(title))?.[0];

/** What ranking needs to know of each clause; a clause without a policy is left out. */
export function knownClauses(clauses: Clause[], policies: Policy[], frequent: readonly Frequent[]): Known[] {
  const asked = Map.groupBy(frequent, ({ title, section }) => `${title} ${section}`);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const articled = new Set(
    clauses.filter(({ section }) => articleOf(section) !== undefined).map(({ policy }) => policy),
  );
  return clauses.flatMap((clause) => {
    const policy = byId.get(clause.policy);
    if (!policy) return [];
    const title = shortTitle(policy.title);
    const { text } = clause;
    const listed = asked.get(`${title} ${clause.section}`) ?? [];
    const answered = listed.filter(({ key }) => text.includes(key));
    return {
      clause,
      policy,
      title,
      passages: passagesOf(text),
      asked: answered,
      listed: answered.length >= SEVERAL && answered.length === listed.length,
      region: regionOf(policy),
      penalty:
        /法律责任|罚\s*则/.test(clause.heading) ||
        /处以?[^，。]{0,30}罚款|依法给予处分|追究刑事责任/.test(text),
      empty:
        /(?:自公布|起)[^。]{0,20}施行|用语的(?:含义|定义)|^第一条[\s　]*(?:为|根据)|制定本(?:法|条例|办法|规定|细则)/.test(
          text,
        ) ||
        (clause.section === '' && articled.has(clause.policy)),
    };
  });
}

/** 第八条 -> 8; undefined for what is no 条. */
export const articleOf = (section: string): number | undefined => {
  const mark = /^第([一二三四五六七八九十百千零〇两\d]+)条/.exec(section)?.[1];
  return mark === undefined ? undefined : numberOf(mark);
};

/** For each penalty clause the places of the clauses of the same paper whose breach it punishes. */
export function references(known: Known[]): number[][] {
  const places = new Map<string, number>();
  known.forEach(({ clause }, n) => {
    const article = articleOf(clause.section);
    if (article !== undefined) places.set(`${clause.policy} ${article}`, n);
  });
  return known.map(({ clause, penalty }) => {
    if (!penalty) return [];
    const cited = [
      ...clause.text.matchAll(/本(?:法|条例|办法|规定|细则)第([^，。；：]{1,40}?)(?:规定|的|，)/g),
    ];
    const numbers = cited.flatMap(([, list = '']) => [
      ...list.matchAll(/([一二三四五六七八九十百零\d]+)条/g),
    ]);
    return numbers.flatMap(([, number = '']) => places.get(`${clause.policy} ${numberOf(number)}`) ?? []);
  });
}

/**
 * In force on a day: begun, not repealed, not replaced by a paper or by a later version of the same title that had
 * begun. Without a day, in force for good.
 */
export function openStanding(policies: Policy[]): (policy: Policy, askedOn: Day | undefined) => boolean {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const versions = new Map<string, Policy[]>();
  for (const policy of policies) versions.set(policy.title, [...(versions.get(policy.title) ?? []), policy]);
  return (policy, askedOn = '9999-12-31') => {
    const begun = ({ effectiveFrom }: Policy) => effectiveFrom === undefined || effectiveFrom <= askedOn;
    if (!begun(policy)) return false;
    if (policy.repealedOn !== undefined && policy.repealedOn <= askedOn) return false;
    const next = policy.supersededBy === undefined ? undefined : byId.get(policy.supersededBy);
    if (policy.supersededBy !== undefined && (!next || begun(next))) return false;
    const later = (other: Policy) => (other.effectiveFrom ?? '') > (policy.effectiveFrom ?? '');
    return !versions.get(policy.title)?.some((other) => begun(other) && later(other));
  };
}
