import { diagnoseCurves } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { changedRate } from './learning-rate.ts';
import { at } from './loss-curves.ts';
import type { LossSource } from './loss-source.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, CurveLevel, CurveMark, TrainingCurves } from './training-curves.ts';
import { median } from './windows.ts';

/** What the losses say of the fit, as the reports say it, with what charts and forms need. */
export function fitFindings(curves: TrainingCurves, source: LossSource): CurveFinding[] {
  const { baseline, isRunning = false } = curves;
  const findings = diagnoseCurves(source.train, source.validation, { baseline, place: source.place });
  const told = isRunning ? findings.filter((finding) => isPresent(finding, source)) : findings;
  return told.map((finding) => ({
    kind: finding.kind,
    certainty: isRunning && finding.kind === 'plateau' ? 'possible' : certaintyOf(finding, source),
    evidence: finding.evidence,
    ...adviceOf(finding, curves, source),
    marks: marksOf(finding, source),
  }));
}

/** While a training runs, a plateau that it has left is no news; neither is what noise may undo in the next epoch. */
function isPresent(finding: Finding, source: LossSource): boolean {
  const { kind, epochs } = finding;
  const { curves, train } = source;
  if (kind === 'overfitting') return isBeyondNoise(source);
  if (kind !== 'plateau') return true;
  const isQuiet = deviation(train) < THRESHOLDS.rise * at(curves.train, epochs[1]);
  const isLong = epochs[1] - epochs[0] >= THRESHOLDS.epochs;
  return isLong && isQuiet && epochs[1] >= THRESHOLDS.steady * curves.last;
}

/** Whether the validation loss is further above its lowest, or above the training loss, than its noise explains. */
function isBeyondNoise({ curves: { train, last }, validation = new Float64Array() }: LossSource): boolean {
  const end = median(validation.slice(-5));
  const isHigh = end - Math.min(...validation) > THRESHOLDS.surely * deviation(validation);
  const gap = end - at(train, last);
  const isWide = gap > THRESHOLDS.gap * (at(train, 0) - at(train, last));
  return isHigh || (isWide && gap > THRESHOLDS.surely * deviation(validation));
}

/** The standard deviation of noise about a slow curve: of neighbors, half of all differ by 0.954 deviations or less. */
function deviation(values: Float64Array): number {
  return median(values.slice(1).map((value, i) => Math.abs(value - at(values, i)))) / 0.954;
}

/** A validation loss half above its best is no accident; a fit without validation is only half a fit. */
function certaintyOf({ kind, epochs }: Finding, source: LossSource): CurveFinding['certainty'] {
  const { validation } = source;
  if (kind === 'undecided') return 'sure';
  if (!validation) return kind === 'good fit' ? 'possible' : 'likely';
  if (kind !== 'overfitting') return 'likely';
  if (!isBeyondNoise(source)) return 'possible';
  return at(validation, epochs[1]) > 1.5 * at(validation, epochs[0]) ? 'sure' : 'likely';
}

function adviceOf(
  { kind, advice, epochs: [first, last] }: Finding,
  curves: TrainingCurves,
  { validation, mark }: LossSource,
): Pick<CurveFinding, 'advice' | 'settings'> {
  const { epochs } = mark([first, last], 'train');
  if (kind === 'divergence') {
    const { words, settings } = changedRate(curves, 1 / 3);
    const others = 'Shorten gradients (training.clipNorm: 1), and look for extreme values in the data.';
    return { advice: `${words} ${others}`, settings };
  }
  if (kind === 'overfitting' && validation && epochs && epochs[0] < epochs[1])
    return {
      advice: `${advice} In the study file: training.earlyStopping: { restoreBestWeights: true }, or training.epochs: ${epochs[0]}.`,
      settings: { 'training.epochs': epochs[0] },
    };
  if (kind === 'underfitting' && epochs && epochs[0] > 1)
    return {
      advice: `${advice} In the study file: training.epochs: ${2 * epochs[1]}.`,
      settings: { 'training.epochs': 2 * epochs[1] },
    };
  return { advice, settings: {} };
}

function marksOf({ kind, epochs }: Finding, { curves, validation, mark }: LossSource): CurveMark[] {
  if (kind === 'overfitting' && validation) {
    const best = at(curves.validation ?? [], epochs[0]);
    return [mark(epochs, 'validation', [{ value: best, label: 'lowest' }]), mark(epochs, 'train')];
  }
  if (kind === 'good fit' && validation) return [mark(epochs, 'train'), mark(epochs, 'validation')];
  const from = at(curves.train, epochs[0]);
  const levels: Readonly<Partial<Record<Finding['kind'], CurveLevel>>> = {
    divergence: { value: from, label: 'lowest' },
    plateau: { value: from, label: 'plateau' },
    underfitting: { value: curves.baseline, label: 'learned nothing' },
  };
  const level = levels[kind];
  return [mark(epochs, 'train', level && [level])];
}
