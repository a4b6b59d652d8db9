import { formatNumber, formatPercent } from '../report/numbers.ts';
import type { RunMessage } from '../runner/messages.ts';
import { createProgress, type Progress } from './progress.ts';
import type { ProgressView } from './show-progress.ts';

type Trained = Extract<RunMessage, { kind: 'trained' }>;
type Scores = Readonly<Record<string, number>>;

/** Shows trainings while they run, and in one line what each reached. */
export function showTraining(): ProgressView {
  let progress: Progress | undefined;
  const show = (message: RunMessage) => {
    if (message.kind === 'training') {
      const { label, steps, epochs } = message;
      progress = createProgress({ label, total: steps, unit: 'steps', epochs });
    } else if (message.kind === 'step') {
      const { step: done, epoch, loss, scores } = message;
      progress?.update({ done, epoch, metrics: { loss, ...validated(scores) } });
    } else if (message.kind === 'trained') {
      if (message.isCutShort) progress?.fail(cutShort(message));
      else progress?.finish(reached(message));
      progress = undefined;
    }
  };
  return { show, current: () => progress };
}

function validated(scores: Scores): Scores {
  const { accuracy, loss } = scores;
  if (accuracy !== undefined) return { val_accuracy: accuracy };
  return loss === undefined ? {} : { val_loss: loss };
}

function cutShort({ epochs }: Trained): string {
  return `stopped ${epochs > 0 ? `after epoch ${epochs}` : 'in its first epoch'}`;
}

function reached({ train = {}, validation }: Trained): string {
  const texts = Object.entries(validation ?? train).map(
    ([name, value]) => `${name} ${name.endsWith('ccuracy') ? formatPercent(value) : formatNumber(value)}`,
  );
  return `${validation ? 'validation' : 'training'} ${texts.join(', ')}`;
}
