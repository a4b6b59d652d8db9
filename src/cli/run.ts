import { Command } from 'commander';
import {
  type ExecutionOptions,
  wholeNumber,
  withExecutionOptions,
  withRunnerOptions,
} from './execution-options.ts';
import { type WorkspaceOptions, withWorkspace } from './runs/workspace.ts';

/** What `echotrain run` is told. */
export interface RunOptions extends ExecutionOptions, WorkspaceOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly seed?: number;
  readonly set?: readonly string[];
  readonly memory?: number;
  readonly now?: boolean;
}

const EXAMPLES = `
Examples:
  echotrain run study.yaml
  echotrain run study.yaml --seed 2 --out results/second
  echotrain run study.yaml --set training.epochs=3 --set model=lenet5
  echotrain run study.yaml --json | tail -1
`;

/** `echotrain run STUDY.yaml` */
export function runCommand(): Command {
  const command = new Command('run')
    .description('Run one study: data, split, model, training, evaluation, report.')
    .argument('<study>', 'The study file, in YAML.')
    .option('--out <folder>', 'Where to put the results; runs/NAME-TIME by default.')
    .option('--json', 'End with one line of JSON on standard output.')
    .option('--seed <n>', "The seed, in place of the file's.", wholeNumber(0))
    .option('--set <key=value>', "A setting in place of the file's; may be repeated.", collect);
  return withWorkspace(withRunnerOptions(withExecutionOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (study: string, options: RunOptions) => {
      const { runStudyFile } = await import('./run-study-file.ts');
      await runStudyFile(study, options);
    });
}

function collect(value: string, others: readonly string[] = []): string[] {
  return [...others, value];
}
