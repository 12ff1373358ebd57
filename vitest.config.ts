import { configDefaults, defineConfig } from 'vitest/config';

/** What only a server can show (two processes, a cut cable) waits for `npm run test:postgres`. */
const serverOnly = process.env.TEST_DATABASE_URL ? [] : ['test/postgres/**'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/browser/**', ...serverOnly],
    globalSetup: 'test/setup/database.ts',
    setupFiles: 'test/setup/each-file.ts',
    pool: 'forks',
    // A file with an embedded database takes half a gigabyte.
    maxWorkers: 2,
    // Against a hang, not to measure: on a busy machine a start that takes 4 s took 30.
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
