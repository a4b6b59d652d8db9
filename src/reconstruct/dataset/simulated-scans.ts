import { type Anatomy, anatomyPhantom } from '../../imaging/phantoms/anatomy.ts';
import { brainPhantom } from '../../imaging/phantoms/brain/brain.ts';
import type { Phantom } from '../../imaging/phantoms/phantom.ts';
import { simulateAcquisition } from '../../imaging/simulation/acquisition.ts';
import { biotSavartCoils } from '../../imaging/simulation/coil-maps/biot-savart-coils.ts';
import type { Contrast } from '../../imaging/simulation/signal.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { Scan, ScanEntry, ScanSource } from './scan-source.ts';

/** How digital subjects are scanned. */
export interface SimulationOptions {
  readonly subjects: number;
  /** Of each subject; 1 by default. */
  readonly slices?: number | undefined;
  readonly matrix: readonly [rows: number, columns: number];
  readonly coils: number;
  /** Brain by default. */
  readonly anatomy?: Anatomy | undefined;
  /** T₁ by default; proton density of knees. */
  readonly contrast?: Contrast | undefined;
  /** Signal to noise of the fully sampled image; 30 by default. */
  readonly snr?: number | undefined;
  readonly seed: number;
}

/** The highest slice, in mm above the basal ganglia. */
const HIGHEST_MM = 45;

/**
 * Digital subjects, each with its own anatomy, coil array and noise, scanned at twice the resolution of the matrix, so
 * that nothing is reconstructed by the model that it was made with. A subject's slices share anatomy and coils.
 *
 * @example const source = simulatedScans({ subjects: 20, matrix: [128, 128], coils: 8, seed: 1 });
 */
export function simulatedScans(options: SimulationOptions): ScanSource {
  const { subjects, slices = 1, matrix, coils } = options;
  const all = range(subjects * slices).map((scan): ScanEntry & { subjectIndex: number; slice: number } => {
    const [subjectIndex, slice] = [Math.floor(scan / slices), scan % slices];
    const subject = `simulated ${String(subjectIndex + 1).padStart(String(subjects).length, '0')}`;
    const id = slices > 1 ? `${subject}, slice ${slice + 1}` : subject;
    return { id, subject, subjectIndex, slice };
  });
  return {
    name: `simulated ${options.anatomy ?? 'brain'}s`,
    origin: 'simulated',
    scans: all,
    kspaceShape: [coils, 2, ...matrix],
    read: async (scan) => {
      const { subjectIndex, slice } = present(all[scan], 'a scan');
      return scanOf(options, subjectIndex, slice);
    },
    hash: async () => JSON.stringify({ ...options, version: 1 }),
    release: async () => undefined,
  };
}

function scanOf(options: SimulationOptions, subject: number, slice: number): Scan {
  const { matrix, coils, snr = 30, seed } = options;
  const derive = (...names: (string | number)[]) =>
    RandomStream.derive(seed, 'simulated', subject, ...names).integer(2 ** 32);
  const [rows, columns] = matrix;
  const phantom = phantomOf(options, slice, derive);
  const array = biotSavartCoils({ coils, seed: derive('coils') });
  const noise = derive('noise', slice);
  const { kspace, maps } = simulateAcquisition(phantom, { coils: array, rows, columns, snr, seed: noise });
  return { kspace, maps };
}

/** Slices of a brain are spread over it, a single one lies at a height of its own; of other anatomies each is another. */
function phantomOf(
  { anatomy = 'brain', slices = 1, contrast }: SimulationOptions,
  slice: number,
  derive: (...names: (string | number)[]) => number,
): Phantom {
  const how = contrast ? { contrast } : {};
  if (anatomy !== 'brain') return anatomyPhantom(anatomy, { seed: derive('anatomy', slice), ...how });
  const share = slices > 1 ? slice / (slices - 1) : derive('height') / 2 ** 32;
  return brainPhantom({ seed: derive('anatomy'), heightMm: HIGHEST_MM * share, ...how });
}
