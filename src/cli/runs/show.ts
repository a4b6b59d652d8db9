import { Command } from 'commander';
import { runNumber } from './run-number.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs show` is told. */
export interface ShowOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/** `echotrain runs show` */
export function showCommand(): Command {
  const command = new Command('show')
    .description('Tell all that is known of a run: scores, files, what repeats it.')
    .argument('<run>', 'Its number.', runNumber)
    .option('--json', 'Print one line of JSON instead.');
  return withWorkspace(command).action(async (run: number, options: ShowOptions) => {
    const { showRun } = await import('./run-text.ts');
    await showRun(run, options);
  });
}
