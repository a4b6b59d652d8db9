/** A network with four hidden layers, in layers. */
import type { Dataset } from 'echotrain/data';
import { dense, type Model, sequential } from 'echotrain/layers';
import { nodeDevice } from 'echotrain/runtime/node';
import { adam, fit, predict, sparseCategoricalCrossentropy } from 'echotrain/train';
import { batchSize, initialWeights, learningRate, main, seed, sizes, type Trained } from './problem.ts';

/** The network 5-100-100-100-100-3: 31,203 parameters. */
export function network(): Model {
  const hidden = (name: string) =>
    dense({ name, units: 100, activation: 'relu', kernelInitializer: 'heNormal' });
  return sequential(
    [...['first', 'second', 'third', 'fourth'].map(hidden), dense({ name: 'out', units: sizes.outputs })],
    { inputShape: [sizes.inputs], name: 'tissues' },
  );
}

/** Where it runs: a network as small as this is fastest on a single thread. */
export const execution = { device: nodeDevice('cpu'), threads: 1 } as const;

/** Trains the network 5-100-100-100-100-3. */
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
