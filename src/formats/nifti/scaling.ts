import { check } from '../../util/errors.ts';
import type { NiftiHeader } from './header.ts';

/** Stored values become `slope · value + intercept`. */
export interface Scaling {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * How stored values are to be scaled; undefined where not at all: slope 0 or not finite, or 1 with intercept 0. ANALYZE
 * files may say it by extremes instead, as SPM2 reads them: those stored and those calibrated.
 *
 * @throws InputError for a NIfTI file with a slope but no finite intercept.
 */
export function scalingOf(header: NiftiHeader, where: string): Scaling | undefined {
  const { slope, intercept } = header;
  if (slope === 0 || !Number.isFinite(slope))
    return header.kind === 'analyze' ? byExtremes(header) : undefined;
  const finite = Number.isFinite(intercept);
  check(finite || header.kind === 'analyze', () => ({
    where,
    expected: 'a finite scl_inter beside scl_slope',
    received: `${intercept}`,
    remedy: 'The header is damaged.',
  }));
  return effective({ slope, intercept: finite ? intercept : 0 });
}

function byExtremes({ stored, calibrated }: NiftiHeader): Scaling | undefined {
  const range = stored[1] - stored[0];
  const slope = Math.fround(calibrated[1] - calibrated[0]) / range;
  if (range === 0 || slope === 0 || !Number.isFinite(slope)) return undefined;
  return effective({ slope, intercept: calibrated[0] - slope * stored[0] });
}

function effective(scaling: Scaling): Scaling | undefined {
  return scaling.slope === 1 && scaling.intercept === 0 ? undefined : scaling;
}

/** Scales a piece in float64; of complex values the intercept is added to the real part. */
export function scale(
  values: ArrayLike<number>,
  { slope, intercept }: Scaling,
  complex: boolean,
): Float64Array {
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < scaled.length; i++) {
    const shift = complex && i % 2 === 1 ? 0 : intercept;
    scaled[i] = (values[i] ?? 0) * slope + shift;
  }
  return scaled;
}
