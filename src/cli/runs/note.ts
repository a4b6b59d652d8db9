import { Command } from 'commander';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { runNumber } from './run-number.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs note` */
export function noteCommand(): Command {
  const command = new Command('note')
    .description('Write a note to a run, in place of the one it has.')
    .argument('<run>', 'Its number.', runNumber)
    .argument('<text>', 'The note.');
  return withAnswer(command).action(async (run: number, note: string, options: AnswerOptions) => {
    await withStore(options, ({ runs }) => runs.change(run, { note }));
    answer(options, { run, note });
  });
}
