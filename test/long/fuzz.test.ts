import { describe, expect, it } from 'vitest';
import { fuzzFormat } from '../../scripts/fuzz/fuzz-format.ts';
import type { SeedGroup } from '../../scripts/fuzz/seed.ts';
import { seedsByGroup } from '../../scripts/fuzz/seeds.ts';

/** Everything that is fuzzed: who adds a format has to add good files of it. */
const GROUPS = {
  analyze: true,
  bart: true,
  csv: true,
  dicom: true,
  dicomdir: true,
  fastmri: true,
  flo: true,
  gradients: true,
  gzip: true,
  hdf5: true,
  idx: true,
  ismrmrd: true,
  jpeg: true,
  matlab: true,
  nifti: true,
  npy: true,
  npz: true,
  png: true,
  pnm: true,
  tiff: true,
  twix: true,
  zip: true,
} as const satisfies Readonly<Record<SeedGroup, true>>;

/** Half a second for each; `npm run fuzz -- --count 100000` takes minutes. */
const order = { seed: 20180616, first: 0, last: Number.POSITIVE_INFINITY, limit: 500 };

describe('damaged files', () => {
  const groups = seedsByGroup();

  it('are made of good files of every kind', () => {
    expect([...groups.keys()].sort()).toEqual(Object.keys(GROUPS));
  });

  it.each([...groups])('of %s are read or refused in one line, in time', async (format, seeds) => {
    const report = await fuzzFormat({ ...order, format, seeds });
    expect(report.failures).toEqual([]);
    expect(report.read).toBeGreaterThan(0);
    expect(report.refused).toBeGreaterThan(0);
  });
});
