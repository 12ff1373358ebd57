import { fileURLToPath } from 'node:url';
import { readCountyFolder } from '../src/store/folder.ts';

/** The sample county as it lies in the folder; read once a test file. */
export const sampleFolder = fileURLToPath(new URL('../src/county', import.meta.url));
export const { county, filings } = await readCountyFolder(sampleFolder);
