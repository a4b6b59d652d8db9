import type { Callback, RunningTraining } from './callbacks.ts';
import { saveTrainingState } from './training-state-file.ts';

/** When a training's state is saved, and how. */
export interface CheckpointOptions {
  /**
   * Keeps the bytes of a state, such as in a file. Whoever writes a file writes it under another name first and
   * renames it then, so that a state once kept survives whatever happens while the next one is written.
   */
  readonly save: (state: Uint8Array, training: RunningTraining) => void | Promise<void>;
  /** After every so many epochs; 1 by default. */
  readonly epochs?: number;
  /** Also after every so many steps; never by default. */
  readonly steps?: number;
}

/**
 * Saves the state from which a training can go on, and once more where it ends.
 *
 * @example checkpoint({ save: (bytes) => store.write('checkpoint.safetensors', bytes), epochs: 5 })
 */
export function checkpoint({ save, epochs = 1, steps }: CheckpointOptions): Callback {
  let saved = -1;
  const keep = async (training: RunningTraining) => {
    if (saved === training.step) return;
    await save(saveTrainingState(training.state()), training);
    saved = training.step;
  };
  return {
    ...(steps !== undefined && {
      onBatchEnd: (training) => (training.step % steps === 0 ? keep(training) : undefined),
    }),
    onEpochEnd: (_, training) => (training.epoch % epochs === 0 ? keep(training) : undefined),
    onTrainEnd: keep,
  };
}
