import type { PlottedCurve } from '../charts/plotted-curve.ts';
import { scoreName } from '../runs/words.ts';
import type { CurveFeed } from './series/curve-feed.ts';
import { type PlottingOptions, plotted } from './series/plotted.ts';
import { fullName } from './series/series-name.ts';

/** A run whose curves are drawn. */
export interface DrawnRun {
  readonly id: number;
  /** Before its curves' names where there are several runs. */
  readonly label: string;
  readonly training: string;
  readonly options: PlottingOptions;
}

const UNITS: Readonly<Record<string, string>> = { psnr: ' (dB)' };
const TITLES: Readonly<Record<string, string>> = {
  ...{ psnr: 'PSNR', ssim: 'SSIM', nrmse: 'NRMSE', auc: 'AUC', f1: 'F1 score', rSquared: 'R²' },
};

/** A score's name above its chart, and beside its axis with its unit. */
export function scoreTitle(score: string): { readonly title: string; readonly valueTitle: string } {
  const words = scoreName(score);
  const title = TITLES[score] ?? words.charAt(0).toUpperCase() + words.slice(1);
  return { title, valueTitle: `${title}${UNITS[score] ?? ''}` };
}

/** The names of the series that a score's chart shows. */
export function seriesOfScore(score: string): readonly string[] {
  return [...(score === 'loss' ? ['step/loss'] : []), `train/${score}`, `validation/${score}`];
}

const PARTS: Readonly<Record<string, string>> = {
  step: 'each step',
  train: 'training',
  validation: 'validation',
};

/**
 * A score of runs on training and validation data. Of one run each part has its color; of several each run, and what it
 * was trained on is dashed.
 */
export function scoreCurves(
  feed: CurveFeed,
  runs: readonly DrawnRun[],
  score: string,
): readonly PlottedCurve[] {
  const isOne = runs.length === 1;
  return runs.flatMap(({ id, label, training, options }, place) =>
    seriesOfScore(score).flatMap((name) => {
      const curve = feed.curve(id, fullName(training, name));
      if (!curve) return [];
      const [part = ''] = name.split('/');
      const style = {
        key: `${id} ${training} ${name}`,
        label: isOne ? (PARTS[part] ?? part) : `${label} ${PARTS[part] ?? part}`,
        color: isOne ? Number(part === 'validation') : place,
        isDashed: !isOne && part === 'train',
        isBackground: part === 'step',
      };
      return [plotted(curve, style, options)];
    }),
  );
}

/** A series of several runs that has no parts. */
export function singleCurves(
  feed: CurveFeed,
  runs: readonly DrawnRun[],
  name: string,
): readonly PlottedCurve[] {
  return runs.flatMap(({ id, label, training, options }, color) => {
    const curve = feed.curve(id, fullName(training, name));
    const style = { key: `${id} ${training} ${name}`, label: runs.length === 1 ? 'value' : label, color };
    return curve ? [plotted(curve, style, options)] : [];
  });
}
