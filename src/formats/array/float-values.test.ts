import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFile } from '../../../test/open-file.ts';
import { bytesSource } from '../bytes/source.ts';
import samples from '../dicom/pixels/samples.json' with { type: 'json' };
import { writeNifti } from '../nifti/write.ts';
import { openArray } from '../open.ts';
import { type ArrayFile, blocksOf } from './array-file.ts';
import { floatCount, floatValues } from './float-values.ts';

/** All values as they come, block by block. */
async function inBlocks(file: ArrayFile): Promise<Float32Array> {
  const values: number[] = [];
  for await (const block of blocksOf(file)) values.push(...block);
  return Float32Array.from(values);
}

describe('all values of an array', () => {
  it.each(samples.cases)('of DICOM pixels, $name, are those of the blocks, rounded', async ({ file }) => {
    const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
    const image = await openArray(bytesSource(bytes, 'sample.dcm'));
    expect(await floatValues(image)).toEqual(await inBlocks(image));
    const before = bytes.slice();
    await floatValues(image);
    expect(bytes).toEqual(before);
  });

  it.each(['float32', 'complex64', 'int16', 'float64'] as const)(
    'of %s, in a file on the disk',
    async (dtype) => {
      const count = dtype === 'complex64' ? 4800 : 2400;
      const values = Float64Array.from({ length: count }, (_, i) => ((i * 37) % 1000) - 500);
      const path = join(mkdtempSync(join(tmpdir(), 'echotrain-floats-')), 'image.nii');
      writeFileSync(path, writeNifti({ shape: [20, 12, 10], values, dtype }));
      await withFile(path, async (file) => {
        const memory = new Float32Array(floatCount(file));
        expect(await floatValues(file, memory)).toBe(memory);
        expect(memory).toEqual(Float32Array.from(values));
        expect(await floatValues(file)).toEqual(memory);
      });
    },
  );

  it('goes into memory of their number alone', async () => {
    const source = bytesSource(
      writeNifti({ shape: [2], values: Float32Array.of(1, 2), dtype: 'float32' }),
      'x.nii',
    );
    await expect(floatValues(await openArray(source), new Float32Array(3))).rejects.toThrow(
      'floatValues: expected room for 2 numbers, received for 3.',
    );
  });
});
