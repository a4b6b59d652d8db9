import { defineConfig } from 'vitest/config';

/**
 * The minutes that belong to `npm test`, and the suites that take longer: training to the end, browser, package, and
 * `x.long.test.ts` next to what it tests.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: 'test/temporary-folder.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['{src,test,lessons,bench,scripts,workbench/src}/**/*.test.ts'],
          exclude: ['test/{long,browser}/**', '**/*.long.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/{long,browser}/**/*.test.ts', '{src,lessons,bench}/**/*.long.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
