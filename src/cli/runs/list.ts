import { Command, Option } from 'commander';
import type { RunStatus } from '../../store/index.ts';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What `echotrain runs list` is told. */
export interface ListOptions extends WorkspaceOptions {
  readonly study?: string;
  readonly status?: RunStatus;
  readonly tag?: string;
  readonly json?: boolean;
}

const STATUSES = ['queued', 'running', 'paused', 'stopped', 'finished', 'failed', 'lost'];

/** `echotrain runs list`, or `echotrain runs` alone */
export function listCommand(): Command {
  const command = new Command('list')
    .description('List runs, the newest first.')
    .option('--study <name>', 'Only those of one study.')
    .addOption(new Option('--status <status>', 'Only those that stand so.').choices(STATUSES))
    .option('--tag <word>', 'Only those with this tag.')
    .option('--json', 'Print one line of JSON for each instead.');
  return withWorkspace(command).action(async (options: ListOptions) => {
    const { listRuns } = await import('./run-list.ts');
    await listRuns(options);
  });
}
