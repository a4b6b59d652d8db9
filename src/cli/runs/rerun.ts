import { Command } from 'commander';
import { withRunnerOptions } from '../execution-options.ts';
import type { ResumeOptions } from './resume.ts';
import { runNumber } from './run-number.ts';
import { withWorkspace } from './workspace.ts';

/** `echotrain runs rerun` */
export function rerunCommand(): Command {
  const command = new Command('rerun')
    .description('Run the study of a run once more, as a new run.')
    .argument('<run>', 'Its number.', runNumber)
    .option('--out <folder>', 'Where to put the results; runs/NAME-TIME by default.')
    .option('--json', 'End with one line of JSON on standard output.');
  return withWorkspace(withRunnerOptions(command)).action(async (run: number, options: ResumeOptions) => {
    const { rerun } = await import('./run-again.ts');
    await rerun(run, options);
  });
}
