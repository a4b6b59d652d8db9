/** Lesson 1 on the page of `echotrain jumpstart`. */
import { formatFixed, formatNumber, type Table } from 'echotrain/report';
import { largestDifference } from '../agreement.ts';
import type { LessonContext, LessonReport } from '../lesson.ts';
import { lineFigure, lossFigure, parametersFigure, ratesFigure } from './figures.ts';
import * as layers from './layers.ts';
import { epochs, learningRate, type Training } from './problem.ts';
import * as scratch from './scratch.ts';
import * as tensors from './tensors.ts';

/** A line through five points, at three levels. */
export async function reportLine({ watch }: LessonContext): Promise<LessonReport> {
  const training = scratch.train(epochs, learningRate);
  const trainings = new Map([
    ['from scratch', training],
    ['in tensors', await tensors.train(epochs, learningRate)],
    ['in layers', await layers.train(epochs, learningRate, [watch('A line')])],
  ]);
  const { k, d, course } = training;
  const line = `y = ${formatFixed(k, 4)} x + ${formatFixed(d, 4)}`.replaceAll(' ', '\u00a0');
  const curves = [...trainings].map(([name, one]) => [name, one.course.map(({ loss }) => loss)] as const);
  const difference = largestDifference(Object.fromEntries(curves), epochs);
  return {
    section: {
      title: 'Lesson 1: a line',
      blocks: [
        {
          kind: 'prose',
          text: `Five points lie on the line y = 2x + 1. A network of one unit, y = kx + d, starts at k = 0.1 and d = −0.1 and takes ${formatNumber(epochs)} steps downhill. It ends at ${line}.`,
        },
        await lineFigure(training),
        await parametersFigure(training),
        await lossFigure(training),
        await ratesFigure(),
        levelsTable(trainings),
        {
          kind: 'prose',
          text: `Three levels, one course: over all ${formatNumber(epochs)} steps their losses differ by at most ${formatNumber(difference, 2)}. The same holds for the networks of lessons 2 and 3; a test compares them.`,
        },
      ],
    },
    scores: { train: { 'line.k': k, 'line.d': d, 'line.loss': course.at(-1)?.loss ?? Number.NaN } },
  };
}

function levelsTable(trainings: ReadonlyMap<string, Training>): Table {
  return {
    kind: 'table',
    caption: 'The same at three levels',
    columns: [{ title: 'level' }, { title: 'k' }, { title: 'd' }, { title: 'last loss' }],
    rows: Array.from(trainings, ([name, { k, d, course }]) => [
      name,
      formatFixed(k, 6),
      formatFixed(d, 6),
      formatNumber(course.at(-1)?.loss ?? Number.NaN),
    ]),
  };
}
