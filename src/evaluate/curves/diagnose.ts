import { check } from '../../util/errors.ts';
import { divergence, nonFinite } from './divergence.ts';
import type { Finding } from './finding.ts';
import { goodFit } from './good-fit.ts';
import { epochName, type LossCurveOptions, type LossCurves, lossCurves } from './loss-curves.ts';
import { risingValidation, wideGap } from './overfitting.ts';
import { plateau } from './plateau.ts';
import { THRESHOLDS } from './thresholds.ts';
import { learnedLittle, stillFalling } from './underfitting.ts';

/** What a diagnosis knows beside the curves. */
export type DiagnosisOptions = LossCurveOptions;

/**
 * Names divergence, over-, under- and good fitting and plateaus from the losses of each epoch, smoothed by a running
 * median over a tenth of the epochs. Rules, not magic: `thresholds.ts` next door states every threshold. The first
 * finding is the verdict; a plateau may follow it.
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
  const { place = epochName } = options;
  const broken =
    nonFinite(train, 'training', place) ?? (validation && nonFinite(validation, 'validation', place));
  if (broken) return [broken];
  if (train.length < THRESHOLDS.epochs) return [tooShort(train.length)];
  const curves = lossCurves(train, validation, options);
  const verdict = verdictOf(curves);
  const stall = verdict.kind === 'divergence' ? undefined : plateau(curves);
  return stall ? [verdict, stall] : [verdict];
}

function verdictOf(curves: LossCurves): Finding {
  return (
    divergence(curves) ??
    risingValidation(curves) ??
    learnedLittle(curves) ??
    wideGap(curves) ??
    stillFalling(curves) ??
    goodFit(curves)
  );
}

function tooShort(epochs: number): Finding {
  const few = epochs === 1 ? '1 epoch is' : `${epochs} epochs are`;
  const evidence = `${few} too few to judge; ${THRESHOLDS.epochs} are the least.`;
  return { kind: 'undecided', evidence, epochs: [0, Math.max(0, epochs - 1)], advice: 'Train longer.' };
}
