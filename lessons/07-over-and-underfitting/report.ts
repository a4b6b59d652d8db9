/** Lesson 7 on the page of `echotrain jumpstart`. */
import { type Block, formatFixed, formatPercent, type Table } from 'echotrain/report';
import type { LessonContext, LessonReport } from '../lesson.ts';
import { type Experiment, experiment, parts } from './experiments.ts';
import { imagesFigure, lossesFigure } from './figures.ts';
import { sizes } from './networks.ts';

/** The classifier in its three sizes, on the images of a few subjects. */
export async function reportSizes({ device, threads, watch, signal }: LessonContext): Promise<LessonReport> {
  const { few, validation } = await parts({ many: false });
  const experiments: Experiment[] = [];
  for (const size of sizes) {
    signal?.throwIfAborted();
    experiments.push(await experiment(size, few, validation, { device, threads, watch, signal }));
  }
  const text: Block = {
    kind: 'prose',
    text: 'Was an image measured completely, or reconstructed by compressed sensing from two thirds of the lines? A classifier in three sizes learns it from eight simulated subjects; others validate. The training loss says whether a network is large enough, its distance to the validation loss whether the data are.',
  };
  const curves = [];
  for (const one of experiments) curves.push(await lossesFigure(one));
  return {
    section: {
      title: 'Lesson 7: over- and underfitting',
      blocks: [text, imagesFigure(few), tableOf(experiments), ...curves],
    },
    scores: {
      train: scoresOf(experiments, 'train'),
      validation: scoresOf(experiments, 'validation'),
    },
  };
}

function scoresOf(experiments: readonly Experiment[], part: 'train' | 'validation') {
  return Object.fromEntries(
    experiments.map(({ size, history }) => [
      `${size.replaceAll(/\W+/g, '-')}.loss`,
      history.at(-1)?.[part]?.loss ?? Number.NaN,
    ]),
  );
}

function tableOf(experiments: readonly Experiment[]): Table {
  const titles = ['network', 'parameters', 'training loss', 'validation loss', 'right', 'diagnosis'];
  return {
    kind: 'table',
    columns: titles.map((title) => ({ title })),
    rows: experiments.map(({ size, parameters, history, findings }) => {
      const last = history.at(-1);
      return [
        size,
        parameters,
        formatFixed(last?.train.loss ?? Number.NaN, 3),
        formatFixed(last?.validation?.loss ?? Number.NaN, 3),
        formatPercent(last?.validation?.binaryAccuracy ?? Number.NaN, 0),
        findings[0]?.kind ?? '',
      ];
    }),
  };
}
