import { z } from 'zod';
import { check, InputError, present } from '../util/errors.ts';
import type { LayerType } from './define.ts';
import type { Layer } from './layer.ts';
import { Model } from './model.ts';
import type { NamedNode } from './naming.ts';
import type { LayerNode } from './node.ts';
import { inputLayer, inputOptions, layerOf } from './node.ts';
import { parseOptions } from './parse.ts';
import { layerTypes } from './registry.ts';

const FORMAT = 'echotrain-model-1';

const reference = z.string('the name of an input or a call: "conv2d", "conv2d:1"');

const modelSchema = z.strictObject({
  format: z.literal(FORMAT, `"${FORMAT}"`),
  name: z.string('a name'),
  inputs: z.array(inputOptions.required({ name: true }), 'a list of inputs'),
  layers: z.array(
    z.strictObject({
      name: z.string('a name'),
      type: z.string('a type of layer'),
      trainable: z.boolean('true or false').optional(),
      config: z.record(z.string(), z.unknown(), "the layer's settings"),
    }),
    'a list of layers',
  ),
  /** Every call of a layer, after those whose outputs it takes. */
  calls: z.array(z.strictObject({ layer: reference, inputs: z.array(reference) }), 'a list of calls'),
  outputs: z.array(reference, 'a list of outputs'),
});

/** A model's architecture as plain data, for a file: no weights and no code. */
export type ModelJson = z.output<typeof modelSchema>;

/**
 * A model's architecture as JSON. Calls are named after their layers, the second call of a shared one `name:1`.
 *
 * @example await writeFile('model.json', JSON.stringify(modelToJson(model)));
 */
export function modelToJson(model: Model): ModelJson {
  const named = new Map(model.nodes.map((one) => [one.node, one]));
  const nameOf = (node: LayerNode) => referenceTo(present(named.get(node), 'a node of the model'));
  return {
    format: FORMAT,
    name: model.name,
    inputs: model.inputs.map((node) => inputJson(node, nameOf(node))),
    layers: model.layers.map(({ name, layer }) => ({
      name,
      type: layer.type,
      ...(!layer.trainable && { trainable: false }),
      config: { ...layer.config },
    })),
    calls: model.nodes
      .filter(({ node }) => layerOf(node))
      .map(({ node, name }) => ({ layer: name, inputs: node.inputs.map(nameOf) })),
    outputs: model.outputs.map(nameOf),
  };
}

/**
 * A model from what {@link modelToJson} gave. Only data are read: types are looked up by name among the layers
 * there are, and `layers` beside them.
 *
 * @throws InputError where the JSON is not a model, naming the place.
 */
export function modelFromJson(
  json: unknown,
  { layers: others = [] }: { readonly layers?: readonly LayerType[] } = {},
): Model {
  const { name, inputs, layers, calls, outputs } = parseOptions('model file', modelSchema, json);
  checkNames([...inputs, ...layers].map((one) => one.name));
  const made = new Map(layers.map((one) => [one.name, makeLayer(one, [...others, ...layerTypes])]));
  const nodes = new References();
  const inputNodes = inputs.map((input) => nodes.add(input.name, inputLayer(input)));
  for (const { layer, inputs: names } of calls) {
    nodes.add(layer, found(made, layer, 'a layer')(names.map((one) => nodes.get(one))));
  }
  return new Model({ name, inputs: inputNodes, outputs: outputs.map((one) => nodes.get(one)) });
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  check(twice === undefined, () => ({
    where: 'model file',
    expected: 'inputs and layers with different names',
    received: `two named "${twice}"`,
  }));
}

/** Nodes by the names under which calls and outputs refer to them. */
class References {
  readonly #nodes = new Map<string, LayerNode>();
  readonly #calls = new Map<string, number>();

  add(name: string, node: LayerNode): LayerNode {
    const call = this.#calls.get(name) ?? 0;
    this.#calls.set(name, call + 1);
    this.#nodes.set(referenceTo({ name, call }), node);
    return node;
  }

  get(name: string): LayerNode {
    return found(this.#nodes, name, 'an input, or a call that comes before');
  }
}

function referenceTo({ name, call }: Pick<NamedNode, 'name' | 'call'>): string {
  return call === 0 ? name : `${name}:${call}`;
}

function inputJson({ source, shape }: LayerNode, name: string): ModelJson['inputs'][number] {
  return { name, shape: [...shape], dtype: 'dtype' in source ? source.dtype : 'float32' };
}

function makeLayer(
  { name, type, trainable, config }: ModelJson['layers'][number],
  types: readonly LayerType[],
): Layer {
  const kind = types.find((one) => one.type === type);
  check(kind !== undefined, () => ({
    where: `model file, layer "${name}"`,
    expected: `a type of layer: ${types.map((one) => one.type).join(', ')}`,
    received: `"${type}"`,
  }));
  return kind.fromConfig(config, { name, trainable });
}

function found<T>(things: ReadonlyMap<string, T>, name: string, what: string): T {
  const thing = things.get(name);
  if (thing !== undefined) return thing;
  throw new InputError({
    where: 'model file',
    expected: `${what} among ${[...things.keys()].map((key) => `"${key}"`).join(', ')}`,
    received: `"${name}"`,
  });
}
