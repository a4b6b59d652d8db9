import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArrayFile, AxisName, Geometry } from '../../formats/index.ts';
import { product, range } from '../../util/arrays.ts';
import { grayWindow } from './gray-window.ts';
import { evenlySpaced, takePictures } from './take-pictures.ts';

/** An array in memory whose values are their own places there; `blockCount` must divide it. */
function arrayOf(given: Partial<ArrayFile> & Pick<ArrayFile, 'shape' | 'axes'>): ArrayFile {
  const { shape, blockCount = 1 } = given;
  const size = product(shape) / blockCount;
  return {
    format: 'nifti',
    dtype: 'float64',
    order: 'row-major',
    acquisition: {},
    essentials: [],
    blockCount,
    readBlock: (block) => Promise.resolve(Float64Array.from({ length: size }, (_, i) => block * size + i)),
    close: () => undefined,
    ...given,
  };
}

const voxels = (letters: string, spacing: readonly number[] = [1, 1, 1]): Geometry => ({
  axes: [0, 1, 2],
  spacing,
  directions: Array.from(letters, (letter) => {
    const side = 'LRPASI'.indexOf(letter);
    const sign = side % 2 === 0 ? 1 : -1;
    return [side >> 1 === 0 ? sign : 0, side >> 1 === 1 ? sign : 0, side >> 1 === 2 ? sign : 0] as const;
  }),
});

const ijk: readonly AxisName[] = ['i', 'j', 'k'];

describe('takePictures', () => {
  it('cuts slices out of any order of memory and any division into blocks', async () => {
    const axis = fc.integer({ min: 1, max: 5 });
    const order = fc.constantFrom('row-major' as const, 'column-major' as const);
    await fc.assert(
      fc.asyncProperty(fc.tuple(axis, axis, axis), order, fc.boolean(), async (shape, order, whole) => {
        const blockCount = whole ? 1 : order === 'row-major' ? shape[0] : shape[2];
        const file = arrayOf({ shape, axes: ['slice', 'row', 'column'], order, blockCount });
        const [, rows, columns] = shape;
        const at = (s: number, r: number, c: number) =>
          order === 'row-major' ? (s * rows + r) * columns + c : s + shape[0] * (r + rows * c);
        const { pictures } = await takePictures(file, 9);
        const expected = range(shape[0]).map((s) =>
          range(rows * columns).map((i) => at(s, Math.floor(i / columns), i % columns)),
        );
        expect(pictures.map(({ values }) => [...values])).toEqual(expected);
      }),
    );
  });

  it.each([
    ['LPS', 'axial as stored', [0, 1, 2, 3]],
    ['RAS', 'axial, turned in the plane', [3, 2, 1, 0]],
    ['RPS', 'axial, mirrored', [1, 0, 3, 2]],
  ])('shows %s %s, the left side on the right', async (letters, _, expected) => {
    const file = arrayOf({ shape: [2, 2, 1], axes: ijk, order: 'column-major', geometry: voxels(letters) });
    const { pictures, sides } = await takePictures(file, 1);
    expect(pictures.map(({ values }) => [...values])).toEqual([expected]);
    expect(sides).toEqual({ top: 'A', right: 'L', bottom: 'P', left: 'R' });
  });

  it('shows sagittal slices with the head up, facing left, and coronal ones with the head up', async () => {
    const shown = async (letters: string, spacing: readonly number[]) => {
      const geometry = voxels(letters, spacing);
      const file = arrayOf({ shape: [2, 3, 4], axes: ijk, order: 'column-major', geometry });
      const { sides, pictures } = await takePictures(file, 9);
      return { sides, count: pictures.length, spacing: (await takePictures(file, 1)).spacing };
    };
    expect(await shown('RAS', [5, 1, 2])).toEqual({
      sides: { top: 'S', right: 'P', bottom: 'I', left: 'A' },
      count: 2,
      spacing: [2, 1],
    });
    expect((await shown('RSA', [1, 1, 5])).sides).toEqual({ top: 'S', right: 'L', bottom: 'I', left: 'R' });
  });

  it('shows k-space in decibels below its maximum, coil by coil, and complex images as magnitudes', async () => {
    const values = Float32Array.of(3, 4, 0, 0, 0.3, 0.4, 0, 0.05, 0, 1, 1, 0, 5, 0, 0, 5);
    const complex = {
      dtype: 'complex64',
      readBlock: () => Promise.resolve(values),
    } as const;
    const kSpace = arrayOf({ ...complex, shape: [2, 2, 2], axes: ['coil', 'readout', 'phaseEncode'] });
    const { pictures, logarithmic } = await takePictures(kSpace, 9);
    expect(logarithmic).toBe(true);
    expect(pictures.map(({ axis }) => axis)).toEqual(['coil', 'coil']);
    expect([...(pictures[0]?.values ?? [])]).toEqual(
      [0, -120, -20, -40].map((level) => expect.closeTo(level, 4)),
    );
    const image = arrayOf({ ...complex, shape: [2, 2, 2], axes: ijk, geometry: voxels('LPS') });
    const magnitudes = await takePictures(image, 1);
    expect(magnitudes.logarithmic).toBe(false);
    expect(magnitudes.pictures[0]?.values[0]).toBe(0);
  });

  it('reads no blocks but those it needs', async () => {
    const read: number[] = [];
    const file = arrayOf({ shape: [100, 2, 2], axes: ['slice', 'row', 'column'], blockCount: 100 });
    const readBlock = (block: number) => {
      read.push(block);
      return file.readBlock(block);
    };
    const watched = { ...file, readBlock };
    await takePictures(watched, 4);
    expect(read).toEqual([12, 37, 62, 87]);
  });

  it('has colors where there are', async () => {
    const file = arrayOf({ shape: [2, 1, 3], axes: ['row', 'column', 'sample'], dtype: 'uint8' });
    const taken = await takePictures(file, 1);
    expect([...(taken.pictures[0]?.values ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(grayWindow(file, taken)).toEqual({ black: 0, white: 255, reason: 'colors' });
  });

  it('refuses a table', async () => {
    const table = arrayOf({ format: 'csv', shape: [3, 2], axes: ['item', 'field'] });
    await expect(takePictures(table, 1)).rejects.toThrow('received a table');
  });
});

it('spreads places evenly', () => {
  expect(evenlySpaced(3, 5)).toEqual([0, 1, 2]);
  expect(evenlySpaced(60, 4)).toEqual([7, 22, 37, 52]);
});

describe('grayWindow', () => {
  const values = Float32Array.from({ length: 1001 }, (_, i) => i - 100);
  const picture = { rows: 1, columns: 1001, samples: 1, values, index: 0, count: 1, axis: '' };
  const of = (file: Partial<ArrayFile>) =>
    grayWindow({ dtype: 'int16', ...file }, { pictures: [picture], logarithmic: false });

  it('is what the file recommends, else soft tissue in CT, else all but the extremes', () => {
    expect(of({ window: [0, 80], unit: 'HU' })).toEqual({ black: 0, white: 80, reason: 'file' });
    expect(of({ unit: 'HU' })).toEqual({ black: -160, white: 240, reason: 'soft tissue' });
    expect(of({})).toEqual({ black: -95, white: 895, reason: 'percentiles' });
  });

  it('is turned round where low values are bright', () => {
    expect(of({ inverted: true })).toMatchObject({ black: 895, white: -95 });
  });
});
