import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { type ArrayFile, blocksOf, type Numbers, statisticsOf } from '../src/formats/index.ts';

/** What `scripts/goldens/summaries.py` keeps of an array. */
export interface ArraySummary {
  readonly shape: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Null stands for NaN. */
  readonly first: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  readonly sha256: string;
}

/** Expects a file's decoded array to be the one that an oracle summed up, value for value. */
export async function expectArray(file: ArrayFile, expected: ArraySummary): Promise<void> {
  const hash = createHash('sha256');
  const parts: Numbers[] = [];
  for await (const block of blocksOf(file)) {
    hash.update(new Uint8Array(Float64Array.from(block).buffer));
    parts.push(block);
  }
  const { min, max, mean } = await statisticsOf(file);
  const ends = { first: [...(parts[0] ?? [])].slice(0, 2), last: [...(parts.at(-1) ?? [])].slice(-2) };
  expect({ shape: file.shape, ...ends }).toEqual({
    shape: expected.shape,
    first: expected.first.map((value) => value ?? NaN),
    last: expected.last.map((value) => value ?? NaN),
  });
  expect([min, max, mean]).toEqual([expected.min, expected.max, expected.mean].map(close));
  expect(hash.digest('hex')).toBe(expected.sha256);
}

/** Equal but for the order of the sums. */
function close(value: number): unknown {
  const digits = value === 0 ? 12 : 9 - Math.floor(Math.log10(Math.abs(value)));
  return expect.closeTo(value, Math.max(0, digits));
}
