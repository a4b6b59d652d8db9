import { describe, expect, it } from 'vitest';
import { sketchedItem } from '../../../test/dataset-folder.ts';
import type { ArrayDtype, AxisName, FormatName } from '../../formats/index.ts';
import { product, range } from '../../util/arrays.ts';
import type { Conversion } from './conversion.ts';
import { convert, convertedShape } from './convert.ts';
import { readPlans } from './read-plan.ts';
import { readRegion } from './read-region.ts';

interface Sketch {
  readonly shape: readonly number[];
  readonly axes: readonly AxisName[];
  readonly dtype?: ArrayDtype;
  readonly orientation?: string;
  readonly format?: FormatName;
}

/** The inputs that become of an array whose values are their own positions in memory (and minus that, imaginary). */
async function inputsOf(sketch: Sketch, conversion: Partial<Conversion> = {}, order = 'row-major') {
  const { shape, axes, dtype = 'float32' } = sketch;
  const all = { items: 'slices', ...conversion } as const;
  const item = sketchedItem({ id: 'x', file: 'x', ...sketch });
  const complex = dtype === 'complex64';
  const values = range(product(shape)).flatMap((i) => (complex ? [i, -i] : [i]));
  const file = { shape, blockCount: 1, readBlock: async () => Float32Array.from(values) };
  const strides = axes.map((_, at) =>
    product(order === 'row-major' ? shape.slice(at + 1) : shape.slice(0, at)),
  );
  const inputs = readPlans(item, ['x'], all).map(async (plan) => {
    const read = new Float32Array(product(plan.shapeRead));
    let start = plan.first.reduce((sum, entry, at) => sum + entry * (strides[at] ?? 0), 0);
    const planned = plan.axes.map(({ at, length, reversed, to }) => {
      const from = strides[at] ?? 0;
      if (reversed) start += (length - 1) * from;
      return { length, from: reversed ? -from : from, to };
    });
    await readRegion(file, { axes: planned, start, imaginary: plan.imaginary }, read);
    return { shape: convertedShape(plan, all), values: [...convert(plan, read, all)] };
  });
  return Promise.all(inputs);
}

