import { join, resolve } from 'node:path';
import type { RunRecord, Store } from '../../store/index.ts';
import { check, messageOf } from '../../util/errors.ts';
import type { Repetition } from '../plan.ts';
import type { StudyResult } from '../result.ts';
import type { Study } from '../study.ts';
import type { WaitForRoom } from './room-on-disk.ts';
import type { RunRecorder } from './run-recorder.ts';
import { surroundingsRecord } from './surroundings-record.ts';
import { TrainingRecord } from './training-record.ts';

/** A study that is to be recorded. */
export interface RecordedStudy {
  readonly study: Study;
  /** Its file's text, with paths that begin in `folder`. */
  readonly textFor: (folder: string) => string;
  readonly device: string;
  readonly threads?: number | undefined;
  /** Where it is run. */
  readonly folder: string;
}

/** What a run is remembered by. */
export type RunResult = Pick<StudyResult, 'ending' | 'metrics' | 'testOpenings'>;

/** A file of a run's results. */
export interface ResultFile {
  readonly path: string;
  /** What it is: `report`, `model`, `numbers` ... */
  readonly kind: string;
}

/** How often the store learns that the process is alive, in milliseconds. */
const HEARTBEAT_MS = 5000;

/**
 * Records a study's run while it lasts: what repeats it, its trainings, how it ends. One that was recorded before goes
 * on where it was.
 *
 * @example
 * const record = StudyRecord.begin(store, { study, textFor, device: 'cpu', folder: '.' });
 * const { result } = await runStudy(study, { ...context, record });
 * await record.finish(result, [{ path: 'results/index.html', kind: 'report' }]);
 */
export class StudyRecord implements RunRecorder {
  /** The run's number. */
  readonly run: number;
  readonly #store: Store;
  readonly #isResumed: boolean;
  readonly #room: WaitForRoom;
  #heartbeat: NodeJS.Timeout | undefined;

  private constructor(store: Store, run: number, isResumed: boolean, room: WaitForRoom) {
    this.#store = store;
    this.run = run;
    this.#isResumed = isResumed;
    this.#room = room;
  }

  /** Notes a new run. */
  static async begin(store: Store, recorded: RecordedStudy, room: WaitForRoom = {}): Promise<StudyRecord> {
    const { study, textFor, device, threads, folder } = recorded;
    const run = store.runs.create({
      name: study.name,
      study: { name: study.name, text: textFor(join(store.folder, 'runs', '0')) },
      record: {
        seed: [study.seed ?? 0].flat()[0] ?? 0,
        dataHashes: {},
        splitHash: '',
        device,
        ...(threads !== undefined && { threads }),
        ...surroundingsRecord(folder),
      },
    });
    const record = new StudyRecord(store, run, false, room);
    await record.#start();
    return record;
  }

  /**
   * Takes up a run that has not finished.
   *
   * @throws InputError where it has, or its process is still alive.
   */
  static async resume(store: Store, run: number, room: WaitForRoom = {}): Promise<StudyRecord> {
    store.findLost();
    const record = new StudyRecord(store, run, true, room);
    await record.#start();
    return record;
  }

  /**
   * Notes which data are learned from and how they are divided, or makes sure that they are the same as before.
   *
   * @throws InputError where a resumed run finds other data, or divides them in another way.
   */
  async describe(
    dataHashes: Readonly<Record<string, string>>,
    repetitions: readonly Repetition[],
  ): Promise<void> {
    const splitHash = [...new Set(repetitions.map(({ division }) => division.hash))].join(' ');
    const { record } = await this.#store.runs.recipe(this.run);
    if (this.#isResumed && record.splitHash !== '') this.#checkSame(record, dataHashes, splitHash);
    await this.#store.runs.change(this.run, {
      record: { ...record, dataHashes: { ...dataHashes }, splitHash },
    });
  }

  /** The record of one training of the study; of several, each has its own name. */
  training(index: number, repetitions: readonly Repetition[]): TrainingRecord {
    const name = repetitions.length > 1 ? { name: `training ${index + 1}` } : {};
    return new TrainingRecord(this.#store, this.run, { ...name, room: this.#room });
  }

  /** Notes what came out, once it is written: the scores, and the files of the results. */
  async finish(result: RunResult, files: readonly ResultFile[]): Promise<void> {
    const { ending, metrics, testOpenings } = result;
    for (const { path, kind } of files) await this.#store.addArtifact(this.run, resolve(path), kind);
    await this.#store.addOpenings(this.run, testOpenings);
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

  async #start(): Promise<void> {
    await this.#store.runs.start(this.run, process.pid);
    this.#heartbeat = setInterval(() => {
      this.#store.runs.change(this.run, { heartbeatAt: Date.now() }).catch(() => undefined);
    }, HEARTBEAT_MS).unref();
  }

  async #end(
    status: 'finished' | 'stopped' | 'failed',
    change: { readonly scores?: Readonly<Record<string, number>>; readonly message?: string },
  ): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#store.runs.change(this.run, { status, endedAt: Date.now(), ...change });
  }

  #checkSame(before: RunRecord, dataHashes: Readonly<Record<string, string>>, splitHash: string): void {
    for (const [part, hash] of Object.entries(dataHashes)) {
      check(before.dataHashes[part] === hash, () => ({
        where: `run ${this.run}, data, ${part}`,
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
