import { join } from 'node:path';
import { dataHome } from '../data/node.ts';
import { chooseDevice } from '../runtime/node.ts';
import {
  OutputFolder,
  type Repetition,
  runStudy,
  type StudyContext,
  type StudyOutcome,
} from '../study/index.ts';
import { StudyRecord } from '../study/recording/study-record.ts';
import type { Callback, RunningTraining } from '../train/index.ts';
import type { RunControl } from './control.ts';
import { defaultFolder } from './default-folder.ts';
import { deliver } from './deliver.ts';
import { failureOf } from './failure.ts';
import { MemoryLimit } from './memory-limit.ts';
import type { RunMessage } from './messages.ts';
import { type OrderedStudy, type RunOrder, studyOf } from './order.ts';
import type { RecordedRun } from './recorded-run.ts';
import { runSummary } from './summary.ts';
import { trainingLabel } from './training-label.ts';
import { trainingMessages } from './training-messages.ts';

/** How a run is carried out in this process. */
export interface CarryOutOptions {
  /** Where it is recorded; nowhere by default. */
  readonly recorded?: RecordedRun | undefined;
  readonly control: RunControl;
  readonly tell: (message: RunMessage) => void;
}

/** Carries out a run, from data to the results on disk, and tells and records how it ends. */
export async function carryOut(order: RunOrder, { recorded, control, tell }: CarryOutOptions): Promise<void> {
  const room = { tell: (isFull: boolean) => tell({ kind: 'room', isFull }), signal: control.signal };
  const record =
    recorded &&
    new StudyRecord(recorded.store, recorded.run, room, (damaged) =>
      tell({ kind: 'damaged', checkpoints: damaged.map(({ file, reason }) => ({ file, reason })) }),
    );
  try {
    await new RunInProgress(order, record, control, tell).run();
  } catch (error) {
    // Where not even this can be written, whoever started the run still learns of the first failure.
    await record?.fail(error).catch(() => undefined);
    tell({ kind: 'failed', failure: failureOf(error) });
  }
}

/** One run, while it is carried out. */
class RunInProgress {
  readonly #order: RunOrder;
  readonly #ordered: OrderedStudy;
  readonly #record: StudyRecord | undefined;
  readonly #control: RunControl;
  readonly #tell: (message: RunMessage) => void;
  readonly #limit: MemoryLimit;
  /** Resolves where the run is stopped before there is anything to keep. */
  readonly #stoppedEarly = Promise.withResolvers<undefined>();
  #hasBegun = false;

  constructor(
    order: RunOrder,
    record: StudyRecord | undefined,
    control: RunControl,
    tell: (message: RunMessage) => void,
  ) {
    this.#order = order;
    this.#ordered = studyOf(order);
    this.#record = record;
    this.#control = control;
    this.#tell = tell;
    this.#limit = new MemoryLimit(order.memory);
  }

  async run(): Promise<void> {
    const { out = defaultFolder(this.#ordered.study.name) } = this.#order;
    const folder = await OutputFolder.create(out);
    try {
      const outcome = await this.#limit.heed(this.#outcome());
      await this.#end(outcome, folder);
    } finally {
      await folder.discard();
    }
  }

  /** What the study gave; nothing where it was stopped before its first training. */
  async #outcome(): Promise<StudyOutcome | undefined> {
    const { device: asked, threads, folder } = this.#order;
    const { device, reason } = await chooseDevice(asked, {
      threads,
      memory: join(dataHome(), 'devices.json'),
    });
    this.#tell({ kind: 'started', device: device.name, reason });
    await this.#record?.begin({ device: device.name, folder });
    const { signal } = this.#control;
    const context = { device, reason, threads, folder, signal, record: this.#record, ...this.#watches() };
    signal.addEventListener('abort', () => this.#hasBegun || this.#stoppedEarly.resolve(undefined));
    if (signal.aborted) return undefined;
    return Promise.race([runStudy(this.#ordered.study, context), this.#stoppedEarly.promise]);
  }

  /** Says what came out and puts it where it belongs: in this order, so that a full disk hides nothing. */
  async #end(outcome: StudyOutcome | undefined, folder: OutputFolder): Promise<void> {
    if (!outcome || outcome.trained.length === 0) {
      await this.#record?.stop();
      this.#tell({ kind: 'ended', ending: 'stopped' });
      return;
    }
    const { result } = outcome;
    this.#tell({ kind: 'result', summary: runSummary(result) });
    const files = await deliver(folder, outcome, this.#ordered.textFor(folder.path));
    await this.#record?.finish(result, files);
    this.#tell({ kind: 'ended', ending: result.ending, folder: folder.path });
  }

  #watches(): Pick<StudyContext, 'watch' | 'onEvaluation' | 'onReconstruction'> {
    return {
      watch: (repetition) => this.#callbacks(repetition),
      onEvaluation: (done, total) => this.#tell({ kind: 'evaluation', done, total }),
      onReconstruction: (activity, done, total) =>
        this.#tell({ kind: 'reconstruction', activity, done, total }),
    };
  }

  #callbacks(repetition: Repetition): Callback[] {
    const { seed = 0, training } = this.#ordered.study;
    const label = trainingLabel(repetition, [seed].flat().length);
    const save = async (running: RunningTraining) => this.#record?.checkpoint(running);
    const begins: Callback = {
      onTrainBegin: () => {
        this.#hasBegun = true;
      },
    };
    return [
      begins,
      trainingMessages({ label, batchSize: training.batchSize ?? 32 }, this.#tell),
      this.#limit.callback(save),
      this.#control.callback({ save, tell: (isPaused) => this.#tell({ kind: 'pause', isPaused }) }),
    ];
  }
}
