import { at, text } from './loss-curves.ts';
import type { LossSource } from './loss-source.ts';
import { layersOf, nameOf, type WatchedLayer } from './monitored-layers.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, TrainingCurves } from './training-curves.ts';
import { median } from './windows.ts';

/** Hardly any of the gradient reaches a layer. A gradient of 0 is another thing: its units are dead, or it is frozen. */
export function vanishingGradients(
  { series }: TrainingCurves,
  source: LossSource | undefined,
): CurveFinding | undefined {
  const layers = layersOf(series, 'gradientNorm').map((layer) => ({ ...layer, norm: median(layer.values) }));
  const sorted = layers.filter(({ norm }) => norm > 0).toSorted((a, b) => a.norm - b.norm);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most || least.norm >= THRESHOLDS.gradientShare * most.norm) return undefined;
  return {
    kind: 'vanishing gradients',
    certainty: source && hasLearned(source) ? 'possible' : 'likely',
    evidence: `The gradient of ${least.layer} is ${text(least.norm)} in the middle of the training, that of ${most.layer} ${text(most.norm)}.`,
    advice:
      'Put normalization layers between, take relu with heNormal as kernelInitializer, residual connections, or fewer layers.',
    settings: {},
    marks: [least, most].map(markOf),
  };
}

function hasLearned({ curves: { train, last, baseline, leftShare } }: LossSource): boolean {
  return at(train, last) <= leftShare * baseline;
}

function markOf({ layer, steps }: WatchedLayer): CurveFinding['marks'][number] {
  return { series: nameOf('gradientNorm', layer), steps: [at(steps, 0), at(steps, steps.length - 1)] };
}
