import type { CheckpointFolder, DamagedCheckpoint, MetricLog, Retention, Store } from '../../store/index.ts';
import {
  type Callback,
  type EpochRecord,
  loadTrainingState,
  type Measurement,
  type RunningTraining,
  saveTrainingState,
  type TrainingState,
} from '../../train/index.ts';
import { forgetAnswersAfter } from './examples/example-files.ts';
import { ExampleRecorder, type ExampleSource } from './examples/example-recorder.ts';
import { type WaitForRoom, whenThereIsRoom } from './room-on-disk.ts';
import type { TrainingRecorder } from './run-recorder.ts';
import { TIME_SHARES } from './time-shares.ts';

/** What is recorded of a training, and how often. */
export interface TrainingRecordOptions {
  /** What the training is called within its run, such as `fold 2`; a run of one training needs none. */
  readonly name?: string;
  /** Steps wait so long before they are written, in milliseconds, and longer where that takes long; 1000 by default. */
  readonly flushMs?: number;
  /** A checkpoint is written after every epoch, and within long ones so often, in milliseconds; 60,000 by default. */
  readonly checkpointMs?: number;
  /**
   * Which share of the time checkpoints may take; 0.004 by default. Epochs that are shorter than that allows wait for the
   * next: then a crash loses some, but no more than 250 times what a checkpoint takes.
   */
  readonly checkpointShare?: number;
  /** Which checkpoints stay when a newer one is written; the last two by default. */
  readonly kept?: Retention;
  /** What happens where the disk is full: the training waits. */
  readonly room?: WaitForRoom;
  /** Told of checkpoints that were passed over, before the training goes on from an older one, or anew. */
  readonly onDamaged?: ((damaged: readonly DamagedCheckpoint[]) => void) | undefined;
}

/** Where a training goes on. */
export interface Resumption {
  readonly state: TrainingState;
  /** Newer checkpoints that could not be used. */
  readonly damaged: readonly DamagedCheckpoint[];
}

/** Waiting for room on the disk, or for another process, is no reason to wait even longer; in milliseconds. */
const MOST_FLUSH_COST = 30;

/**
 * Records a training in a store while it runs, so that it goes on from there whatever happens: every step's loss, every
 * epoch's scores, what is monitored, and its state. What was measured up to a checkpoint is written before it.
 *
 * @example
 * const record = new TrainingRecord(store, run);
 * const resumed = await record.resume();
 * await fit(model, data, { ...options, ...(resumed && { resume: resumed.state }), callbacks: [record.callback()] });
 */
export class TrainingRecord implements TrainingRecorder {
  readonly #store: Store;
  readonly #run: number;
  readonly #log: MetricLog;
  readonly #checkpoints: CheckpointFolder;
  readonly #examples: string;
  readonly #prefix: string;
  readonly #flushMs: number;
  readonly #checkpointMs: number;
  readonly #checkpointShare: number;
  readonly #room: WaitForRoom;
  readonly #onDamaged: TrainingRecordOptions['onDamaged'];
  /** Times of the clock that only goes on; that of the day may be set. */
  #flushed = performance.now();
  /** What writing took the last time, in milliseconds. */
  #flushCost = 0;
  #saved = performance.now();
  /** Step and epoch of the last checkpoint. */
  #place = '';
  /** What that took, in milliseconds. */
  #cost = 0;

  constructor(store: Store, run: number, options: TrainingRecordOptions = {}) {
    const { name, flushMs = 1000, checkpointMs = 60_000, room = {} } = options;
    const { kept = {}, checkpointShare = TIME_SHARES.checkpoints } = options;
    this.#store = store;
    this.#run = run;
    this.#log = store.log(run);
    this.#checkpoints = store.checkpoints(run, { ...kept, name });
    this.#examples = store.trainingFolder(run, 'examples', name);
    this.#prefix = name === undefined ? '' : `${name}/`;
    this.#flushMs = flushMs;
    this.#checkpointMs = checkpointMs;
    this.#checkpointShare = checkpointShare;
    this.#room = room;
    this.#onDamaged = options.onDamaged;
  }

