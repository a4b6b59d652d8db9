import { dense, type Model, sequential } from 'echotrain/layers';
import type { Device } from 'echotrain/runtime/web';
import {
  accuracy,
  adam,
  type Callback,
  type EpochRecord,
  evaluate,
  fit,
  type RunningTraining,
  sparseCategoricalCrossentropy,
} from 'echotrain/train';
import { softmax } from '../../../../lessons/02-iris/scratch.ts';
import { type Predictor, predictorOf } from '../training/predictor.ts';
import type { Host, Program } from '../training/program.ts';
import { gridInputs, type PlaneChoice, type PlaneData, partOf, planeData } from './plane-data.ts';

/** The network, and how it is trained. */
export interface NetworkChoice {
  readonly layers: number;
  readonly units: number;
  readonly activation: 'relu' | 'tanh' | 'sigmoid' | 'linear';
  readonly learningRate: number;
  /** The strength of the decay: λ of λ Σ K². */
  readonly decay: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** What is trained on what. */
export interface PlaneParameters extends NetworkChoice {
  readonly data: PlaneChoice;
}

/** Loss and accuracy of a part. */
export interface PartScores {
  readonly loss: number;
  readonly accuracy: number;
}

/** A network after an epoch. */
export interface NetworkPicture {
  readonly epoch: number;
  /** Probabilities [place of the grid, class]. */
  readonly surface: Float32Array;
  /** What each hidden unit gives [layer][place of the grid, unit]. */
  readonly units: readonly Float32Array[];
  /** Kernels [inputs, units], layer after layer, the output's last. */
  readonly kernels: readonly Float32Array[];
}

/** What the program tells: the scores of epochs, a picture now and then, and at the end the test part's scores. */
export interface PlaneUpdate {
  readonly epochs: readonly { readonly train: PartScores; readonly validation: PartScores }[];
  readonly picture?: NetworkPicture;
  readonly test?: PartScores;
}

/** Trains a network to tell apart points in a plane. */
export const run: Program<PlaneParameters, PlaneUpdate> = async (parameters, host) => {
  const data = planeData(parameters.data);
  const device = await host.device('small');
  const objective = { device, threads: 1, loss: sparseCategoricalCrossentropy(), metrics: [accuracy()] };
  const model = networkOf(parameters, data.inputNames.length, data.classes.length);
  const { tell, callback } = await reporterOf(model, data, device, host);
  const { weights, state } = await fit(model, partOf(data, data.parts.train), {
    ...objective,
    optimizer: adam({ learningRate: parameters.learningRate }),
    epochs: parameters.epochs,
    batchSize: parameters.batchSize,
    seed: 1,
    validationData: partOf(data, data.parts.validation),
    callbacks: [callback],
  });
  await tell({ epoch: state.epoch, weights: () => weights });
  const test = await evaluate(model, weights, partOf(data, data.parts.test), objective);
  host.tell({ epochs: [], test: partScores(test) });
  return undefined;
};

type Moment = Pick<RunningTraining, 'epoch' | 'weights'>;

/** Tells the scores of epochs, and pictures of the network. */
async function reporterOf(model: Model, data: PlaneData, device: Device, host: Host<PlaneUpdate>) {
  const options = { isLayered: true, threads: 1 };
  const predictor = await predictorOf(model, gridInputs(data), device, options);
  let records: EpochRecord[] = [];
  const tell = async (training: Moment) => {
    const picture = await pictureOf(predictor, training, data.classes.length);
    host.tell({ epochs: records.map(scoresOf), picture });
    records = [];
  };
  const callback: Callback = {
    onTrainBegin: tell,
    async onEpochEnd(record, training) {
      records.push(record);
      if (!host.isDue()) return;
      await tell(training);
      await host.follow();
    },
  };
  return { tell, callback };
}

/** A multi-layer perceptron. */
function networkOf(
  { layers, units, activation, decay }: NetworkChoice,
  inputs: number,
  classes: number,
): Model {
  const kernelInitializer = activation === 'relu' ? 'heNormal' : 'glorotUniform';
  const kernelRegularizer = { l2: decay };
  const hidden = Array.from({ length: layers }, () =>
    dense({ units, activation, kernelInitializer, kernelRegularizer }),
  );
  return sequential([...hidden, dense({ units: classes, kernelRegularizer })], { inputShape: [inputs] });
}

async function pictureOf(predictor: Predictor, training: Moment, classes: number): Promise<NetworkPicture> {
  const weights = training.weights();
  const { output, layers } = await predictor.see(weights);
  const kernels = Array.from(weights).flatMap(([name, values]) => (name.endsWith('/kernel') ? [values] : []));
  return {
    epoch: training.epoch,
    surface: probabilities(output, classes),
    units: layers.slice(0, -1),
    kernels,
  };
}

function probabilities(logits: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    shares.set(softmax(Float64Array.from(logits.subarray(from, from + classes))), from);
  }
  return shares;
}

function scoresOf({ train, validation = {} }: EpochRecord) {
  return { train: partScores(train), validation: partScores(validation) };
}

function partScores({
  loss = Number.NaN,
  accuracy = Number.NaN,
}: Readonly<Record<string, number>>): PartScores {
  return { loss, accuracy };
}
