import { trainingMessages } from '../runner/training-messages.ts';
import type { Callback } from '../train/index.ts';
import { showProgress } from './show-progress.ts';

/** Shows a training while it runs, and in one line what it reached. */
export function watchTraining(label: string): Callback {
  return trainingMessages({ label, batchSize: 1 }, showProgress());
}
