import { check } from '../util/errors.ts';
import { quantile } from './bootstrap.ts';

/** What a pair of loss curves shows. */
export interface Finding {
  readonly kind: 'divergence' | 'overfitting' | 'underfitting' | 'plateau' | 'good fit' | 'undecided';
  /** The numbers that say so, in one sentence. */
  readonly evidence: string;
  /** The first and last epoch of the evidence, counted from 0. */
  readonly epochs: readonly [first: number, last: number];
  /** What to try next. */
  readonly advice: string;
}

/** What a diagnosis knows beside the curves. */
export interface DiagnosisOptions {
  /** The loss of a model that has learned nothing, such as ln(classes) for cross-entropy. The first one by default. */
  readonly baseline?: number;
}

/** The thresholds of the rules. All are shares, of the stated quantity. */
const RULE = {
  /** Fewer epochs than this say nothing. */
  epochs: 6,
  /** Divergence: this much of what had been gained is lost again. */
  givenBack: 0.5,
  /** Overfitting: the validation loss rose by this share of its minimum, and of its fall before. */
  rise: 0.05,
  riseOfFall: 0.1,
  /** Overfitting: the validation loss stays above the training loss by this share of the training loss's fall. */
  gap: 0.25,
  /** Underfitting: the training loss keeps this share of the baseline, or of the first epoch's loss. */
  leftOfBaseline: 0.5,
  leftOfFirst: 0.7,
  /** Underfitting: the last fifth of the epochs still brought this share of the fall. */
  stillFalling: 0.05,
  /** Plateau: a fifth of the epochs brought less than this share of the fall, and more than `resumed` came after. */
  flat: 0.02,
  resumed: 0.2,
  /** A change counts only where it exceeds this many times the noise left by smoothing. */
  noise: 2,
} as const;

interface Curves {
  readonly train: Float64Array;
  readonly validation: Float64Array | undefined;
  readonly last: number;
  /** The least change that is not noise. */
  readonly noise: number;
  /** The loss of a model that has learned nothing, and the share of it at which learning counts as started. */
  readonly baseline: number;
  readonly leftShare: number;
}

/**
 * Names divergence, over-, under- and good fitting and plateaus from the losses of each epoch, smoothed by a running
 * median over a tenth of the epochs. Rules, not magic: `RULE` in this file states every threshold. The first finding
 * is the verdict; a plateau may follow it.
 *
 * @example diagnoseCurves(history.loss, history.validationLoss, { baseline: Math.log(10) })[0]?.kind; // 'overfitting'
 */
export function diagnoseCurves(
  train: ArrayLike<number>,
  validation?: ArrayLike<number>,
  options: DiagnosisOptions = {},
): readonly Finding[] {
  check(validation === undefined || validation.length === train.length, () => ({
    where: 'diagnoseCurves',
    expected: 'a validation loss for each epoch',
    received: `${validation?.length} for ${train.length} epochs`,
  }));
  const broken = nonFinite(train, 'training') ?? (validation && nonFinite(validation, 'validation'));
  if (broken) return [broken];
  if (train.length < RULE.epochs) return [tooShort(train.length)];
  const curves = curvesOf(train, validation, options.baseline);
  const verdict = verdictOf(curves);
  const stall = verdict.kind === 'divergence' ? undefined : plateau(curves);
  return stall ? [verdict, stall] : [verdict];
}

function curvesOf(
  train: ArrayLike<number>,
  validation: ArrayLike<number> | undefined,
  baseline: number | undefined,
): Curves {
  const smoothed = { train: smooth(train), validation: validation && smooth(validation) };
  const noises = [
    noiseOf(train, smoothed.train),
    validation ? noiseOf(validation, smoothed.validation ?? []) : 0,
  ];
  return {
    ...smoothed,
    last: train.length - 1,
    noise: RULE.noise * Math.max(...noises),
    baseline: baseline ?? train[0] ?? 0,
    leftShare: baseline === undefined ? RULE.leftOfFirst : RULE.leftOfBaseline,
  };
}

function verdictOf(curves: Curves): Finding {
  return (
    divergence(curves) ??
    risingValidation(curves) ??
    learnedLittle(curves) ??
    wideGap(curves) ??
    stillFalling(curves) ??
    goodFit(curves)
  );
}

function nonFinite(losses: ArrayLike<number>, part: string): Finding | undefined {
  const at = Array.from(losses).findIndex((loss) => !Number.isFinite(loss));
  if (at < 0) return undefined;
  const evidence = `The ${part} loss is ${losses[at]} in epoch ${at + 1}.`;
  return { kind: 'divergence', evidence, epochs: [at, at], advice: DIVERGENCE_ADVICE };
}

const DIVERGENCE_ADVICE =
  'Lower the learning rate by a factor of 3 to 10, clip gradients, and look for extreme values in the data.';

function tooShort(epochs: number): Finding {
  const evidence = `${epochs} epochs are too few to judge; ${RULE.epochs} are the least.`;
  return { kind: 'undecided', evidence, epochs: [0, Math.max(0, epochs - 1)], advice: 'Train longer.' };
}