describe('an image becomes an input', () => {
  it('of one channel, or of colors in gray or as channels', async () => {
    const [gray] = await inputsOf({ shape: [2, 3], axes: ['row', 'column'] });
    expect(gray).toEqual({ shape: [1, 2, 3], values: [0, 1, 2, 3, 4, 5] });
    const color = { shape: [1, 2, 3], axes: ['row', 'column', 'sample'] } as const;
    const [channels] = await inputsOf(color, { color: 'channels' });
    expect(channels).toEqual({ shape: [3, 1, 2], values: [0, 3, 1, 4, 2, 5] });
    const [luma] = await inputsOf(color);
    expect(luma?.shape).toEqual([1, 1, 2]);
    expect(luma?.values[0]).toBeCloseTo(0.587 + 2 * 0.114, 6);
    const [opaque] = await inputsOf({ shape: [1, 2, 2], axes: ['row', 'column', 'sample'] });
    expect(opaque).toEqual({ shape: [1, 1, 2], values: [0, 2] });
  });

  it('of each slice, time and echo, or of the volume', async () => {
    const series = { shape: [2, 2, 1, 2], axes: ['time', 'slice', 'row', 'column'] } as const;
    expect((await inputsOf(series)).map(({ values }) => values)).toEqual([
      [0, 1],
      [4, 5],
      [2, 3],
      [6, 7],
    ]);
    const stack = { shape: [2, 1, 2], axes: ['frame', 'row', 'column'] } as const;
    expect(await inputsOf(stack, { items: 'volumes' })).toEqual([
      { shape: [1, 2, 1, 2], values: [0, 1, 2, 3] },
    ]);
    await expect(inputsOf(series, { items: 'volumes' })).rejects.toThrow(
      'x: expected a volume of slices, received shape [2, 2, 1, 2] with axes time, slice, row, column. Take items: slices.',
    );
  });

  it('by the last axes where they have no names; a list stays one', async () => {
    const unnamed: AxisName[] = ['other', 'other', 'other', 'other'];
    expect((await inputsOf({ shape: [2, 1, 2, 2], axes: unnamed })).map(({ values }) => values)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    const matlab = { shape: [2, 1, 3, 2], axes: unnamed, format: 'matlab' } as const;
    expect((await inputsOf(matlab, {}, 'column-major')).map(({ shape }) => shape)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(await inputsOf({ shape: [3], axes: ['other'] })).toEqual([{ shape: [3], values: [0, 1, 2] }]);
    await expect(inputsOf({ shape: [1], axes: ['other'] })).rejects.toThrow(
      'expected an image, received a single value',
    );
  });

  it('as a radiologist looks at the voxels of NIfTI', async () => {
    const shape = [2, 2, 2];
    const axes: AxisName[] = ['i', 'j', 'k'];
    const first = async (orientation: string) =>
      (await inputsOf({ shape, axes, orientation }, {}, 'column-major'))[0]?.values;
    // Position i + 2 j + 4 k. Columns grow toward the left (or else the back), rows toward the back (or else the feet).
    expect(await first('LPS')).toEqual([0, 1, 2, 3]);
    expect(await first('RAS')).toEqual([3, 2, 1, 0]);
    expect(await first('LPI')).toEqual([4, 5, 6, 7]);
    expect(await first('PSR')).toEqual([6, 7, 4, 5]);
    expect(await first('SAL')).toEqual([3, 1, 2, 0]);
    expect((await inputsOf({ shape, axes }, {}, 'column-major'))[0]?.values).toEqual([0, 1, 2, 3]);
    const colors = { shape: [3, 2, 1, 1], axes: ['sample', 'i', 'j', 'k'] as const, orientation: 'RPS' };
    expect((await inputsOf(colors, { color: 'channels' }, 'column-major'))[0]?.values).toEqual([
      3, 0, 4, 1, 5, 2,
    ]);
  });

  it('of complex values as planes before the rows, or as magnitudes', async () => {
    const kspace = {
      shape: [2, 1, 2],
      axes: ['coil', 'readout', 'phaseEncode'],
      dtype: 'complex64',
    } as const;
    const [planar] = await inputsOf(kspace);
    expect(planar).toEqual({ shape: [2, 2, 1, 2], values: [0, 1, -0, -1, 2, 3, -2, -3] });
    const plane = {
      shape: [1, 2, 2],
      axes: ['readout', 'phaseEncode', 'partition'],
      dtype: 'complex64',
    } as const;
    expect(await inputsOf(plane)).toEqual([{ shape: [1, 2, 2, 2], values: [0, 1, 2, 3, -0, -1, -2, -3] }]);
    const [magnitude] = await inputsOf(kspace, { complex: 'magnitude' });
    expect(magnitude?.shape).toEqual([2, 1, 2]);
    expect(magnitude?.values[3]).toBeCloseTo(3 * Math.SQRT2, 6);
    const [cropped] = await inputsOf(kspace, { size: [3, 3], fit: 'crop' });
    expect(cropped?.shape).toEqual([2, 2, 3, 3]);
    expect(cropped?.values.slice(0, 9)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
    const volume = {
      shape: [2, 2, 2],
      axes: ['slice', 'readout', 'phaseEncode'],
      dtype: 'complex64',
    } as const;
    const [block] = await inputsOf(volume, { items: 'volumes', size: [1, 2, 2], fit: 'crop' });
    expect(block).toEqual({ shape: [1, 1, 2, 2, 2], values: [4, 5, 6, 7, -4, -5, -6, -7] });
    await expect(inputsOf(kspace, { size: [3, 3] })).rejects.toThrow('expected fit: crop, for complex data');
    await expect(inputsOf(kspace, { scaling: { window: [0, 1] } })).rejects.toThrow(
      'scaling of complex data',
    );
  });

  it('scaled by itself', async () => {
    const image = { shape: [1, 5], axes: ['row', 'column'] } as const;
    const scaled = async (scaling: Conversion['scaling']) =>
      (await inputsOf(image, scaling ? { scaling } : {}))[0]?.values;
    expect(await scaled('range')).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(await scaled({ window: [1, 3] })).toEqual([0, 0, 0.5, 1, 1]);
    const standard = (await scaled('standard')) ?? [];
    for (const [i, value] of standard.entries()) expect(value).toBeCloseTo((i - 2) / Math.SQRT2, 6);
    const kspace = { shape: [1, 3], axes: ['readout', 'phaseEncode'], dtype: 'complex64' } as const;
    expect((await inputsOf(kspace, { scaling: 'range' }))[0]?.values).toEqual([0, 0.5, 1, -0, -0.5, -1]);
    const energy = ((await inputsOf(kspace, { scaling: 'standard' }))[0]?.values ?? []).reduce(
      (sum, v) => sum + v * v,
      0,
    );
    expect(energy / 3).toBeCloseTo(1, 6);
    expect(
      (await inputsOf({ shape: [1, 2], axes: ['row', 'column'] }, { scaling: 'standard' }))[0]?.values,
    ).toEqual([-1, 1]);
  });
});
