import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../../store/index.ts';
import { type CaseTable, readCases } from '../../study/index.ts';

interface Known {
  /** When its files were last changed. */
  readonly changed: number;
  readonly tables: Promise<readonly CaseTable[]>;
}

/** The cases of so many runs are held in memory, at most. */
const MOST_RUNS = 8;

/** The cases of runs, read once as long as they do not change. */
export class KnownCases {
  readonly #store: Store;
  readonly #known = new Map<number, Known>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws InputError for files that are damaged. */
  async of(run: number): Promise<readonly CaseTable[]> {
    const changed = await lastChange(this.#store.trainingFolder(run, 'cases'));
    const before = this.#known.get(run);
    this.#known.delete(run);
    const tables = before?.changed === changed ? before.tables : readCases(this.#store, run);
    this.#known.set(run, { changed, tables });
    for (const old of [...this.#known.keys()].slice(0, -MOST_RUNS)) this.#known.delete(old);
    return tables;
  }
}

/** When a file last came into a folder or one within it; 0 where there is none. */
async function lastChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const times = [folder, ...folders].map(
    async (one) => (await stat(one).catch(() => undefined))?.mtimeMs ?? 0,
  );
  return Math.max(...(await Promise.all(times)));
}
