import { InputError } from '../../util/errors.ts';

/** Something that cannot be taken in as it is. */
export interface Problem {
  /** The file or folder, as the user would name it. */
  readonly file: string;
  /** What is wrong and what to do, in one line. */
  readonly reason: string;
}

/**
 * The problem that an error tells of, with the one of the files that it names; the first of them where it names none.
 *
 * @throws the error itself where it is none of the input's.
 */
export function problemOf(error: unknown, ...files: readonly [string, ...string[]]): Problem {
  if (!(error instanceof InputError)) throw error;
  const { where } = error.complaint;
  const message = error.message.replaceAll(/\s*\n\s*/g, ' ');
  const file = files.find((name) => name === where);
  return file === undefined
    ? { file: files[0], reason: message }
    : { file, reason: message.slice(file.length + 2) };
}
