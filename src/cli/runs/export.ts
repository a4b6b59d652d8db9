import { Command, Option } from 'commander';
import { runNumber } from './run-number.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs export` is told. */
export interface ExportOptions extends WorkspaceOptions {
  readonly to: 'csv' | 'json' | 'tensorboard' | 'mlflow';
  readonly out?: string;
  /** The MLflow server. */
  readonly url?: string;
  readonly experiment?: string;
}

const EXAMPLES = `
Examples:
  echotrain runs export 3 --to csv > curves.csv
  echotrain runs export 3 --to tensorboard --out logs/3
  echotrain runs export 3 --to mlflow --url http://127.0.0.1:5000
`;

/** `echotrain runs export` */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('Write what a run has measured, for other programs.')
    .argument('<run>', 'Its number.', runNumber)
    .addOption(
      new Option('--to <format>', 'What to write.')
        .choices(['csv', 'json', 'tensorboard', 'mlflow'])
        .default('csv'),
    )
    .option('--out <path>', 'The file, or the folder for TensorBoard; standard output by default.')
    .option('--url <address>', 'The MLflow server; MLFLOW_TRACKING_URI by default.')
    .option('--experiment <name>', "MLflow's experiment; the study's name by default.")
    .addHelpText('after', EXAMPLES);
  return withWorkspace(command).action(async (run: number, options: ExportOptions) => {
    const { exportRun } = await import('./run-export.ts');
    await exportRun(run, options);
  });
}
