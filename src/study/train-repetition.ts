import { type Augment, augmentImages, augmentKspace, type ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { ReconstructionItems } from '../reconstruct/dataset/reconstruction-items.ts';
import { trainedForMetadata } from '../reconstruct/trained-for.ts';
import type { Device } from '../runtime/session.ts';
import { type Callback, type FitResult, fit, type TrainingState } from '../train/index.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { Repetition } from './plan.ts';
import { Preprocessing } from './preprocess.ts';
import { describeScans, trainingImages } from './reconstruction/training-images.ts';
import type { TrainingRecorder } from './recording/run-recorder.ts';
import { TIME_SHARES } from './recording/time-shares.ts';
import { modelOf } from './settings/model.ts';
import { optimizerOf } from './settings/optimizer.ts';
import type { Study } from './study.ts';
import { givesProbabilities, objectiveOf, outputsOf, type Task } from './task.ts';

/** Where a study runs, and who watches. */
export interface Surroundings {
  readonly device: Device;
  readonly threads?: number | undefined;
  /** Stops after the current step. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far a reconstruction is, of how many slices or trials; 0 where that is not known. */
  readonly onReconstruction?: ((activity: string, done: number, total: number) => void) | undefined;
}

/** A network that was trained. */
export interface Trained extends Repetition {
  readonly model: Model;
  /** What the model's inputs have gone through. */
  readonly preprocessing: Preprocessing;
  readonly fitted: FitResult;
  /** What the outputs stand for, where they are classes. */
  readonly classNames: readonly string[] | undefined;
  readonly seconds: number;
  /** What its files say besides. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** How one training of a study is watched, and what precedes it. */
export interface TrainOptions extends Surroundings {
  readonly callbacks: readonly Callback[];
  /** Prove the plumbing first. */
  readonly gates: boolean;
  /** Where it was left off before. */
  readonly resume?: TrainingState | undefined;
  /** Records it; then it is monitored, too. */
  readonly recorder?: TrainingRecorder | undefined;
}

/** Trains one network. */
export async function train(
  study: Study,
  task: Task,
  { seed, division }: Repetition,
  { signal, resume, recorder, ...options }: TrainOptions,
): Promise<Trained> {
  const started = performance.now();
  const raw = division.train();
  const validation = division.validation();
  const { training, augmentation } = study;
  const preprocessing = await Preprocessing.of(study.preprocessing, raw);
  const model = buildModel(study, task, raw);
  const {
    optimizer,
    loss: _loss,
    metrics: _metrics,
    gates: _gates,
    checkpoints: _kept,
    ...settings
  } = training;
  const scans = trainingImages(study, raw, seed);
  const shown = validation ?? raw;
  const examples = recorder?.examples({
    ...{ model, task, seed, device: options.device, threads: options.threads },
    ...{ part: validation ? 'validation' : 'train', raw: shown, prepared: preprocessing.apply(shown) },
    ...{ batchSize: training.batchSize, probabilities: givesProbabilities(training.loss) },
  });
  const fitted = await fit(model, scans?.data ?? preprocessing.apply(raw), {
    ...options,
    ...settings,
    callbacks: [recorder?.callback() ?? [], examples ?? [], options.callbacks].flat(),
    ...(recorder && { monitoring: { share: TIME_SHARES.monitoring } }),
    ...objectiveOf(task, training),
    optimizer: optimizerOf(optimizer),
    seed,
    ...(validation && { validationData: preprocessing.apply(validation) }),
    ...(scans?.augment && { augment: scans.augment }),
    ...(augmentation && !scans && { augment: augmentFor(augmentation, raw, preprocessing, seed) }),
    ...(signal && { signal }),
    ...(resume && { resume }),
  });
  const classNames = task.kind === 'classification' ? task.classNames : undefined;
  const seconds = (performance.now() - started) / 1000;
  const metadata = raw instanceof ReconstructionItems ? trainedForMetadata(describeScans(raw)) : {};
  return { seed, division, model, preprocessing, fitted, classNames, seconds, metadata };
}

function augmentFor(
  { fill = 0, kspace, noise, ...amounts }: NonNullable<Study['augmentation']>,
  { inputShape, targets }: ItemSet,
  preprocessing: Preprocessing,
  seed: number,
): Augment {
  if (kspace) {
    check(noise === undefined && Object.keys(amounts).length === 0, () => ({
      where: 'augmentation',
      expected: 'kspace alone, or what is done to images',
      received: 'both',
    }));
    return augmentKspace(inputShape, { ...kspace, seed }, targets);
  }
  const options = {
    ...amounts,
    seed,
    fill: preprocessing.ofValue(fill),
    ...(noise && { noise: { ...noise, zero: preprocessing.ofValue(0) } }),
  };
  return augmentImages(inputShape, options, targets);
}

/**
 * The network of a study.
 *
 * @throws InputError when it does not suit the data.
 */
function buildModel(study: Study, task: Task, { inputShape }: ItemSet): Model {
  const outputs = outputsOf(task, study.training.loss);
  const kspaceShape = task.kind === 'reconstruction' ? task.kspaceShape : undefined;
  const channels = task.kind === 'reconstruction' ? task.imageShape[0] : undefined;
  const model = modelOf(study.model, { inputShape, outputs, kspaceShape, channels });
  const shape = model.outputs[0]?.shape ?? [];
  if (task.kind === 'reconstruction') {
    checkImage(model.name, shape, task.imageShape);
    return model;
  }
  check(shape.length === 1 && shape[0] === outputs, () => ({
    where: `model "${model.name}"`,
    expected: `${outputs} ${outputs === 1 ? 'number' : 'numbers'} for each item, as the data have ${
      task.kind === 'classification' ? 'classes' : 'targets'
    }`,
    received: `an output of shape [${shape.join(', ')}]`,
  }));
  return model;
}

/** A complex image may also be compared with a magnitude. */
function checkImage(model: string, given: readonly number[], wanted: readonly number[]): void {
  const [parts, ...size] = given;
  const suits = sameItems(given, wanted) || (parts === 2 && sameItems([1, ...size], wanted));
  check(suits, () => ({
    where: `model "${model}"`,
    expected: `an image [${wanted.join(', ')}], as the data have targets`,
    received: `[${given.join(', ')}]`,
    remedy: 'Leave out the target of the data, and it is what the network gives.',
  }));
}
