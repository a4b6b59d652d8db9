/** A network with a hidden layer, in layers. */
import type { Dataset } from 'echotrain/data';
import { dense, type Model, sequential } from 'echotrain/layers';
import { nodeDevice } from 'echotrain/runtime/node';
import { adam, fit, predict, sparseCategoricalCrossentropy } from 'echotrain/train';
import { batchSize, initialWeights, learningRate, main, seed, sizes, type Trained } from './problem.ts';

/** The network 4-16-3. With `decay`, the loss also has decay · Σ kernel². */
export function network(decay = 0): Model {
  const kernelRegularizer = { l2: decay };
  return sequential(
    [
      dense({
        name: 'hidden',
        units: sizes.hidden,
        activation: 'relu',
        kernelInitializer: 'heNormal',
        kernelRegularizer,
      }),
      dense({ name: 'out', units: sizes.outputs, kernelRegularizer }),
    ],
    { inputShape: [sizes.inputs], name: 'iris' },
  );
}

/** Where it runs: a network as small as this is fastest on a single thread. */
export const execution = { device: nodeDevice('cpu'), threads: 1 } as const;

/** Trains the network 4-16-3. */
export async function train(data: Dataset, epochs: number): Promise<Trained> {
  const model = network();
  const losses: number[] = [];
  const { weights } = await fit(model, data, {
    ...execution,
    loss: sparseCategoricalCrossentropy(),
    optimizer: adam({ learningRate }),
    epochs,
    batchSize,
    seed,
    initialWeights,
    callbacks: [{ onBatchEnd: ({ loss }) => void losses.push(loss) }],
  });
  return { losses, predict: async (inputs) => (await predict(model, weights, inputs, execution)).values };
}

await main(import.meta, train);
