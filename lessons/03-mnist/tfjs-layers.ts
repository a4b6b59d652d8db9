/** An MLP and LeNet-5 in the Keras-style Layers API of TensorFlow.js, next to `layers.ts`. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { batchesOf, CLASSES, learningRate, main, type Task, type Trained } from './problem.ts';
import { theirClasses, theirImages, theirWeights } from './tfjs-weights.ts';

const inputShape = [28, 28, 1];

function mlp(hidden: number): Sequential {
  return sequential({
    layers: [
      layers.flatten({ inputShape }),
      layers.dense({ units: hidden, activation: 'relu' }),
      layers.dense({ units: hidden, activation: 'relu' }),
      layers.dense({ units: CLASSES, activation: 'softmax' }),
    ],
  });
}

function lenet5(): Sequential {
  return sequential({
    layers: [
      layers.conv2d({ filters: 6, kernelSize: 5, padding: 'same', inputShape }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.activation({ activation: 'relu' }),
      layers.conv2d({ filters: 16, kernelSize: 5 }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.activation({ activation: 'relu' }),
      // Channels come first when an image becomes a list of numbers, as in the other levels.
      layers.permute({ dims: [3, 1, 2] }),
      layers.flatten(),
      layers.dense({ units: 120, activation: 'relu' }),
      layers.dense({ units: 84, activation: 'relu' }),
      layers.dense({ units: CLASSES, activation: 'softmax' }),
    ],
  });
}

/** Trains a network on every image once. */
export async function train(task: Task): Promise<Trained> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const model = task.network === 'mlp' ? mlp(task.hidden) : lenet5();
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
  model.setWeights([...theirWeights(task).values()]);
  const losses: number[] = [];
  for (const batch of batchesOf(task).epoch(0)) {
    const [images, classes] = [theirImages(batch.inputs), theirClasses(batch)];
    losses.push(...[await model.trainOnBatch(images, classes)].flat());
    tf.dispose([images, classes]);
  }
  const predict = (images: Float32Array) => [model.predict(theirImages(images))].flat()[0]?.dataSync() ?? [];
  return { losses, predict };
}

await main(import.meta, train);
