import { loadavg } from 'node:os';
import { InvalidArgumentError } from 'commander';

/** Reads a count of a command line. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 up.');
  return value;
}

/** Says so when others keep the machine busy: then no time below is worth much. */
export function warnWhenBusy(): void {
  const [load = 0] = loadavg();
  if (load > 0.5)
    console.log(`The machine is busy (load ${load.toFixed(1)}): expect times too long and wide spreads.`);
}
