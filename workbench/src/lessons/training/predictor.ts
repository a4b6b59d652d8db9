import { input, type Tensor } from 'echotrain/graph';
import type { Model } from 'echotrain/layers';
import { toOnnx } from 'echotrain/onnx';
import type { Device } from 'echotrain/runtime/web';
import type { Weights } from 'echotrain/train';

/** What a model says, and what its layers give on the way. */
export interface Sight {
  /** [items, ...] of the model's output. */
  readonly output: Float32Array;
  /** [items, ...] of each layer. */
  readonly layers: readonly Float32Array[];
}

/** Says again and again what a model makes of the same inputs, while its weights change. */
export interface Predictor {
  see(weights: Weights): Promise<Sight>;
  release(): Promise<void>;
}

/**
 * Loads a model for inputs that stay, and weights that do not.
 *
 * @param inputs item after item, of the model's input shape
 * @param isLayered whether to give what the layers make of them, too
 */
export async function predictorOf(
  model: Model,
  inputs: Float32Array,
  device: Device,
  { isLayered = false, threads }: { readonly isLayered?: boolean; readonly threads?: number } = {},
): Promise<Predictor> {
  const shape = model.inputs[0]?.shape ?? [];
  const count = inputs.length / shape.reduce((a, b) => a * b, 1);
  const names = new Map(model.weights.map((weight, at) => [weight.name, `weight${at}`]));
  const weights = new Map(
    model.weights.map((weight) => [weight.name, input(names.get(weight.name) ?? '', weight.shape)]),
  );
  const { outputs, activations } = model.forward([input('inputs', [count, ...shape])], weights);
  const layers = isLayered ? activations.map(({ tensor }, at) => [`layer${at}`, tensor] as const) : [];
  const graph: Record<string, Tensor> = Object.fromEntries([
    ...outputs.slice(0, 1).map((output) => ['output', output] as const),
    ...layers,
  ]);
  const session = await device.load(toOnnx(graph), threads === undefined ? {} : { threads });
  return {
    async see(current) {
      const given = Array.from(current, ([name, values]) => [names.get(name) ?? name, values] as const);
      const seen = await session.run({ inputs, ...Object.fromEntries(given) });
      return {
        output: floats(seen.output),
        layers: layers.map(([name]) => floats(seen[name])),
      };
    },
    release: () => session.release(),
  };
}

function floats(values: unknown): Float32Array {
  return values instanceof Float32Array ? values : new Float32Array();
}
