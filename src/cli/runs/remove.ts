import { Command } from 'commander';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { runNumbers } from './run-number.ts';
import { bytesText } from './run-words.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs rm` */
export function removeCommand(): Command {
  const command = new Command('rm')
    .description('Move runs to the trash.')
    .argument('<run...>', 'Their numbers.', runNumbers);
  return withAnswer(command).action(async (runs: readonly number[], options: AnswerOptions) => {
    const thrown = await withStore(options, ({ trash }) => trash.addAll(runs));
    const lines = thrown.map(({ run, bytes }) => `Run ${run} is in the trash: ${bytesText(bytes)}.`);
    answer(options, { runs: thrown }, lines.join('\n'));
  });
}
