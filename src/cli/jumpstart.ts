import { Command } from 'commander';
import { type ExecutionOptions, withExecutionOptions } from './execution-options.ts';

/** What `echotrain jumpstart` is told. */
export interface JumpstartOptions extends ExecutionOptions {
  readonly out: string;
  readonly json?: boolean;
}

/** `echotrain jumpstart` */
export function jumpstartCommand(): Command {
  const command = new Command('jumpstart')
    .description(
      'Watch networks learn on this machine: lines, flowers, handwritten digits, reconstructions. Takes some minutes.',
    )
    .option('--out <folder>', 'Where to put the report.', 'jumpstart')
    .option('--json', 'End with one line of JSON on standard output.');
  return withExecutionOptions(command).action(async (options: JumpstartOptions) => {
    const { jumpstart } = await import('./run-jumpstart.ts');
    await jumpstart(options);
  });
}
