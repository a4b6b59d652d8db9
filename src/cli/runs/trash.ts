import { Command } from 'commander';
import type { Store } from '../../store/index.ts';
import { textTable } from '../text-table.ts';
import { bytesText } from './run-words.ts';
import { type WorkspaceOptions, withStore, withWorkspace } from './workspace.ts';

/** `echotrain runs trash` */
export function trashCommand(): Command {
  const command = new Command('trash')
    .description('List what is in the trash, or empty it.')
    .option('--empty', 'Remove it for good.');
  return withWorkspace(command).action(async (options: WorkspaceOptions & { empty?: boolean }) => {
    await withStore(options, async (store) => {
      process.stdout.write(`${options.empty ? await emptied(store) : await listed(store)}\n`);
    });
  });
}

async function emptied({ trash }: Store): Promise<string> {
  const { runs, bytes } = await trash.empty();
  return `Removed ${runs} ${runs === 1 ? 'run' : 'runs'}: ${bytesText(bytes)}.`;
}

async function listed({ runs }: Store): Promise<string> {
  const thrown = await runs.list({ trashed: true });
  if (thrown.length === 0) return 'The trash is empty.';
  return textTable(
    thrown.map(({ id, name, status }) => [String(id), name, status]),
    [0],
  );
}
