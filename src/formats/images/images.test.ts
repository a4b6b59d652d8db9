import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectArray } from '../../../test/array-summary.ts';
import { damaged } from '../../../test/damaged-bytes.ts';
import { hasSharedData, SHARED_DATA, withFile } from '../../../test/open-file.ts';
import { product } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { type ArrayFile, blocksOf } from '../array/array-file.ts';
import type { ArrayDtype } from '../array/dtype.ts';
import { numbersOf } from '../bytes/numbers.ts';
import { bytesSource } from '../bytes/source.ts';
import { formatOf, openArray } from '../open.ts';
import golden from './images.json' with { type: 'json' };
import realImages from './real-images.json' with { type: 'json' };

type Case = (typeof golden.cases)[number];

const DTYPES: readonly ArrayDtype[] = ['bool', 'uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32'];
const FLOATS: readonly ArrayDtype[] = ['float16', 'float32', 'float64'];

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function open(bytes: Uint8Array): Promise<ArrayFile> {
  return openArray(bytesSource(bytes, 'image'));
}

async function valuesOf(file: ArrayFile): Promise<number[]> {
  const values: number[] = [];
  for await (const block of blocksOf(file)) values.push(...block);
  return values;
}

function expectedValues({ dtype, values }: Case): number[] {
  const known = [...DTYPES, ...FLOATS].find((name) => name === dtype);
  if (!known) throw new Error(`a dtype ${dtype}`);
  return [...numbersOf(bytesOf(values), known, true, 'golden')];
}

describe('image files', () => {
  it.each(golden.cases)('$name reads as Pillow or tifffile reads it', async (sample) => {
    const file = await open(bytesOf(sample.file));
    expect({ shape: file.shape, dtype: file.dtype }).toEqual({ shape: sample.shape, dtype: sample.dtype });
    expect(file.axes).toHaveLength(file.shape.length);
    expect(sample.name.startsWith(file.format)).toBe(true);
    const values = await valuesOf(file);
    if (file.format !== 'jpeg') expect(values).toEqual(expectedValues(sample));
    else {
      const differences = expectedValues(sample).map((value, i) => Math.abs(value - (values[i] ?? NaN)));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    }
  });

  it('say where white is zero, how they should be turned, and their spacing in meters', async () => {
    const named = (name: string) => golden.cases.find((sample) => sample.name === name)?.file ?? '';
    expect((await open(bytesOf(named('tiff where white is zero')))).inverted).toBe(true);
    expect((await open(bytesOf(named('jpeg to be turned')))).warnings).toEqual([
      expect.stringContaining('Exif orientation (6)'),
    ]);
    expect((await open(bytesOf(named('png in meters')))).geometry).toEqual({
      axes: [0, 1],
      spacing: [0.25, 0.5],
    });
    expect((await open(bytesOf(named('png gray')))).geometry).toBeUndefined();
  });

  it.each(golden.cases)('$name cut off is refused', async (sample) => {
    const bytes = bytesOf(sample.file);
    // TIFF has its directory first or last, and text may lose its end line.
    const cut = bytes.slice(0, Math.floor(bytes.length * 0.6));
    await expect(open(cut).then(valuesOf)).rejects.toThrow(InputError);
  });

  it.each(['png', 'jpeg', 'tiff', 'pnm'])('%s that is damaged is read or refused', async (format) => {
    const samples = golden.cases.filter(({ name }) => name.startsWith(format));
    const files = fc.constantFrom(...samples).chain((sample) => damaged(bytesOf(sample.file)));
    await fc.assert(
      fc.asyncProperty(files, async (bytes) => {
        const source = bytesSource(bytes, 'image');
        if (formatOf(source)?.name !== format) return;
        const file = await openArray(source).catch(refusal);
        const values = file && (await valuesOf(file).catch(refusal));
        if (file && values) expect(values).toHaveLength(product(file.shape));
      }),
      { numRuns: 400 },
    );
  });
});

function refusal(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
  expect(error.message).not.toContain('\n');
}

describe.skipIf(!hasSharedData)('real images (skipped without ../shared/data)', () => {
  it.each(Object.entries(realImages))('%s reads as Pillow reads it', async (name, summary) => {
    await withFile(new URL(name, SHARED_DATA), (file) => expectArray(file, summary));
  });
});
