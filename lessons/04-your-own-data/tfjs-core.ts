/** A network with four hidden layers in TensorFlow.js Core, next to `tensors.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the operators' gradients along
import type { Dataset } from 'echotrain/data';
import { batchesOf, initialWeights, layers, learningRate, main, sizes, type Trained } from './problem.ts';

/** Trains the network 5-100-100-100-100-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const variable = (name: string, shape: number[]) =>
    tf.variable(tf.tensor(initialWeights.get(name) ?? [], shape));
  const weights = layers.map(({ name, inputs, outputs }) => ({
    kernel: variable(`${name}/kernel`, [inputs, outputs]),
    bias: variable(`${name}/bias`, [outputs]),
  }));
  const network = (x: tf.Tensor): tf.Tensor =>
    weights.reduce((y, { kernel, bias }, i) => {
      const sum = tf.add(tf.matMul(y, kernel), bias);
      return i < weights.length - 1 ? tf.relu(sum) : sum;
    }, x);
  const asRows = (values: Float32Array) => tf.tensor(values, [values.length / sizes.inputs, sizes.inputs]);
  const optimizer = tf.train.adam(learningRate);
  const batches = batchesOf(data);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { inputs, targets } of batches.epoch(epoch)) {
      const loss = optimizer.minimize(() => {
        const truth = tf.oneHot(tf.tensor1d(targets, 'int32'), sizes.outputs);
        return tf.reshape<tf.Rank.R0>(tf.losses.softmaxCrossEntropy(truth, network(asRows(inputs))), []);
      }, true);
      losses.push(...(loss?.dataSync() ?? []));
      loss?.dispose();
    }
  }
  return { losses, predict: (inputs) => tf.tidy(() => network(asRows(inputs)).dataSync()) };
}

await main(import.meta, train);
