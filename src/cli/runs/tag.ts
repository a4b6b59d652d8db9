import { Command } from 'commander';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { runNumber } from './run-number.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs tag` */
export function tagCommand(): Command {
  const command = new Command('tag')
    .description('Give a run words by which it is found.')
    .argument('<run>', 'Its number.', runNumber)
    .argument('<word...>', 'The tags.')
    .option('--remove', 'Take them away instead.');
  return withAnswer(command).action(
    async (run: number, words: readonly string[], options: AnswerOptions & { remove?: boolean }) => {
      await withStore(options, async ({ runs }) => {
        await (options.remove ? runs.untag(run, words) : runs.tag(run, words));
        answer(options, { run, tags: (await runs.get(run)).tags });
      });
    },
  );
}
