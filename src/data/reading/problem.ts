import { InputError } from '../../util/errors.ts';

/** Something that cannot be taken in as it is. */
export interface Problem {
  /** The file or folder, as the user would name it. */
  readonly file: string;
  /** What is wrong and what to do, in one line. */
  readonly reason: string;
}

/**
 * The problem that an error tells of.
 *
 * @throws the error itself where it is none of the input's.
 */
export function problemOf(error: unknown, file: string): Problem {
  if (!(error instanceof InputError)) throw error;
  const named = error.complaint.where === file;
  const message = named ? error.message.slice(file.length + 2) : error.message;
  return { file, reason: message.replaceAll(/\s*\n\s*/g, ' ') };
}
