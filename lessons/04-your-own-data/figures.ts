/** The figures of the text; `node lessons/04-your-own-data/figures.ts` draws them anew. */

import { mean } from 'echotrain/evaluate';
import { type Curve, curvesFigure, type Figure, formatPercent, intervalsFigure } from 'echotrain/report';
import { saveFigure, saveSvg } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { thumbnails } from '../thumbnails.ts';
import { folder, nameOf, pixelsOf } from './scans.ts';
import { allExperiments, type Outcome, summarize } from './voxels.ts';

/** What validation promised, and how often the network was right in each of many new subjects. */
export function promisesOf(outcomes: readonly Outcome[]): Promise<Figure> {
  return intervalsFigure({
    title: 'What validation promises, and what new subjects keep',
    caption:
      'Mean accuracy of four networks each. The bars are the middle 80 % of twenty new subjects, and for validation the range of the four folds.',
    xTitle: 'accuracy',
    format: (share) => formatPercent(share, 0),
    rows: outcomes.flatMap((outcome) => {
      const { subjects, division, folds } = outcome;
      const { validation, strangers } = summarize(outcome);
      const news = folds.flatMap((fold) => fold.strangers).toSorted((a, b) => a - b);
      const folded = folds.map((fold) => fold.validation);
      const at = (share: number) => news[Math.round(share * (news.length - 1))] ?? Number.NaN;
      return [
        {
          label: `${subjects} subjects, ${division}`,
          estimate: validation,
          lower: Math.min(...folded),
          upper: Math.max(...folded),
        },
        {
          label: 'in new subjects',
          estimate: strangers,
          lower: Math.min(at(0.1), strangers),
          upper: at(0.9),
        },
      ];
    }),
  });
}

/** Short names, for the ends of curves. */
const NAMES = { 'random voxels': 'voxels', 'by subject': 'subjects' } as const;

/** The validation loss of both divisions, epoch by epoch, the mean of the folds. */
export function lossesOf(outcomes: readonly Outcome[]): Promise<Figure> {
  const curves = outcomes.flatMap(({ division, folds }): Curve[] => {
    const epochs = folds[0]?.history ?? [];
    const meanOf = (part: 'train' | 'validation') =>
      epochs.map((_, epoch) => mean(folds.map(({ history }) => history[epoch]?.[part]?.loss ?? Number.NaN)));
    return [
      { run: NAMES[division], part: 'training', y: meanOf('train') },
      { run: NAMES[division], part: 'validation', y: meanOf('validation') },
    ];
  });
  return curvesFigure({
    title: 'The same network, judged in two ways',
    caption:
      'Judged on random voxels it seems to learn to the end; judged on other subjects it gets worse all the time.',
    yTitle: 'cross-entropy',
    curves,
  });
}

/** Neighboring slices of some patients. */
export function neighbors(): string {
  const images = [0, 1, 2].flatMap((patient) =>
    [4, 5].map((slice) => ({
      pixels: pixelsOf(patient, slice),
      label: `patient ${nameOf(patient)}`,
      note: `slice ${slice + 1} of ${folder.slices}`,
    })),
  );
  return thumbnails(
    images,
    'Two neighboring slices each of three patients: neighbors are hard to tell apart',
  );
}

if (isStarted(import.meta)) {
  const outcomes = await allExperiments();
  saveFigure(import.meta.dirname, 'promises', await promisesOf(outcomes));
  saveFigure(import.meta.dirname, 'losses', await lossesOf(outcomes.slice(0, 2)));
  saveSvg(import.meta.dirname, 'neighbors', neighbors());
}
