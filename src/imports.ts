import { join } from 'node:path';
import { readPolicies } from './knowledge/library.ts';
import { type CountyDifference, saveCounty } from './store/county.ts';
import type { Db } from './store/db.ts';
import { readCountyFolder } from './store/folder.ts';
import { type PolicyDifference, savePolicies } from './store/policies.ts';

/** What an import changed, for the operator to read. */
export interface ImportReport {
  county: CountyDifference;
  policies: PolicyDifference;
}

/** Reads a county folder and its policies and saves both, all or nothing. Mistakes name file, line and cure. */
export async function importCounty(db: Db, dir: string, now: Date): Promise<ImportReport> {
  const folder = await readCountyFolder(dir);
  const library = await readPolicies(join(dir, 'policies'));
  return db.transaction(async (tx) => ({
    county: await saveCounty(tx, folder, now),
    policies: await savePolicies(tx, folder.county.id, library),
  }));
}
