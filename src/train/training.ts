import type { Batches, ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { check } from '../util/errors.ts';
import { Averages } from './averages.ts';
import type { Callback, RunningTraining } from './callbacks.ts';
import { earlyStopping } from './early-stopping.ts';
import type { Evaluation } from './evaluation.ts';
import type { EpochRecord } from './history.ts';
import type { Measurement } from './monitoring/measurement.ts';
import type { Monitoring } from './monitoring/monitoring.ts';
import { explainNonFinite } from './non-finite.ts';
import { reportNames } from './objective.ts';
import { rateOf } from './schedules/schedule.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingState } from './training-state.ts';
import type { TrainingStep } from './training-step.ts';
import { copyOf, type VectorArrays, type WeightVectors } from './weight-vectors.ts';
import type { Weights } from './weights.ts';

/** What a training works with, compiled and loaded. */
export interface TrainingParts {
  readonly model: Model;
  readonly options: TrainingOptions;
  readonly batches: Batches<ItemSet>;
  readonly step: TrainingStep;
  readonly evaluation: Evaluation | undefined;
  readonly vectors: WeightVectors;
  readonly state: TrainingState;
  readonly monitoring: Monitoring | undefined;
}

/** Why a training ended. */
export type Ending = 'all epochs' | 'early stopping' | 'stopped';

/** A training on its way: epochs of steps, each epoch scored and recorded. */
export class Training implements RunningTraining {
  readonly epochs: number;
  readonly history: EpochRecord[];
  step: number;
  epoch: number;
  batch: number;
  learningRate: number;
  readonly #parts: TrainingParts;
  readonly #averages: Averages;
  readonly #callbacks: readonly Callback[];
  readonly #eachBatch: readonly Callback[];
  #best: VectorArrays | undefined;
  #stopped = false;

  constructor(parts: TrainingParts) {
    const { options, state } = parts;
    this.#parts = parts;
    this.#averages = new Averages(reportNames(options), state.averages);
    this.#callbacks = options.callbacks ?? [];
    this.#eachBatch = this.#callbacks.filter((callback) => 'onBatchEnd' in callback);
    this.#best = state.best;
    this.epochs = options.epochs ?? 1;
    this.history = [...state.history];
    this.step = state.step;
    this.epoch = state.epoch;
    this.batch = state.batch;
    this.learningRate = state.learningRate;
  }

  get stepsPerEpoch(): number {
    return this.#parts.batches.count;
  }

  get loss(): number {
    const { step, batches } = this.#parts;
    return (step.report[0] ?? Number.NaN) / batches.batch.size;
  }

  weights(): Weights {
    return this.#parts.vectors.weights(this.#parts.step.state);
  }

  /** The weights of the best epoch where those are wanted and there is one, else the last. */
  finalWeights(): Weights {
    return this.#best ? this.#parts.vectors.weights(this.#best) : this.weights();
  }

  state(): TrainingState {
    const { state, step } = this.#parts;
    return {
      ...state,
      step: this.step,
      epoch: this.epoch,
      batch: this.batch,
      learningRate: this.learningRate,
      averages: this.#averages.state,
      history: [...this.history],
      vectors: copyOf(step.state),
      ...(this.#best && { best: copyOf(this.#best) }),
    };
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Trains until the last epoch, until early stopping has seen enough, or until someone stops it. */
  async run(): Promise<Ending> {
    for (const callback of this.#callbacks) await callback.onTrainBegin?.(this);
    const ending = await this.#untilTheEnd();
    for (const callback of this.#callbacks) await callback.onTrainEnd?.(this);
    return ending;
  }

  async #untilTheEnd(): Promise<Ending> {
    while (this.epoch < this.epochs) {
      if (this.#verdict?.stop) return 'early stopping';
      if (!(await this.#finishEpoch())) return 'stopped';
    }
    return 'all epochs';
  }

  get #verdict() {
    const { earlyStopping: options } = this.#parts.options;
    return options && earlyStopping(this.history, options);
  }

  get #isStopped(): boolean {
    return this.#stopped || this.#parts.options.signal?.aborted === true;
  }

  /** Takes the epoch's remaining steps, scores it and records it; `false` if it was stopped before its end. */
  async #finishEpoch(): Promise<boolean> {
    const started = performance.now();
    if (this.batch === 0) for (const callback of this.#callbacks) await callback.onEpochBegin?.(this);
    while (this.batch < this.stepsPerEpoch) {
      if (this.#isStopped) return false;
      await this.#takeStep();
    }
    await this.#record(started);
    return true;
  }

  async #takeStep(): Promise<void> {
    const { batches, step } = this.#parts;
    const started = performance.now();
    const reading = batches.fetch(this.epoch, this.batch);
    if (reading) await reading;
    this.learningRate = this.#scheduledRate();
    await step.run(this.step + 1, this.learningRate);
    if (!Number.isFinite(step.report[0])) throw await this.#explain();
    this.#averages.add(step.report, batches.batch.size);
    this.step++;
    this.batch++;
    await this.#monitor(performance.now() - started);
    for (const callback of this.#eachBatch) await callback.onBatchEnd?.(this);
  }

  /** Tells what there is to tell of the step just taken. */
  async #monitor(ms: number): Promise<void> {
    const { monitoring, step } = this.#parts;
    if (!monitoring) return;
    const taken = { number: this.step, ms, before: step.stateBefore, after: step.state };
    await this.#tell(await monitoring.afterStep(taken));
  }

  async #tell(measurement: Measurement | undefined): Promise<void> {
    if (!measurement) return;
    for (const callback of this.#callbacks) await callback.onMeasured?.(measurement, this);
  }

  /** What to say of the step just taken, whose loss is no number. */
  #explain(): Promise<Error> {
    const { model, options, batches, step, state } = this.#parts;
    return explainNonFinite({
      model,
      batches,
      device: options.device,
      vectors: step.stateBefore,
      seed: state.seed,
      step: this.step + 1,
      epoch: this.epoch,
      loss: step.report[0] ?? Number.NaN,
      learningRate: this.learningRate,
    });
  }

  #scheduledRate(): number {
    const { learningRate } = this.#parts.options.optimizer;
    const rate = rateOf(learningRate, this);
    check(rate >= 0 && rate < Number.POSITIVE_INFINITY, () => ({
      where: `learning rate of step ${this.step + 1}`,
      expected: 'a finite number of 0 or more',
      received: `${rate}`,
    }));
    return rate;
  }

  async #record(started: number): Promise<void> {
    const { evaluation, step, vectors, options } = this.#parts;
    const validation = await evaluation?.run(step.state);
    const record: EpochRecord = {
      epoch: this.epoch,
      learningRate: this.learningRate,
      seconds: (performance.now() - started) / 1000,
      train: this.#averages.scores,
      ...(validation && { validation }),
    };
    this.history.push(record);
    this.#averages.clear();
    this.epoch++;
    this.batch = 0;
    await this.#tell(await this.#parts.monitoring?.afterEpoch(this.epoch, step.state));
    const isBest = this.#verdict?.best === this.history.length - 1;
    if (isBest && options.earlyStopping?.restoreBestWeights) this.#best = vectors.copyOf(step.state);
    for (const callback of this.#callbacks) await callback.onEpochEnd?.(record, this);
  }
}
