import { mkdirSync } from 'node:fs';
import { Store } from '../store/index.ts';
import { InputError, messageOf } from '../util/errors.ts';
import { type WorkspaceOptions, workspaceFolder } from './runs/workspace.ts';
import { clean } from './terminal-text.ts';

/**
 * The store in which a run is recorded, made where there is none. Where nobody asked for a certain workspace and the one
 * there is cannot be used, there is none, and people are told why.
 */
export async function openStore(options: WorkspaceOptions): Promise<Store | undefined> {
  const folder = workspaceFolder(options);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return writable(await Store.open(folder));
  } catch (error) {
    if (options.workspace !== undefined) throw error;
    process.stderr.write(`Not recorded. ${clean(messageOf(error))}\n`);
    return undefined;
  }
}

/** @throws InputError for a store that is damaged. */
function writable(store: Store): Store {
  const { damage, folder } = store;
  if (damage === undefined) return store;
  store.close();
  throw new InputError({
    where: folder,
    expected: 'a store that can be written',
    received: `a damaged one: ${damage}`,
    remedy: 'Move it away, or choose another folder with --workspace.',
  });
}
