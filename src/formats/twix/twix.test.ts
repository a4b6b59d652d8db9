import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { damaged } from '../../../test/damaged-bytes.ts';
import { product } from '../../util/arrays.ts';
import { InputError } from '../../util/errors.ts';
import { blocksOf, type OpenOptions } from '../array/array-file.ts';
import { type ByteSource, bytesSource, headOf } from '../bytes/source.ts';
import { COUNTER_COUNT, MARKS, readLineHeader, VD_LAYOUT } from './mdh.ts';
import { twix } from './read.ts';

interface Written {
  readonly base64: string;
  readonly scans: Readonly<Record<string, ArraySummary>>;
}

const goldens: {
  readonly shared: Readonly<Record<string, ArraySummary>>;
  readonly vb: Written;
  readonly vd: Written;
} = JSON.parse(readFileSync(new URL('twix.json', import.meta.url), 'utf8'));

const DATA = new URL('../../../../shared/data/', import.meta.url);
const files = { vb: bytesOf(goldens.vb), vd: bytesOf(goldens.vd) };

function bytesOf({ base64 }: Written): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

async function open(bytes: Uint8Array, options: OpenOptions = {}) {
  const source = bytesSource(bytes, 'meas.dat');
  expect(twix.recognizes(headOf(source, 512), source)).toBe(true);
  return twix.open(source, options);
}

/** The file with 16-bit numbers changed in the header of the n-th line of the last measurement. */
function withHeader(n: number, change: (view: DataView) => void): Uint8Array {
  const bytes = Uint8Array.from(files.vd);
  const view = new DataView(bytes.buffer);
  const start = Number(view.getBigUint64(16 + 152, true));
  let at = start + view.getUint32(start, true);
  for (let line = 0; line < n; line++) at += view.getUint32(at, true) & 0x1ff_ffff;
  change(new DataView(bytes.buffer, at));
  return bytes;
}

