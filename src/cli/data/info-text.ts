import { basename } from 'node:path';
import { statsOf } from '../../data/reading/file-source.ts';
import { inspect } from '../../data/reading/inspect.ts';
import { readDirectory } from '../../data/reading/read-directory.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { closing } from '../../util/closing.ts';
import { InputError } from '../../util/errors.ts';
import { report } from '../failure.ts';
import { interruption } from '../interruption.ts';
import { clean } from '../terminal-text.ts';
import { arrayJson, arrayScreen } from './array-info.ts';
import { datasetText, isDataset } from './dataset-info.ts';
import { directoryJson, directoryScreen } from './directory-info.ts';
import { folderText } from './folder-text.ts';
import type { InfoOptions } from './info.ts';
import { LateProgress } from './late-progress.ts';

/** `echotrain data info`: what each file or folder holds, on standard output. */
export async function showInfo(paths: readonly string[], options: InfoOptions): Promise<void> {
  await interruption.heed((signal) =>
    closing(new ReaderPool({ signal }), (pool) => showAll(paths, options, pool)),
  );
}

async function showAll(paths: readonly string[], options: InfoOptions, pool: ReaderPool): Promise<void> {
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
}

async function textOf(path: string, options: InfoOptions, pool: ReaderPool): Promise<string> {
  const isFolder = statsOf(path)?.isDirectory() ?? false;
  if (isFolder && isDataset(path)) return datasetText(path, options);
  if (isFolder) return folderText(path, options, pool);
  return DIRECTORY.test(basename(path)) ? directoryText(path, options, pool) : fileText(path, options, pool);
}

/** What the standard calls a disc's table of contents (PS3.10, 8.6), and what people make of it when they copy it. */
const DIRECTORY = /^DICOMDIR/i;

async function directoryText(path: string, { json }: InfoOptions, pool: ReaderPool): Promise<string> {
  const contents = await pool.run(readDirectory, { path }, path);
  return json ? JSON.stringify({ file: path, ...directoryJson(contents) }) : directoryScreen(path, contents);
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
