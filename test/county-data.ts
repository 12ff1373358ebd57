import { fileURLToPath } from 'node:url';
import type { Context } from '../src/core/ports.ts';
import { readCountyFolder } from '../src/store/folder.ts';

/** The sample county as it lies in the folder; read once a test file. */
export const sampleFolder = fileURLToPath(new URL('../src/county', import.meta.url));
export const { county, filings } = await readCountyFolder(sampleFolder);

/** Where a line was typed: by somebody of an enterprise in the county's group on a Monday, unless said otherwise. */
export const contextOf = (part: Partial<Context> = {}): Context => ({
  county,
  person: 'x',
  role: 'enterprise',
  chat: 'group-county',
  chatKind: 'county',
  atBot: false,
  mentionsOthers: false,
  quote: undefined,
  today: '2026-11-23',
  stage: undefined,
  recent: [],
  spoken: [],
  ...part,
});
