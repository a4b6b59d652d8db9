import { Command } from 'commander';
import { type WorkspaceOptions, withWorkspace, workspaceFolder } from './workspace.ts';

/** What `echotrain runs rescue` is told. */
interface RescueOptions extends WorkspaceOptions {
  readonly out?: string;
}

/** `echotrain runs rescue` */
export function rescueCommand(): Command {
  const command = new Command('rescue')
    .description('Save what can be read of a damaged store into a new workspace.')
    .option('--out <folder>', 'The new workspace; .echotrain-rescued beside the damaged one by default.');
  return withWorkspace(command).action(async (options: RescueOptions) => {
    const { rescueStore } = await import('../../store/index.ts');
    const from = workspaceFolder(options);
    const to = options.out ?? `${from}-rescued`;
    const { runs, points, withoutRow } = await rescueStore(from, to);
    process.stdout.write(
      `Saved ${runs} ${runs === 1 ? 'run' : 'runs'} and ${points.toLocaleString('en')} measured values in ${to}.\n`,
    );
    if (withoutRow.length > 0) {
      process.stdout.write(`Of these, only files and curves could be read: ${withoutRow.join(', ')}.\n`);
    }
    process.stdout.write(`The damaged one is as it was. To use the new one: --workspace ${to}\n`);
  });
}
