import { inputsOf } from '../../data/index.ts';
import { type StreamedDataset, streamItems } from '../../data/node.ts';
import { shaped } from '../../imaging/index.ts';
import { magnitudePhantom } from '../../imaging/phantoms/magnitude-phantom.ts';
import { simulateAcquisition } from '../../imaging/simulation/acquisition.ts';
import { biotSavartCoils } from '../../imaging/simulation/coil-maps/biot-savart-coils.ts';
import { OVERSAMPLING } from '../../imaging/simulation/encode.ts';
import { range } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { findItems, type ItemFiles, scanEntries } from './find-items.ts';
import type { Scan, ScanEntry, ScanSource } from './scan-source.ts';

/** How magnitude images are scanned. */
export interface MagnitudeOptions extends ItemFiles {
  /** How many slices of each volume, those in its middle; all by default. */
  readonly slices?: number | undefined;
  readonly matrix: readonly [rows: number, columns: number];
  readonly coils: number;
  /** Signal to noise of the fully sampled image; 30 by default. */
  readonly snr?: number | undefined;
  readonly seed: number;
}

/**
 * Multi-coil k-space made from magnitude images: slices of volumes, with a smooth random phase, seen by coils of their
 * own, with noise. What scanners and archives did to the images before (filters, interpolation, compression) is in them,
 * so numbers come out too good ("data crimes": Shimron et al., PNAS 119:e2117203119, 2022).
 *
 * @throws InputError where there are no images, or one is empty.
 * @example const source = await magnitudeScans({ folder: 'datasets/brains', matrix: [128, 128], coils: 8, seed: 1 });
 */
export async function magnitudeScans(options: MagnitudeOptions): Promise<ScanSource> {
  const { where = {}, matrix, coils, seed, snr = 30, ...place } = options;
  const { name, items, pathsOf } = await findItems(place);
  const size = matrix.map((length) => OVERSAMPLING * length);
  const data = streamItems(items, pathsOf, name, {
    ...{ items: 'slices', complex: 'magnitude', task: 'none', where, size },
  });
  const all = scanEntries(data);
  const chosen = middleSlices(all, options.slices);
  const scans = chosen.map((i) => present(all[i], 'a slice'));
  return {
    name: `${name}, scanned`,
    origin: 'simulated from magnitude images',
    scans,
    kspaceShape: [coils, 2, ...matrix],
    read: async (scan) => {
      const { id, subject } = present(scans[scan], 'a slice');
      const image = await inputsOf(data, [present(chosen[scan], 'a slice')]);
      checkImage(id, image, data);
      return scanOf(image, { matrix, coils, snr, seed, id, subject });
    },
    hash: async () => JSON.stringify([await data.hash(), chosen, matrix, coils, snr, seed]),
    release: () => data.release(),
  };
}

/** Which entries are the middle ones of their item. */
function middleSlices(all: readonly ScanEntry[], most = Number.POSITIVE_INFINITY): number[] {
  const items = Map.groupBy(range(all.length), (i) => all[i]?.item);
  return [...items.values()].flatMap((slices) => {
    const first = Math.max(0, Math.floor((slices.length - most) / 2));
    return slices.slice(first, first + most);
  });
}

interface ScanPlan {
  readonly matrix: readonly [rows: number, columns: number];
  readonly coils: number;
  readonly snr: number;
  readonly seed: number;
  readonly id: string;
  readonly subject: string;
}

function scanOf(image: Float32Array, { matrix, coils, snr, seed, id, subject }: ScanPlan): Scan {
  const [rows, columns] = matrix;
  const derive = (what: string, whose: string) =>
    RandomStream.derive(seed, 'scanned', what, whose).integer(2 ** 32);
  const slice = shaped(image, [OVERSAMPLING * rows, OVERSAMPLING * columns]);
  const { kspace, maps } = simulateAcquisition(magnitudePhantom(slice, derive('phase', id)), {
    ...{ coils: biotSavartCoils({ coils, seed: derive('coils', subject) }), rows, columns, snr },
    seed: derive('noise', id),
  });
  return { kspace, maps };
}

function checkImage(id: string, image: Float32Array, { name, inputShape }: StreamedDataset): void {
  const [channels = 1] = inputShape;
  check(channels === 1 && image.some((value) => value > 0), () => ({
    where: `data, ${name}, ${id}`,
    expected: 'a magnitude image that is not empty',
    received: channels === 1 ? 'no value above 0' : `${channels} channels`,
    remedy: 'Take fewer slices from the middle of each volume: slices: 20.',
  }));
}
