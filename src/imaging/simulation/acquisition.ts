import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { inverseCenteredFft } from '../fourier/centered.ts';
import type { ComplexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { Phantom, Pose, SimulationOrigin } from '../phantoms/phantom.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import type { CoilArray } from './coil-maps/coil-array.ts';
import { encode, OVERSAMPLING } from './encode.ts';
import { addNoise, neighborCovariance } from './noise.ts';

/** How an object is scanned. */
export interface AcquisitionOptions {
  readonly coils: CoilArray;
  /** Samples of a readout. */
  readonly rows: number;
  /** Phase encodings. */
  readonly columns: number;
  /** Signal to noise, see {@link SimulatedAcquisition.sigma}; without, there is no noise. */
  readonly snr?: number;
  /** Correlation of the noise of neighboring coils, 0 by default. */
  readonly correlation?: number;
  /** Where the object lies while each column is acquired; without, it does not move. */
  readonly poses?: readonly Pose[];
  /** For the noise. */
  readonly seed: number;
}

/** What a scan gives, and what only a simulation knows. */
export interface SimulatedAcquisition {
  readonly origin: SimulationOrigin;
  /** Fully sampled, [coil, 2, row, column]. */
  readonly kspace: ShapedArray;
  /** Sensitivities of root-sum-of-squares 1 everywhere, of the same shape. */
  readonly maps: ShapedArray;
  /** The coils' images without noise, combined by the sensitivities, [2, row, column]; as at the center of k-space. */
  readonly reference: ShapedArray;
  /**
   * Standard deviation of the real part of white noise: the mean magnitude of the reference, where it exceeds a tenth of
   * its largest, divided by the signal to noise. The fully sampled image, combined by the sensitivities, has this noise.
   */
  readonly sigma: number;
  /** Ψ: the noise's covariance between coils is σ² Ψ for real and imaginary parts each. */
  readonly covariance: ComplexMatrix;
}

/** Fainter than this share of the brightest sample is not the object. */
const OBJECT = 0.1;

/**
 * Scans a phantom: object and sensitivities at twice the resolution, k-space cut to the matrix, complex Gaussian noise,
 * correlated between coils, in k-space. With poses, the object moves between phase encodings, the coils do not.
 *
 * @throws InputError for a signal to noise of 0 or less, or other than one pose a column.
 * @example simulateAcquisition(brainPhantom({ seed: 1 }), { coils: biotSavartCoils({ coils: 8, seed: 1 }), rows: 128, columns: 128, snr: 30, seed: 1 });
 */
export function simulateAcquisition(phantom: Phantom, options: AcquisitionOptions): SimulatedAcquisition {
  const { coils, rows, columns, snr = Number.POSITIVE_INFINITY, correlation = 0, seed } = options;
  checkOptions(options, snr);
  const fine = coils.maps(OVERSAMPLING * rows, OVERSAMPLING * columns);
  const maps = normalized(coils.maps(rows, columns));
  const kspace = scanned(phantom, fine, options);
  const { poses } = options;
  const atCenter = poses?.[Math.floor(columns / 2)];
  const still = poses ? encode(imageIn(phantom, rows, columns, atCenter), fine, rows, columns) : kspace;
  const reference = combined(still, maps);
  const sigma = meanOfObject(reference) / snr;
  const covariance = neighborCovariance(coils.coils, correlation);
  if (sigma > 0) addNoise(kspace, sigma, covariance, RandomStream.derive(seed, 'acquisition'));
  return { origin: phantom.origin ?? 'simulated', kspace, maps, reference, sigma, covariance };
}

function imageIn(phantom: Phantom, rows: number, columns: number, pose?: Pose): ShapedArray {
  return phantom.image(OVERSAMPLING * rows, OVERSAMPLING * columns, pose);
}

/** k-space in which each column is of the object's pose at that time. */
function scanned(
  phantom: Phantom,
  maps: ShapedArray,
  { rows, columns, poses }: AcquisitionOptions,
): ShapedArray {
  if (!poses) return encode(imageIn(phantom, rows, columns), maps, rows, columns);
  const [coils = 0] = maps.shape;
  const kspace = new Float32Array(2 * coils * rows * columns);
  const byPose = Map.groupBy(poses.keys(), (column) => JSON.stringify(poses[column]));
  for (const shot of byPose.values()) {
    const image = imageIn(phantom, rows, columns, poses[shot[0] ?? 0]);
    const { data } = encode(image, maps, rows, columns);
    for (const column of shot) for (let i = column; i < data.length; i += columns) kspace[i] = data[i] ?? 0;
  }
  return shaped(kspace, [coils, 2, rows, columns]);
}

/** The maps divided by their root-sum-of-squares. */
function normalized({ data, shape }: ShapedArray): ShapedArray {
  const [, , rows = 0, columns = 0] = shape;
  const points = rows * columns;
  const result = new Float32Array(data.length);
  for (let i = 0; i < points; i++) {
    let square = 0;
    for (let at = i; at < data.length; at += points) square += (data[at] ?? 0) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = i; at < data.length; at += points) result[at] = scale * (data[at] ?? 0);
  }
  return shaped(result, shape);
}

/** Σ conj(S) x over the coils' images x. */
function combined(kspace: ShapedArray, maps: ShapedArray): ShapedArray {
  const [coils = 0, , rows = 0, columns = 0] = kspace.shape;
  const points = rows * columns;
  const images = inverseCenteredFft(kspace.data, kspace.shape);
  const sum = new Float32Array(2 * points);
  for (let coil = 0; coil < coils; coil++) {
    const at = 2 * coil * points;
    for (let i = at; i < at + points; i++) {
      const [xr, xi] = [images[i] ?? 0, images[i + points] ?? 0];
      const [sr, si] = [maps.data[i] ?? 0, maps.data[i + points] ?? 0];
      sum[i - at] = (sum[i - at] ?? 0) + sr * xr + si * xi;
      sum[i - at + points] = (sum[i - at + points] ?? 0) + sr * xi - si * xr;
    }
  }
  return shaped(sum, [2, rows, columns]);
}

function meanOfObject({ data }: ShapedArray): number {
  const points = data.length / 2;
  const magnitudes = Float32Array.from({ length: points }, (_, i) =>
    Math.sqrt((data[i] ?? 0) ** 2 + (data[points + i] ?? 0) ** 2),
  );
  const largest = magnitudes.reduce((a, b) => Math.max(a, b), 0);
  const object = magnitudes.filter((magnitude) => magnitude > OBJECT * largest);
  return object.length === 0 ? 0 : object.reduce((a, b) => a + b, 0) / object.length;
}

function checkOptions({ columns, poses }: AcquisitionOptions, snr: number): void {
  const where = 'simulateAcquisition';
  check(snr > 0, () => ({ where, expected: 'a signal to noise above 0', received: `${snr}` }));
  check(!poses || poses.length === columns, () => ({
    where,
    expected: `a pose for each of ${columns} columns`,
    received: `${poses?.length}`,
  }));
}
