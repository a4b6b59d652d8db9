import type { Dataset } from 'echotrain/data';
import { rSquared } from 'echotrain/evaluate';
import { dense, type Model, sequential } from 'echotrain/layers';
import type { Device } from 'echotrain/runtime/web';
import {
  accuracy,
  adam,
  type Callback,
  type EpochRecord,
  evaluate,
  fit,
  meanSquaredError,
  predict,
  sparseCategoricalCrossentropy,
  type Weights,
} from 'echotrain/train';
import { softmax } from '../../../../lessons/02-iris/scratch.ts';
import { GRID, type PlaneView } from '../plane/plane-view.ts';
import { type Predictor, predictorOf } from '../training/predictor.ts';
import type { Host, Program } from '../training/program.ts';
import { type PreparedTable, prepare, type TableTask } from './prepare.ts';
import { tableIn } from './read-file.ts';
import { viewOf } from './table-view.ts';

/** A file, what is to be learned from it, and by which network. */
export interface LearnParameters extends TableTask {
  readonly file: File;
  readonly layers: number;
  readonly units: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly epochs: number;
}

/** What the network says of the test part. */
export interface TableJudgment {
  /** The share that is right, or the share of the variance that is explained. */
  readonly score: number;
  /** [true, predicted]: classes, or numbers in the target's unit. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** What the program tells. */
export interface LearnUpdate {
  readonly prepared?: Prepared;
  readonly epochs: readonly { readonly train: number; readonly validation: number }[];
  readonly surface?: Float32Array;
  readonly test?: TableJudgment;
}

/** What was made of the table. */
export interface Prepared {
  readonly classes: readonly string[];
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly leftOut: number;
  readonly inputs: number;
  /** The plane of the first two columns of numbers, where classes are told apart. */
  readonly view: PlaneView | undefined;
}

/** Trains a small network on a table; nothing of it leaves the worker but what is drawn. */
export const run: Program<LearnParameters, LearnUpdate> = async (parameters, host) => {
  const prepared = prepare(await tableIn(parameters.file), parameters);
  const { data, parts, classes, inputs } = prepared;
  const view = viewOf(prepared);
  host.tell({ prepared: announced(prepared, view?.plane), epochs: [] });
  const device = await host.device('small');
  const model = networkOf(parameters, inputs.length, classes.length);
  const predictor = view && (await predictorOf(model, view.grid, device, { threads: 1 }));
  const { tell, callback } = reporterOf(host, predictor, classes.length);
  const { weights } = await fit(model, data.subset(parts.train), {
    ...{ device, threads: 1, ...objectiveOf(classes) },
    optimizer: adam({ learningRate: parameters.learningRate }),
    epochs: parameters.epochs,
    batchSize: parts.train.length > 2_000 ? 256 : 32,
    seed: 1,
    validationData: data.subset(parts.validation),
    callbacks: [callback],
  });
  await tell(weights);
  host.tell({ epochs: [], test: await judgmentOf(model, weights, prepared, device) });
  return undefined;
};

function announced(
  { classes, parts: { train, validation, test }, leftOut, inputs }: PreparedTable,
  view: PlaneView | undefined,
): Prepared {
  const rows = { train: train.length, validation: validation.length, test: test.length };
  return { classes, rows, leftOut, inputs: inputs.length, view };
}

/** Tells the losses of epochs, and what the network says of the plane where there is one. */
function reporterOf(host: Host<LearnUpdate>, predictor: Predictor | undefined, classes: number) {
  let records: EpochRecord[] = [];
  const tell = async (weights: Weights) => {
    const seen = await predictor?.see(weights);
    host.tell({
      epochs: records.map(lossesOf),
      ...(seen && { surface: probabilities(seen.output, classes) }),
    });
    records = [];
  };
  const callback: Callback = {
    async onEpochEnd(record, training) {
      records.push(record);
      if (host.isDue()) await tell(training.weights());
    },
  };
  return { tell, callback };
}

function networkOf({ layers, units, decay }: LearnParameters, inputs: number, classes: number): Model {
  const kernelRegularizer = { l2: decay };
  const hidden = Array.from({ length: layers }, () =>
    dense({ units, activation: 'relu', kernelInitializer: 'heNormal', kernelRegularizer }),
  );
  return sequential([...hidden, dense({ units: Math.max(1, classes), kernelRegularizer })], {
    inputShape: [inputs],
  });
}

function objectiveOf(classes: readonly string[]) {
  return classes.length > 0
    ? { loss: sparseCategoricalCrossentropy(), metrics: [accuracy()] }
    : { loss: meanSquaredError(), metrics: [] };
}

function lossesOf({ train, validation }: EpochRecord) {
  return { train: train.loss ?? Number.NaN, validation: validation?.loss ?? Number.NaN };
}

function probabilities(logits: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let place = 0; place < GRID * GRID; place++) {
    const from = place * classes;
    shares.set(softmax(Float64Array.from(logits.subarray(from, from + classes))), from);
  }
  return shares;
}

/** No more pairs are told. */
const MOST_PAIRS = 2_000;

async function judgmentOf(
  model: Model,
  weights: Weights,
  { data, parts, classes, targetScale }: PreparedTable,
  device: Device,
): Promise<TableJudgment> {
  const test = data.subset(parts.test);
  const { values } = await predict(model, weights, test.inputs, { device, threads: 1, batchSize: 256 });
  if (classes.length > 0) {
    const scores = await evaluate(model, weights, test, { device, threads: 1, ...objectiveOf(classes) });
    return { score: scores.accuracy ?? Number.NaN, pairs: classPairs(test, values, classes.length) };
  }
  const { mean, deviation } = targetScale;
  const unscaled = (value: number) => value * deviation + mean;
  const truths = Array.from(test.targets.data);
  const score = rSquared(truths, values);
  const pairs = truths.map((truth, item) => [unscaled(truth), unscaled(values[item] ?? Number.NaN)] as const);
  return { score, pairs: pairs.slice(0, MOST_PAIRS) };
}

function classPairs({ labels, count }: Dataset, logits: Float32Array, classes: number) {
  return Array.from({ length: count }, (_, item) => {
    const row = logits.subarray(item * classes, (item + 1) * classes);
    return [labels?.[item] ?? 0, row.indexOf(Math.max(...row))] as const;
  });
}
