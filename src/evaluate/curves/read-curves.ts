import { check } from '../../util/errors.ts';
import { deadUnits } from './dead-units.ts';
import { explodingGradients } from './exploding-gradients.ts';
import { explosion } from './explosion.ts';
import { fitFindings } from './fit-findings.ts';
import { labelNoise } from './label-noise.ts';
import { learningRateTooHigh } from './learning-rate-too-high.ts';
import { learningRateTooLow } from './learning-rate-too-low.ts';
import { lossSourceOf } from './loss-source.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, CurveFindingKind, CurveSeries, TrainingCurves } from './training-curves.ts';
import { vanishingGradients } from './vanishing-gradients.ts';
import { upTo } from './windows.ts';

/** In the order in which they are told: what spoils a training first, then what came of it. */
const ORDER: readonly CurveFindingKind[] = [
  'divergence',
  'exploding gradients',
  'learning rate too high',
  'learning rate too low',
  'dead units',
  'vanishing gradients',
  'label noise',
  'overfitting',
  'underfitting',
  'plateau',
  'good fit',
  'undecided',
];

/** What spoils a training as a whole: what the fit then looks like follows from it, and other advice would lead astray. */
const CAUSES: readonly CurveFindingKind[] = ORDER.slice(0, 6);
const CONSEQUENCES: readonly CurveFindingKind[] = ['underfitting', 'plateau', 'good fit', 'undecided'];

/** Verdicts on the end, which a training that runs has not reached. */
const AT_THE_END: readonly CurveFindingKind[] = ['underfitting', 'good fit', 'undecided'];

/**
 * Says what the curves of a training show: causes first, then what came of them, each with the evidence, where it is to
 * be seen, and what to try. Nothing where there is too little to say anything. What each finding means and how it is
 * found is told in docs/curves.md.
 *
 * @throws InputError for a series whose steps and values are not equally many.
 * @example
 * const steps = history.map((_, epoch) => (epoch + 1) * stepsPerEpoch);
 * const loss = history.map(({ train }) => train.loss);
 * const [first] = readCurves({ series: { 'train/loss': { steps, low: loss, high: loss } } });
 * console.log(first?.kind, first?.evidence, first?.advice);
 */
export function readCurves(curves: TrainingCurves): readonly CurveFinding[] {
  for (const [name, series] of Object.entries(curves.series)) checkLengths(name, series);
  const findings = findingsOf(curves);
  if (!curves.isRunning) return findings;
  const before = new Set(findingsOf(earlier(curves)).map(({ kind }) => kind));
  return findings.filter(
    ({ kind, certainty }) => !AT_THE_END.includes(kind) && (certainty === 'sure' || before.has(kind)),
  );
}

function checkLengths(name: string, { steps, low, high }: CurveSeries): void {
  check(steps.length === low.length && steps.length === high.length, () => ({
    where: `readCurves, ${name}`,
    expected: 'a low and a high value for each step',
    received: `${steps.length} steps, ${low.length} low and ${high.length} high values`,
  }));
}

/** Whether a finding is told beside the others. */
function isTold({ kind }: CurveFinding, others: readonly CurveFinding[]): boolean {
  const causes = others.filter((other) => CAUSES.includes(other.kind));
  if (kind === 'vanishing gradients') return causes.every((other) => other.kind !== 'exploding gradients');
  if (CONSEQUENCES.includes(kind)) return causes.every(({ certainty }) => certainty === 'possible');
  return kind !== 'overfitting' || causes.every(({ certainty }) => certainty !== 'sure');
}

function findingsOf(curves: TrainingCurves): CurveFinding[] {
  const source = lossSourceOf(curves);
  const found = [
    explosion(curves),
    explodingGradients(curves),
    learningRateTooHigh(curves),
    source && learningRateTooLow(curves, source),
    deadUnits(curves),
    vanishingGradients(curves, source),
    labelNoise(curves),
    ...(source ? fitFindings(curves, source) : []),
  ].filter((finding) => finding !== undefined);
  return found
    .filter(({ kind }, i) => found.findIndex((other) => other.kind === kind) === i)
    .filter((finding) => isTold(finding, found))
    .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** The curves as they were a tenth of the steps ago. */
function earlier(curves: TrainingCurves): TrainingCurves {
  const all = Object.entries(curves.series);
  const last = Math.max(...all.map(([, { steps }]) => steps[steps.length - 1] ?? 0));
  const step = THRESHOLDS.steady * last;
  return { ...curves, series: Object.fromEntries(all.map(([name, series]) => [name, upTo(series, step)])) };
}
