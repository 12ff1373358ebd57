import { and, eq, inArray } from 'drizzle-orm';
import type { Clause, Policy } from '../core/model.ts';
import type { Db } from './db.ts';
import { bare } from './rows.ts';
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

/** The id under which a version is kept once a later one has come. */
const versionOf = (id: string, from: string) => `${id}@${from}`;
const isVersion = (id: string) => /@\d{4}-\d{2}-\d{2}$/.test(id);

/**
 * Adds these documents or brings them up to date; one whose text is the same is not touched. A text that begins on a
 * later day than the one there is leaves that in place, repealed on that day: questions about last year need it. The
 * others stay, since they may have come from another folder, unless `replace` says that these are all.
 */
export async function savePolicies(
  db: Db,
  county: string,
  library: ReadLibrary,
  replace = false,
): Promise<PolicyDifference> {
  return db.transaction(async (tx) => {
    const rows = await tx.select().from(policies).where(eq(policies.county, county));
    const before = new Map(rows.filter(({ id }) => !isVersion(id)).map((row) => [row.id, row]));
    const difference: PolicyDifference = { added: [], changed: [], unchanged: [], removed: [] };
    const recut: string[] = [];
    for (const policy of library.policies) {
      const old = before.get(policy.id);
      before.delete(policy.id);
      if (old?.hash === policy.hash) {
        difference.unchanged.push(policy.id);
        continue;
      }
      if (old && (await isOnlyCutAnew(tx, old, policy, library.clauses))) {
        difference.unchanged.push(policy.id);
        recut.push(policy.id);
        continue;
      }
      if (old) await keepVersion(tx, old, policy);
      difference[old === undefined ? 'added' : 'changed'].push(policy.id);
    }
    if (replace) difference.removed.push(...before.keys());
    const stale = [...difference.changed, ...difference.removed, ...recut];
    if (stale.length > 0) {
      await tx.delete(clauses).where(and(eq(clauses.county, county), inArray(clauses.policy, stale)));
      await tx.delete(policies).where(and(eq(policies.county, county), inArray(policies.id, stale)));
    }
    const fresh = new Set([...difference.added, ...difference.changed, ...recut]);
    for (const policy of library.policies.filter((one) => fresh.has(one.id))) {
      await tx.insert(policies).values({ county, ...policy });
    }
    const parts = library.clauses
      .filter((clause) => fresh.has(clause.policy))
      .map((clause) => ({ county, ...clause }));
    // One statement holds at most 65,535 parameters.
    for (let from = 0; from < parts.length; from += 5_000)
      await tx.insert(clauses).values(parts.slice(from, from + 5_000));
    return difference;
  });
}

/** A newer program may cut the same words into other clauses: no news, and nothing that rests on them is in doubt. */
async function isOnlyCutAnew(
  tx: Db,
  old: typeof policies.$inferSelect,
  next: ReadLibrary['policies'][number],
  read: Clause[],
): Promise<boolean> {
  const head = ({ hash: _, ...policy }: ReadLibrary['policies'][number]) =>
    JSON.stringify(Object.entries(policy).sort(([a], [b]) => a.localeCompare(b)));
  const words = (list: Clause[]) => list.map(({ text }) => text).join('');
  if (head(bare(old)) !== head(next)) return false;
  const mine = read.filter(({ policy }) => policy === next.id);
  return words(await loadClausesOf(tx, old.county, old.id)) === words(mine);
}

async function keepVersion(tx: Db, old: typeof policies.$inferSelect, next: Policy): Promise<void> {
  const { county, effectiveFrom: from } = old;
  if (from === null || next.effectiveFrom === undefined || next.effectiveFrom <= from) return;
  const id = versionOf(old.id, from);
  const row = { ...old, id, repealedOn: old.repealedOn ?? next.effectiveFrom };
  const kept = await tx.insert(policies).values(row).onConflictDoNothing().returning({ id: policies.id });
  if (kept.length === 0) return;
  await tx
    .update(clauses)
    .set({ policy: id })
    .where(and(eq(clauses.county, county), eq(clauses.policy, old.id)));
}

/** All documents of a county without their texts. */
export async function loadPolicyHeads(db: Db, county: string): Promise<Policy[]> {
  const rows = await db.select().from(policies).where(eq(policies.county, county)).orderBy(policies.id);
  return rows.map((row) => bare(row, 'hash'));
}

/** The clauses of one document in their order. */
export async function loadClausesOf(db: Db, county: string, policy: string): Promise<Clause[]> {
  const rows = await db
    .select()
    .from(clauses)
    .where(and(eq(clauses.county, county), eq(clauses.policy, policy)))
    .orderBy(clauses.position);
  return rows.map(({ county: _, ...row }) => row);
}

/** All documents and clauses of a county. */
export async function loadPolicies(
  db: Db,
  county: string,
): Promise<{ policies: Policy[]; clauses: Clause[] }> {
  const texts = await db
    .select()
    .from(clauses)
    .where(eq(clauses.county, county))
    .orderBy(clauses.policy, clauses.position);
  return {
    policies: await loadPolicyHeads(db, county),
    clauses: texts.map(({ county: _, ...row }) => row),
  };
}
