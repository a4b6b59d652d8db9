import { check } from '../../util/errors.ts';
import { radialMask, spiralMask } from './curve-masks.ts';
import { gaussianMask, polynomialMask, randomMask, regularMask } from './line-masks.ts';
import { poissonMask } from './poisson-mask.ts';
import type { RandomMaskOptions, SamplingMask } from './sampling-mask.ts';

const makers = {
  regular: regularMask,
  random: randomMask,
  gaussian: gaussianMask,
  polynomial: polynomialMask,
  poisson: poissonMask,
  radial: radialMask,
  spiral: spiralMask,
} satisfies Record<string, (options: RandomMaskOptions) => SamplingMask>;

/** The kinds of masks by their names in study files and on the command line. */
export type MaskKind = keyof typeof makers;

/** All of {@link MaskKind}; lines first, then what undersamples both axes. */
export const maskKinds: readonly MaskKind[] = [
  'regular',
  'random',
  'gaussian',
  'polynomial',
  'poisson',
  'radial',
  'spiral',
];

/**
 * The mask of a kind by name, with that kind's defaults.
 *
 * @throws InputError for an unknown kind, and as the kind's own function.
 * @example makeMask('random', { rows: 128, columns: 128, acceleration: 4, calibrationLines: 12, seed: 1 });
 */
export function makeMask(kind: MaskKind, options: RandomMaskOptions): SamplingMask {
  check(maskKinds.includes(kind), () => ({
    where: 'makeMask',
    expected: `one of ${maskKinds.join(', ')}`,
    received: kind,
  }));
  return makers[kind](options);
}
