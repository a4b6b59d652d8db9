import { damagedText, type RunMessage } from '../runner/messages.ts';
import type { Progress } from './progress.ts';
import { showEvaluation } from './show-evaluation.ts';
import { showTraining } from './show-training.ts';
import { clean } from './terminal-text.ts';

/** What shows a part of a run, and says which progress is open. */
export interface ProgressView {
  readonly show: (message: RunMessage) => void;
  readonly current: () => Progress | undefined;
}

/** Shows how far a run is: its trainings, then its evaluation; and what it waits for. */
export function showProgress(run: () => number | undefined = () => undefined): (message: RunMessage) => void {
  const views = [showTraining(), showEvaluation()];
  return (message) => {
    for (const view of views) view.show(message);
    const line = lineOf(message, run());
    if (line === undefined) return;
    const open = views.flatMap((view) => view.current() ?? []).at(-1);
    if (open) open.note(line);
    else process.stderr.write(`${line}\n`);
  };
}

/** What is said between progress. */
function lineOf(message: RunMessage, run: number | undefined): string | undefined {
  if (message.kind === 'room') {
    return message.isFull
      ? 'The disk is full: the training waits until there is room.'
      : 'There is room: it goes on.';
  }
  if (message.kind === 'damaged') return `It has ${clean(damagedText(message))}`;
  if (message.kind !== 'pause') return undefined;
  const how = run === undefined ? '' : ` It goes on with: echotrain runs continue ${run}`;
  return message.isPaused ? `Paused.${how}` : 'It goes on.';
}
