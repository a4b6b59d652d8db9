import { Command } from 'commander';
import { runNumbers } from './run-number.ts';
import { type WorkspaceOptions, withStore, withWorkspace } from './workspace.ts';

/** `echotrain runs restore` */
export function restoreCommand(): Command {
  const command = new Command('restore')
    .description('Take runs back from the trash.')
    .argument('<run...>', 'Their numbers.', runNumbers);
  return withWorkspace(command).action(async (runs: readonly number[], options: WorkspaceOptions) => {
    await withStore(options, async ({ trash }) => {
      for (const run of runs) await trash.restore(run);
    });
  });
}
