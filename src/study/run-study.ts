import { summary } from '../layers/index.ts';
import { ReconstructionItems } from '../reconstruct/dataset/reconstruction-items.ts';
import type { Callback } from '../train/index.ts';
import { sum } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { evaluateAll } from './evaluate-all.ts';
import { Evaluator, type PartAnswers } from './evaluate-trained.ts';
import { loadData, partsOf, type SourceData } from './load-data.ts';
import { plan, type Repetition } from './plan.ts';
import { scansElsewhere } from './reconstruction/scans-elsewhere.ts';
import { describeScans } from './reconstruction/training-images.ts';
import { IMAGE_BYTES } from './recording/cases/image-capacity.ts';
import type { RunRecorder } from './recording/run-recorder.ts';
import type { StudyResult } from './result.ts';
import { resultVersions } from './result-versions.ts';
import type { Study } from './study.ts';
import { summarize } from './summarize.ts';
import { type Task, taskOf } from './task.ts';
import { type Surroundings, type Trained, train } from './train-repetition.ts';

/** Where a study runs, and who watches. */
export interface StudyContext extends Surroundings {
  /** Why this device, for the record. */
  readonly reason: string;
  /** Where relative paths of the study begin. */
  readonly folder: string;
  /** Called before each training; what it gives watches that training, after what records it. */
  readonly watch?: (repetition: Repetition) => Callback | readonly Callback[];
  /** Records the run while it lasts, and knows where a resumed one goes on. */
  readonly record?: RunRecorder | undefined;
  /** Called as evaluation proceeds, first with none done: how many evaluations of how many. */
  readonly onEvaluation?: (done: number, total: number) => void;
}

/** What a study gave: numbers, networks, and what they say of the test part. */
export interface StudyOutcome {
  readonly result: StudyResult;
  /** The networks, one for each of the result's repetitions. Empty where no epoch was finished. */
  readonly trained: readonly Trained[];
  /** Empty where the study was stopped: the test part then stayed sealed. */
  readonly tests: readonly PartAnswers[];
}

/**
 * Runs a study from data to numbers: load, divide, preprocess by the training part's statistics, train with every seed
 * on every division, score on training and validation parts, and at last open each test part, once, for evaluation.
 * Where the signal stops it, what is finished is returned and no test part is opened.
 *
 * @throws InputError for data that are not there, and for settings that do not suit them.
 * @example
 * const { study } = parseStudy(text, 'study.yaml');
 * const { result } = await runStudy(study, { ...(await chooseDevice()), folder: '.' });
 */
export async function runStudy(study: Study, context: StudyContext): Promise<StudyOutcome> {
  const data = await loadData(study.data, study.model, context.folder);
  try {
    return await runOn(data, study, context);
  } finally {
    for (const [, part] of partsOf(data)) await part.release?.();
  }
}

async function runOn(data: SourceData, study: Study, context: StudyContext): Promise<StudyOutcome> {
  const started = new Date();
  const task = taskOf('all' in data ? data.all : data.train);
  const repetitions = await plan(study, data, context.folder);
  const about = await describeData(data, task);
  await context.record?.describe(about, repetitions);
  const elsewhere = await scansElsewhere(study, task, context.folder);
  const imageBytes = context.record ? IMAGE_BYTES / repetitions.length : 0;
  const trained = await trainAll(study, task, repetitions, context);
  // What was stopped is still scored on what it knows; the signal then has been heeded.
  const isSealed = context.signal?.aborted === true;
  const { record, onEvaluation, signal } = context;
  const surroundings = isSealed ? { ...context, signal: undefined } : context;
  const evaluator = new Evaluator(study, task, surroundings, { elsewhere, imageBytes });
  const options = isSealed ? { record, isSealed } : { record, isSealed, signal, onEvaluation };
  const { evaluated, isWhole } = await evaluateAll(evaluator, trained, options);
  await evaluator.release();
  const gates = trained[0]?.fitted.gates?.gates;
  const results = evaluated.map(({ result }) => result);
  const result = {
    format: 'echotrain-result-1',
    study: study.name,
    settings: study,
    task: task.kind,
    ending: isWhole ? 'finished' : 'stopped',
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    parameters: parametersOf(trained),
    data: about,
    device: deviceOf(context),
    versions: resultVersions(),
    testOpenings: [...new Set(repetitions.map(({ division }) => division.test))].flatMap(
      (test) => test.openings,
    ),
    repetitions: results,
    ...(gates && { gates }),
    ...summarize(results, study.evaluation?.level),
  } as const;
  return { result, trained, tests: evaluated.flatMap(({ test }) => test ?? []) };
}

/** Trains one network after the other, until someone stops it: then without the one that has not finished an epoch. */
async function trainAll(
  study: Study,
  task: Task,
  repetitions: readonly Repetition[],
  { device, threads, signal, watch, record }: StudyContext,
): Promise<Trained[]> {
  const trained: Trained[] = [];
  for (const [index, repetition] of repetitions.entries()) {
    if (signal?.aborted) break;
    const gates = index === 0 && study.training.gates === true;
    const recorder = record?.training(index, repetitions, study.training.checkpoints);
    const resumed = await recorder?.resume();
    const callbacks = [watch?.(repetition) ?? []].flat();
    const surroundings = { device, threads, signal, callbacks, gates, recorder, resume: resumed?.state };
    const one = await train(study, task, repetition, surroundings);
    if (one.fitted.history.length > 0) trained.push(one);
  }
  return trained;
}

function parametersOf([first]: readonly Trained[]): number {
  const { trainable, notTrainable } = first
    ? summary(first.model).parameters
    : { trainable: 0, notTrainable: 0 };
  return trainable + notTrainable;
}

async function describeData(data: SourceData, task: Task): Promise<StudyResult['data']> {
  const parts = partsOf(data);
  const [, first] = present(parts[0], 'a part of the data');
  const hashes = await Promise.all(parts.map(async ([name, part]) => [name, await part.hash()] as const));
  return {
    name: first.name,
    hashes: Object.fromEntries(hashes),
    items: sum(parts.map(([, { count }]) => count)),
    inputShape: first.inputShape,
    ...(task.kind === 'classification' && { classNames: task.classNames }),
    ...(first.featureNames && { featureNames: first.featureNames }),
    ...(first instanceof ReconstructionItems && {
      scans: { origin: first.source.origin, ...describeScans(first) },
    }),
  };
}

function deviceOf({ device, reason, threads }: StudyContext): StudyResult['device'] {
  return { name: device.name, reason, ...(threads !== undefined && { threads }) };
}
