import { Command } from 'commander';
import { withRunnerOptions } from '../execution-options.ts';
import { runNumber } from './run-number.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs resume` is told. */
export interface ResumeOptions extends WorkspaceOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly memory?: number;
  readonly now?: boolean;
}

/** `echotrain runs resume` */
export function resumeCommand(): Command {
  const command = new Command('resume')
    .description('Go on with a run that was stopped, failed or lost.')
    .argument('<run>', 'Its number.', runNumber)
    .option('--out <folder>', 'Where to put the results; runs/NAME-TIME by default.')
    .option('--json', 'End with one line of JSON on standard output.');
  return withWorkspace(withRunnerOptions(command)).action(async (run: number, options: ResumeOptions) => {
    const { resumeRun } = await import('./run-again.ts');
    await resumeRun(run, options);
  });
}
