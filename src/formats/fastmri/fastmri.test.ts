import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ArraySummary, expectArray } from '../../../test/array-summary.ts';
import { unpacked } from '../../../test/packed-file.ts';
import { bytesSource } from '../bytes/source.ts';
import { hdf5 } from '../hdf5/read.ts';

const goldens: {
  readonly multi: string;
  readonly single: string;
  readonly kspace: ArraySummary;
  readonly rss: ArraySummary;
  readonly single_kspace: ArraySummary;
  readonly esc: ArraySummary;
} = JSON.parse(readFileSync(new URL('fastmri.json', import.meta.url), 'utf8'));

function open(packed: string, member?: string) {
  return hdf5.open(bytesSource(unpacked(packed), 'file1.h5'), member === undefined ? {} : { member });
}

describe('fastMRI', () => {
  it('of many coils is k-space of slices, coils, readout and phase encoding, a block a slice', async () => {
    const file = await open(goldens.multi);
    expect([file.format, file.axes, file.blockCount]).toEqual([
      'fastmri',
      ['slice', 'coil', 'readout', 'phaseEncode'],
      3,
    ]);
    await expectArray(file, goldens.kspace);
    file.close();
  });

  it('of one coil has no axis of coils', async () => {
    const file = await open(goldens.single);
    expect([file.axes, file.acquisition.coils]).toEqual([['slice', 'readout', 'phaseEncode'], 1]);
    await expectArray(file, goldens.single_kspace);
    file.close();
  });

  it.each([
    ['multi', 'reconstruction_rss', 'rss'],
    ['single', 'reconstruction_esc', 'esc'],
  ] as const)('of %s coils has images: %s', async (which, member, golden) => {
    const file = await open(goldens[which], member);
    expect(file.axes).toEqual(['slice', 'row', 'column']);
    await expectArray(file, goldens[golden]);
    file.close();
  });

  it('has a mask along the phase encoding', async () => {
    const file = await open(goldens.single, 'mask');
    expect([file.axes, file.dtype, await file.readBlock(0)]).toEqual([
      ['phaseEncode'],
      'bool',
      Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0),
    ]);
    file.close();
  });

  it('says what the attributes and the ISMRMRD header say', async () => {
    const file = await open(goldens.multi);
    const { acquisition, essentials, geometry, members, warnings } = file;
    expect(acquisition).toEqual({
      subject: 'p01',
      description: 'AXT2',
      series: 'M1',
      protocol: 'AX T2 & more',
      modality: 'MR',
      site: 'NYU',
      manufacturer: 'SIEMENS',
      model: 'Aera',
      scanner: 'SIEMENS Aera',
      fieldStrengthTesla: 1.494,
      coils: 2,
      repetitionTimeMs: 2200,
      echoTimeMs: 27,
      flipAngleDegrees: 140,
    });
    expect(essentials).toEqual([
      ['dataset', 'kspace'],
      ['acquisition', 'AXT2'],
      ['max', '0.5'],
      ['norm', '12.5'],
      ['encoded', '16 × 10 × 1, 160 × 50 × 4.5 mm'],
      ['reconstructed', '8 × 8 × 1, 80 × 40 × 4.5 mm'],
      ['readout oversampling', '2, 16 → 8'],
      ['trajectory', 'cartesian'],
    ]);
    expect(geometry).toEqual({ axes: [2, 3], spacing: [10, 5] });
    expect(members?.map(({ name }) => name)).toEqual(['kspace', 'reconstruction_rss']);
    expect(warnings).toEqual([]);
    file.close();
  });

  it('reads a header in a text of fixed length', async () => {
    const file = await open(goldens.single);
    const { acquisition } = file;
    expect([acquisition.subject, acquisition.protocol]).toEqual(['p02', 'AX T2 & more']);
    file.close();
  });
});
