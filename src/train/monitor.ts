import { check, present } from '../util/errors.ts';
import type { EpochRecord } from './history.ts';

/** What is watched from epoch to epoch, with Keras's names. */
export interface Monitor {
  /**
   * `loss` or a metric's name for the training data, `val_loss` and so on for the validation data; `val_loss` by
   * default, or `loss` where nothing is validated.
   */
  readonly monitor?: string;
  /** Whether small or large values are good. By default small ones where the name ends in `loss` or `Error`. */
  readonly mode?: 'min' | 'max';
}

/** The watched number of an epoch. @throws InputError where the epoch has no such number. */
export function monitored(record: EpochRecord, { monitor }: Monitor): number {
  const known = columns(record);
  const name = monitor ?? ('val_loss' in known ? 'val_loss' : 'loss');
  check(name in known, () => ({
    where: 'monitor',
    expected: Object.keys(known).join(', '),
    received: name,
    ...(name.startsWith('val_') && { remedy: 'Validation needs validationData or validationSplit.' }),
  }));
  return present(known[name], name);
}

/** Makes sure, before there is an epoch, that there will be what is to be watched. */
export function checkMonitor(scores: readonly string[], validated: boolean, options: Monitor): void {
  const train = Object.fromEntries(scores.map((name) => [name, 0]));
  monitored(
    { epoch: 0, learningRate: 0, seconds: 0, train, ...(validated && { validation: train }) },
    options,
  );
}

/** All numbers of an epoch by Keras's names: validation scores have `val_` before theirs. */
export function columns({ train, validation = {} }: EpochRecord): Readonly<Record<string, number>> {
  const validated = Object.entries(validation).map(([name, value]) => [`val_${name}`, value] as const);
  return { ...train, ...Object.fromEntries(validated) };
}

/** 1 where large values are good, −1 where small ones are. */
export function directionOf({ monitor = 'loss', mode }: Monitor): 1 | -1 {
  return (mode ?? (/(loss|Error)$/i.test(monitor) ? 'min' : 'max')) === 'max' ? 1 : -1;
}
