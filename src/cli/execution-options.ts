import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where a command computes. */
export interface ExecutionOptions {
  readonly device: string;
  readonly threads?: number;
}

/** Adds `--device` and `--threads`. */
export function withExecutionOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--device <name>',
        'Where to compute: the best that passes its self-check, or the one named.',
      )
        .choices(['auto', 'cpu', 'cuda', 'webgpu'])
        .default('auto'),
    )
    .option('--threads <n>', 'Threads to compute with; all by default.', wholeNumber(1));
}

/** Reads a whole number of at least `least`. */
export function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number of ${least} or more.`);
  };
}
