import { z } from 'zod';
import type { Shape, Tensor } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { check, present } from '../util/errors.ts';
import type { CallContext, Layer, LayerConfig } from './layer.ts';
import { layerTitle, within } from './layer.ts';
import type { LayerNode } from './node.ts';
import { layerOf } from './node.ts';
import { parseOptions } from './parse.ts';
import type { Sight } from './sight.ts';
import type { WeightSpec } from './weight.ts';

/** A layer's weights while it is traced, by name. */
export type WeightTensors = (name: string) => Tensor;

/** All there is to say about a kind of layer with several inputs. `C` are its settings, `O` what callers write. */
export interface MergingDefinition<C extends LayerConfig, O> {
  /** Keras's class name. */
  readonly type: string;
  /** What may be set: checked, and completed with defaults. */
  readonly options: z.ZodType<C, O>;
  /** Checks the inputs' shapes and gives the output's, all without the batch axis. */
  readonly outputShape: (inputs: readonly Shape[], config: C) => Shape;
  /** Its weights; none by default. */
  readonly weights?: (inputs: readonly Shape[], config: C) => readonly WeightSpec[];
  /** The output from inputs with a batch axis. */
  readonly trace: (
    inputs: readonly Tensor[],
    config: C,
    weights: WeightTensors,
    context: CallContext,
  ) => Tensor;
  /** How far it looks in space; one position by default. */
  readonly sight?: (inputs: readonly Shape[], config: C) => Sight;
}

/** All there is to say about a kind of layer with one input; see {@link MergingDefinition}. */
export interface LayerDefinition<C extends LayerConfig, O> {
  readonly type: string;
  readonly options: z.ZodType<C, O>;
  readonly outputShape: (input: Shape, config: C) => Shape;
  readonly weights?: (input: Shape, config: C) => readonly WeightSpec[];
  readonly trace: (input: Tensor, config: C, weights: WeightTensors, context: CallContext) => Tensor;
  readonly sight?: (input: Shape, config: C) => Sight;
}

/** What every layer can be told. */
export interface LayerSettings {
  /** Its name in the model, in messages and in weight files; unique within a model. */
  readonly name?: string | undefined;
  /** Whether the optimizer may change its weights; true by default. */
  readonly trainable?: boolean | undefined;
}

/** Slashes and colons are what weights and calls are told apart by. */
const settingsOption = z.object({
  name: z
    .string()
    .regex(/^[^/:]+$/, 'a name without "/" and ":"')
    .optional(),
  trainable: z.boolean('true or false').optional(),
});

/** What callers may write, where `O` are the type's own options. */
type Given<O> = O extends Record<string, never> ? LayerSettings : O & LayerSettings;

/** Options may be left out where none of them is required. */
type Arguments<O> = Record<never, never> extends O ? [options?: Given<O>] : [options: Given<O>];

/** A type of layer, as files name it. */
export interface LayerType {
  readonly type: string;
  /** A layer from settings that a file holds. @throws InputError when they are not such settings. */
  fromConfig(config: unknown, settings: LayerSettings): Layer;
}

/** Makes layers of one type from options `O`. @throws InputError when they are not such options. */
export interface LayerFactory<O> extends LayerType {
  (...options: Arguments<O>): Layer;
}

/**
 * Defines a type of layer with one input.
 *
 * @example
 * const scale = defineLayer({
 *   type: 'Scale',
 *   options: z.strictObject({ factor: z.number() }),
 *   outputShape: (shape) => shape,
 *   trace: (x, { factor }) => mul(x, factor),
 * });
 */
export function defineLayer<C extends LayerConfig, O>(definition: LayerDefinition<C, O>): LayerFactory<O> {
  const { type, options, weights, sight } = definition;
  return defineMergingLayer<C, O>({
    type,
    options,
    outputShape: (shapes, config) => definition.outputShape(onlyInput(shapes), config),
    trace: (inputs, config, ...rest) => definition.trace(onlyInput(inputs), config, ...rest),
    ...(weights && { weights: (shapes, config) => weights(onlyInput(shapes), config) }),
    ...(sight && { sight: (shapes, config) => sight(onlyInput(shapes), config) }),
  });
}

/** Defines a type of layer with any number of inputs. */
export function defineMergingLayer<C extends LayerConfig, O>(
  definition: MergingDefinition<C, O>,
): LayerFactory<O> {
  const { type, options } = definition;
  const fromConfig = (config: unknown, given: LayerSettings): Layer => {
    const settings = parseOptions(type, settingsOption, given);
    return createLayer(definition, parseOptions(layerTitle(type, settings.name), options, config), settings);
  };
  const factory = (...[given]: Arguments<O>): Layer => {
    const { name, trainable, ...config } = { ...given };
    return fromConfig(config, { name, trainable });
  };
  return Object.assign(factory, { type, fromConfig });
}

function createLayer<C extends LayerConfig, O>(
  definition: MergingDefinition<C, O>,
  config: C,
  { name, trainable = true }: LayerSettings,
): Layer {
  const { type } = definition;
  const title = layerTitle(type, name);
  const connect = (given: LayerNode | readonly LayerNode[]): LayerNode => {
    const inputs = [given].flat();
    const place = `${title} on ${inputs.map(nodeTitle).join(' and ') || 'nothing'}`;
    const shape = within(place, () => layer.outputShape(inputs.map((node) => node.shape)));
    return { source: layer, inputs, shape };
  };
  const layer: Layer = Object.assign(Object.defineProperty(connect, 'name', { value: name }), {
    type,
    trainable,
    config,
    outputShape: (inputs: readonly Shape[]) => definition.outputShape(inputs, config),
    weights: (inputs: readonly Shape[]) => freezable(definition.weights?.(inputs, config) ?? [], trainable),
    trace: (inputs: readonly Tensor[], weights: Readonly<Record<string, Tensor>>, context: CallContext) =>
      definition.trace(inputs, config, (weight) => present(weights[weight], `${title}, ${weight}`), context),
    sight: (inputs: readonly Shape[]) => definition.sight?.(inputs, config),
  });
  return layer;
}

function freezable(specs: readonly WeightSpec[], trainable: boolean): readonly WeightSpec[] {
  return specs.map((spec) => ({ ...spec, trainable: spec.trainable && trainable }));
}

/** What a node is called before a model has named its layers. */
function nodeTitle(node: LayerNode): string {
  const layer = layerOf(node);
  return `${layer ? layerTitle(layer.type, layer.name) : 'an input'} ${formatShape(node.shape)}`;
}

function onlyInput<T>(inputs: readonly T[]): T {
  const [input] = inputs;
  check(input !== undefined && inputs.length === 1, () => ({
    where: '',
    expected: 'one input',
    received: `${inputs.length}`,
    remedy: 'Join several first, e.g. with concatenate.',
  }));
  return input;
}
