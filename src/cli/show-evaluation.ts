import type { RunMessage } from '../runner/messages.ts';
import { createProgress, type Progress } from './progress.ts';
import type { ProgressView } from './show-progress.ts';

/** Shows how far evaluation is; where images are reconstructed, one activity after the other. */
export function showEvaluation(): ProgressView {
  let progress: Progress | undefined;
  let current = 'evaluation';
  const evaluated = (done: number, total: number) => {
    if (total === 0) return;
    if (current === 'evaluation') progress ??= createProgress({ label: current, total, unit: 'parts' });
    if (done === total) progress?.finish();
    else if (current === 'evaluation') progress?.update({ done });
  };
  const reconstructed = (activity: string, done: number, total: number) => {
    if (activity !== current) {
      progress?.finish();
      progress = createProgress({ label: activity, total, unit: total === 0 ? 'trials' : 'slices' });
      current = activity;
    }
    progress?.update({ done });
  };
  const show = (message: RunMessage) => {
    if (message.kind === 'evaluation') evaluated(message.done, message.total);
    else if (message.kind === 'reconstruction') {
      reconstructed(message.activity, message.done, message.total);
    }
  };
  return { show, current: () => progress };
}
