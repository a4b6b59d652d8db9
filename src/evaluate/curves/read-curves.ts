import { diagnoseCurves } from './diagnose.ts';
import type { Finding } from './finding.ts';
import type { CurveFinding, CurveMark, CurveSeries, TrainingCurves } from './training-curves.ts';

/**
 * Says what the curves of a training show, the most certain cause first, with the evidence, where it is to be seen, and
 * what to try. Nothing where there is too little to say anything. What each finding means and how it is found is told in
 * docs/curves.md.
 *
 * @example
 * const steps = history.map((_, epoch) => (epoch + 1) * stepsPerEpoch);
 * const loss = history.map(({ train }) => train.loss);
 * const [first] = readCurves({ series: { 'train/loss': { steps, low: loss, high: loss } } });
 * console.log(first?.kind, first?.evidence, first?.advice);
 */
export function readCurves(curves: TrainingCurves): readonly CurveFinding[] {
  const { baseline } = curves;
  const [train, validation] = [curves.series['train/loss'], curves.series['validation/loss']];
  if (!train) return [];
  const findings = diagnoseCurves(train.low, validation?.low, { baseline });
  return findings.map((finding) => ofLosses(finding, train));
}

function ofLosses({ kind, evidence, advice, epochs }: Finding, train: CurveSeries): CurveFinding {
  const [first, last] = epochs;
  const steps = [train.steps[first] ?? 0, train.steps[last] ?? 0] as const;
  const mark: CurveMark = { series: 'train/loss', steps, epochs: [first + 1, last + 1] };
  return { kind, certainty: 'likely', evidence, advice, settings: {}, marks: [mark] };
}
