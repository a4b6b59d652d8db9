import { Batches, type ItemSet, split } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { layoutsOf } from '../runtime/layouts.ts';
import { check } from '../util/errors.ts';
import { Evaluation } from './evaluation.ts';
import { checkResumed, firstState } from './first-state.ts';
import { checkMonitor } from './monitor.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { batchTypeOf, reportNames } from './objective.ts';
import { stepGraph } from './step-graph.ts';
import type { TrainingParts } from './training.ts';
import type { TrainingOptions } from './training-options.ts';
import { TrainingStep } from './training-step.ts';

/** Checks model, data and options against each other, traces the graphs and loads them. */
export async function prepareTraining(
  model: Model,
  dataset: ItemSet,
  options: TrainingOptions,
): Promise<TrainingParts> {
  const { optimizer, batchSize = 32, seed = 0, shuffle = true, augment } = options;
  const { device, threads } = options;
  checkOptions(options);
  const { train, validation } = partsOf(dataset, options);
  const batches = new Batches(train, { batchSize, seed, shuffle, augment });
  const type = batchTypeOf(batches);
  const graph = stepGraph(model, type, options, await layoutsOf(device, threads));
  const first = firstState(model, graph, batches, options);
  const state = options.resume ? checkResumed(options.resume, first) : first;
  const evaluation =
    validation &&
    (await Evaluation.load(model, new Batches(validation, { batchSize, shuffle: false }), options, options));
  const { batch } = batches;
  const started = performance.now();
  const context = { device, threads, optimizer, batch, seed, state: state.vectors };
  const step = await TrainingStep.load(graph, context);
  const monitored = {
    ...{ model, type, batch, device, threads, seed, vectors: graph.vectors },
    ...{ objective: options, loadMs: performance.now() - started },
  };
  const { monitoring: wanted = false } = options;
  const monitoring = wanted ? new Monitoring(monitored, wanted === true ? {} : wanted) : undefined;
  return { model, options, batches, step, evaluation, vectors: graph.vectors, state, monitoring };
}

/** What is trained on and, where it is wanted, what is validated on. */
function partsOf(
  dataset: ItemSet,
  options: TrainingOptions,
): { train: ItemSet; validation: ItemSet | undefined } {
  const { validationData, validationSplit, seed = 0 } = options;
  dataset.assertFinite();
  validationData?.assertFinite();
  if (validationSplit === undefined) return { train: dataset, validation: validationData };
  const parts = split(dataset, { validation: validationSplit, seed });
  return {
    train: dataset.subset(parts.train),
    validation: dataset.subset(parts.validation, `${dataset.name}, validation`),
  };
}

function checkOptions(options: TrainingOptions): void {
  const { validationData, validationSplit, epochs = 1 } = options;
  check(Number.isInteger(epochs) && epochs > 0, () => ({
    where: 'fit, epochs',
    expected: 'a whole number of 1 or more',
    received: `${epochs}`,
  }));
  const validated = [validationData, validationSplit].filter((given) => given !== undefined);
  check(validated.length < 2, () => ({
    where: 'fit',
    expected: 'validationData or validationSplit',
    received: 'both',
  }));
  if (options.earlyStopping) checkMonitor(reportNames(options), validated.length > 0, options.earlyStopping);
}
