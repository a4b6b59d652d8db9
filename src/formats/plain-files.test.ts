import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../test/array-summary.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../test/open-file.ts';

const goldens: Readonly<Record<string, ArraySummary>> = JSON.parse(
  readFileSync(new URL('plain-files.json', import.meta.url), 'utf8'),
);

const FORMATS: Readonly<Record<string, string>> = { cfl: 'bart', flo: 'flo', gz: 'idx', csv: 'csv' };

describe.skipIf(!hasSharedData)('the real files of plain formats (skipped without ../shared/data)', () => {
  it.each(Object.entries(goldens))('%s reads as in numpy', async (path, golden) => {
    await withFile(new URL(path, SHARED_DATA), async (file) => {
      expect(file.format).toBe(FORMATS[path.slice(path.lastIndexOf('.') + 1)]);
      await expectArray(file, golden);
    });
  });
});
