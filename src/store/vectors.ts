import { and, eq, inArray, sql } from 'drizzle-orm';
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
      // The embedded driver takes eight times as long over bytea as it is.
      const base64 = sql<string>`encode(${vectors.vector}, 'base64')`;
      const rows = await db.select({ name: vectors.name, base64 }).from(vectors).where(these(names));
      return rows.map((row) => [row.name, floatsOf(Buffer.from(row.base64, 'base64'))]);
    },
    /** Another replica may have added the same. */
    async add(made: [string, Float32Array][]): Promise<void> {
      const rows = made.map(([name, floats]) => ({ county, name, vector: bytesOf(floats) }));
      await db.insert(vectors).values(rows).onConflictDoNothing();
    },
    async drop(names: string[]): Promise<void> {
      await db.delete(vectors).where(these(names));
    },
  };
}

/** Little-endian, as on every machine that Node runs on. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);
/** A copy, since a buffer may begin where floats may not. */
const floatsOf = (bytes: Buffer) => new Float32Array(Uint8Array.from(bytes).buffer);
