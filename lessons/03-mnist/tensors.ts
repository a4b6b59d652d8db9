/** An MLP and LeNet-5 in tensors: the networks as graphs, trained by the steps of lesson 2. */
import { affine, conv, maxPool, relu, reshape, type Tensor } from 'echotrain/graph';
import { asVector, type Network, partsOf, predictWith, trainInSteps } from '../02-iris/tensors.ts';
import { batchesOf, initialWeights, learningRate, main, type Task, type Trained } from './problem.ts';

/** 784 pixels, twice `hidden` units, ten digits. */
function mlp(hidden: number): Network {
  const shapes = [[784, hidden], [hidden], [hidden, hidden], [hidden], [hidden, 10], [10]] as const;
  return (images, parameters) => {
    const [kernel1, bias1, kernel2, bias2, kernel3, bias3] = partsOf(parameters, shapes);
    const first = relu(affine(flattened(images), kernel1, bias1));
    const second = relu(affine(first, kernel2, bias2));
    return affine(second, kernel3, bias3);
  };
}

/** The kernels and biases of LeNet-5: convolutions [filters, channels, rows, columns], dense layers [inputs, outputs]. */
const lenetShapes = [
  ...([[6, 1, 5, 5], [6]] as const),
  ...([[16, 6, 5, 5], [16]] as const),
  ...([[400, 120], [120]] as const),
  ...([[120, 84], [84]] as const),
  ...([[84, 10], [10]] as const),
] as const;

/** LeNet-5: two convolutions with pooling, three dense layers. */
const lenet5: Network = (images, parameters) => {
  const [k1, b1, k2, b2, k3, b3, k4, b4, k5, b5] = partsOf(parameters, lenetShapes);
  const first = relu(maxPool(conv(images, k1, b1, { pads: [2, 2, 2, 2] }), { size: [2, 2] }));
  const second = relu(maxPool(conv(first, k2, b2), { size: [2, 2] }));
  const third = relu(affine(flattened(second), k3, b3));
  return affine(relu(affine(third, k4, b4)), k5, b5);
};

/** [images, ...] as [images, numbers]. */
function flattened(x: Tensor): Tensor {
  const [images = 0] = x.shape;
  return reshape(x, [images, -1]);
}

/** Trains a network on every image once. */
export async function train(task: Task): Promise<Trained> {
  const network = task.network === 'mlp' ? mlp(task.hidden) : lenet5;
  const start = asVector(initialWeights(task));
  const { losses, parameters } = await trainInSteps(network, start, batchesOf(task), {
    epochs: 1,
    learningRate,
  });
  return { losses, predict: (images) => predictWith(network, parameters, images, task.data.inputShape) };
}

await main(import.meta, train);
