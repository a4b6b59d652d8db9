import { InputError } from '../util/errors.ts';
import { clean, paint } from './terminal-text.ts';

/** Says on standard error what went wrong: a line for each thing, and the stack where ECHOTRAIN_DEBUG asks for it. */
export function report(error: unknown): void {
  const { stderr, env } = process;
  const label = stderr.isTTY && !env.NO_COLOR ? paint('error:', 31) : 'error:';
  for (const line of linesOf(error)) stderr.write(`${label} ${clean(line)}\n`);
  if (env.ECHOTRAIN_DEBUG && error instanceof Error) stderr.write(`${stackOf(error)}\n`);
}

function linesOf(error: unknown): string[] {
  if (error instanceof InputError) return error.message.split('\n');
  const message = error instanceof Error ? error.message : String(error);
  return [
    `${message || 'unknown'}. This is a defect of echotrain, not of your input; ECHOTRAIN_DEBUG=1 shows where it is.`,
  ];
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
