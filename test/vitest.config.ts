import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // So long that only what hangs is ended: a machine with ten times the work is slow, not wrong.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'threads',
    // One for each core, and not one less as is its habit: half of the tests wait for processes and clocks.
    maxWorkers: Math.max(2, availableParallelism()),
  },
});
