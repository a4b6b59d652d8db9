import { describe, expect, it } from 'vitest';
import { expectRobust, filesSource, valuesOf } from '../../test/small-files.ts';
import { openArray } from './open.ts';

function floFile(columns: number, rows: number, values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(12 + 4 * values.length));
  view.setFloat32(0, 202021.25, true);
  view.setInt32(4, columns, true);
  view.setInt32(8, rows, true);
  for (const [at, value] of values.entries()) view.setFloat32(12 + 4 * at, value, true);
  return new Uint8Array(view.buffer);
}

describe('optical flow', () => {
  const good = floFile(3, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5]);

  it('is read row by row', async () => {
    const file = await openArray(filesSource({ 'x.flo': good }));
    expect([file.format, file.shape, file.axes]).toEqual(['flo', [2, 3, 2], ['row', 'column', 'sample']]);
    expect((await valuesOf(file)).slice(-2)).toEqual([11, 12.5]);
  });

  it.each<[Uint8Array, string]>([
    [floFile(3, 3, [1, 2]), 'expected 72 bytes of values (3 × 3 × 2 float32) from byte 12 on'],
    [floFile(1, 1, [1, 2, 3]), 'x.flo: expected 20 bytes for 1 × 1 pixels, received 24'],
    [floFile(-1, 1, [1, 2]), 'axes of 1 or more, received shape [1, -1, 2]'],
    [good.subarray(0, 9), 'x.flo: expected 4 bytes from byte 8 on'],
  ])('is refused with another size', async (bytes, message) => {
    await expect(openArray(filesSource({ 'x.flo': bytes }))).rejects.toThrow(message);
  });

  it('is refused when damaged, or read as it then says', async () => {
    await expectRobust(good, 'x.flo');
  });
});
