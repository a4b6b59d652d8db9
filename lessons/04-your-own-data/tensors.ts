/** A network with four hidden layers in tensors, trained by the steps of lesson 2. */
import type { Dataset } from 'echotrain/data';
import { affine, relu } from 'echotrain/graph';
import { asVector, type Network, partsOf, predictWith, trainInSteps } from '../02-iris/tensors.ts';
import { batchesOf, initialWeights, layers, learningRate, main, type Trained } from './problem.ts';

const shapes = layers.flatMap(({ inputs, outputs }) => [[inputs, outputs], [outputs]]);

/** Five features, four times 100 units, three tissues. */
const network: Network = (x, parameters) => {
  const parts: readonly ReturnType<Network>[] = partsOf(parameters, shapes);
  return layers.reduce((y, _, i) => {
    const [kernel = y, bias = y] = parts.slice(2 * i);
    const sum = affine(y, kernel, bias);
    return i < layers.length - 1 ? relu(sum) : sum;
  }, x);
};

/** Trains the network 5-100-100-100-100-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  const plan = { epochs, learningRate };
  const { losses, parameters } = await trainInSteps(network, asVector(initialWeights), batchesOf(data), plan);
  return { losses, predict: (inputs) => predictWith(network, parameters, inputs, data.inputShape) };
}

await main(import.meta, train);
