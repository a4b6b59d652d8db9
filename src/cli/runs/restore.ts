import { Command } from 'commander';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { runNumbers } from './run-number.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs restore` */
export function restoreCommand(): Command {
  const command = new Command('restore')
    .description('Take runs back from the trash.')
    .argument('<run...>', 'Their numbers.', runNumbers);
  return withAnswer(command).action(async (runs: readonly number[], options: AnswerOptions) => {
    await withStore(options, ({ trash }) => trash.restoreAll(runs));
    answer(options, { runs });
  });
}
