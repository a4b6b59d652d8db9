import { statSync } from 'node:fs';
import { inspect } from '../../data/reading/inspect.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { InputError } from '../../util/errors.ts';
import { report } from '../failure.ts';
import { interruption } from '../interruption.ts';
import { clean } from '../terminal-text.ts';
import { arrayJson, arrayScreen } from './array-info.ts';
import type { InfoOptions } from './info.ts';
import { LateProgress } from './late-progress.ts';
import { showFolder } from './show-folder.ts';

/** `echotrain data info`: what each file or folder holds, on standard output. */
export async function showInfo(paths: readonly string[], options: InfoOptions): Promise<void> {
  await interruption.heed(async (signal) => {
    using pool = new ReaderPool({ signal });
    const failures: InputError[] = [];
    for (const [i, path] of paths.entries()) {
      if (i > 0 && !options.json) process.stdout.write('\n');
      await showOne(path, options, pool).catch((error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        failures.push(error);
      });
    }
    const last = failures.pop();
    for (const failure of failures) report(failure);
    if (last) throw last;
  });
}

async function showOne(path: string, options: InfoOptions, pool: ReaderPool): Promise<void> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  await (isFolder ? showFolder(path, options, pool) : showFile(path, options, pool));
}

async function showFile(path: string, { json, member }: InfoOptions, pool: ReaderPool): Promise<void> {
  const progress = new LateProgress({ label: path, total: 1, unit: 'files' });
  const onProgress = (done: number) => progress.update({ done });
  try {
    const inspection = await pool.run(
      inspect,
      { path, ...(member !== undefined && { member }) },
      path,
      onProgress,
    );
    progress.finish('read');
    const text = json
      ? JSON.stringify({ file: path, ...arrayJson(inspection) })
      : arrayScreen(clean(path), inspection);
    process.stdout.write(`${text}\n`);
  } catch (error) {
    progress.fail('not read');
    throw error;
  }
}
