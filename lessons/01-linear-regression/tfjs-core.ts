/** Linear regression in TensorFlow.js Core, next to `tensors.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the operators' gradients along
import { type Moment, main, only, points, start, type Training } from './problem.ts';

/** Trains the line y = k x + d. */
export async function train(epochs: number, learningRate: number): Promise<Training> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const x = tf.tensor1d(points.map((point) => point.x));
  const y = tf.tensor1d(points.map((point) => point.y));
  const k = tf.variable(tf.scalar(start.k));
  const d = tf.variable(tf.scalar(start.d));
  const optimizer = tf.train.sgd(learningRate);
  const lossOfLine = (): tf.Scalar => tf.sum(tf.square(tf.sub(tf.add(tf.mul(k, x), d), y)));
  const course: Moment[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const before = { k: only(k.dataSync()), d: only(d.dataSync()) };
    const loss = optimizer.minimize(lossOfLine, true);
    course.push({ ...before, loss: only(loss?.dataSync() ?? []) });
    loss?.dispose();
  }
  return { course, k: only(k.dataSync()), d: only(d.dataSync()) };
}

await main(import.meta, train);
