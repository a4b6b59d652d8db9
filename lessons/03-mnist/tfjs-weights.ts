/** The initial weights and the batches as TensorFlow.js lays them out: channels last. */
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from 'echotrain/data';
import { CLASSES, initialWeights, networkOf, type Task } from './problem.ts';

/** The weights before training by name; kernels of convolutions are [rows, columns, channels, filters] here. */
export function theirWeights(task: Task): Map<string, tf.Tensor> {
  const values = initialWeights(task);
  const tensors = networkOf(task).weights.map(({ name, shape }) => {
    const ours = tf.tensor(values.get(name) ?? [], [...shape]);
    return [name, shape.length === 4 ? tf.transpose(ours, [2, 3, 1, 0]) : ours] as const;
  });
  return new Map(tensors);
}

/** Images [images, 1, 28, 28] as [images, 28, 28, 1]. */
export function theirImages(images: Float32Array): tf.Tensor4D {
  return tf.tensor4d(images, [images.length / 28 ** 2, 28, 28, 1]);
}

/** The classes of a batch, [images, 10]: 1 for the true one. */
export function theirClasses({ targets }: Batch): tf.Tensor {
  return tf.oneHot(tf.tensor1d(targets, 'int32'), CLASSES);
}
