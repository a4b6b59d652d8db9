import { magnitudePhantom } from '../phantoms/magnitude-phantom.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type SimulatedAcquisition, simulateAcquisition } from './acquisition.ts';
import { biotSavartCoils } from './coil-maps/biot-savart-coils.ts';

/** How {@link simulateFromMagnitude} scans. */
export interface MagnitudeOptions {
  readonly coils: number;
  /** Samples of a readout; by default half the image's rows: then no sample of the image is lost, and none is made up. */
  readonly rows?: number;
  /** Phase encodings; by default half the image's columns. */
  readonly columns?: number;
  /** 30 by default; `Infinity` for no noise. */
  readonly snr?: number;
  /** Correlation of the noise of neighboring coils, 0.1 by default. */
  readonly correlation?: number;
  /** For phase, coils and noise. */
  readonly seed: number;
}

/**
 * Multi-coil k-space of a magnitude image, such as a slice of a volume that is public only as that: with a smooth random
 * phase, a coil array, and noise in k-space. It is marked as what it is: results on it are better than on raw data, for
 * the image was denoised, filtered and interpolated before (Shimron et al., Proc. Natl. Acad. Sci. 119:e2117203119, 2022).
 *
 * @param slice magnitudes [row, column]
 * @throws InputError for other shapes and values, and as what it is made from does.
 * @example simulateFromMagnitude(shaped(slice, [256, 188]), { coils: 8, seed: 1 }); // k-space [8, 2, 128, 94]
 */
export function simulateFromMagnitude(slice: ShapedArray, options: MagnitudeOptions): SimulatedAcquisition {
  const [imageRows = 0, imageColumns = 0] = slice.shape;
  const { coils, snr = 30, correlation = 0.1, seed } = options;
  const { rows = Math.ceil(imageRows / 2), columns = Math.ceil(imageColumns / 2) } = options;
  const array = biotSavartCoils({ coils, seed });
  return simulateAcquisition(magnitudePhantom(slice, seed), {
    coils: array,
    rows,
    columns,
    snr,
    correlation,
    seed,
  });
}
