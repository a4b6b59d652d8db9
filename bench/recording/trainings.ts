import { Dataset, type Targets } from '../../src/data/index.ts';
import type { Model } from '../../src/layers/index.ts';
import { lenet5, mlp, unet } from '../../src/models/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import type { Store } from '../../src/store/index.ts';
import type { ExampleSource } from '../../src/study/recording/examples/example-recorder.ts';
import { TIME_SHARES } from '../../src/study/recording/time-shares.ts';
import { TrainingRecord } from '../../src/study/recording/training-record.ts';
import {
  adam,
  fit as fitModel,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from '../../src/train/index.ts';
import { product, range } from '../../src/util/arrays.ts';
import { RandomStream } from '../../src/util/random.ts';
import type { Turn } from './turns.ts';

/** A training that is measured with and without a record. */
export interface MeasuredTraining {
  readonly title: string;
  readonly model: Model;
  readonly data: Dataset;
  readonly batchSize: number;
  readonly epochs: number;
}

/** The trainings, each about so long on two cores of a workstation. */
export function measuredTrainings(seconds: number): MeasuredTraining[] {
  const digits = images([1, 28, 28], 10, 12_800);
  const { name, inputs, targets } = digits;
  const flat = new Dataset({ name, inputs, inputShape: [784], targets });
  const pictures = images([1, 128, 128], 0, 40);
  const network = unet({ inputShape: [1, 128, 128], baseChannels: 32, depth: 3 });
  const epochs = (eachSecond: number) => Math.max(1, Math.round(seconds * eachSecond));
  return [
    {
      title: 'MLP 784-512-512-10, 128 × 784',
      model: mlp({ inputShape: [784], hidden: [512, 512], outputs: 10 }),
      ...{ data: flat, batchSize: 128, epochs: epochs(3.7) },
    },
    {
      title: 'LeNet-5, 128 × 28²',
      model: lenet5(),
      ...{ data: digits, batchSize: 128, epochs: epochs(3.3) },
    },
    { title: 'U-Net, 4 × 128²', model: network, data: pictures, batchSize: 4, epochs: epochs(0.6) },
  ];
}

/** In turns the clock goes on while the other works: of twice the time, half the share is as much. */
const SHARES = { monitoring: TIME_SHARES.monitoring / 2, checkpoints: TIME_SHARES.checkpoints / 2 };
const FLUSH_MS = 2000;

/** Trains in turns, an epoch each; `store` is where it is recorded, as a study's training is. */
export async function trainInTurns(
  training: MeasuredTraining,
  turn: Turn,
  store: Store | undefined,
): Promise<void> {
  const { model, data, batchSize, epochs } = training;
  const device = nodeDevice('cpu');
  await turn.begin();
  const recorder =
    store &&
    new TrainingRecord(store, newRun(store), { flushMs: FLUSH_MS, checkpointShare: SHARES.checkpoints });
  const examples = recorder?.examples(sourceOf(training));
  await fitModel(model, data, {
    ...{ device, batchSize, epochs, optimizer: adam() },
    loss: data.targets.kind === 'classes' ? sparseCategoricalCrossentropy() : meanSquaredError(),
    ...(recorder && { monitoring: { share: SHARES.monitoring } }),
    callbacks: [recorder?.callback() ?? [], examples ?? [], { onEpochEnd: () => turn.pass() }].flat(),
  });
  turn.end();
}

function sourceOf({ model, data, batchSize }: MeasuredTraining): ExampleSource {
  const { targets } = data;
  const task =
    targets.kind === 'classes'
      ? ({ kind: 'classification', classNames: targets.classNames } as const)
      : ({ kind: 'reconstruction', imageShape: targets.shape } as const);
  const device = nodeDevice('cpu');
  return {
    part: 'train',
    raw: data,
    prepared: data,
    task,
    seed: 0,
    model,
    device,
    batchSize,
    probabilities: false,
  };
}

function newRun(store: Store): number {
  const record = {
    ...{ seed: 0, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
    ...{ versions: {}, processorFlags: [], environment: {} },
  };
  return store.runs.create({ name: 'bench', study: { name: 'bench', text: '' }, record });
}

/** Images of noise: in classes by turns, or each to be given back where there are none. */
function images(inputShape: readonly number[], classes: number, count: number): Dataset {
  const stream = RandomStream.derive(1, 'noise', ...inputShape);
  const inputs = new Float32Array(count * product(inputShape));
  stream.fillUniform(inputs);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  const targets: Targets =
    classes > 0
      ? { kind: 'classes', data: labels, shape: [], classNames: range(classes).map(String) }
      : { kind: 'values', data: inputs, shape: inputShape };
  return new Dataset({ name: 'noise', inputs, inputShape, targets });
}
