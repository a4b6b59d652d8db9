import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../../../../test/damaged-bytes.ts';
import { product } from '../../../util/arrays.ts';
import { InputError } from '../../../util/errors.ts';
import { type ArrayFile, blocksOf } from '../../array/array-file.ts';
import type { ArrayDtype } from '../../array/dtype.ts';
import { numbersOf } from '../../bytes/numbers.ts';
import { bytesSource } from '../../bytes/source.ts';
import { openDicom } from '../open.ts';
import golden from './samples.json' with { type: 'json' };

type Case = (typeof golden.cases)[number];

const DTYPES: readonly ArrayDtype[] = [
  ...(['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'] as const),
];

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function open(bytes: Uint8Array): Promise<ArrayFile> {
  return openDicom(bytesSource(bytes, 'sample.dcm'));
}

async function valuesOf(file: ArrayFile): Promise<number[]> {
  const values: number[] = [];
  for await (const block of blocksOf(file)) values.push(...block);
  return values;
}

function expectedValues({ dtype, values }: Case): number[] {
  const known = DTYPES.find((name) => name === dtype);
  if (!known) throw new Error(`a dtype ${dtype}`);
  return [...numbersOf(bytesOf(values), known, true, 'golden')];
}

describe('DICOM pixels', () => {
  it.each(golden.cases)('of $name are those that pydicom reads', async (sample) => {
    const file = await open(bytesOf(sample.file));
    expect({ shape: file.shape, dtype: file.dtype }).toEqual({ shape: sample.shape, dtype: sample.dtype });
    const values = await valuesOf(file);
    const expected = expectedValues(sample);
    if (sample.tolerance === 0) expect(values).toEqual(expected);
    expect(values).toHaveLength(expected.length);
    const differences = expected.map((value, i) => Math.abs(value - (values[i] ?? NaN)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(sample.tolerance);
  });

  it.each(golden.cases)('of $name are refused where they are cut off', async (sample) => {
    const bytes = bytesOf(sample.file);
    const cut = bytes.slice(0, bytes.length - 20);
    await expect(open(cut).then(valuesOf)).rejects.toThrow(InputError);
  });

  it('that are damaged are read or refused', async () => {
    const files = fc.constantFrom(...golden.cases).chain((sample) => damaged(bytesOf(sample.file)));
    await fc.assert(
      fc.asyncProperty(files, async (bytes) => {
        const file = await open(bytes).catch(refusal);
        const values = file && product(file.shape) < 1e6 && (await valuesOf(file).catch(refusal));
        if (file && values) expect(values).toHaveLength(product(file.shape));
      }),
      { numRuns: 1000 },
    );
  });
});

function refusal(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
  expect(error.message).not.toContain('\n');
}
