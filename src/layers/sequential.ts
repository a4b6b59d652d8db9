import type { Shape } from '../graph/index.ts';
import type { Layer } from './layer.ts';
import { Model } from './model.ts';
import type { InputDType } from './node.ts';
import { inputLayer } from './node.ts';

/** What a sequential model needs beside its layers. */
export interface SequentialOptions {
  /** The shape of what enters, without the batch axis. */
  readonly inputShape: Shape;
  readonly inputDtype?: InputDType;
  /** `sequential` by default. */
  readonly name?: string;
}

/**
 * A model whose layers follow one another.
 *
 * @throws InputError when a layer does not suit what the one before it gives.
 * @example sequential([dense({ units: 16, activation: 'relu' }), dense({ units: 3 })], { inputShape: [4] })
 */
export function sequential(
  layers: readonly Layer[],
  { inputShape, inputDtype = 'float32', name = 'sequential' }: SequentialOptions,
): Model {
  const input = inputLayer({ shape: [...inputShape], dtype: inputDtype });
  const output = layers.reduce((node, layer) => layer(node), input);
  return new Model({ inputs: input, outputs: output, name });
}
