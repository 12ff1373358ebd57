import type { Clause, Day, Policy } from '../core/model.ts';
import type { Place } from './catalogue.ts';
import { openStanding, regionOf } from './known.ts';

/** The usual constant: the first places of either list are worth about the same. */
const DAMPING = 60;

/**
 * Puts clauses near in meaning among those found by words, by reciprocal rank; of the former only what is in force and
 * of no other place.
 */
export function openFusion(policies: Policy[]) {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const inForce = openStanding(policies);

  return (found: Place[], near: Clause[], question: { askedOn: Day; region?: string }): Place[] => {
    const { askedOn, region } = question;
    const meant = near.flatMap((clause) => {
      const policy = byId.get(clause.policy);
      if (!policy || !inForce(policy, askedOn)) return [];
      return [undefined, region].includes(regionOf(policy)) ? { clause, policy } : [];
    });
    const scores = new Map<Clause, { place: Place; score: number }>();
    for (const list of [found, meant])
      for (const [n, place] of list.entries()) {
        const score = (scores.get(place.clause)?.score ?? 0) + 1 / (DAMPING + n + 1);
        scores.set(place.clause, { place, score });
      }
    return [...scores.values()].sort((a, b) => b.score - a.score).map(({ place }) => place);
  };
}
