import { z } from 'zod';
import type { DType, Shape } from '../graph/index.ts';
import type { Layer } from './layer.ts';
import { countOption } from './options.ts';
import { parseOptions } from './parse.ts';

/** An input of a model. */
export interface ModelInput {
  readonly name: string | undefined;
  readonly dtype: InputDType;
}

/** What the numbers of an input may be. */
export type InputDType = Exclude<DType, 'bool' | 'float64'>;

/** What a layer gives when it is called: one place in a model's graph, with nothing computed yet. */
export interface LayerNode {
  /** The layer, or what there is to know of an input. */
  readonly source: Layer | ModelInput;
  readonly inputs: readonly LayerNode[];
  /** The shape without the batch axis. */
  readonly shape: Shape;
}

/** The options of {@link inputLayer}. */
export const inputOptions = z.strictObject({
  /** The shape without the batch axis: [channel, row, column] of images. */
  shape: z.array(countOption, 'a shape without the batch axis, such as [1, 28, 28]'),
  /** What the numbers are; float32 by default, int64 for the indices that an Embedding takes. */
  dtype: z
    .literal(['float32', 'int32', 'int64', 'uint8'], "'float32', 'int32', 'int64' or 'uint8'")
    .default('float32'),
  name: z.string().min(1, 'a name').optional(),
});

/**
 * Where data enter a model.
 *
 * @throws InputError when the shape is not one.
 * @example const x = inputLayer({ shape: [1, 28, 28] });
 */
export function inputLayer(options: z.input<typeof inputOptions>): LayerNode {
  const { name, shape, dtype } = parseOptions('inputLayer', inputOptions, options);
  return { source: { name, dtype }, inputs: [], shape };
}

/** The layer that made a node; undefined for an input. */
export function layerOf({ source }: LayerNode): Layer | undefined {
  return 'trace' in source ? source : undefined;
}
