/** The lesson's study in small, for a browser: fewer subjects, fewer pixels, fewer coils, and the same questions. */
import { Dataset, joinedShape, RandomStream } from 'echotrain/data';
import { imageQuality, mean, pairedBootstrap } from 'echotrain/evaluate';
import {
  biotSavartCoils,
  brainPhantom,
  gaussianMask,
  type ShapedArray,
  sampling,
  sense,
  shaped,
  simulateAcquisition,
} from 'echotrain/imaging';
import type { Model } from 'echotrain/layers';
import { fastmriUnet, variationalNetwork } from 'echotrain/models';
import {
  cgSense,
  type Method,
  magnitudeImage,
  type Parameters,
  totalVariation,
  tune,
  zeroFilled,
} from 'echotrain/reconstruct';
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

/** Pixels of an image's side. */
export const SIZE = 64;

const COILS = 4;
const CALIBRATION = 8;
const SNR = 30;

/** Slices lie anywhere from the basal ganglia up to here. */
const HIGHEST_MM = 45;

const kspaceShape = [COILS, 2, SIZE, SIZE] as const;
const points = SIZE * SIZE;

/** Subjects that validate and that test; all others may train. */
const others = { validation: [1001, 1002, 1003, 1004], test: [2001, 2002, 2003, 2004, 2005, 2006] } as const;

const seed = 1;

/** One undersampled slice, its zero-filled image 1 at most, and the image of all its lines. */
export interface Slice {
  readonly acquisition: {
    readonly kspace: ShapedArray;
    readonly maps: ShapedArray;
    readonly mask: ShapedArray;
  };
  /** Complex, [2, row, column]. */
  readonly reference: ShapedArray;
}

/** The parts of the study. */
export type Parts = Readonly<Record<'train' | 'validation' | 'test', readonly Slice[]>>;

/** Simulates so many subjects to learn from, and the others. */
export function partsOf(subjects: number, acceleration: number): Parts {
  const slices = (numbers: readonly number[]) => numbers.map((subject) => sliceOf(subject, acceleration));
  return {
    train: slices(Array.from({ length: subjects }, (_, i) => i + 1)),
    validation: slices(others.validation),
    test: slices(others.test),
  };
}

function sliceOf(subject: number, acceleration: number): Slice {
  const size = { rows: SIZE, columns: SIZE };
  const heightMm = HIGHEST_MM * RandomStream.derive(seed, 'height', subject).uniform();
  const { kspace, maps } = simulateAcquisition(
    brainPhantom({ seed: subject, heightMm, contrast: 'proton-density' }),
    { ...size, coils: biotSavartCoils({ coils: COILS, seed: subject }), snr: SNR, seed: subject },
  );
  const { mask } = gaussianMask({ ...size, acceleration, calibrationLines: CALIBRATION, seed: subject });
  const all = shaped(new Float32Array(points).fill(1), [SIZE, SIZE]);
  const measured = sampling(mask, kspace.shape).apply(kspace.data);
  const largest = largestOf(sense({ maps, mask }).adjoint(measured));
  const divided = (values: Float32Array) => values.map((value) => value / largest);
  return {
    acquisition: { kspace: shaped(divided(measured), kspace.shape), maps, mask },
    reference: shaped(divided(sense({ maps, mask: all }).adjoint(kspace.data)), [2, SIZE, SIZE]),
  };
}

/** The largest magnitude of a complex image. */
function largestOf(image: Float32Array): number {
  return magnitudeImage(shaped(image, [2, SIZE, SIZE])).data.reduce((a, b) => Math.max(a, b), 0);
}

/** The networks of the lesson, small. */
export const networks = {
  'variational-network': {
    build: () => variationalNetwork({ kspaceShape, stages: 5, filters: 8, kernelSize: 5, functions: 9 }),
    loss: magnitudeMeanSquaredError,
    maxLearningRate: 0.01,
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
    magnitudeImage(shaped(values.slice(i * each, (i + 1) * each), [each / points, SIZE, SIZE])),
  );
}

/** The methods that a network has to beat, by their names. */
export const baselines = {
  'zero-filled': () => zeroFilled(),
  'CG-SENSE': (execution) => cgSense({ ...execution, iterations: 30 }),
  'total variation': (execution) => totalVariation({ ...execution, iterations: 80 }),
} satisfies Readonly<Record<string, (execution: Execution) => Method>>;

/** Which of them. */
export type BaselineName = keyof typeof baselines;

/** Validation slices that methods are tuned on. */
const TUNING_SLICES = 2;

/** A method at the best regularization that the validation part knows. */
export interface TunedMethod {
  readonly regularization: number | undefined;
  readonly imagesOf: (slices: readonly Slice[]) => Promise<ShapedArray[]>;
  readonly release: () => Promise<void>;
}

/** Tunes a method: a baseline that was not tuned is not a baseline. */
export async function tuned(
  name: BaselineName,
  { validation }: Parts,
  execution: Execution,
): Promise<TunedMethod> {
  const method = baselines[name](execution);
  const parameters: Parameters =
    method.tunable.length > 0
      ? (await tune(method, validation.slice(0, TUNING_SLICES), { gridSize: 5, precision: 1.5 })).parameters
      : {};
  return {
    regularization: parameters.regularization,
    imagesOf: async (slices) => {
      const images: ShapedArray[] = [];
      for (const { acquisition } of slices) {
        images.push(magnitudeImage(await method.reconstruct(acquisition, parameters)));
      }
      return images;
    },
    release: () => method.release(),
  };
}

/** How good images are. */
export interface Quality {
  /** In dB. */
  readonly psnr: number;
  readonly ssim: number;
  readonly nrmse: number;
}

/** The quality of each image. */
export function qualityOf(slices: readonly Slice[], images: readonly ShapedArray[]): Quality[] {
  return slices.flatMap(({ reference }, i) => {
    const image = images[i];
    return image ? [imageQuality(magnitudeImage(reference), image)] : [];
  });
}

/** By how many dB of PSNR one method is better than another on the same slices, with the interval of 95 %. */
export function gain(better: readonly Quality[], worse: readonly Quality[]) {
  const meanOf = (all: readonly Quality[]) => (items: Uint32Array) =>
    mean(Array.from(items, (item) => all[item]?.psnr ?? Number.NaN));
  return pairedBootstrap(meanOf(better), meanOf(worse), { items: better.length, seed }).difference;
}
