import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { damaged } from '../../../test/damaged-bytes.ts';
import { unpacked } from '../../../test/packed-file.ts';
import { InputError } from '../../util/errors.ts';
import { blocksOf } from '../array/array-file.ts';
import { bytesSource } from '../bytes/source.ts';
import { hdf5 } from '../hdf5/read.ts';

const goldens: {
  readonly file: string;
  readonly scans: Readonly<Record<string, ArraySummary>>;
  readonly sample: ArraySummary;
} = JSON.parse(readFileSync(new URL('ismrmrd.json', import.meta.url), 'utf8'));

const SAMPLE = new URL(
  '../../../../shared/data/kspace/clear_licence/ismrmrd_sample/acqDataBrainSim100.h5',
  import.meta.url,
);

const good = unpacked(goldens.file);

function open(bytes: Uint8Array, member?: string) {
  return hdf5.open(bytesSource(bytes, 'scan.h5'), member === undefined ? {} : { member });
}

describe('ISMRM raw data', () => {
  it.each(Object.entries(goldens.scans))('reads %s as it was written', async (member, golden) => {
    const file = await open(good, member);
    await expectArray(file, golden);
    file.close();
  });

  it('opens the images, arranged by their counters', async () => {
    const file = await open(good);
    expect([file.format, file.axes, file.blockCount]).toEqual([
      'ismrmrd',
      ['slice', 'phaseEncode', 'coil', 'readout'],
      2,
    ]);
    expect(file.members?.map(({ name }) => name)).toEqual(Object.keys(goldens.scans));
    expect(file.warnings).toEqual([
      '1 of 12 lines were not recorded and read as zeros (partial Fourier, or undersampled).',
    ]);
    file.close();
  });

  it('says what the header says', async () => {
    const file = await open(good);
    const { acquisition, essentials, geometry } = file;
    expect(acquisition).toEqual({
      subject: 'S11',
      sex: 'F',
      date: '2021-02-03',
      bodyPart: 'BRAIN',
      protocol: 't2_tse',
      modality: 'MR',
      site: 'Somewhere',
      manufacturer: 'GE',
      scanner: 'GE',
      fieldStrengthTesla: 3,
      repetitionTimeMs: 3000,
      echoTimeMs: 90,
      inversionTimeMs: 150,
      flipAngleDegrees: 120,
      coils: 2,
    });
    expect(essentials).toEqual([
      ['acquisitions', 'image'],
      ['lines', '11, 1 not recorded'],
      ['encoded', '8 × 6 × 1, 400 × 240 × 5 mm'],
      ['reconstructed', '4 × 6 × 1, 200 × 240 × 5 mm'],
      ['readout oversampling', '2, 8 → 4'],
      ['trajectory', 'cartesian'],
      ['acceleration', '2 × 1'],
      ['center of k-space', 'line 3, sample 4'],
    ]);
    expect(geometry).toEqual({ axes: [1, 3], spacing: [40, 50] });
    file.close();
  });

  it('knows the axes of reconstructed images', async () => {
    const file = await open(good, 'dataset/image_0/data');
    expect(file.axes).toEqual(['item', 'coil', 'slice', 'row', 'column']);
    file.close();
  });

  it('is refused where lines declare more samples than fit in the file', async () => {
    const { shape } = await open(good);
    const [channels = 0, samples = 0] = shape.slice(-2);
    const bytes = good.slice();
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 6 <= bytes.length; at++) {
      // number_of_samples, available_channels, active_channels
      const found = view.getUint16(at, true) === samples && view.getUint16(at + 4, true) === channels;
      if (found) view.setUint16(at + 4, 0xffff);
    }
    await expect(open(bytes)).rejects.toThrow(
      /scan\.h5: expected \d+ bytes of samples \(\d+ lines of 65535 channels/,
    );
  });

  it('is refused with an InputError where it is damaged, or read as what it then says', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(good), async (bytes) => {
        try {
          const file = await open(bytes);
          for await (const block of blocksOf(file)) expect(block.length).toBeGreaterThan(0);
          file.close();
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.skipIf(!existsSync(SAMPLE))(
    'reads the shared sample as h5py does (skipped without ../shared/data)',
    async () => {
      const file = await open(new Uint8Array(readFileSync(SAMPLE)));
      expect(file.essentials).toContainEqual(['sample positions', '2 coordinates']);
      await expectArray(file, goldens.sample);
      file.close();
    },
  );
});
