import { readSafetensors, type SafeTensor, writeSafetensors } from '../formats/index.ts';
import type { Model } from '../layers/index.ts';
import { sameItems } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { checkEach, checkNames, checkWeights, type Weights } from './weights.ts';

/**
 * A model's weights as a safetensors file, under their names and shapes.
 *
 * @throws InputError when the weights are not the model's.
 */
export function saveWeights(
  model: Model,
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  checkWeights(model.weights, weights, 'saveWeights');
  const tensors = model.weights.map(({ name, shape }): [string, SafeTensor] => [
    name,
    { dtype: 'F32', shape, data: present(weights.get(name), name) },
  ]);
  return writeSafetensors(new Map(tensors), metadata);
}

/**
 * The weights that a safetensors file holds for a model; half and double precision become float32. `where` names the
 * file in errors.
 *
 * @throws InputError for a malformed file, and naming what is missing, unknown, or of another shape or dtype.
 */
export function loadWeights(model: Model, bytes: Uint8Array, where = 'weights file'): Weights {
  const { tensors } = readSafetensors(bytes, where);
  checkNames(model.weights, [...tensors.keys()], where);
  checkEach(model.weights, where, ({ name, shape }) => {
    const tensor = present(tensors.get(name), name);
    const fits = (tensor.dtype === 'F32' || tensor.dtype === 'F64') && sameItems(tensor.shape, shape);
    return fits ? undefined : `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  });
  return new Map(
    model.weights.map(({ name }) => [name, Float32Array.from(present(tensors.get(name), name).data, Number)]),
  );
}
