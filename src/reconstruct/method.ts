import type { ShapedArray } from '../imaging/shaped-array.ts';
import { check } from '../util/errors.ts';
import type { Acquisition } from './acquisition.ts';

/** Values of parameters, by name. */
export type Parameters = Readonly<Record<string, number>>;

/** A parameter that {@link tune} chooses: positive, and searched on a logarithmic scale. */
export interface TunableParameter {
  readonly name: string;
  /** Taken where the caller gives none. */
  readonly default: number;
  /** Where the search begins; it goes beyond when the best lies at an end. */
  readonly range: readonly [low: number, high: number];
}

/** What may be said to one reconstruction. */
export interface ReconstructionOptions {
  /**
   * Called after each iteration of an iterative method, with its number from 1 on, and what copies the image so far. A
   * promise is awaited before the next one.
   */
  readonly onIteration?: (iteration: number, image: () => ShapedArray) => void | Promise<void>;
  /** Ends the reconstruction between two iterations, by the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A way to reconstruct slices. */
export interface Method {
  /** As it is called on the command line. */
  readonly name: string;
  /** Whether it combines coils by their sensitivities, which an acquisition then must have. */
  readonly needsMaps: boolean;
  /** What {@link tune} may choose. */
  readonly tunable: readonly TunableParameter[];
  /**
   * Reconstructs one slice: the complex image [2, row, column], or a magnitude [1, row, column] where coils are
   * combined by root-sum-of-squares.
   *
   * @param parameters those of {@link tunable} that shall differ from their defaults
   * @throws InputError for an acquisition whose parts do not fit, and parameters that there are not.
   */
  reconstruct(
    acquisition: Acquisition,
    parameters?: Parameters,
    options?: ReconstructionOptions,
  ): Promise<ShapedArray>;
  /** Frees what the method holds on its device. */
  release(): Promise<void>;
}

/**
 * A value for each of a method's parameters: the given one, or the default.
 *
 * @throws InputError for a parameter that there is not, and for a value that is negative or no number.
 */
export function parameterValues({ name: where, tunable }: Method, given: Parameters): Parameters {
  const names = tunable.map(({ name }) => name);
  for (const [name, value] of Object.entries(given)) {
    check(names.includes(name), () => ({
      where,
      expected: names.length > 0 ? `parameters among ${names.join(', ')}` : 'no parameters',
      received: `"${name}"`,
    }));
    check(value >= 0 && Number.isFinite(value), () => ({
      where,
      expected: `a ${name} of 0 or more`,
      received: `${value}`,
    }));
  }
  return Object.fromEntries(tunable.map((one) => [one.name, given[one.name] ?? one.default]));
}
