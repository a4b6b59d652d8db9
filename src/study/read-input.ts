import { readFile } from 'node:fs/promises';
import { InputError, messageOf } from '../util/errors.ts';

/**
 * The bytes of a file that someone named.
 *
 * @param what what the file should be, for errors: "a study file"
 * @throws InputError when there is no such file, or it cannot be read.
 */
export async function readInput(path: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new InputError({ where: path, expected: what, received: reasonFor(error) }, { cause: error });
  }
}

/**
 * The text of a file that someone named; see {@link readInput}.
 *
 * @throws InputError also for what is not UTF-8.
 */
export async function readText(path: string, what: string): Promise<string> {
  const bytes = await readInput(path, what);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const complaint = { where: path, expected: `${what} in UTF-8`, received: 'other bytes' };
    throw new InputError(complaint, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'one that you may not read',
  EPERM: 'one that you may not read',
};

function reasonFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? messageOf(error);
}
