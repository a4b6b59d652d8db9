/** A network with a hidden layer in TensorFlow.js Core, next to `tensors.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the operators' gradients along
import type { Dataset } from 'echotrain/data';
import { batchesOf, initialWeights, learningRate, main, sizes, type Trained } from './problem.ts';

/** Trains the network 4-16-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { inputs, hidden, outputs } = sizes;
  const variable = (name: string, shape: number[]) =>
    tf.variable(tf.tensor(initialWeights.get(name) ?? [], shape));
  const hiddenKernel = variable('hidden/kernel', [inputs, hidden]);
  const hiddenBias = variable('hidden/bias', [hidden]);
  const outKernel = variable('out/kernel', [hidden, outputs]);
  const outBias = variable('out/bias', [outputs]);
  const network = (x: tf.Tensor): tf.Tensor => {
    const h = tf.relu(tf.add(tf.matMul(x, hiddenKernel), hiddenBias));
    return tf.add(tf.matMul(h, outKernel), outBias);
  };
  const optimizer = tf.train.adam(learningRate);
  const batches = batchesOf(data);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { inputs, targets } of batches.epoch(epoch)) {
      const loss = optimizer.minimize(() => {
        const x = tf.tensor(inputs, [targets.length, sizes.inputs]);
        const truth = tf.oneHot(tf.tensor1d(targets, 'int32'), outputs);
        return tf.reshape<tf.Rank.R0>(tf.losses.softmaxCrossEntropy(truth, network(x)), []);
      }, true);
      losses.push(...(loss?.dataSync() ?? []));
      loss?.dispose();
    }
  }
  return {
    losses,
    predict: (inputs) => tf.tidy(() => network(tf.tensor(inputs, [inputs.length / 4, 4])).dataSync()),
  };
}

await main(import.meta, train);
