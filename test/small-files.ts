import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type ArrayFile,
  type ByteSource,
  blocksOf,
  bytesSource,
  isComplex,
  openArray,
} from '../src/formats/index.ts';
import { product } from '../src/util/arrays.ts';
import { InputError } from '../src/util/errors.ts';
import { damaged } from './damaged-bytes.ts';

/** The bytes that a golden keeps as base64. */
export function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Files in memory that lie beside each other; the first of them. */
export function filesSource(files: Readonly<Record<string, Uint8Array>>, first?: string): ByteSource {
  const open = (name: string): ByteSource | undefined =>
    files[name] && bytesSource(files[name], name, (neighbor) => open(neighbor));
  return open(first ?? Object.keys(files)[0] ?? '') ?? bytesSource(new Uint8Array(0), 'none');
}

/** All values of a file, in memory order. */
export async function valuesOf(file: ArrayFile): Promise<number[]> {
  const values: number[] = [];
  for await (const block of blocksOf(file)) values.push(...block);
  return values;
}

/**
 * Expects that whatever is done to a good file's bytes, it is refused in one line or read as its header then says.
 * `others` lie beside it.
 */
export async function expectRobust(
  good: Uint8Array,
  name: string,
  others: Readonly<Record<string, Uint8Array>> = {},
  numRuns = 1000,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(damaged(good), async (bytes) => {
      try {
        const file = await openArray(filesSource({ [name]: bytes, ...others }));
        let count = 0;
        for await (const block of blocksOf(file)) count += block.length;
        expect(count).toBe(product(file.shape) * (isComplex(file.dtype) ? 2 : 1));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).not.toContain('\n');
      }
    }),
    { numRuns },
  );
}
