import { nrmse } from '../evaluate/image-quality/squared-errors.ts';
import type { LinearOperator } from '../imaging/operators/linear-operator.ts';
import type { ShapedArray } from '../imaging/shaped-array.ts';
import { type TvTomographyOptions, tvTomography } from '../imaging/tomography/tv-tomography.ts';
import { sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { Acquisition } from './acquisition.ts';
import { magnitudeImage } from './magnitude-image.ts';
import type { Method, Parameters, TunableParameter } from './method.ts';
import { type SearchOptions, searchParameters, type Tuning } from './parameter-search.ts';

/** A slice whose true image is known: never one that the method is judged on afterwards. */
export interface ValidationCase {
  readonly acquisition: Acquisition;
  /** The fully sampled image, complex [2, row, column] or magnitudes [1, row, column]. */
  readonly reference: ShapedArray;
}

/** How parameters are chosen. */
export interface TuningOptions extends SearchOptions {
  /** What is made small, of magnitudes [row, column], on the mean over the cases; {@link nrmse} by default. */
  readonly metric?: (reference: ShapedArray, image: ShapedArray) => number;
}

/**
 * Chooses a method's parameters on validation cases, so that it is a fair baseline: see {@link searchParameters}.
 *
 * @throws InputError where there are no cases.
 * @example
 * const { parameters, warnings } = await tune(totalVariation({ device }), validationCases);
 * const image = await method.reconstruct(acquisition, parameters);
 */
export async function tune(
  method: Method,
  cases: readonly ValidationCase[],
  options: TuningOptions = {},
): Promise<Tuning> {
  checkCases(method.name, cases);
  const { metric = nrmse } = options;
  const score = async (parameters: Parameters) => {
    const scores: number[] = [];
    for (const { acquisition, reference } of cases) {
      const image = await method.reconstruct(acquisition, parameters);
      scores.push(metric(magnitudeImage(reference), magnitudeImage(image)));
    }
    return sum(scores) / scores.length;
  };
  return searchParameters(method, score, options);
}

/** Projections of something whose attenuation is known: never one that is judged on afterwards. */
export interface TomographyCase {
  /** [projection, detector] */
  readonly sinogram: ShapedArray;
  /** Attenuation in 1/mm, [row, column]. */
  readonly reference: ShapedArray;
}

/**
 * Chooses the regularization of {@link tvTomography} in the same way.
 *
 * @throws InputError where there are no cases, or one does not fit the operator.
 * @example
 * const { parameters } = await tuneTvTomography(fanBeam(scan, grid), validationCases);
 */
export async function tuneTvTomography(
  operator: LinearOperator,
  cases: readonly TomographyCase[],
  options: TuningOptions & Omit<TvTomographyOptions, 'regularization'> = {},
): Promise<Tuning> {
  checkCases('tvTomography', cases);
  const { metric = nrmse } = options;
  const score = ({ regularization = TV_TOMOGRAPHY.default }: Parameters) =>
    Promise.resolve(
      sum(
        cases.map(({ sinogram, reference }) =>
          metric(reference, tvTomography(operator, sinogram, { ...options, regularization })),
        ),
      ) / cases.length,
    );
  return searchParameters({ name: 'tvTomography', tunable: [TV_TOMOGRAPHY] }, score, options);
}

const TV_TOMOGRAPHY: TunableParameter = { name: 'regularization', default: 0.05, range: [1e-3, 10] };

function checkCases(name: string, cases: readonly unknown[]): void {
  check(cases.length > 0, () => ({
    where: `tune ${name}`,
    expected: 'validation cases',
    received: 'none',
  }));
}
