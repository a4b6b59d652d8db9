import { Command, Option } from 'commander';
import type { CasePart } from '../../study/index.ts';
import { runNumbers } from './run-number.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs compare` is told. */
export interface CompareOptions extends WorkspaceOptions {
  readonly json?: boolean;
  readonly cases?: boolean;
  readonly part: CasePart;
}

const EXAMPLES = `
Examples:
  echotrain runs compare 1 2
  echotrain runs compare 1 2 --cases > cases.csv
`;

/** `echotrain runs compare` */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Show runs side by side: scores, and settings in which they differ.')
    .argument('<run...>', 'Their numbers.', runNumbers)
    .option('--cases', 'Print each case of the evaluated part instead, as CSV.')
    .addOption(
      new Option('--part <part>', 'The part whose cases are printed.')
        .choices(['test', 'validation', 'elsewhere'])
        .default('test'),
    )
    .option('--json', 'Print one line of JSON instead.')
    .addHelpText('after', EXAMPLES);
  return withWorkspace(command).action(async (runs: readonly number[], options: CompareOptions) => {
    const { compareRuns } = await import('./run-comparison.ts');
    await compareRuns(runs, options);
  });
}
