import type { Dataset } from '../src/data/index.ts';
import type { CurveSeries, TrainingCurves } from '../src/evaluate/index.ts';
import type { Model } from '../src/layers/index.ts';
import { nodeDevice } from '../src/runtime/node.ts';
import {
  accuracy,
  type Callback,
  fit,
  type Optimizer,
  sparseCategoricalCrossentropy,
  type Weights,
} from '../src/train/index.ts';
import { InputError, present } from '../src/util/errors.ts';
import { denseGradients } from './dense-gradients.ts';

/** A training of a perceptron whose curves are wanted. */
export interface RecordedTraining {
  readonly model: Model;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize?: number;
  readonly seed?: number;
  readonly initialWeights?: Weights;
  /** Monitor after every step, not only after epochs. */
  readonly monitorSteps?: boolean;
}

/** Trains, and gives the curves that a run would keep, monitored on the first batch at the end of every fourth epoch. */
export async function recordedCurves(training: RecordedTraining): Promise<TrainingCurves> {
  const { model, train, validation, optimizer, batchSize = 32, seed = 0, epochs, initialWeights } = training;
  const points = new Map<string, [step: number, value: number][]>();
  const add = (name: string, step: number, value: number) => {
    points.set(name, [...(points.get(name) ?? []), [step, value]]);
  };
  const monitored = train.subset(Array.from({ length: Math.min(batchSize, train.count) }, (_, i) => i));
  const monitor = (weights: Weights, step: number) => {
    for (const [name, value] of denseGradients(model, weights, monitored))
      add(`monitor/${name}`, step, value);
  };
  const callback: Callback = {
    onTrainBegin: (running) => monitor(running.weights(), 0),
    onBatchEnd: (running) => {
      const { step, loss, learningRate } = running;
      add('step/loss', step, loss);
      add('step/learningRate', step, learningRate);
      if (training.monitorSteps) monitor(running.weights(), step);
    },
    onEpochEnd: (record, running) => {
      for (const [name, value] of Object.entries(record.train)) add(`train/${name}`, running.step, value);
      for (const [name, value] of Object.entries(present(record.validation, 'validation'))) {
        add(`validation/${name}`, running.step, value);
      }
      if (!training.monitorSteps && running.epoch % 4 === 0) monitor(running.weights(), running.step);
    },
  };
  await fit(model, train, {
    device: nodeDevice('cpu'),
    threads: 1,
    loss: sparseCategoricalCrossentropy(),
    metrics: [accuracy()],
    optimizer,
    epochs,
    batchSize,
    seed,
    validationData: validation,
    callbacks: [callback],
    ...(initialWeights && { initialWeights }),
  }).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
  });
  const { targets } = train;
  const classes = targets.kind === 'classes' ? targets.classNames.length : 1;
  return {
    series: Object.fromEntries([...points].map(([name, all]) => [name, seriesOf(all)])),
    baseline: Math.log(classes),
    batchSize,
  };
}

function seriesOf(points: readonly [number, number][]): CurveSeries {
  const values = points.map(([, value]) => value);
  return { steps: points.map(([step]) => step), low: values, high: values };
}
