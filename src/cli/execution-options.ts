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

/** Adds `--memory` and `--now`: for what runs in a process of its own. */
export function withRunnerOptions(command: Command): Command {
  return command
    .option('--memory <size>', 'The most memory that the run may take, such as 4GB.', memorySize)
    .option('--now', 'Start at once, whatever else is running.');
}

const UNITS: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Reads a number of bytes: `500MB`, `4GB`. */
function memorySize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([MG]i?B)$/.exec(text) ?? [];
  const bytes = Math.round(Number(number) * (UNITS[unit] ?? 0));
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError('Expected a size such as 500MB or 4GB.');
}

/** Reads a whole number of at least `least`. */
export function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number of ${least} or more.`);
  };
}
