/** A network with four hidden layers from scratch, out of the pieces of lesson 2. */
import type { Dataset } from 'echotrain/data';
import {
  adamStep,
  crossEntropy,
  type Dense,
  denseBackward,
  denseForward,
  relu,
  reluBackward,
  weightOf,
} from '../02-iris/scratch.ts';
import { batchesOf, initialWeights, layers, learningRate, main, sizes, type Trained } from './problem.ts';

/** What every layer gives, the network's input first: the last are the logits. */
function forward(network: readonly Dense[], input: Float64Array): Float64Array[] {
  const values = [input];
  for (const [i, layer] of network.entries()) {
    const y = denseForward(layer, values[i] ?? input);
    values.push(i < network.length - 1 ? relu(y) : y);
  }
  return values;
}

/** Sends ∂loss/∂logits back through all layers. */
function backward(network: readonly Dense[], values: readonly Float64Array[], slope: Float64Array): void {
  network.reduceRight((dy, layer, i) => {
    const [x, y] = [values[i] ?? dy, values[i + 1] ?? dy];
    return denseBackward(layer, x, i < network.length - 1 ? reluBackward(y, dy) : dy);
  }, slope);
}

/** Trains the network 5-100-100-100-100-3. */
export function train(data: Dataset, epochs: number): Trained {
  const network = layers.map(({ name }) => ({
    kernel: weightOf(initialWeights.get(`${name}/kernel`)),
    bias: weightOf(initialWeights.get(`${name}/bias`)),
  }));
  const batches = batchesOf(data);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { items } of batches.epoch(epoch)) {
      let total = 0;
      for (const item of items) {
        const values = forward(network, Float64Array.from(data.input(item)));
        const { loss, slope } = crossEntropy(logitsOf(values), data.labels?.[item] ?? 0);
        backward(
          network,
          values,
          slope.map((one) => one / items.length),
        );
        total += loss;
      }
      losses.push(total / items.length);
      adamStep(
        network.flatMap(({ kernel, bias }) => [kernel, bias]),
        losses.length,
        learningRate,
      );
    }
  }
  const say = (x: Float32Array) => Array.from(logitsOf(forward(network, Float64Array.from(x))));
  return { losses, predict: (inputs) => voxels(inputs).flatMap(say) };
}

function logitsOf(values: readonly Float64Array[]): Float64Array {
  return values.at(-1) ?? new Float64Array(sizes.outputs);
}

/** One voxel after the other. */
function voxels(inputs: Float32Array): Float32Array[] {
  return Array.from({ length: inputs.length / sizes.inputs }, (_, voxel) =>
    inputs.subarray(voxel * sizes.inputs, (voxel + 1) * sizes.inputs),
  );
}

await main(import.meta, train);
