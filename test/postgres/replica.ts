import { readFileSync } from 'node:fs';
import { startBangban } from '../../src/main.ts';

/** One replica on a shared database, its clock in a file that the test writes: `replica.ts URL FILE`. */
const [, , databaseUrl = '', clockFile = ''] = process.argv;
const now = () => new Date(readFileSync(clockFile, 'utf8'));
await startBangban(
  { PORT: '0', LOG_LEVEL: 'off', SIMULATOR: 'on', DATABASE_URL: databaseUrl },
  { clock: { now, set: () => Promise.reject(new Error('the clock is the test’s')) }, tickMs: 50 },
);
process.stdout.write('ready\n');
