import { Command } from 'commander';
import { runNumber } from './run-number.ts';
import { type WorkspaceOptions, withStore, withWorkspace } from './workspace.ts';

/** `echotrain runs note` */
export function noteCommand(): Command {
  const command = new Command('note')
    .description('Write a note to a run, in place of the one it has.')
    .argument('<run>', 'Its number.', runNumber)
    .argument('<text>', 'The note.');
  return withWorkspace(command).action(async (run: number, note: string, options: WorkspaceOptions) => {
    await withStore(options, ({ runs }) => runs.change(run, { note }));
  });
}
