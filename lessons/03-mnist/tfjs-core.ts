/** An MLP and LeNet-5 in TensorFlow.js Core, next to `tensors.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the operators' gradients along
import { batchesOf, learningRate, main, type Task, type Trained } from './problem.ts';
import { theirClasses, theirImages, theirWeights } from './tfjs-weights.ts';

/** A network: logits [images, 10] of images [images, row, column, channel]. */
type Network = (images: tf.Tensor4D) => tf.Tensor;

/** The network with weights that the optimizer will change. */
function build(task: Task): Network {
  const weights = new Map([...theirWeights(task)].map(([name, start]) => [name, tf.variable(start)]));
  const weight = (name: string) => weights.get(name) ?? tf.scalar(Number.NaN);
  const dense = (x: tf.Tensor, name: string) =>
    tf.add(tf.matMul(x, weight(`${name}/kernel`)), weight(`${name}/bias`));
  const conv = (x: tf.Tensor4D, name: string, padding: 'same' | 'valid'): tf.Tensor4D =>
    tf.add(tf.conv2d(x, fourAxes(weight(`${name}/kernel`)), 1, padding), weight(`${name}/bias`));
  const pooled = (x: tf.Tensor4D) => tf.relu(tf.maxPool(x, 2, 2, 'valid'));
  // Channels come first when an image becomes a list of numbers, as in the other levels.
  const flat = (x: tf.Tensor4D) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]);
  const classifier = (x: tf.Tensor) =>
    dense(tf.relu(dense(tf.relu(dense(x, 'dense')), 'dense_1')), 'dense_2');
  if (task.network === 'mlp') return (images) => classifier(flat(images));
  return (images) =>
    classifier(flat(pooled(conv(pooled(conv(images, 'conv2d', 'same')), 'conv2d_1', 'valid'))));
}

function fourAxes(x: tf.Tensor): tf.Tensor4D {
  const [a = 0, b = 0, c = 0, d = 0] = x.shape;
  return tf.reshape(x, [a, b, c, d]);
}

/** Trains a network on every image once. */
export async function train(task: Task): Promise<Trained> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const network = build(task);
  const optimizer = tf.train.adam(learningRate);
  const losses: number[] = [];
  for (const batch of batchesOf(task).epoch(0)) {
    const loss = optimizer.minimize(() => {
      const logits = network(theirImages(batch.inputs));
      return tf.reshape<tf.Rank.R0>(tf.losses.softmaxCrossEntropy(theirClasses(batch), logits), []);
    }, true);
    losses.push(...(loss?.dataSync() ?? []));
    loss?.dispose();
  }
  return { losses, predict: (images) => tf.tidy(() => network(theirImages(images)).dataSync()) };
}

await main(import.meta, train);