  /** The newest state that is whole, if there is one; what was measured after it is forgotten. */
  async resume(): Promise<Resumption | undefined> {
    await this.#checkpoints.tidy();
    const found = await this.#checkpoints.newest();
    if (found.damaged.length > 0) this.#onDamaged?.(found.damaged);
    const state = 'bytes' in found ? loadTrainingState(found.bytes, found.checkpoint.file) : undefined;
    this.#store.forgetAfter(this.#run, state?.step ?? 0, this.#prefix);
    await forgetAnswersAfter(this.#examples, state?.step ?? 0);
    return state && { state, damaged: found.damaged };
  }

  /** What the training calls. */
  callback(): Callback {
    [this.#flushed, this.#saved] = [performance.now(), performance.now()];
    return {
      onBatchEnd: (training) => {
        const now = performance.now();
        this.#addStep(training, Date.now());
        if (now - this.#saved >= this.#checkpointMs) return this.save(training);
        const pause = Math.max(this.#flushMs, this.#flushCost / TIME_SHARES.points);
        return now - this.#flushed >= pause ? this.#flush() : undefined;
      },
      onMeasured: (measurement, training) => this.#addMeasurement(measurement, training),
      onEpochEnd: (record, training) => {
        this.#addEpoch(record, training);
        const isDue = performance.now() - this.#saved >= this.#cost / this.#checkpointShare;
        return isDue ? this.save(training) : undefined;
      },
      onTrainEnd: (training) => this.save(training),
    };
  }

  /** What the training calls, so that its answers to some items are kept after epochs. */
  examples(source: ExampleSource): Callback {
    return new ExampleRecorder(this.#examples, source, this.#room).callback();
  }

  /** Writes what was measured, and a checkpoint, unless there is one of just this step. */
  async save(training: RunningTraining): Promise<void> {
    const started = performance.now();
    await this.#flush();
    const { step, epoch } = training;
    const place = `${step}/${epoch}`;
    if (place === this.#place) return;
    const bytes = saveTrainingState(training.state());
    await whenThereIsRoom(
      async () => void (await this.#checkpoints.save(bytes, { step, epoch })),
      this.#room,
    );
    [this.#saved, this.#place] = [performance.now(), place];
    this.#cost = this.#saved - started;
  }

  async #flush(): Promise<void> {
    const started = performance.now();
    await whenThereIsRoom(() => this.#log.flush(), this.#room);
    this.#flushCost = Math.min(MOST_FLUSH_COST, performance.now() - started);
    this.#flushed = performance.now();
  }

  #addStep({ step, batch, epoch, stepsPerEpoch, loss, learningRate }: RunningTraining, at: number): void {
    const point = { step, epoch: epoch + batch / stepsPerEpoch, at };
    this.#log.add(`${this.#prefix}step/loss`, { ...point, value: loss });
    this.#log.add(`${this.#prefix}step/learningRate`, { ...point, value: learningRate });
  }

  #addMeasurement({ values, weights = {} }: Measurement, training: RunningTraining): void {
    const { step, batch, epoch, stepsPerEpoch } = training;
    const point = { step, epoch: epoch + batch / stepsPerEpoch, at: Date.now() };
    for (const [name, value] of Object.entries(values)) {
      this.#log.add(`${this.#prefix}monitor/${name}`, { ...point, value });
    }
    for (const [layer, { edges, counts }] of Object.entries(weights)) {
      this.#log.addHistogram({ ...point, name: `${this.#prefix}monitor/weights/${layer}`, edges, counts });
    }
  }

  #addEpoch({ epoch, train, validation = {} }: EpochRecord, { step }: RunningTraining): void {
    const point = { step, epoch: epoch + 1, at: Date.now() };
    for (const [part, scores] of Object.entries({ train, validation })) {
      for (const [name, value] of Object.entries(scores)) {
        this.#log.add(`${this.#prefix}${part}/${name}`, { ...point, value });
      }
    }
  }
}
