/** The lesson's networks, small enough to be trained in a browser in a minute. */
import { Dataset, joinedShape } from 'echotrain/data';
import { type ShapedArray, shaped } from 'echotrain/imaging';
import type { Model } from 'echotrain/layers';
import { fastmriUnet, variationalNetwork } from 'echotrain/models';
import { magnitudeImage } from 'echotrain/reconstruct';
import {
  adam,
  type Callback,
  type Execution,
  fit,
  magnitudeMeanSquaredError,
  meanAbsoluteError,
  oneCycle,
  predict,
  type Weights,
} from 'echotrain/train';
import { kspaceShape, type Parts, SIZE, type Slice, seed } from './slices.ts';

/** The networks of the lesson, small. */
export const networks = {
  'variational-network': {
    build: () => variationalNetwork({ kspaceShape, stages: 6, filters: 8, kernelSize: 7, functions: 15 }),
    loss: magnitudeMeanSquaredError,
    maxLearningRate: 0.02,
    isComplex: true,
  },
  unet: {
    build: () => fastmriUnet({ kspaceShape, channels: 8, pools: 3 }),
    loss: meanAbsoluteError,
    maxLearningRate: 0.005,
    isComplex: false,
  },
} satisfies Readonly<Record<string, NetworkPlan>>;

interface NetworkPlan {
  readonly build: () => Model;
  readonly loss: typeof meanAbsoluteError;
  readonly maxLearningRate: number;
  /** Whether it gives complex images, or magnitudes. */
  readonly isComplex: boolean;
}

/** Which network. */
export type NetworkName = keyof typeof networks;

const inputFields = [
  { name: 'kspace', shape: kspaceShape },
  { name: 'maps', shape: kspaceShape },
  { name: 'mask', shape: [1, 1, SIZE, SIZE] },
];

/** Slices as a network learns from them; it takes what it needs. */
function datasetOf(slices: readonly Slice[], name: NetworkName): Dataset {
  const { isComplex } = networks[name];
  const targets = slices.map(({ reference }) => (isComplex ? reference : magnitudeImage(reference)).data);
  return new Dataset({
    name: 'slices',
    inputs: joined(
      slices.flatMap(({ acquisition: { kspace, maps, mask } }) => [kspace.data, maps.data, mask.data]),
    ),
    inputShape: joinedShape(inputFields),
    inputFields,
    targets: { kind: 'values', data: joined(targets), shape: [isComplex ? 2 : 1, SIZE, SIZE] },
  });
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** How a network is trained. */
export interface LearningChoice {
  readonly network: NetworkName;
  readonly epochs: number;
}

/** A network with its weights, to ask for images. */
export interface TrainedNetwork {
  readonly network: NetworkName;
  readonly model: Model;
  readonly weights: Weights;
}

/** Trains, two slices a step; the validation part is scored after each epoch. */
export async function train(
  { train: known, validation }: Pick<Parts, 'train' | 'validation'>,
  { network, epochs }: LearningChoice,
  execution: Execution,
  callbacks: readonly Callback[] = [],
): Promise<TrainedNetwork> {
  const { build, loss, maxLearningRate } = networks[network];
  const model = build();
  const { weights } = await fit(model, datasetOf(known, network), {
    ...execution,
    loss: loss(),
    optimizer: adam({ learningRate: oneCycle({ maxLearningRate }) }),
    epochs,
    batchSize: 2,
    seed,
    validationData: datasetOf(validation, network),
    callbacks,
  });
  return { network, model, weights };
}

/** The magnitudes [row, column] that a network makes of slices. */
export async function imagesOf(
  { network, model, weights }: TrainedNetwork,
  slices: readonly Slice[],
  execution: Execution,
): Promise<ShapedArray[]> {
  const { values } = await predict(model, weights, datasetOf(slices, network), execution);
  const each = values.length / slices.length;
  return slices.map((_, i) =>
    magnitudeImage(shaped(values.slice(i * each, (i + 1) * each), [each / (SIZE * SIZE), SIZE, SIZE])),
  );
}
