/**
 * A process that trains a small network, shuffled and augmented, for three epochs, and records it in the store of the
 * folder it is given: from the beginning, or from where the process before it was killed. It tells by messages where it
 * begins, of each epoch that is kept, and what came out.
 */
import { createHash } from 'node:crypto';
import { augmentImages, drawnDigits } from '../../src/data/index.ts';
import { conv2d, dense, dropout, globalAveragePooling2d, sequential } from '../../src/layers/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { Store } from '../../src/store/index.ts';
import { TrainingRecord } from '../../src/study/recording/training-record.ts';
import { accuracy, adam, fit, sparseCategoricalCrossentropy } from '../../src/train/index.ts';
import type { KillMessage } from './kill-message.ts';

const [folder = ''] = process.argv.slice(2);
const store = await Store.open(folder);
const known = await store.runs.list();
const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', threads: 1, optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};
const run =
  known[0]?.id ?? store.runs.create({ name: 'digits', study: { name: 'Digits', text: '' }, record });

const { train: data } = drawnDigits({ train: 400, test: 10, seed: 1 });
const layers = [
  conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
  conv2d({ filters: 8, kernelSize: 3, strides: 2, activation: 'relu' }),
  dropout({ rate: 0.2 }),
  globalAveragePooling2d(),
  dense({ units: 10 }),
];
// After every epoch there is a checkpoint, however slow the disk.
const pace = { flushMs: 20, checkpointMs: 150, checkpointShare: Number.POSITIVE_INFINITY };
const training = new TrainingRecord(store, run, pace);
const resumed = await training.resume();
tell({ kind: 'begun', epoch: resumed?.state.epoch ?? 0, damaged: resumed?.damaged.length ?? 0 });
const { weights, history } = await fit(sequential(layers, { inputShape: data.inputShape }), data, {
  ...{ device: nodeDevice('cpu'), threads: 1, epochs: 3, batchSize: 2, seed: 5, validationSplit: 0.2 },
  ...{ loss: sparseCategoricalCrossentropy(), optimizer: adam(), metrics: [accuracy()] },
  augment: augmentImages(data.inputShape, { seed: 5, shift: 2, rotation: 10, noise: { deviation: 0.05 } }),
  ...(resumed && { resume: resumed.state }),
  callbacks: [
    training.callback(),
    { onEpochEnd: ({ epoch }) => tell({ kind: 'epoch', epoch: epoch + 1 }), onBatchEnd: slowly },
  ],
});
const hash = createHash('sha256');
for (const [name, values] of weights) hash.update(name).update(new Uint8Array(values.buffer.slice(0)));
const curve = await store.curve(run, 'step/loss', { most: 1e6 });
store.close();
tell({
  kind: 'ended',
  weights: hash.digest('hex'),
  losses: createHash('sha256').update(new Uint8Array(curve.low.buffer)).digest('hex'),
  rows: curve.steps.length,
  history: history.map(({ train, validation }) => ({ train, validation })),
});

function tell(message: KillMessage): void {
  process.send?.(message);
}

/** Lets messages out now and then, as a step's computation blocks everything. */
async function slowly({ step }: { readonly step: number }): Promise<void> {
  if (step % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
