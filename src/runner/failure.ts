import { InputError, messageOf } from '../util/errors.ts';
import type { Failure } from './messages.ts';

/** An error as plain data, to be told to another process. */
export function failureOf(error: unknown): Failure {
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  const complaint = error instanceof InputError ? { complaint: error.complaint } : {};
  return { message: messageOf(error), ...complaint, ...stack };
}

/** The error that another process told of. */
export function errorOf({ message, complaint, stack }: Failure): Error {
  const error = complaint ? inputError(complaint) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function inputError({ remedy, ...others }: NonNullable<Failure['complaint']>): InputError {
  return new InputError({ ...others, ...(remedy !== undefined && { remedy }) });
}
