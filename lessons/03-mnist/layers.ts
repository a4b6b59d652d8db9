/** An MLP and LeNet-5 in layers. */
import { activation, conv2d, dense, flatten, type Model, maxPooling2d, sequential } from 'echotrain/layers';
import { nodeDevice } from 'echotrain/runtime/node';
import { adam, fit, predict, sparseCategoricalCrossentropy } from 'echotrain/train';
import { seed } from './digits.ts';
import { CLASSES, initialWeights, learningRate, main, type Task, type Trained } from './problem.ts';

const inputShape = [1, 28, 28];
const kernelInitializer = 'heNormal';

/** A multi-layer perceptron 784-hidden-hidden-10: `mlp` of `echotrain/models`. */
export function mlp(hidden: number): Model {
  return sequential(
    [
      flatten(),
      dense({ units: hidden, activation: 'relu', kernelInitializer }),
      dense({ units: hidden, activation: 'relu', kernelInitializer }),
      dense({ units: CLASSES }),
    ],
    { inputShape, name: 'mlp' },
  );
}

/** LeNet-5: `lenet5` of `echotrain/models`. */
export function lenet5(): Model {
  return sequential(
    [
      conv2d({ filters: 6, kernelSize: 5, padding: 'same', kernelInitializer }),
      maxPooling2d(),
      activation({ activation: 'relu' }),
      conv2d({ filters: 16, kernelSize: 5, kernelInitializer }),
      maxPooling2d(),
      activation({ activation: 'relu' }),
      flatten(),
      dense({ units: 120, activation: 'relu', kernelInitializer }),
      dense({ units: 84, activation: 'relu', kernelInitializer }),
      dense({ units: CLASSES }),
    ],
    { inputShape, name: 'lenet5' },
  );
}

/** Trains a network on every image once. */
export async function train(task: Task): Promise<Trained> {
  const model = task.network === 'mlp' ? mlp(task.hidden) : lenet5();
  const device = nodeDevice('cpu');
  const losses: number[] = [];
  const { weights } = await fit(model, task.data, {
    device,
    loss: sparseCategoricalCrossentropy(),
    optimizer: adam({ learningRate }),
    batchSize: task.batchSize,
    seed,
    initialWeights: initialWeights(task),
    callbacks: [{ onBatchEnd: ({ loss }) => void losses.push(loss) }],
  });
  return { losses, predict: async (images) => (await predict(model, weights, images, { device })).values };
}

await main(import.meta, train);
