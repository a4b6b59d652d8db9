import { statSync } from 'node:fs';
import { inspect } from '../../data/reading/inspect.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { InputError } from '../../util/errors.ts';
import { report } from '../failure.ts';
import { interruption } from '../interruption.ts';
import { clean } from '../terminal-text.ts';
import { arrayJson, arrayScreen } from './array-info.ts';
import { folderText } from './folder-text.ts';
import type { InfoOptions } from './info.ts';
import { LateProgress } from './late-progress.ts';

/** `echotrain data info`: what each file or folder holds, on standard output. */
export async function showInfo(paths: readonly string[], options: InfoOptions): Promise<void> {
  await interruption.heed(async (signal) => {
    using pool = new ReaderPool({ signal });
    const failures: InputError[] = [];
    let shown = 0;
    for (const path of paths) {
      try {
        const text = await textOf(path, options, pool);
        process.stdout.write(`${shown++ > 0 && !options.json ? '\n' : ''}${text}\n`);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        failures.push(error);
      }
    }
    const last = failures.pop();
    for (const failure of failures) report(failure);
    if (last) throw last;
  });
}

function textOf(path: string, options: InfoOptions, pool: ReaderPool): Promise<string> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? folderText(path, options, pool) : fileText(path, options, pool);
}

async function fileText(path: string, { json, member }: InfoOptions, pool: ReaderPool): Promise<string> {
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
    return json
      ? JSON.stringify({ file: path, ...arrayJson(inspection) })
      : arrayScreen(clean(path), inspection);
  } catch (error) {
    progress.fail('not read');
    throw error;
  }
}
