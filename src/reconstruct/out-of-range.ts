import type { TrainedFor } from './trained-for.ts';

/** What a scan is undersampled like. */
export interface ScanConditions {
  /** [coil, 2, row, column]. */
  readonly shape: readonly number[];
  readonly acceleration: number;
  /** The kind of mask and its calibration lines, where known. */
  readonly mask?: string | undefined;
  readonly calibrationLines?: number | undefined;
}

/**
 * In which ways a scan is not what a network was trained for, in a sentence each: its images cannot be trusted then.
 *
 * @example outOfRange(network.trainedFor, { shape, acceleration: 8 }) // ["It was trained for R = 4, not 8."]
 */
export function outOfRange(trained: TrainedFor, scan: ScanConditions): string[] {
  const [coils, , rows, columns] = scan.shape;
  const [lowest, highest] = [Math.min(...trained.accelerations), Math.max(...trained.accelerations)];
  const differences: [boolean, string, string][] = [
    [
      trained.matrix[0] !== rows || trained.matrix[1] !== columns,
      `${trained.matrix.join(' × ')}`,
      `${rows} × ${columns}`,
    ],
    [trained.coils !== coils, `${trained.coils} coils`, `${coils}`],
    [
      scan.acceleration < 0.95 * lowest || scan.acceleration > 1.05 * highest,
      `R = ${lowest === highest ? lowest : `${lowest} to ${highest}`}`,
      `${Number(scan.acceleration.toFixed(2))}`,
    ],
    [scan.mask !== undefined && scan.mask !== trained.mask, `${trained.mask} masks`, `${scan.mask}`],
    [
      scan.calibrationLines !== undefined && scan.calibrationLines !== trained.calibrationLines,
      `${trained.calibrationLines} calibration lines`,
      `${scan.calibrationLines}`,
    ],
  ];
  return differences
    .filter(([differs]) => differs)
    .map(([, expected, received]) => `The network was trained for ${expected}, not ${received}.`);
}
