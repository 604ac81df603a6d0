// Three projects: unit (pure, fast), wire (real sockets, one process) and e2e (the built app in a real browser).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const compiled = fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    // All cores: most of the tests wait, for a server or for a timer of a service.
    maxWorkers: '100%',
    // Programs that tests start are compiled once.
    env: { NODE_COMPILE_CACHE: compiled },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.wire.test.ts', 'test/e2e/**'],
          // A property of a thousand cases takes longer on a busy machine than it says anything about.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'wire',
          include: ['test/**/*.wire.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: ['test/support/database-template.ts'],
          // Databases and processes are opened in them, which takes long where many do so at once.
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/browser-or-line.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // Not beside the others: a browser that waits for a busy machine says nothing about the program.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
