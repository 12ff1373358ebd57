import { and, eq, inArray } from 'drizzle-orm';
import type { Clause, Policy } from '../core/model.ts';
import type { Db } from './db.ts';
import { clauses, policies } from './schema.ts';

/** Documents as they were read; typed here so that the store need not know who read them. */
export interface ReadLibrary {
  policies: (Policy & { hash: string })[];
  clauses: Clause[];
}

/** Ids of what an import changed. */
export interface PolicyDifference {
  added: string[];
  changed: string[];
  unchanged: string[];
  removed: string[];
}

/**
 * Adds these documents or brings them up to date; one whose text is the same is not touched. The others stay, since
 * they may have come from another folder, unless `replace` says that these are all.
 */
export async function savePolicies(
  db: Db,
  county: string,
  library: ReadLibrary,
  replace = false,
): Promise<PolicyDifference> {
  return db.transaction(async (tx) => {
    const before = new Map(
      (await tx.select().from(policies).where(eq(policies.county, county))).map((row) => [row.id, row.hash]),
    );
    const difference: PolicyDifference = { added: [], changed: [], unchanged: [], removed: [] };
    for (const policy of library.policies) {
      const old = before.get(policy.id);
      before.delete(policy.id);
      if (old === policy.hash) {
        difference.unchanged.push(policy.id);
        continue;
      }
      difference[old === undefined ? 'added' : 'changed'].push(policy.id);
    }
    if (replace) difference.removed.push(...before.keys());
    const stale = [...difference.changed, ...difference.removed];
    if (stale.length > 0) {
      await tx.delete(clauses).where(and(eq(clauses.county, county), inArray(clauses.policy, stale)));
      await tx.delete(policies).where(and(eq(policies.county, county), inArray(policies.id, stale)));
    }
    const fresh = new Set([...difference.added, ...difference.changed]);
    for (const policy of library.policies.filter((one) => fresh.has(one.id))) {
      await tx.insert(policies).values({ county, ...policy });
    }
    const rows = library.clauses
      .filter((clause) => fresh.has(clause.policy))
      .map((clause) => ({ county, ...clause }));
    // One statement holds at most 65,535 parameters.
    for (let from = 0; from < rows.length; from += 5_000)
      await tx.insert(clauses).values(rows.slice(from, from + 5_000));
    return difference;
  });
}

/** All documents and clauses of a county. */
export async function loadPolicies(
  db: Db,
  county: string,
): Promise<{ policies: Policy[]; clauses: Clause[] }> {
  const heads = await db.select().from(policies).where(eq(policies.county, county)).orderBy(policies.id);
  const texts = await db
    .select()
    .from(clauses)
    .where(eq(clauses.county, county))
    .orderBy(clauses.policy, clauses.position);
  return {
    policies: heads.map(
      ({ county: _, hash: __, ...row }) =>
        Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Policy,
    ),
    clauses: texts.map(({ county: _, ...row }) => row),
  };
}
