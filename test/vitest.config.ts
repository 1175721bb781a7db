import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of functions without state: their files share a module graph, which saves a third of the time. */
const PURE = ['cases', 'diagnose', 'message', 'report', 'situations', 'source', 'verify'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // So long that only what hangs is ended: a machine with ten times the work is slow, not wrong.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'threads',
    // One for each core, and not one less as is its habit: half of the tests wait for processes and clocks.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: PURE,
          globalSetup: ['test/store/postgres-run.ts'],
        },
      },
    ],
  },
});
