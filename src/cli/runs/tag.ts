import { Command } from 'commander';
import { runNumber } from './run-number.ts';
import { type WorkspaceOptions, withStore, withWorkspace } from './workspace.ts';

/** `echotrain runs tag` */
export function tagCommand(): Command {
  const command = new Command('tag')
    .description('Give a run words by which it is found.')
    .argument('<run>', 'Its number.', runNumber)
    .argument('<word...>', 'The tags.')
    .option('--remove', 'Take them away instead.');
  return withWorkspace(command).action(
    async (run: number, words: readonly string[], options: WorkspaceOptions & { remove?: boolean }) => {
      await withStore(options, ({ runs }) =>
        options.remove ? runs.untag(run, words) : runs.tag(run, words),
      );
    },
  );
}
