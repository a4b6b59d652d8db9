import { formatNumber, formatPercent } from '../report/index.ts';
import type { Repetition } from '../study/index.ts';
import type { Callback, EpochRecord, RunningTraining, Scores } from '../train/index.ts';
import { createProgress, type Progress } from './progress.ts';

/** The running mean of the loss remembers about this many steps. */
const MEMORY = 50;

/** Shows a training while it runs, and in one line what it reached. */
export function watchTraining(label: string): Callback {
  let progress: Progress | undefined;
  let loss = Number.NaN;
  let validated: Scores = {};
  return {
    onTrainBegin({ stepsPerEpoch, epochs }) {
      progress = createProgress({ label, total: stepsPerEpoch * epochs, unit: 'steps', epochs });
    },
    onBatchEnd(training) {
      loss = Number.isNaN(loss) ? training.loss : loss + (training.loss - loss) / MEMORY;
      const { step: done, epoch } = training;
      progress?.update({ done, epoch: epoch + 1, metrics: { loss, ...validated } });
    },
    onEpochEnd({ validation }) {
      if (validation) validated = prefixed(validation);
    },
    onTrainEnd(training) {
      const last = training.history.at(-1);
      if (isCutShort(training))
        progress?.fail(`stopped ${last ? `after epoch ${last.epoch + 1}` : 'in its first epoch'}`);
      else progress?.finish(reached(last));
    },
  };
}

/** What shows how far evaluation is. */
export interface EvaluationWatch {
  readonly onEvaluation: (done: number, total: number) => void;
  readonly onReconstruction: (activity: string, done: number, total: number) => void;
}

/** Shows how far evaluation is; where images are reconstructed, one activity after the other. */
export function watchEvaluation(): EvaluationWatch {
  let progress: Progress | undefined;
  let current = 'evaluation';
  return {
    onEvaluation(done, total) {
      if (total === 0) return;
      if (current === 'evaluation') progress ??= createProgress({ label: current, total, unit: 'parts' });
      if (done === total) progress?.finish();
      else if (current === 'evaluation') progress?.update({ done });
    },
    onReconstruction(activity, done, total) {
      if (activity !== current) {
        progress?.finish();
        progress = createProgress({ label: activity, total, unit: total === 0 ? 'trials' : 'slices' });
        current = activity;
      }
      progress?.update({ done });
    },
  };
}

/** What one training is called among those of its study: "training", "fold 2", "seed 1, fold 2". */
export function labelOf({ seed, division: { fold } }: Repetition, seeds: number): string {
  const parts = [...(seeds > 1 ? [`seed ${seed}`] : []), ...(fold === undefined ? [] : [`fold ${fold}`])];
  return parts.join(', ') || 'training';
}

function prefixed(validation: Scores): Scores {
  const { accuracy } = validation;
  return accuracy === undefined ? { val_loss: validation.loss ?? Number.NaN } : { val_accuracy: accuracy };
}

function reached(last: EpochRecord | undefined): string {
  const scores = last?.validation ?? last?.train ?? {};
  const part = last?.validation ? 'validation' : 'training';
  return `${part} ${Object.entries(scores)
    .map(
      ([name, value]) => `${name} ${name.endsWith('ccuracy') ? formatPercent(value) : formatNumber(value)}`,
    )
    .join(', ')}`;
}

function isCutShort(training: RunningTraining): boolean {
  return training.batch > 0;
}
