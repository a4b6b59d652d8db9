import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { InputError } from '../../util/errors.ts';
import { type ArrayFile, blocksOf } from '../array/array-file.ts';
import realFiles from './pixels/real-files.json' with { type: 'json' };

/** What pydicom says of a file: all of it, of a lossy one every so many values, nothing where it has no pixels. */
type Reference =
  | null
  | { readonly refused: string }
  | ArraySummary
  | (Omit<ArraySummary, 'sha256'> & { readonly step: number; readonly sampled: readonly number[] });

const references: [string, Reference][] = Object.entries(realFiles);

describe.skipIf(!hasSharedData)('real DICOM files (skipped without ../shared/data)', () => {
  it.each(references)('%s reads as pydicom reads it', async (name, reference) => {
    const path = new URL(name, SHARED_DATA);
    if (reference === null) {
      await expect(withFile(path, async () => {})).rejects.toThrow(InputError);
    } else if ('refused' in reference) {
      await withFile(path, readAll).catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
    } else {
      await withFile(path, (file) =>
        'sampled' in reference ? expectSampled(file, reference) : expectArray(file, reference),
      );
    }
  });
});

async function readAll(file: ArrayFile): Promise<number[]> {
  const values: number[] = [];
  for await (const block of blocksOf(file)) for (const value of block) values.push(value);
  return values;
}

/** Lossy JPEG: within one gray level. */
async function expectSampled(
  file: ArrayFile,
  reference: Extract<Reference, { readonly step: number }>,
): Promise<void> {
  const values = await readAll(file);
  const sampled = values.filter((_, i) => i % reference.step === 0);
  expect(file.shape).toEqual(reference.shape);
  expect(sampled).toHaveLength(reference.sampled.length);
  for (const [i, value] of sampled.entries()) {
    expect(Math.abs(value - (reference.sampled[i] ?? NaN))).toBeLessThanOrEqual(1);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean - reference.mean)).toBeLessThan(0.5);
}
