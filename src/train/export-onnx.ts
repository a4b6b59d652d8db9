import type { Standardization } from '../data/index.ts';
import { constant, input, type Tensor } from '../graph/index.ts';
import type { Model } from '../layers/index.ts';
import { toOnnx, withFreeBatch } from '../onnx/index.ts';
import { present } from '../util/errors.ts';
import { namedInputs } from './model-inputs.ts';
import { checkWeights, type Weights } from './weights.ts';

/** How a model is exported, and what it tells those who use it. */
export interface ExportOptions {
  /** Items at a time: any number (the default), or a fixed one. */
  readonly batch?: 'any' | number;
  /** What the outputs stand for, in the metadata as JSON under `class_names`. */
  readonly classNames?: readonly string[];
  /** What inputs must be standardized by first, in the metadata as JSON under `standardization`. */
  readonly standardization?: Standardization;
  /** More key-value pairs for the metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A model with its weights as an ONNX file for other programs: inference (moving statistics, no dropout), operators of
 * ONNX's own domain in opset 17, inputs under their names in the model, outputs `output` (or `output_0` and so on),
 * weights as initializers under their names.
 *
 * @throws InputError when the weights are not the model's, or it works for fixed batch sizes only and none is given.
 * @example await writeFile('lenet5.onnx', exportOnnx(model, weights, { classNames }));
 */
export function exportOnnx(model: Model, weights: Weights, options: ExportOptions = {}): Uint8Array {
  const { batch = 'any' } = options;
  checkWeights(model.weights, weights, 'exportOnnx');
  const write = (size: number) => writeModel(model, weights, size, metadataOf(options));
  return batch === 'any' ? withFreeBatch(write) : write(batch);
}

function writeModel(
  model: Model,
  weights: Weights,
  batch: number,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const inputs = namedInputs(model).map(({ name, shape, dtype }) => input(name, [batch, ...shape], dtype));
  const constants = model.weights.map(({ name, shape }): [string, Tensor] => [
    name,
    constant(present(weights.get(name), name), shape),
  ]);
  const { outputs } = model.forward(inputs, new Map(constants));
  const names = outputs.length === 1 ? ['output'] : outputs.map((_, i) => `output_${i}`);
  return toOnnx(Object.fromEntries(names.map((name, i) => [name, present(outputs[i], name)])), {
    name: model.name,
    standard: true,
    metadata,
    constantNames: new Map(constants.map(([name, tensor]) => [tensor, name])),
  });
}

function metadataOf({ classNames, standardization, metadata = {} }: ExportOptions): Record<string, string> {
  return {
    ...metadata,
    ...(classNames && { class_names: JSON.stringify(classNames) }),
    ...(standardization && { standardization: JSON.stringify(standardization) }),
  };
}
