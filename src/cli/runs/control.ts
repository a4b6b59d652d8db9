import { Command } from 'commander';
import type { RunRequest } from '../../store/index.ts';
import { type AnswerOptions, withAnswer } from './answer.ts';
import { runNumber } from './run-number.ts';

const DESCRIPTIONS: Readonly<Record<RunRequest, string>> = {
  pause: 'Let a run wait between two steps; its threads are free for others.',
  continue: 'Let a paused run go on.',
  stop: 'Stop a run after its current step, or take it out of the queue.',
};

/** `echotrain runs pause`, `continue` or `stop`: of a run that any process carries out. */
export function controlCommand(request: RunRequest): Command {
  const command = new Command(request)
    .description(DESCRIPTIONS[request])
    .argument('<run>', 'Its number.', runNumber);
  return withAnswer(command).action(async (run: number, options: AnswerOptions) => {
    const { controlRun } = await import('./control-run.ts');
    await controlRun(run, request, options);
  });
}