describe.each(['vb', 'vd'] as const)('Siemens raw data of software %s', (software) => {
  it.each(Object.entries(goldens[software].scans))('reads %s as it was written', async (member, golden) => {
    await expectArray(await open(files[software], { member }), golden);
  });

  it('reads the last measurement’s images by default, and lists all scans', async () => {
    const file = await open(files[software]);
    const { members = [], axes } = file;
    expect(axes).toEqual(['slice', 'phaseEncode', 'coil', 'readout']);
    expect(members.map(({ name }) => name)).toEqual(Object.keys(goldens[software].scans));
    await expectArray(
      file,
      goldens[software].scans[software === 'vb' ? 'measurement 1/image' : 'measurement 2/image'] ?? fail(),
    );
  });

  it('reads what the protocol says', async () => {
    const { acquisition, encoding, essentials, warnings, geometry } = await open(files[software]);
    expect(encoding).toEqual({ readoutOversampling: 2, centerSample: 4, centerLine: 2 });
    expect(acquisition).toEqual({
      subject: 'S07',
      sex: 'M',
      date: '2019-03-04',
      modality: 'MR',
      manufacturer: 'SIEMENS',
      model: 'Trio',
      scanner: 'SIEMENS Trio',
      fieldStrengthTesla: 2.89362,
      protocol: 'tse',
      description: 'tse',
      repetitionTimeMs: 3000,
      echoTimeMs: 95,
      inversionTimeMs: 150,
      flipAngleDegrees: 120,
      coils: 2,
    });
    expect(essentials).toContainEqual(['readout oversampling', '2, 8 → 4']);
    expect(essentials).toContainEqual(['center of k-space', 'line 2, sample 4']);
    expect(essentials).toContainEqual(['field of view', '240 × 200 mm, 5 mm thick']);
    expect(geometry).toEqual({ axes: [1, 3], spacing: [40, 60] });
    expect(warnings).toEqual([
      '1 of 10 lines were not recorded and read as zeros (partial Fourier, or undersampled).',
    ]);
  });

  it('refuses damaged files with an InputError, or reads what they then say', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(files[software]), async (bytes) => {
        const source = bytesSource(bytes, 'meas.dat');
        try {
          const file = await twix.open(source, {});
          for await (const block of blocksOf(file)) {
            expect(block.length).toBe((2 * product(file.shape)) / file.blockCount);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a damaged measurement', () => {
  it('is refused where a line is cut off', async () => {
    await expect(open(files.vd.slice(0, -500))).rejects.toThrow(
      'meas.dat: expected a line of k-space of at most',
    );
    await expect(open(files.vb.slice(0, 1000))).rejects.toThrow('received a file without any');
  });

  it('is read with a warning where only the mark of its end is missing', async () => {
    const { warnings } = await open(files.vd.slice(0, -352));
    expect(warnings?.at(-1)).toContain('The mark that ends a measurement is missing');
  });

  it('is refused where it begins beyond the file', async () => {
    const bytes = Uint8Array.from(files.vd);
    new DataView(bytes.buffer).setBigUint64(16 + 152, 1n << 40n, true);
    await expect(open(bytes)).rejects.toThrow(InputError);
    await expect(open(bytes)).rejects.toThrow('meas.dat');
  });

  it('is refused by the name of a scan that it does not have', async () => {
    await expect(open(files.vb, { member: 'measurement 3/image' })).rejects.toThrow('"measurement 1/noise"');
  });

  it('leaves out lines of another size, and says so', async () => {
    const channel = 32 + 8 * 8;
    const halved = withHeader(5, (view) => {
      view.setUint16(48, (192 + 2 * channel - 192 - 32) / 8, true);
      view.setUint16(50, 1, true);
    });
    const { warnings } = await open(halved);
    expect(warnings?.at(-1)).toBe('1 lines of other sizes than 2 × 8 were left out.');
  });

  it('keeps lines apart whose counters agree', async () => {
    const file = await open(withHeader(6, (view) => view.setUint16(56, 0, true)));
    expect(file.axes).toEqual(['line', 'slice', 'phaseEncode', 'coil', 'readout']);
    expect(file.shape).toEqual([2, 2, 5, 2, 8]);
    expect(file.warnings?.[0]).toContain('Up to 2 lines have the same loop counters');
  });
});

describe('the header of a line', () => {
  it('is read where the format prescribes', () => {
    const bytes = new Uint8Array(192);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0xfe00_0120, true);
    view.setUint32(40, MARKS.noise, true);
    for (let i = 0; i < 2 + COUNTER_COUNT; i++) view.setUint16(48 + 2 * i, 100 + i, true);
    view.setUint16(84, 64, true);
    view.setUint16(96, 32, true);
    expect(readLineHeader(bytes, VD_LAYOUT)).toEqual({
      flags: MARKS.noise,
      statedBytes: 0x120,
      samples: 100,
      channels: 101,
      counters: Uint16Array.from({ length: COUNTER_COUNT }, (_, i) => 102 + i),
      centerColumn: 64,
      centerLine: 32,
    });
  });
});

/** A measurement of 5 GB: 20,000 lines of 64 channels and 512 samples, which are made as they are read. */
function hugeSource(counts: { bytesRead: number }): ByteSource {
  const lineLength = 192 + 64 * (32 + 8 * 512);
  const end = 10_400 + 20_000 * lineLength;
  const directory = new Uint8Array(10_400);
  new DataView(directory.buffer).setUint32(4, 1, true);
  new DataView(directory.buffer).setUint32(16, 10_240, true);
  new DataView(directory.buffer).setUint32(10_240, 160, true);
  const lineAt = (line: number, length: number) => {
    const view = new DataView(new ArrayBuffer(length));
    const sizes = [512, 64, line % 200, 0, Math.floor(line / 200)];
    for (const [i, value] of sizes.entries()) view.setUint16(48 + 2 * i, value, true);
    if (line === 20_000) view.setUint32(40, MARKS.end, true);
    new Float32Array(view.buffer).fill(line, 192 / 4);
    return new Uint8Array(view.buffer);
  };
  const read = (offset: number, length: number) => {
    counts.bytesRead += length;
    if (offset < 10_400) return directory.subarray(offset, offset + length);
    return lineAt((offset - 10_400) / lineLength, length);
  };
  return { name: 'huge.dat', size: end + 192, read };
}

describe('a file larger than the memory', () => {
  it('opens by its headers alone, and reads the lines of one block', async () => {
    const counts = { bytesRead: 0 };
    const file = await twix.open(hugeSource(counts), {});
    expect(file.shape).toEqual([100, 200, 64, 512]);
    expect(file.blockCount).toBe(100);
    expect(counts.bytesRead).toBeLessThan(5e6);
    const block = await file.readBlock(7);
    expect(block[200 * 64 * 512 * 2 - 1]).toBe(1599);
    expect(block[0]).toBe(1400);
  });
});

describe.skipIf(!existsSync(DATA))('shared raw data', () => {
  it.each(Object.entries(goldens.shared))(
    'reads %s as numpy does (skipped without ../shared/data)',
    async (path, golden) => {
      const file = await open(new Uint8Array(readFileSync(new URL(path, DATA))));
      expect(file.axes).toEqual(['phaseEncode', 'coil', 'readout']);
      await expectArray(file, golden);
    },
  );
});

function fail(): never {
  throw new Error('the golden is missing');
}
