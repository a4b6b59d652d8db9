import type { Finding, Interval } from '../evaluate/index.ts';
import type { TrainedFor } from '../reconstruct/index.ts';
import type { Ending, Gate, History } from '../train/index.ts';
import type { Comparison } from './reconstruction/comparison.ts';
import type { Opening } from './sealed-test.ts';
import type { Study } from './study.ts';

/** The three parts of the data. */
export const partNames = ['train', 'validation', 'test'] as const;

/** A part of the data. */
export type PartName = (typeof partNames)[number];

/** Scores by name for each part that was evaluated: loss, accuracy, ... */
export type PartScores = Readonly<Partial<Record<PartName, Readonly<Record<string, number>>>>>;

/** Intervals by score for each part that was evaluated. */
export type PartIntervals = Readonly<Partial<Record<PartName, Readonly<Record<string, Interval>>>>>;

/** What one training gave, with one seed and one division of the data. */
export interface RepetitionResult {
  readonly seed: number;
  /** Which fold tested, from 1, in cross-validation. */
  readonly fold?: number;
  /** Which of its inner folds validated, from 1, in nested cross-validation: the best of them was tested. */
  readonly inner?: number;
  /** Which site, scanner or subject tested, where each was left out once. */
  readonly left?: string;
  /** The hash of which item was in which part. */
  readonly split: string;
  readonly items: Readonly<Record<PartName, number>>;
  readonly ending: Ending;
  readonly seconds: number;
  readonly history: History;
  /** What the loss curves say. */
  readonly diagnosis: readonly Finding[];
  readonly metrics: PartScores;
  readonly intervals: PartIntervals;
  /** Rows are the true classes of the test part, columns the predicted ones. */
  readonly confusion?: readonly (readonly number[])[];
  /** A learned reconstruction beside classical ones, on the test part. */
  readonly comparison?: Comparison;
  /** The same on scans from elsewhere. */
  readonly elsewhere?: Comparison;
}

/** Everything a study gave that is not a network: plain JSON. */
export interface StudyResult {
  readonly format: 'echotrain-result-1';
  readonly study: string;
  /** All settings, as they were used. */
  readonly settings: Study;
  readonly task: 'classification' | 'regression' | 'reconstruction';
  /** Whether it came to its end. Where it was stopped, the test part was not opened. */
  readonly ending: 'finished' | 'stopped';
  readonly started: string;
  readonly seconds: number;
  readonly parameters: number;
  readonly data: {
    readonly name: string;
    /** Of everything that can be learned from it, for each part that comes by itself. */
    readonly hashes: Readonly<Record<string, string>>;
    readonly items: number;
    readonly inputShape: readonly number[];
    readonly classNames?: readonly string[];
    readonly featureNames?: readonly string[];
    /** Where scans come from, and how they are undersampled. */
    readonly scans?: { readonly origin: string } & TrainedFor;
  };
  readonly device: { readonly name: string; readonly reason: string; readonly threads?: number };
  readonly versions: Readonly<Record<string, string>>;
  /** What was proved before the first training, where that was asked for. */
  readonly gates?: readonly Gate[];
  /** Every time a test part was opened: once for each division of the data. */
  readonly testOpenings: readonly Opening[];
  readonly repetitions: readonly RepetitionResult[];
  /** The means over the repetitions. */
  readonly metrics: PartScores;
  /** The standard deviations over the repetitions, where there are several. */
  readonly spread: PartScores;
  /** Of the only repetition; of several, of their mean. */
  readonly intervals: PartIntervals;
}