function divergence({ train, last }: Curves): Finding | undefined {
  const best = indexOfMinimum(train);
  const [first, lowest, end] = [at(train, 0), at(train, best), at(train, last)];
  const lost = end - lowest;
  if (lost <= RULE.givenBack * (first - lowest) || lost <= RULE.givenBack * Math.abs(lowest))
    return undefined;
  const evidence = `The training loss rose from ${text(lowest)} in epoch ${best + 1} to ${text(end)} at the end.`;
  return { kind: 'divergence', evidence, epochs: [best, last], advice: DIVERGENCE_ADVICE };
}

function risingValidation({ train, validation, last, noise }: Curves): Finding | undefined {
  if (!validation) return undefined;
  const best = indexOfMinimum(validation);
  const [lowest, end] = [at(validation, best), at(validation, last)];
  const enough = Math.max(RULE.rise * lowest, RULE.riseOfFall * (at(validation, 0) - lowest), noise);
  if (end - lowest <= enough || at(train, last) >= at(train, best)) return undefined;
  const evidence = `From epoch ${best + 1} the validation loss rose from ${text(lowest)} to ${text(end)} while the training loss fell from ${text(at(train, best))} to ${text(at(train, last))}.`;
  const advice = `Stop at epoch ${best + 1}. ${OVERFITTING_ADVICE}`;
  return { kind: 'overfitting', evidence, epochs: [best, last], advice };
}

const OVERFITTING_ADVICE = 'More data or augmentation, dropout, weight decay or a smaller model help.';

function wideGap({ train, validation, last, noise }: Curves): Finding | undefined {
  if (!validation) return undefined;
  const [end, trainEnd] = [at(validation, last), at(train, last)];
  if (end - trainEnd <= Math.max(RULE.gap * (at(train, 0) - trainEnd), noise)) return undefined;
  const evidence = `The validation loss ends at ${text(end)}, far above the training loss of ${text(trainEnd)}.`;
  return {
    kind: 'overfitting',
    evidence,
    epochs: [indexOfMinimum(validation), last],
    advice: OVERFITTING_ADVICE,
  };
}

function learnedLittle({ train, last, baseline, leftShare }: Curves): Finding | undefined {
  const end = at(train, last);
  if (end <= leftShare * baseline) return undefined;
  const share = Math.round((100 * end) / baseline);
  const evidence = `The training loss ends at ${text(end)}, ${share} % of the ${text(baseline)} of a model that has learned nothing.`;
  const advice = 'A larger model, less regularization or another learning rate; check inputs and labels.';
  return { kind: 'underfitting', evidence, epochs: [0, last], advice };
}

function stillFalling({ train, last, noise }: Curves): Finding | undefined {
  const before = Math.floor(0.8 * last);
  const [start, end] = [at(train, before), at(train, last)];
  if (start - end <= Math.max(RULE.stillFalling * (at(train, 0) - end), noise)) return undefined;
  const evidence = `The training loss still fell from ${text(start)} to ${text(end)} in the last fifth of the epochs.`;
  const advice = 'Train longer, or raise the learning rate.';
  return { kind: 'underfitting', evidence, epochs: [before, last], advice };
}

function goodFit({ train, validation, last }: Curves): Finding {
  const end = text(at(train, last));
  const evidence = validation
    ? `The validation loss (${text(at(validation, last))}) stays near its minimum and close to the training loss (${end}).`
    : `The training loss has settled at ${end}; without validation data, overfitting cannot be seen.`;
  return { kind: 'good fit', evidence, epochs: [0, last], advice: 'Confirm it with other seeds or folds.' };
}

/** The first stretch of a fifth of the epochs or more without progress, after which much was still gained, or nothing ever. */
function plateau({ train, last, noise, baseline, leftShare }: Curves): Finding | undefined {
  const width = Math.ceil(last / 5);
  const fall = at(train, 0) - at(train, indexOfMinimum(train));
  const flat = Math.max(RULE.flat * fall, noise);
  const isFlat = (i: number): boolean => i + width <= last && at(train, i) - at(train, i + width) <= flat;
  const start = train.findIndex((_, i) => isFlat(i));
  if (start < 0) return undefined;
  let end = start + width;
  while (isFlat(end - width + 1)) end++;
  const resumed = at(train, end) - at(train, last) > RULE.resumed * fall;
  if (!resumed && at(train, end) <= leftShare * baseline) return undefined;
  const evidence = `From epoch ${start + 1} to ${end + 1} the training loss stayed near ${text(at(train, start))}.`;
  const advice = 'Try another initialization or learning rate, a warm-up, or normalization layers.';
  return { kind: 'plateau', evidence, epochs: [start, end], advice };
}

/** The running median over a tenth of the epochs, at least the epoch itself. */
function smooth(losses: ArrayLike<number>): Float64Array {
  const half = Math.floor(losses.length / 20);
  const values = Float64Array.from(losses);
  return values.map((_, i) => quantile(values.slice(Math.max(0, i - half), i + half + 1).sort(), 0.5));
}

/** The distance that nine of ten losses keep from the smoothed ones, over the square root of the window's width. */
function noiseOf(losses: ArrayLike<number>, smoothed: ArrayLike<number>): number {
  const distances = Float64Array.from(losses).map((loss, i) => Math.abs(loss - (smoothed[i] ?? loss)));
  return quantile(distances.sort(), 0.9) / Math.sqrt(2 * Math.floor(losses.length / 20) + 1);
}

function indexOfMinimum(values: Float64Array): number {
  return values.reduce((best, value, i) => (value < at(values, best) ? i : best), 0);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

function text(loss: number): string {
  return String(Number(loss.toPrecision(3)));
}
