/** The figures of the text; `node lessons/07-over-and-underfitting/figures.ts` draws them anew. */
import type { Dataset } from 'echotrain/data';
import { curvesFigure, type Figure, formatFixed, panelsFigure } from 'echotrain/report';
import { nodeDevice } from 'echotrain/runtime/node';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { type Experiment, experiment, parts } from './experiments.ts';
import { sizes } from './networks.ts';
import { classNames, SIZE } from './reconstructions.ts';

/** Some images of both classes. */
export function imagesFigure(data: Dataset): Figure {
  const row = (label: number) =>
    [0, 1, 2, 3].map((i) => ({
      pixels: data.input(4 * i + label),
      ...(i === 0 && { title: classNames[label] ?? '' }),
    }));
  const look = { rows: SIZE, columns: SIZE, window: [-1.5, 3] as const, scale: 'intensity (SD)' };
  return panelsFigure({
    title: 'Which ones were measured completely?',
    alt: 'Slices of four heads, fully sampled above, from two thirds of the lines by compressed sensing below: hard to tell apart, and as noisy as it happens',
    caption: 'The same slice of each subject, scanned twice, each time with other noise.',
    panels: [
      { ...look, panels: row(0) },
      { ...look, panels: row(1) },
    ],
  });
}

/** Losses that span more than this factor are shown on a logarithmic axis. */
const WIDE = 50;

/** The losses of one training, with what is to be seen in them. */
export function lossesFigure({ size, subjects, history, findings }: Experiment): Promise<Figure> {
  const losses = (part: 'train' | 'validation') => history.map((epoch) => epoch[part]?.loss ?? Number.NaN);
  const [training, validation] = [losses('train'), losses('validation')];
  const lowest = validation.indexOf(Math.min(...validation));
  return curvesFigure({
    title: `${size}, ${subjects} subjects: ${findings[0]?.kind}`,
    caption: findings[0]?.evidence,
    yTitle: 'cross-entropy',
    log: Math.max(...training) > WIDE * Math.min(...training),
    curves: [
      { part: 'training', y: training },
      { part: 'validation', y: validation },
    ],
    marks: [{ x: lowest + 1, label: `lowest, ${formatFixed(validation[lowest] ?? Number.NaN, 2)}` }],
  });
}

if (isStarted(import.meta)) {
  const { few, validation } = await parts({ many: false });
  const folder = import.meta.dirname;
  saveFigure(folder, 'images', imagesFigure(few));
  const names = ['underfitting', 'good-fit', 'overfitting'];
  for (const [i, size] of sizes.entries()) {
    const one = await experiment(size, few, validation, { device: nodeDevice('cpu') });
    saveFigure(folder, names[i] ?? size, await lossesFigure(one));
  }
}
