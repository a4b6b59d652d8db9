import type { Retention } from '../../store/index.ts';
import type { Callback, TrainingState } from '../../train/index.ts';
import type { PartAnswers } from '../evaluate-trained.ts';
import type { Repetition } from '../plan.ts';
import type { ExampleSource } from './examples/example-recorder.ts';

/** Records one training, and knows where it was left off. */
export interface TrainingRecorder {
  /** The state from which it goes on, if there is one. */
  resume(): Promise<{ readonly state: TrainingState } | undefined>;
  /** What the training calls. */
  callback(): Callback;
  /** What the training calls, so that its answers to some items are kept after epochs. */
  examples(source: ExampleSource): Callback;
}

/** Data that are learned from. */
export interface DescribedData {
  /** What they are called: a table's file, for one. */
  readonly name: string;
  /** Of everything that can be learned from each part. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Records a study's run while it lasts. */
export interface RunRecorder {
  /**
   * Learns which data are learned from, by the hash of each part, and how they are divided.
   *
   * @throws InputError where a resumed run finds other data, or divides them in another way.
   */
  describe(data: DescribedData, repetitions: readonly Repetition[]): Promise<void>;
  /** The record of one training of the study; `kept` says which of its checkpoints stay. */
  training(index: number, repetitions: readonly Repetition[], kept?: Retention): TrainingRecorder;
  /** Notes that a test part is opened, before that happens: whatever becomes of the run. */
  noteOpening(split: string, purpose: string): Promise<void>;
  /** Keeps the cases of a part that a training was evaluated on, in place of what an earlier evaluation has left. */
  keepCases(
    index: number,
    repetitions: readonly Repetition[],
    part: 'validation' | 'test',
    answers: PartAnswers,
  ): Promise<void>;
}
