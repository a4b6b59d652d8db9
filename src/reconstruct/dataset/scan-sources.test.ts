import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetFolder, sketchedItem, temporaryFolder, writeNpy } from '../../../test/dataset-folder.ts';
import { range } from '../../util/arrays.ts';
import { kspaceScans } from './kspace-scans.ts';
import { magnitudeScans } from './magnitude-scans.ts';
import { simulatedScans } from './simulated-scans.ts';

/** A folder with two volumes [slice, row, column] of five slices, of which the outer ones are empty. */
function volumes(): string {
  const folder = temporaryFolder();
  const items = ['ann', 'bob'].map((subject, i) => {
    const values = Float32Array.from({ length: 5 * 64 }, (_, at) =>
      at < 64 || at >= 4 * 64 ? 0 : 1 + ((at * (i + 3)) % 7),
    );
    const file = writeNpy(folder, `${subject}.npy`, [5, 8, 8], values);
    return sketchedItem({
      ...{ id: subject, file, shape: [5, 8, 8], axes: ['slice', 'row', 'column'], subject },
    });
  });
  datasetFolder(items, folder);
  return folder;
}

const scan = { matrix: [16, 16], coils: 3, seed: 1 } as const;

describe('scans of magnitude images', () => {
  it('are made of the middle slices of volumes, whose subjects stay together', async () => {
    const source = await magnitudeScans({ folder: volumes(), slices: 3, ...scan });
    expect(source.scans.map(({ id, subject }) => [id, subject])).toEqual(
      ['ann', 'bob'].flatMap((subject) => [2, 3, 4].map((slice) => [`${subject}, slice ${slice}`, subject])),
    );
    expect([source.origin, source.kspaceShape]).toEqual(['simulated from magnitude images', [3, 2, 16, 16]]);
    const [first, again, other] = await Promise.all([0, 0, 1].map((i) => source.read(i)));
    expect(again?.kspace).toEqual(first?.kspace);
    expect(other?.maps).toEqual(first?.maps);
    expect(other?.kspace).not.toEqual(first?.kspace);
    await source.release();
  });

  it('refuse an empty slice, naming it', async () => {
    const source = await magnitudeScans({ folder: volumes(), ...scan });
    await expect(source.read(0)).rejects.toThrow(
      /ann, slice 1: expected a magnitude image that is not empty/,
    );
    await source.release();
  });

  it('are no k-space', async () => {
    await expect(kspaceScans({ folder: volumes() })).rejects.toThrow(/ann: expected k-space: complex values/);
    await expect(kspaceScans({ folder: join(temporaryFolder(), 'none') })).rejects.toThrow(/none/);
  });
});

describe('simulated scans', () => {
  it('share shape and coils within a subject, and differ between subjects', async () => {
    const source = simulatedScans({ subjects: 2, slices: 2, matrix: [16, 16], coils: 2, seed: 4 });
    expect(source.scans.map(({ id }) => id)).toEqual([
      'simulated 1, slice 1',
      'simulated 1, slice 2',
      'simulated 2, slice 1',
      'simulated 2, slice 2',
    ]);
    const scans = await Promise.all(range(4).map((i) => source.read(i)));
    expect(scans[1]?.maps).toEqual(scans[0]?.maps);
    expect(scans[2]?.maps).not.toEqual(scans[0]?.maps);
    expect(new Set(scans.map(({ kspace }) => kspace.data.join())).size).toBe(4);
    expect(await source.read(3)).toEqual(scans[3]);
  });

  it.each(['abdomen', 'knee'] as const)('may be of the %s', async (anatomy) => {
    const source = simulatedScans({ subjects: 1, matrix: [16, 16], coils: 2, anatomy, seed: 1 });
    const { kspace } = await source.read(0);
    expect(kspace.data.some((value) => value !== 0)).toBe(true);
  });
});
