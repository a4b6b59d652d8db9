import { describe, expect, it } from 'vitest';
import { bytesSource, type NumpyArray, writeNumpy } from '../../formats/index.ts';
import { centeredFft } from '../../imaging/index.ts';
import { cropReadout } from './crop-readout.ts';
import { kspaceAxes } from './kspace-axes.ts';
import { openKspace } from './kspace-file.ts';
import { padded, paddingFor } from './recenter.ts';
import { sampled } from './sampled.ts';

function source(shape: readonly number[], dtype: NumpyArray['dtype'] = 'complex64') {
  const count = shape.reduce((a, b) => a * b, 1) * (dtype === 'complex64' ? 2 : 1);
  return bytesSource(
    writeNumpy({ shape, values: Float32Array.from({ length: count }, (_, i) => i + 1), dtype }),
    'k.npy',
  );
}

/** The number that the real part of a value has in a row-major array of such a shape. */
function numberAt(shape: readonly number[], ...index: number[]): number {
  return 1 + 2 * index.reduce((at, i, axis) => at * (shape[axis] ?? 1) + i, 0);
}

describe('k-space in a file', () => {
  it('is read slice by slice, coils first and complex parts apart', async () => {
    const shape = [3, 2, 4, 5];
    const file = await openKspace(source(shape));
    expect([file.slices, file.shape]).toEqual([3, [2, 2, 4, 5]]);
    expect(file.notes[0]).toContain('taken as slice × coil × row × column');
    const { data } = await file.read(1);
    expect(data[0]).toBe(numberAt(shape, 1, 0, 0, 0));
    expect(data[20]).toBe(numberAt(shape, 1, 0, 0, 0) + 1);
    expect(data[40 + 7]).toBe(numberAt(shape, 1, 1, 1, 2));
  });

  it('may have its axes in any order, and others of which one entry is chosen', async () => {
    const shape = [4, 2, 3, 5, 2];
    const axes = ['row', 'echo', 'coil', 'column', 'slice'];
    const file = await openKspace(source(shape), { axes, at: { echo: 2 } });
    expect([file.slices, file.shape]).toEqual([2, [3, 2, 4, 5]]);
    const { data } = await file.read(1);
    expect(data[2 * 20 * 2 + 5 + 3]).toBe(numberAt(shape, 1, 1, 2, 3, 1));
    await expect(openKspace(source(shape), { axes })).rejects.toThrow(
      'expected one of the 2 entries of axis 2, echo, received none. Choose by --at echo=1, up to 2',
    );
    await expect(openKspace(source(shape), { axes, at: { echo: 3 } })).rejects.toThrow('received 3');
    await expect(openKspace(source(shape), { axes, at: { echo: 1, set: 1 } })).rejects.toThrow(
      'expected --at for echo, received set',
    );
  });

  it('needs complex values, a rank that can be understood, rows and columns', async () => {
    await expect(openKspace(source([4, 4], 'float32'))).rejects.toThrow('expected k-space: complex values');
    await expect(openKspace(source([2, 2, 2, 2, 2]))).rejects.toThrow('expected k-space of 2 to 4 axes');
    await expect(openKspace(source([4, 4]), { axes: ['coil'] })).rejects.toThrow('expected 2 names of axes');
    await expect(openKspace(source([4, 4]), { axes: ['coil', 'row'] })).rejects.toThrow(
      'expected k-space with a readout and phase encodings',
    );
    const volume = {
      shape: [8, 8, 8, 2],
      axes: ['readout', 'phaseEncode', 'partition', 'coil'],
      dtype: 'complex64',
      format: 'bart',
      order: 'column-major',
    } as const;
    expect(() => kspaceAxes(volume, 'k.cfl')).toThrow(
      'expected k-space of slices, received three encoded axes',
    );
    expect(kspaceAxes({ ...volume, shape: [1, 8, 8, 2] }, 'k.cfl')).toMatchObject({
      row: 1,
      column: 2,
      coil: 3,
    });
  });
});

describe('readout oversampling', () => {
  it('is removed in image space, and k-space keeps its scale', () => {
    const image = new Float32Array(2 * 8 * 2).fill(1, 4, 12);
    const kspace = { data: centeredFft(image, [1, 2, 8, 2]), shape: [1, 2, 8, 2] };
    const { data, shape } = cropReadout(kspace, 4);
    expect(shape).toEqual([1, 2, 4, 2]);
    for (let row = 0; row < 4; row++) expect(data[2 * row]).toBeCloseTo(kspace.data[4 * row] ?? 0, 6);
    expect(cropReadout(kspace, 8).data).toBe(kspace.data);
    expect(() => cropReadout(kspace, 9)).toThrow('expected from 1 to 8 samples, received 9');
  });
});

describe('the center of k-space', () => {
  it('is put in the middle, with zeros where nothing was sampled', () => {
    expect(paddingFor(128, 64)).toEqual({ before: 0, length: 128 });
    expect(paddingFor(96, 64)).toEqual({ before: 0, length: 128 });
    expect(paddingFor(96, 32)).toEqual({ before: 32, length: 128 });
    expect(paddingFor(128, 0)).toEqual({ before: 0, length: 128 });
    const line = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 1, 2] };
    const { data, shape } = padded(line, { before: 0, length: 1 }, { before: 1, length: 4 });
    expect([shape, [...data]]).toEqual([
      [1, 2, 1, 4],
      [0, 1, 2, 0, 0, 3, 4, 0],
    ]);
  });
});

describe('what was sampled', () => {
  const kspace = (value: (row: number, column: number) => number) => ({
    data: Float32Array.from({ length: 2 * 400 }, (_, i) => value(Math.floor(i / 20) % 20, i % 20)),
    shape: [1, 2, 20, 20],
  });

  it('is told by zeros; a few by chance, and a border, leave it fully sampled', () => {
    expect(
      sampled(
        kspace(() => 1),
        'k',
      ),
    ).toMatchObject({ fully: true, acceleration: 1 });
    expect(
      sampled(
        kspace((y, x) => Number(y !== 3 || x !== 4)),
        'k',
      ).fully,
    ).toBe(true);
    const bordered = sampled(
      kspace((_, x) => Number(x > 4)),
      'k',
    );
    expect([bordered.fully, bordered.mask.data[4], bordered.mask.data[5]]).toEqual([true, 0, 1]);
    const half = sampled(
      kspace((_, x) => x % 2),
      'k',
    );
    expect(half.fully).toBe(false);
    expect(half.acceleration).toBeCloseTo(1.9, 6);
    expect(
      sampled(
        kspace((_, x) => Number(x !== 7)),
        'k',
      ).fully,
    ).toBe(false);
  });

  it('is never zeros alone, nor NaN', () => {
    expect(() =>
      sampled(
        kspace(() => 0),
        'k',
      ),
    ).toThrow('expected k-space with signal, received zeros in all lines');
    expect(() =>
      sampled(
        kspace((y) => (y === 2 ? Number.NaN : 1)),
        'k',
      ),
    ).toThrow('expected finite k-space');
  });
});
