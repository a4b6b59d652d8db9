import type { Callback, RunningTraining, Scores } from '../train/index.ts';
import type { RunMessage } from './messages.ts';

/** The running mean of the loss remembers about this many steps. */
const MEMORY = 50;
/** How often steps are told of, at most. */
const TELL_MS = 80;

/** Which training is told of. */
export interface ToldTraining {
  /** What it is called among those of its study. */
  readonly label: string;
  /** Items in a step. */
  readonly batchSize: number;
}

/** Tells of a training while it runs. */
export function trainingMessages(
  { label, batchSize }: ToldTraining,
  tell: (message: RunMessage) => void,
): Callback {
  let loss = Number.NaN;
  let scores: Scores = {};
  let due = 0;
  let rate = new StepRate(0);
  return {
    onTrainBegin({ step, stepsPerEpoch, epochs }) {
      rate = new StepRate(step);
      tell({ kind: 'training', label, step, steps: stepsPerEpoch * epochs, epochs });
    },
    onBatchEnd(training) {
      loss = Number.isNaN(loss) ? training.loss : loss + (training.loss - loss) / MEMORY;
      const now = performance.now();
      if (now < due) return;
      due = now + TELL_MS;
      const { step, stepsPerEpoch, epoch, epochs, learningRate } = training;
      const steps = stepsPerEpoch * epochs;
      const perSecond = rate.after(step, now);
      tell({
        kind: 'step',
        ...{ label, step, steps, epoch: epoch + 1, epochs, loss, learningRate, scores },
        examplesPerSecond: perSecond * batchSize,
        secondsLeft: (steps - step) / perSecond,
      });
    },
    onEpochEnd({ validation }) {
      if (validation) scores = validation;
    },
    onTrainEnd(training) {
      tell({ kind: 'trained', label, ...reachedBy(training) });
    },
  };
}

function reachedBy({ history, batch }: RunningTraining) {
  const last = history.at(-1);
  return {
    epochs: last ? last.epoch + 1 : 0,
    isCutShort: batch > 0,
    ...(last && { train: last.train }),
    ...(last?.validation && { validation: last.validation }),
  };
}

/** Steps a second, as a mean that remembers about five seconds. */
class StepRate {
  readonly #memoryMs = 5000;
  #step: number;
  #time = performance.now();
  #rate = Number.NaN;

  constructor(step: number) {
    this.#step = step;
  }

  after(step: number, now: number): number {
    const elapsed = now - this.#time;
    if (elapsed <= 0) return this.#rate;
    const current = (1000 * (step - this.#step)) / elapsed;
    const fresh = 1 - Math.exp(-elapsed / this.#memoryMs);
    this.#rate = Number.isNaN(this.#rate) ? current : this.#rate + fresh * (current - this.#rate);
    [this.#step, this.#time] = [step, now];
    return this.#rate;
  }
}
