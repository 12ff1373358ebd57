import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from './db.ts';
import { vectors } from './schema.ts';

/** A county's vectors by name. At most 30,000 at a time: a statement holds 65,535 parameters. */
export function openVectors(db: Db, county: string) {
  const these = (names: string[]) => and(eq(vectors.county, county), inArray(vectors.name, names));
  return {
    async names(): Promise<string[]> {
      const rows = await db.select({ name: vectors.name }).from(vectors).where(eq(vectors.county, county));
      return rows.map(({ name }) => name);
    },
    async read(names: string[]): Promise<[string, Float32Array][]> {
      const rows = await db.select().from(vectors).where(these(names));
      return rows.map(({ name, vector }) => [name, vector]);
    },
    /** Another replica may have added the same. */
    async add(made: [string, Float32Array][]): Promise<void> {
      const rows = made.map(([name, vector]) => ({ county, name, vector }));
      await db.insert(vectors).values(rows).onConflictDoNothing();
    },
    async drop(names: string[]): Promise<void> {
      await db.delete(vectors).where(these(names));
    },
  };
}
