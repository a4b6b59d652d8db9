import { THRESHOLDS } from './thresholds.ts';
import type { CurveSeries } from './training-curves.ts';
import { windowsOf } from './windows.ts';

/** What is watched of every layer. */
export type Watched = 'gradientNorm' | 'weightNorm' | 'deadUnits';

/** What was watched of a layer. */
export interface WatchedLayer {
  readonly layer: string;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** The name of a layer's series. */
export function nameOf(watched: Watched, layer: string): string {
  return `monitor/${watched}/${layer}`;
}

/** What was watched of each layer, of those that have been watched so often at least. */
export function layersOf(
  series: Readonly<Record<string, CurveSeries>>,
  watched: Watched,
  least: number = THRESHOLDS.monitored,
): WatchedLayer[] {
  const prefix = nameOf(watched, '');
  return Object.entries(series)
    .filter(([name, { steps }]) => name.startsWith(prefix) && steps.length >= least)
    .map(([name, values]) => ({ layer: name.slice(prefix.length), ...windowsOf(values) }));
}
