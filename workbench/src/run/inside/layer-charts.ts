import { SERIES_COLORS } from '../../charts/chart-colors.ts';
import type { PlottedCurve } from '../../charts/plotted-curve.ts';
import type { DrawnRun } from '../score-charts.ts';
import type { CurveFeed } from '../series/curve-feed.ts';
import { plotted } from '../series/plotted.ts';
import { fullName, layersOf } from '../series/series-name.ts';

/** What is measured of each layer, in the order in which it is shown. */
export const layerMeasures = [
  { what: 'gradientNorm', title: 'Gradient norms', valueTitle: 'Norm of the gradient', hasTotal: true },
  { what: 'weightNorm', title: 'Weight norms', valueTitle: 'Norm of the weights', hasTotal: false },
  {
    ...{ what: 'updateRatio', title: 'Updates, as a share of the weights', valueTitle: 'Update / weights' },
    hasTotal: false,
  },
  { what: 'activationMean', title: 'Activations: mean', valueTitle: 'Mean activation', hasTotal: false },
  {
    ...{ what: 'activationStd', title: 'Activations: standard deviation', valueTitle: 'Standard deviation' },
    hasTotal: false,
  },
] as const;

/** The series of a measure: each layer's, and that of all weights where there is one. */
export function seriesOfMeasure(names: readonly string[], what: string): readonly string[] {
  const all = `monitor/${what}`;
  return [...(names.includes(all) ? [all] : []), ...layersOf(names, what).map((layer) => `${all}/${layer}`)];
}

/** A measure of each layer. Layers take the colors in turn, those that come round again dashed. */
export function layerCurves(
  feed: CurveFeed,
  { id, training, options }: DrawnRun,
  names: readonly string[],
  what: string,
): readonly PlottedCurve[] {
  return seriesOfMeasure(names, what).flatMap((name, place) => {
    const curve = feed.curve(id, fullName(training, name));
    const label = name.slice(`monitor/${what}/`.length) || 'all weights';
    const isDashed = Math.floor(place / SERIES_COLORS) % 2 === 1;
    return curve ? [plotted(curve, { key: name, label, color: place, isDashed }, options)] : [];
  });
}
