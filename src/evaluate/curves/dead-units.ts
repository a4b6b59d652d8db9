import { changedRate } from './learning-rate.ts';
import { at } from './loss-curves.ts';
import { layersOf, nameOf, type WatchedLayer } from './monitored-layers.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, TrainingCurves } from './training-curves.ts';
import { median } from './windows.ts';

const BORN_DEAD = {
  words: 'Look at what the layer is given and how its weights and biases start; standardize the inputs.',
  settings: {},
};

/** Units that give 0 for every item have no gradient, and never learn again. */
export function deadUnits(curves: TrainingCurves): CurveFinding | undefined {
  const layers = layersOf(curves.series, 'deadUnits', 1).map((layer) => ({
    ...layer,
    share: shareAtEnd(layer),
  }));
  const dead = layers.filter(({ share, steps }) => share >= leastShare(steps.length));
  const [worst] = dead.toSorted((a, b) => b.share - a.share);
  if (!worst) return undefined;
  const isBorn = wasAlways(worst);
  const { words, settings } = isBorn ? BORN_DEAD : changedRate(curves, 0.1);
  const others = dead.length > 1 ? `, and more than half in ${dead.length - 1} other layers` : '';
  return {
    kind: 'dead units',
    certainty: certaintyOf(worst.share, curves.batchSize),
    evidence: `${Math.round(100 * worst.share)} % of the units of ${worst.layer} are 0 for every item of the batch, ${isBorn ? 'from the beginning' : `up from ${Math.round(100 * at(worst.values, 0))} %`}${others}.`,
    advice: `${words} Or take an activation that does not die, such as elu.`,
    settings,
    marks: dead.map(({ layer, steps, values }) => ({
      series: nameOf('deadUnits', layer),
      steps: [
        at(
          steps,
          values.findIndex((share) => share >= THRESHOLDS.deadPossible),
        ),
        at(steps, steps.length - 1),
      ] as const,
      levels: [{ value: THRESHOLDS.deadPossible, label: 'half of the layer' }],
    })),
  };
}

/** What is seen only once or twice has to be plain. */
function leastShare(times: number): number {
  return times < THRESHOLDS.monitored ? THRESHOLDS.deadSure : THRESHOLDS.deadPossible;
}

function shareAtEnd({ values }: WatchedLayer): number {
  return median(values.slice(Math.floor(0.75 * values.length)));
}

function wasAlways({ values }: WatchedLayer): boolean {
  return at(values, 0) >= THRESHOLDS.deadPossible;
}

function certaintyOf(share: number, batchSize: number = THRESHOLDS.deadBatch): CurveFinding['certainty'] {
  if (batchSize < THRESHOLDS.deadBatch || share < THRESHOLDS.deadLikely) return 'possible';
  return share >= THRESHOLDS.deadSure ? 'sure' : 'likely';
}
