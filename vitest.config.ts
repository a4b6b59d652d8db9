import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test,lessons,bench,scripts}/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
