import { basename, resolve } from 'node:path';
import type { Retention, RunRecord, Store } from '../../store/index.ts';
import type { RunningTraining } from '../../train/index.ts';
import { check, messageOf } from '../../util/errors.ts';
import type { PartAnswers } from '../evaluate-trained.ts';
import type { Repetition } from '../plan.ts';
import type { StudyResult } from '../result.ts';
import { casesOfAnswers } from './cases/cases-of-answers.ts';
import { IMAGE_BYTES } from './cases/image-capacity.ts';
import { writeCases } from './cases/write-cases.ts';
import { type WaitForRoom, whenThereIsRoom } from './room-on-disk.ts';
import type { DescribedData, RunRecorder } from './run-recorder.ts';
import { surroundingsRecord } from './surroundings-record.ts';
import { TrainingRecord, type TrainingRecordOptions } from './training-record.ts';

/** Where a run is carried out. */
export interface RunPlace {
  readonly device: string;
  /** The folder of its study file. */
  readonly folder: string;
}

/** What a run is remembered by. */
export type RunResult = Pick<StudyResult, 'ending' | 'metrics'>;

/** A file of a run's results. */
export interface ResultFile {
  readonly path: string;
  /** What it is: `report`, `model`, `numbers` ... */
  readonly kind: string;
}

/**
 * Records a study's run while it lasts: what repeats it, its trainings, how it ends. One that has begun before goes on
 * where it was.
 *
 * @example
 * const record = new StudyRecord(store, run);
 * await record.begin({ device: 'cpu', folder: '.' });
 * const { result } = await runStudy(study, { ...context, record });
 * await record.finish(result, [{ path: 'results/index.html', kind: 'report' }]);
 */
export class StudyRecord implements RunRecorder {
  /** The run's number. */
  readonly run: number;
  readonly #store: Store;
  readonly #room: WaitForRoom;
  readonly #onDamaged: TrainingRecordOptions['onDamaged'];
  #training: TrainingRecord | undefined;

  /**
   * @param run one that this process carries out
   * @param onDamaged told of checkpoints that are passed over
   */
  constructor(
    store: Store,
    run: number,
    room: WaitForRoom = {},
    onDamaged?: TrainingRecordOptions['onDamaged'],
  ) {
    this.#store = store;
    this.run = run;
    this.#room = room;
    this.#onDamaged = onDamaged;
  }

  /** Notes what of this machine, program and folder repeats the run, when it begins for the first time. */
  async begin({ device, folder }: RunPlace): Promise<void> {
    const { record } = await this.#store.runs.recipe(this.run);
    const isNew = Object.keys(record.versions).length === 0;
    if (!isNew) return;
    await this.#store.runs.change(this.run, {
      record: { ...record, device, ...surroundingsRecord(folder) },
    });
  }

  /**
   * Notes which data are learned from and how they are divided, or makes sure that they are the same as before.
   *
   * @throws InputError where a resumed run finds other data, or divides them in another way.
   */
  async describe(
    { name, hashes: dataHashes }: DescribedData,
    repetitions: readonly Repetition[],
  ): Promise<void> {
    const splitHash = [...new Set(repetitions.map(({ division }) => division.hash))].join(' ');
    const { record } = await this.#store.runs.recipe(this.run);
    if (record.splitHash !== '') this.#checkSame(record, { name, hashes: dataHashes }, splitHash);
    await this.#store.runs.change(this.run, {
      record: { ...record, dataHashes: { ...dataHashes }, splitHash },
    });
  }

  /** The record of one training of the study; of several, each has its own name. */
  training(index: number, repetitions: readonly Repetition[], kept: Retention = {}): TrainingRecord {
    const name = nameOf(index, repetitions);
    const options = { kept, room: this.#room, onDamaged: this.#onDamaged };
    this.#training = new TrainingRecord(this.#store, this.run, { ...(name && { name }), ...options });
    return this.#training;
  }

  /** Writes a checkpoint of the training that is under way, between two steps. */
  async checkpoint(training: RunningTraining): Promise<void> {
    await this.#training?.save(training);
  }

  /** Notes that a test part is opened, before that happens: whatever becomes of the run. */
  async noteOpening(split: string, purpose: string): Promise<void> {
    await whenThereIsRoom(() => this.#store.addOpenings(this.run, [{ split, purpose }]), this.#room);
  }

  /** Keeps the cases of a part that a training was evaluated on, in place of what an earlier evaluation has left. */
  async keepCases(
    index: number,
    repetitions: readonly Repetition[],
    part: 'validation' | 'test',
    answers: PartAnswers,
  ): Promise<void> {
    const room = IMAGE_BYTES / repetitions.length;
    for (const cases of await casesOfAnswers(part, answers, nameOf(index, repetitions), room)) {
      await whenThereIsRoom(() => writeCases(this.#store, this.run, cases), this.#room);
    }
  }

  /** Notes what came out, once it is written: the scores, and the files of the results. */
  async finish(result: RunResult, files: readonly ResultFile[]): Promise<void> {
    const { ending, metrics } = result;
    for (const { path, kind } of files) await this.#store.addArtifact(this.run, resolve(path), kind);
    const scores = Object.entries(metrics).flatMap(([part, values]) =>
      Object.entries(values).map(([name, value]) => [`${part}/${name}`, value] as const),
    );
    await this.#end(ending, { scores: Object.fromEntries(scores) });
  }

  /** Notes that it was stopped before anything came out. */
  async stop(): Promise<void> {
    await this.#end('stopped', {});
  }

  /** Notes why it failed. */
  async fail(error: unknown): Promise<void> {
    await this.#end('failed', { message: messageOf(error) });
  }

  async #end(
    status: 'finished' | 'stopped' | 'failed',
    change: { readonly scores?: Readonly<Record<string, number>>; readonly message?: string },
  ): Promise<void> {
    await this.#store.runs.change(this.run, { status, endedAt: Date.now(), ...change });
  }

  #checkSame(before: RunRecord, { name, hashes }: DescribedData, splitHash: string): void {
    for (const [part, hash] of Object.entries(hashes)) {
      check(before.dataHashes[part] === hash, () => ({
        where: `run ${this.run}, data, ${part} of ${basename(name)}`,
        expected: 'the data that it began with',
        received: 'others: their hash has changed',
        remedy: 'Bring the old data back, or run the study anew.',
      }));
    }
    check(before.splitHash === splitHash, () => ({
      where: `run ${this.run}`,
      expected: 'the division of the data that it began with',
      received: 'another',
      remedy: 'Run the study anew.',
    }));
  }
}

/** What a training is called within its run; the only one needs no name. */
function nameOf(index: number, repetitions: readonly Repetition[]): string | undefined {
  return repetitions.length > 1 ? `training ${index + 1}` : undefined;
}
