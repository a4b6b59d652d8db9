import { at, indexOfMaximum, noiseOf, smooth, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, TrainingCurves } from './training-curves.ts';
import { middles } from './windows.ts';

/**
 * The network first learns what generalizes, then learns by heart what does not (Zhang 2017, Arpit 2017): the
 * validation accuracy falls from an early best while the training accuracy creeps on toward 1.
 */
export function labelNoise({ series }: TrainingCurves): CurveFinding | undefined {
  const [train, validation] = [series['train/accuracy'], series['validation/accuracy']];
  const count = train?.steps.length ?? 0;
  if (!train || !validation || validation.steps.length !== count) return undefined;
  if (count < THRESHOLDS.epochs) return undefined;
  const raw = middles(validation, 0, count);
  const [learned, known] = [smooth(middles(train, 0, count)), smooth(raw)];
  const best = indexOfMaximum(known);
  const lost = at(known, best) - at(known, count - 1);
  const memorized = at(learned, count - 1) - at(learned, best);
  const enough = Math.max(THRESHOLDS.accuracyLost, THRESHOLDS.noise * noiseOf(raw, known));
  if (!(lost >= enough && memorized >= THRESHOLDS.memorized)) return undefined;
  const steps = [at(train.steps, best), at(train.steps, count - 1)] as const;
  const epochs = [best + 1, count] as const;
  return {
    kind: 'label noise',
    certainty: lost >= THRESHOLDS.accuracyLostLikely ? 'likely' : 'possible',
    evidence: `From epoch ${best + 1} the validation accuracy fell from ${text(at(known, best))} to ${text(at(known, count - 1))} while the training accuracy rose from ${text(at(learned, best))} to ${text(at(learned, count - 1))}: what is learned since does not generalize.`,
    advice: `Look at the labels of items with the largest losses, and have echotrain data audit look at them. Until then stop at epoch ${best + 1}: training.earlyStopping: { monitor: val_accuracy, restoreBestWeights: true }. Curves alone cannot tell wrong labels from items that are too hard.`,
    settings: { 'training.epochs': best + 1 },
    marks: [
      { series: 'validation/accuracy', steps, epochs, levels: [{ value: at(known, best), label: 'best' }] },
      { series: 'train/accuracy', steps, epochs },
    ],
  };
}
