import { present } from '../util/errors.ts';
import type { Model } from './model.ts';
import type { LayerNode } from './node.ts';
import { layerOf } from './node.ts';
import type { Sight } from './sight.ts';

/**
 * How many positions of the model's input one number of an output may depend on, along each spatial axis;
 * `everything` where it may depend on all of them, undefined where there are no positions. Statistics that
 * normalizations take over all positions do not count.
 */
export type ReceptiveField = readonly number[] | 'everything' | undefined;

/** A field, and how many input positions lie from one number to the next. */
type Reach =
  | { readonly field: readonly number[]; readonly jumps: readonly number[] }
  | 'everything'
  | undefined;

/** The receptive fields of all nodes of a model (Araujo et al. 2019, Computing receptive fields). */
export function receptiveFields(model: Model): Map<LayerNode, ReceptiveField> {
  const reaches = new Map<LayerNode, Reach>();
  for (const { node } of model.nodes) {
    const inputs = node.inputs.map((input) => reaches.get(input));
    reaches.set(node, layerOf(node) ? through(node, widest(inputs)) : ofInput(node));
  }
  return new Map([...reaches].map(([node, reach]) => [node, fieldOf(reach)]));
}

function ofInput({ shape }: LayerNode): Reach {
  const spatial = shape.slice(1);
  return spatial.length === 0 ? undefined : { field: spatial.map(() => 1), jumps: spatial.map(() => 1) };
}

function through(node: LayerNode, reach: Reach): Reach {
  const sight = layerOf(node)?.sight(node.inputs.map(({ shape }) => shape));
  if (!sight || !reach || reach === 'everything') return reach;
  return sight === 'everything' ? 'everything' : beyond(reach, sight);
}

/** r' = r + (k − 1) j,  j' = j s, with reach k and stride s. */
function beyond({ field, jumps }: Exclude<Reach, string | undefined>, sight: Exclude<Sight, string>): Reach {
  if (sight.reach.length !== field.length) return undefined;
  return {
    field: field.map((size, i) => size + ((sight.reach[i] ?? 1) - 1) * (jumps[i] ?? 1)),
    jumps: jumps.map((jump, i) => jump * (sight.strides[i] ?? 1)),
  };
}

/** What several inputs together have seen. */
function widest(reaches: readonly Reach[]): Reach {
  return reaches.reduce((a, b) => {
    if (!a || !b) return a ?? b;
    if (a === 'everything' || b === 'everything') return 'everything';
    const field = a.field.map((size, i) => Math.max(size, present(b.field[i], 'an axis')));
    return { field, jumps: a.jumps };
  });
}

function fieldOf(reach: Reach): ReceptiveField {
  return typeof reach === 'object' ? reach.field.map(Math.ceil) : reach;
}
