import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Store } from '../../store/index.ts';
import { check } from '../../util/errors.ts';

/** Where runs are kept, as every command about them is told. */
export interface WorkspaceOptions {
  readonly workspace?: string;
}

/** The name of the folder in which runs are kept. */
const NAME = '.echotrain';

/** Adds `--workspace`. */
export function withWorkspace(command: Command): Command {
  return command.option('--workspace <folder>', `Where runs are kept; the nearest ${NAME} by default.`);
}

/** The folder that is named, or the nearest one on the way up from here, or a new one here. */
export function workspaceFolder({ workspace }: WorkspaceOptions, from = process.cwd()): string {
  if (workspace !== undefined) return resolve(workspace);
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, NAME))) return join(folder, NAME);
    if (dirname(folder) === folder) return join(from, NAME);
  }
}

/**
 * Does something with the store of a workspace that is there, and closes it.
 *
 * @throws InputError where nothing has been run yet.
 */
export async function withStore<T>(
  options: WorkspaceOptions,
  action: (store: Store) => Promise<T>,
): Promise<T> {
  const folder = workspaceFolder(options);
  check(existsSync(folder), () => ({
    where: folder,
    expected: 'a workspace with runs',
    received: 'no such folder',
    remedy: 'Run a study here first, or name its folder with --workspace.',
  }));
  const { Store: stores, explainStoreError } = await import('../../store/index.ts');
  const store = await stores.open(folder);
  try {
    if (store.damage !== undefined) {
      process.stderr.write(
        `The store is damaged and is only read: ${store.damage}. What can be read is saved with: echotrain runs rescue\n`,
      );
    }
    return await action(store);
  } catch (error) {
    throw explainStoreError(error, folder);
  } finally {
    store.close();
  }
}
