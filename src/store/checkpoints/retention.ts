import type { Checkpoint } from './checkpoint-folder.ts';

/** Which checkpoints of a run stay when a newer one is written. */
export interface Retention {
  /** The newest ones, so many; 2 by default, and never fewer, so that a damaged one has another behind it. */
  readonly last?: number | undefined;
  /** Also the one after every so many epochs. */
  readonly everyEpochs?: number | undefined;
}

/** Those that need not stay, of all, the newest first. */
export function namesToRemove(
  newestFirst: readonly Checkpoint[],
  { last = 2, everyEpochs }: Retention,
): readonly Checkpoint[] {
  const older = newestFirst.slice(Math.max(2, last));
  const isFirstOfEpoch = ({ step, epoch }: Checkpoint) =>
    newestFirst.every((other) => other.epoch !== epoch || other.step >= step);
  const stays = (one: Checkpoint) =>
    everyEpochs !== undefined && one.epoch > 0 && one.epoch % everyEpochs === 0 && isFirstOfEpoch(one);
  return older.filter((one) => !stays(one));
}
