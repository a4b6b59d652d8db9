import { stat } from 'node:fs/promises';
import { readText } from '../../study/index.ts';
import { check } from '../../util/errors.ts';

/** Study files are short; what is larger is another file. */
const LARGEST = 1_000_000;

/**
 * The text of a study file.
 *
 * @throws InputError for what is no file of text, or too large for a study.
 */
export async function readStudy(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  check(found === undefined || (found.isFile() && found.size <= LARGEST), () => ({
    where: path,
    expected: `a study file, of ${LARGEST} bytes at most`,
    received: found?.isFile() ? `a file of ${found.size} bytes` : 'no file',
  }));
  return readText(path, 'a study file');
}
