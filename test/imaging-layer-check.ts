import { constant } from '../src/graph/index.ts';
import { inputLayer, type Layer, Model } from '../src/layers/index.ts';
import { modelLayerTypes } from '../src/models/index.ts';
import { present } from '../src/util/errors.ts';
import { checkLayer, type LayerCheck } from './layer-check.ts';
import { runGraph } from './run-graph.ts';

/** The shapes on which layers of image reconstruction are tried. */
export const shapes = { coilImages: [3, 2, 4, 5], image: [2, 4, 5], mask: [1, 1, 4, 5] };

/** Proves what every layer owes, with zeros and ones where a mask is wanted. */
export function checkImagingLayer(what: string, make: () => Layer, inputs: LayerCheck['inputs']): void {
  checkLayer(what, make, {
    inputs,
    types: modelLayerTypes,
    fill: (sampler, shape) =>
      shape.length === 5 && shape[2] === 1 ? sampler.integers(shape, 0, 2, 'float32') : sampler.normal(shape),
  });
}

/** One item of plain numbers. */
export interface Item {
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What a layer with its initial weights makes of one item for each input. */
export async function valuesOf(layer: Layer, ...inputs: readonly Item[]): Promise<number[]> {
  const nodes = inputs.map(({ shape }) => inputLayer({ shape: [...shape] }));
  const model = new Model({ inputs: nodes, outputs: layer(nodes) });
  const initial = model.initialWeights(1);
  const weights = new Map(
    model.weights.map(({ name, shape }) => [name, constant(present(initial.get(name), name), shape)]),
  );
  const tensors = inputs.map(({ shape, values }) => constant(values, [1, ...shape]));
  const [y] = model.forward(tensors, weights).outputs;
  return Array.from((await runGraph({ y: present(y, 'an output') })).y ?? [], Number);
}

/** k-space of one coil and one row, the same in real and imaginary part. */
export function lineOf(...values: number[]): Item {
  return { shape: [1, 2, 1, values.length], values: [...values, ...values] };
}

/** A mask of one row. */
export function maskOf(...values: number[]): Item {
  return { shape: [1, 1, 1, values.length], values };
}
