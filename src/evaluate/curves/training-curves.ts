/**
 * A series over steps. Where it is too long to be drawn, least and largest values over stretches of steps; otherwise
 * `low` and `high` are the same. What the store gives as a curve is one.
 */
export interface CurveSeries {
  /** Steps taken, rising; of a stretch, its last one. */
  readonly steps: ArrayLike<number>;
  /** NaN where no value was finite. */
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

/** What has been measured of one training, finished or not. */
export interface TrainingCurves {
  /**
   * By the names under which a run keeps them, without the name of its training: `step/loss` and `step/learningRate` of
   * every step; `train/loss`, `validation/loss`, `train/accuracy` and so on of every epoch; `monitor/gradientNorm`,
   * `monitor/gradientNorm/LAYER`, `monitor/weightNorm/LAYER`, `monitor/deadUnits/LAYER` of monitored steps. All are
   * optional: rules that lack what they read are silent.
   */
  readonly series: Readonly<Record<string, CurveSeries>>;
  /** Whether more is to come. Then only what has stayed true for a tenth of the steps is said, and no verdict on the end. */
  readonly isRunning?: boolean;
  /** The loss of a model that has learned nothing, such as ln(classes) for cross-entropy. The first one by default. */
  readonly baseline?: number;
  /** Items in a step. */
  readonly batchSize?: number;
  /** The optimizer's name in the study file, such as `adam`, so that advice can name its settings. */
  readonly optimizer?: string;
}

/** What curves can show. */
export type CurveFindingKind =
  | 'divergence'
  | 'exploding gradients'
  | 'learning rate too high'
  | 'learning rate too low'
  | 'dead units'
  | 'vanishing gradients'
  | 'label noise'
  | 'overfitting'
  | 'underfitting'
  | 'plateau'
  | 'good fit'
  | 'undecided';

/** A value worth a line across the chart. */
export interface CurveLevel {
  readonly value: number;
  /** What it is, in a few words: `lowest`. */
  readonly label: string;
}

/** Where in the chart a finding is to be seen. */
export interface CurveMark {
  /** The name of a series, as in {@link TrainingCurves}. */
  readonly series: string;
  /** The first and last step. */
  readonly steps: readonly [first: number, last: number];
  /** The first and last epoch, counted from 1, in series of epochs. */
  readonly epochs?: readonly [first: number, last: number];
  readonly levels?: readonly CurveLevel[];
}

/** What the curves of a training show, why, and what to do about it. */
export interface CurveFinding {
  readonly kind: CurveFindingKind;
  /** `sure`: hardly anything else looks so. `likely`: something else seldom does. `possible`: worth a look. */
  readonly certainty: 'sure' | 'likely' | 'possible';
  /** The numbers that say so, in one sentence. */
  readonly evidence: string;
  /** What to try next, in words and settings of the study file. */
  readonly advice: string;
  /** The settings to try, by their paths in the study file, as `--set` takes them; none where words must do. */
  readonly settings: Readonly<Record<string, number>>;
  /** At least one. */
  readonly marks: readonly CurveMark[];
}
