import { augmentImages, type Dataset } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import type { Device } from '../runtime/session.ts';
import { type Callback, type FitResult, fit } from '../train/index.ts';
import { check } from '../util/errors.ts';
import type { Repetition } from './plan.ts';
import { preprocessed } from './preprocess.ts';
import { modelOf } from './settings/model.ts';
import { optimizerOf } from './settings/optimizer.ts';
import type { Study } from './study.ts';
import { objectiveOf, outputsOf, type Task } from './task.ts';

/** Where a study runs, and who watches. */
export interface Surroundings {
  readonly device: Device;
  readonly threads?: number | undefined;
  /** Stops after the current step. */
  readonly signal?: AbortSignal | undefined;
}

/** A network that was trained. */
export interface Trained extends Repetition {
  readonly model: Model;
  readonly fitted: FitResult;
  /** What the outputs stand for, where they are classes. */
  readonly classNames: readonly string[] | undefined;
  readonly seconds: number;
}

/** Trains one network. */
export async function train(
  study: Study,
  task: Task,
  { seed, division }: Repetition,
  { signal, callbacks, ...execution }: Surroundings & { readonly callbacks: readonly Callback[] },
): Promise<Trained> {
  const started = performance.now();
  const data = division.train();
  const validationData = division.validation();
  const model = buildModel(study, task, data);
  const { training, augmentation } = study;
  const { optimizer, loss: _, metrics: __, ...settings } = training;
  const fitted = await fit(model, data, {
    ...execution,
    ...settings,
    ...objectiveOf(task, training),
    optimizer: optimizerOf(optimizer),
    seed,
    callbacks,
    ...(validationData && { validationData }),
    ...(augmentation && { augment: augmentImages(data.inputShape, { seed, ...augmentation }) }),
    ...(signal && { signal }),
  });
  const classNames = task.kind === 'classification' ? task.classNames : undefined;
  return { seed, division, model, fitted, classNames, seconds: (performance.now() - started) / 1000 };
}

/**
 * The network of a study, with its preprocessing.
 *
 * @throws InputError when it does not suit the data.
 */
export function buildModel(study: Study, task: Task, data: Dataset): Model {
  const outputs = outputsOf(task, study.training.loss);
  const model = modelOf(study.model, { inputShape: data.inputShape, outputs });
  const shape = model.outputs[0]?.shape ?? [];
  check(shape.length === 1 && shape[0] === outputs, () => ({
    where: `model "${model.name}"`,
    expected: `${outputs} ${outputs === 1 ? 'number' : 'numbers'} for each item, as the data have ${
      task.kind === 'classification' ? 'classes' : 'targets'
    }`,
    received: `an output of shape [${shape.join(', ')}]`,
  }));
  return preprocessed(model, study.preprocessing ?? {}, data);
}
