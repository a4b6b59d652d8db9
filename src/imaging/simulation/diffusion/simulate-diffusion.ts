import { range } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';
import { RandomStream } from '../../../util/random.ts';
import { type ShapedArray, shaped } from '../../shaped-array.ts';
import { withRicianNoise } from '../rician.ts';
import { gradientDirections } from './directions.ts';
import { compartmentSignal, meanKurtosis, meanTensor } from './kurtosis.ts';
import { type Direction, fractionalAnisotropy, meanDiffusivity } from './tensor.ts';
import { randomVoxel, voxelStream } from './voxels.ts';

/** One measurement: how strongly diffusion is weighted, in s/mm², and along which direction. */
export interface Weighting {
  readonly b: number;
  readonly direction: Direction;
}

/** A shell: so many directions at one b-value in s/mm². */
export interface Shell {
  readonly b: number;
  readonly directions: number;
}

/**
 * A measurement without weighting, then every shell's directions, spread evenly within it.
 *
 * @example const scheme = diffusionScheme([{ b: 1000, directions: 5 }, { b: 2000, directions: 6 }], 1); // 12 measurements
 */
export function diffusionScheme(shells: readonly Shell[], seed: number): readonly Weighting[] {
  const wrong = shells.find(({ b }) => !(b > 0 && b <= 20_000));
  check(shells.length > 0 && !wrong, () => ({
    where: 'diffusionScheme',
    expected: 'shells with b above 0, in s/mm²',
    received: wrong ? `${wrong.b}` : 'none',
  }));
  const weighted = shells.flatMap(({ b, directions }, i) =>
    gradientDirections(directions, seed + i).map((direction) => ({ b, direction })),
  );
  return [{ b: 0, direction: [0, 0, 1] }, ...weighted];
}

/** Which voxels are measured, and how. */
export interface DiffusionOptions {
  readonly voxels: number;
  readonly scheme: readonly Weighting[];
  /** Signal to noise without weighting, 30 by default; `Infinity` for none. */
  readonly snr?: number;
  readonly seed: number;
}

/** What a diffusion measurement says, and what was to be found. */
export interface DiffusionData {
  /** [voxel, measurement], Rician, 1 without weighting and noise. */
  readonly signals: ShapedArray;
  /** [voxel, map]: the {@link diffusionMaps}. */
  readonly maps: ShapedArray;
}

/** The maps of {@link simulateDiffusion}: FA, MD in µm²/ms, and MK. */
export const diffusionMaps = ['fractional anisotropy', 'mean diffusivity', 'mean kurtosis'] as const;

/** So many directions cover the sphere where a mean is taken over it. */
const COVERING = 64;

/**
 * Random voxels of the brain, each of several compartments, as a diffusion-weighted scan sees them, with the maps that
 * follow from the compartments. No model that could be fitted made the signals: they are sums of exponentials.
 *
 * @throws InputError for a number of voxels or a signal to noise that cannot be.
 * @example simulateDiffusion({ voxels: 20_000, scheme: diffusionScheme([{ b: 1000, directions: 11 }], 1), snr: 30, seed: 1 });
 */
export function simulateDiffusion({ voxels, scheme, snr = 30, seed }: DiffusionOptions): DiffusionData {
  check(Number.isInteger(voxels) && voxels >= 1 && snr > 0, () => ({
    where: 'simulateDiffusion',
    expected: 'at least 1 voxel, and a signal to noise above 0',
    received: `${voxels}, and ${snr}`,
  }));
  const covering = gradientDirections(COVERING, 0);
  const signals = new Float32Array(voxels * scheme.length);
  const maps = new Float32Array(voxels * diffusionMaps.length);
  for (const voxel of range(voxels)) {
    const { compartments } = randomVoxel(voxelStream(seed, voxel));
    const clean = scheme.map(({ b, direction }) => compartmentSignal(compartments, b, direction));
    signals.set(clean, voxel * scheme.length);
    const tensor = meanTensor(compartments);
    const kurtosis = Math.max(0, meanKurtosis(compartments, covering));
    maps.set(
      [fractionalAnisotropy(tensor), 1000 * meanDiffusivity(tensor), kurtosis],
      voxel * diffusionMaps.length,
    );
  }
  const measured = withRicianNoise(signals, 1 / snr, RandomStream.derive(seed, 'diffusion noise'));
  return {
    signals: shaped(measured, [voxels, scheme.length]),
    maps: shaped(maps, [voxels, diffusionMaps.length]),
  };
}
