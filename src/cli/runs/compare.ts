import { Command } from 'commander';
import { runNumbers } from './run-number.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs compare` is told. */
export interface CompareOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/** `echotrain runs compare` */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Show runs side by side: scores, and settings in which they differ.')
    .argument('<run...>', 'Their numbers.', runNumbers)
    .option('--json', 'Print one line of JSON instead.');
  return withWorkspace(command).action(async (runs: readonly number[], options: CompareOptions) => {
    const { compareRuns } = await import('./run-comparison.ts');
    await compareRuns(runs, options);
  });
}
