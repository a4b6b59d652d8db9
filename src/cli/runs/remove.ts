import { Command } from 'commander';
import { runNumbers } from './run-number.ts';
import { bytesText } from './run-words.ts';
import { type WorkspaceOptions, withStore, withWorkspace } from './workspace.ts';

/** `echotrain runs rm` */
export function removeCommand(): Command {
  const command = new Command('rm')
    .description('Move runs to the trash.')
    .argument('<run...>', 'Their numbers.', runNumbers);
  return withWorkspace(command).action(async (runs: readonly number[], options: WorkspaceOptions) => {
    await withStore(options, async ({ trash }) => {
      for (const run of runs) {
        const bytes = await trash.add(run);
        process.stdout.write(`Run ${run} is in the trash: ${bytesText(bytes)}.\n`);
      }
    });
  });
}
