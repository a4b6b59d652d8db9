import type { Model } from '../../../layers/index.ts';
import type { Callback, Execution, RunningTraining } from '../../../train/index.ts';
import { isTold } from '../../../train/monitoring/epoch-stride.ts';
import { TimeShare } from '../../../train/monitoring/time-share.ts';
import { Predictor } from '../../../train/predict.ts';
import { range } from '../../../util/arrays.ts';
import { classShares } from '../../answers.ts';
import { type WaitForRoom, whenThereIsRoom } from '../room-on-disk.ts';
import { TIME_SHARES } from '../time-shares.ts';
import { type ChosenExamples, chooseExamples, type ExamplePool, shownAnswer } from './choose-examples.ts';
import { epochsIn, writeAnswers, writeItems } from './example-files.ts';
import type { ExampleAnswers } from './examples.ts';

/** What is asked of the items, and where it computes. */
export interface ExampleSource extends ExamplePool, Execution {
  readonly model: Model;
  /** Items at a time. */
  readonly batchSize?: number | undefined;
  /** Whether the network gives probabilities, not logits. */
  readonly probabilities: boolean;
}

/** What examples may take. */
const EXAMPLES_SHARE = { share: TIME_SHARES.examples, allowance: 60 };

/**
 * Asks a network about some items after epochs, while it is trained, and keeps what it says: always after the first and
 * the last epoch, and between as often as a small share of the time allows. A network that cannot be asked beside its
 * training, as where memory is short, is not.
 */
export class ExampleRecorder {
  readonly #folder: string;
  readonly #source: ExampleSource;
  readonly #room: WaitForRoom;
  readonly #share = new TimeShare(EXAMPLES_SHARE);
  #chosen: ChosenExamples | undefined;
  #predictor: Predictor | undefined;
  #isOff = false;
  #last = 0;

  constructor(folder: string, source: ExampleSource, room: WaitForRoom) {
    this.#folder = folder;
    this.#source = source;
    this.#room = room;
  }

  /** What the training calls. */
  callback(): Callback {
    return {
      onTrainBegin: async () => {
        this.#last = (await epochsIn(this.#folder)).at(-1)?.epoch ?? 0;
      },
      onEpochEnd: (_, training) => {
        const isFirst = training.epoch === 1;
        return isFirst || (isTold(training.epoch) && this.#share.isDue) ? this.#keep(training) : undefined;
      },
      onTrainEnd: async (training) => {
        if (training.batch === 0 && training.epoch > this.#last) await this.#keep(training);
        await this.#predictor?.release();
      },
    };
  }

  async #keep(training: RunningTraining): Promise<void> {
    if (this.#isOff) return;
    await this.#share.spend(async () => {
      const answers = await this.#ask(training);
      if (!answers) return;
      await whenThereIsRoom(() => writeAnswers(this.#folder, answers), this.#room);
      this.#last = training.epoch;
    });
  }

  async #ask(training: RunningTraining): Promise<ExampleAnswers | undefined> {
    const { step, epoch } = training;
    const chosen = await this.#examples();
    try {
      this.#predictor ??= await Predictor.load(this.#source.model, chosen.data, {
        ...this.#source,
        isOccasional: true,
      });
      const { values, shape } = await this.#predictor.run(training.weights());
      return { epoch, step, answers: this.#shown(values, shape) };
    } catch {
      this.#isOff = true;
      return undefined;
    }
  }

  async #examples(): Promise<ChosenExamples> {
    if (this.#chosen) return this.#chosen;
    const chosen = await chooseExamples(this.#source);
    await whenThereIsRoom(() => writeItems(this.#folder, chosen.shown), this.#room);
    this.#chosen = chosen;
    return chosen;
  }

  #shown(values: Float32Array, [count = 1, ...shape]: readonly number[]): ExampleAnswers['answers'] {
    const { task, probabilities } = this.#source;
    const isClasses = task.kind === 'classification';
    const all = isClasses ? classShares(values, count, task.classNames.length, probabilities) : values;
    const size = all.length / count;
    const one = (i: number) => all.slice(i * size, (i + 1) * size);
    if (isClasses) return range(count).map((i) => ({ data: one(i), shape: [size] }));
    return range(count).map((i) => shownAnswer(task, { data: one(i), shape }));
  }
}
