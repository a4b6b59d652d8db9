/** A network with four hidden layers in the Keras-style Layers API of TensorFlow.js, next to `layers.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { Dataset } from 'echotrain/data';
import { batchesOf, initialWeights, learningRate, main, sizes, type Trained } from './problem.ts';

/** Trains the network 5-100-100-100-100-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const model = sequential({
    layers: [
      layers.inputLayer({ inputShape: [sizes.inputs] }),
      ...sizes.hidden.map((units) => layers.dense({ units, activation: 'relu' })),
      layers.dense({ units: sizes.outputs, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
  model.setWeights(
    model.getWeights().map((weight, i) => tf.tensor([...initialWeights.values()][i] ?? [], weight.shape)),
  );
  const asRows = (values: Float32Array) => tf.tensor(values, [values.length / sizes.inputs, sizes.inputs]);
  const batches = batchesOf(data);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { inputs, targets } of batches.epoch(epoch)) {
      const [x, truth] = [asRows(inputs), tf.oneHot(tf.tensor1d(targets, 'int32'), sizes.outputs)];
      losses.push(...[await model.trainOnBatch(x, truth)].flat());
      tf.dispose([x, truth]);
    }
  }
  return { losses, predict: (inputs) => [model.predict(asRows(inputs))].flat()[0]?.dataSync() ?? [] };
}

await main(import.meta, train);
