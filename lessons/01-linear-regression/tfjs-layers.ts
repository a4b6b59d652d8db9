/** Linear regression in the Keras-style Layers API of TensorFlow.js, next to `layers.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { type Moment, main, only, points, start, type Training } from './problem.ts';

/** Trains the line y = k x + d. */
export async function train(epochs: number, learningRate: number): Promise<Training> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const x = tf.tensor2d(points.map((point) => [point.x]));
  const y = tf.tensor2d(points.map((point) => [point.y]));
  const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({
    loss: 'meanSquaredError',
    optimizer: tf.train.sgd(points.length * learningRate),
  });
  model.setWeights([tf.tensor2d([[start.k]]), tf.tensor1d([start.d])]);
  const line = () => {
    const [k = Number.NaN, d = Number.NaN] = model.getWeights().map((weight) => only(weight.dataSync()));
    return { k, d };
  };
  const course: Moment[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const before = line();
    const loss = points.length * only([await model.trainOnBatch(x, y)].flat());
    course.push({ ...before, loss });
  }
  return { course, ...line() };
}

await main(import.meta, train);
