/** What a network has to beat. */
import type { ShapedArray } from 'echotrain/imaging';
import {
  cgSense,
  type Method,
  magnitudeImage,
  type Parameters,
  totalVariation,
  tune,
  zeroFilled,
} from 'echotrain/reconstruct';
import type { Execution } from 'echotrain/train';
import type { Parts, Slice } from './slices.ts';

/** The methods that a network has to beat, by their names. */
const baselines = {
  'zero-filled': () => zeroFilled(),
  'CG-SENSE': (execution) => cgSense({ ...execution, iterations: 30 }),
  'total variation': (execution) => totalVariation({ ...execution, iterations: 80 }),
} satisfies Readonly<Record<string, (execution: Execution) => Method>>;

/** Which of them. */
export type BaselineName = keyof typeof baselines;

/** Validation slices that methods are tuned on. */
const TUNING_SLICES = 2;

/** A method at the best regularization that the validation part knows. */
export interface TunedMethod {
  readonly regularization: number | undefined;
  readonly imagesOf: (slices: readonly Slice[]) => Promise<ShapedArray[]>;
  readonly release: () => Promise<void>;
}

/** Tunes a method: a baseline that was not tuned is not a baseline. */
export async function tuned(
  name: BaselineName,
  { validation }: Parts,
  execution: Execution,
): Promise<TunedMethod> {
  const method = baselines[name](execution);
  const parameters: Parameters =
    method.tunable.length > 0
      ? (await tune(method, validation.slice(0, TUNING_SLICES), { gridSize: 5, precision: 1.5 })).parameters
      : {};
  return {
    regularization: parameters.regularization,
    imagesOf: async (slices) => {
      const images: ShapedArray[] = [];
      for (const { acquisition } of slices) {
        images.push(magnitudeImage(await method.reconstruct(acquisition, parameters)));
      }
      return images;
    },
    release: () => method.release(),
  };
}
