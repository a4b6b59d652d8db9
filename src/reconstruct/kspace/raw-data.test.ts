import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unpacked } from '../../../test/packed-file.ts';
import { bytesSource, floatValues, openArray, removeOversampling, writeNumpy } from '../../formats/index.ts';
import { MARKS } from '../../formats/twix/mdh.ts';
import { openCalibration } from './calibration-scan.ts';
import { openKspace } from './kspace-file.ts';
import { readNoise } from './noise-scan.ts';

const golden: { readonly vd: { readonly base64: string } } = JSON.parse(
  readFileSync(new URL('../../formats/twix/twix.json', import.meta.url), 'utf8'),
);
const source = bytesSource(new Uint8Array(Buffer.from(golden.vd.base64, 'base64')), 'meas.dat');

/** The raw data, lines of the last measurement's images marked as serving for calibration, too. */
function withReferenceLines(lines: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(golden.vd.base64, 'base64'));
  const view = new DataView(bytes.buffer);
  const start = Number(view.getBigUint64(16 + 152, true));
  for (let at = start + view.getUint32(start, true); at + 192 <= bytes.length; ) {
    const flags = view.getUint32(at + 40, true);
    if (flags & MARKS.end) break;
    const isImage = (flags & (MARKS.noise | MARKS.phaseCorrection)) === 0;
    if (isImage && lines.includes(view.getUint16(at + 52, true))) {
      view.setUint32(at + 40, flags | MARKS.referenceAndImage, true);
    }
    at += view.getUint32(at, true) & 0x1ff_ffff;
  }
  return bytes;
}

describe('raw data of a scanner', () => {
  it('come slice by slice, the readout along the rows without its oversampling', async () => {
    const file = await openKspace(source);
    expect([file.slices, file.shape]).toEqual([2, [2, 2, 4, 5]]);
    const image = await openArray(source);
    expect(image.shape).toEqual([2, 5, 2, 8]);
    const lines = removeOversampling(await floatValues(image), 8, 2);
    for (const slice of [0, 1]) {
      const { data } = await file.read(slice);
      for (const [coil, row, column] of [
        [0, 0, 0],
        [1, 2, 3],
        [1, 3, 4],
      ] as const) {
        const line = 2 * (((slice * 5 + column) * 2 + coil) * 4 + row);
        const at = 2 * coil * 20 + row * 5 + column;
        expect(data[at]).toBeCloseTo(lines[line] ?? Number.NaN, 4);
        expect(data[at + 20]).toBeCloseTo(lines[line + 1] ?? Number.NaN, 4);
      }
    }
  });

  it('of fastMRI lose the oversampling that the header tells', async () => {
    const { multi }: { readonly multi: string } = JSON.parse(
      readFileSync(new URL('../../formats/fastmri/fastmri.json', import.meta.url), 'utf8'),
    );
    const file = await openKspace(bytesSource(unpacked(multi), 'file.h5'));
    expect([file.slices, file.shape]).toEqual([3, [2, 2, 8, 10]]);
    expect(file.spacing).toEqual({ row: 10, column: 5, slice: undefined });
    expect((await file.read(2)).shape).toEqual(file.shape);
    file.close();
  });

  it('may bring calibration lines, which are put into the center', async () => {
    const scan = await openKspace(source);
    expect(await openCalibration(source, scan)).toBeUndefined();
    const marked = bytesSource(withReferenceLines([1, 2, 3]), 'meas.dat');
    const lines = await openCalibration(marked, await openKspace(marked));
    const { data, shape } = (await lines?.read(0)) ?? { data: [], shape: [] };
    expect(shape).toEqual(scan.shape);
    const own = (await scan.read(0)).data.map((value, at) => (at % 5 >= 1 && at % 5 < 4 ? value : 0));
    expect(Array.from(data)).toEqual(Array.from(own, (value) => expect.closeTo(value, 4)));
  });

  it('bring their noise, coil by coil', async () => {
    const { data, shape } = await readNoise(source);
    expect(shape).toEqual([2, 2, 48]);
    const noise = await floatValues(await openArray(source, { member: 'measurement 2/noise' }));
    // Line 2, coil 1, sample 5 of [line, 1, coil, sample].
    const from = 2 * ((2 * 2 + 1) * 16 + 5);
    expect([data[96 + 2 * 16 + 5], data[96 + 48 + 2 * 16 + 5]]).toEqual([noise[from], noise[from + 1]]);
  });

  it('may bring none', async () => {
    const values = new Float32Array(8).fill(1);
    const plain = bytesSource(writeNumpy({ shape: [1, 2, 2], values, dtype: 'complex64' }), 'x.npy');
    await expect(readNoise(plain)).rejects.toThrow('x.npy: expected a noise scan');
  });
});
